import type { Failure } from "../../../shared/contract/failure.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { RefusalList } from "../../ui/problems.tsx";
import { say } from "../../words/say.ts";

/** True where the problems say something that the sentence above them does not. */
function saysMore({ message, refusals }: Extract<Failure, { kind: "refused" }>): boolean {
  return refusals.some(({ problems }) => problems.length > 1 || problems[0]?.message !== message);
}

/** What was not taken in, and why: for a refused file each problem with its rule, place, sentence and repair. */
export function ImportFailure({
  what,
  failure,
  onClose,
}: {
  readonly what?: string;
  readonly failure: Failure;
  readonly onClose: () => void;
}) {
  return (
    <Dialog
      title={what ?? say("import.failed")}
      size={failure.kind === "refused" ? "wide" : "small"}
      onClose={onClose}
      footer={
        <>
          <span className="grow small quiet">{say("import.nothingTaken")}</span>
          <Button onClick={onClose}>{say("close")}</Button>
        </>
      }
    >
      <p>{failure.message}</p>
      {failure.kind === "refused" && saysMore(failure) && <RefusalList refusals={failure.refusals} />}
    </Dialog>
  );
}
