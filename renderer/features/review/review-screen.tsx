import { usePage } from "../../app/context.tsx";
import { LIBRARY } from "../../app/place.ts";
import { useCall } from "../../app/use-call.ts";
import type { ReviewCopyId } from "../../../shared/domain/ids.ts";
import { Button } from "../../ui/button.tsx";
import { Failed, Loading } from "../../ui/states.tsx";
import { say } from "../../words/say.ts";
import { ReviewDesk } from "./review-desk.tsx";

/** The screen of a run that was sent to be read. */
export function ReviewScreen({ copyId, at }: { readonly copyId: ReviewCopyId; readonly at: number | null }) {
  const page = usePage();
  const [copy, again] = useCall("review.copy", { copyId });
  if (copy.state === "ready") return <ReviewDesk copy={copy.value} at={at} />;
  return (
    <main id="main" tabIndex={-1} className="middle full">
      {copy.state === "loading" ? (
        <Loading what={say("review.loading")} />
      ) : (
        <Failed what={say("review.failed")} failure={copy.failure} onAgain={again}>
          <Button onClick={() => page.go(LIBRARY)}>{say("fault.leave")}</Button>
        </Failed>
      )}
    </main>
  );
}
