import { type Guide, guideChanges } from "../../../shared/domain/review/guide.ts";
import { Empty } from "../../ui/states.tsx";
import { GuideChangeList } from "../../ui/guide-changes.tsx";
import { GuideReading } from "../../ui/guide-reading.tsx";
import { say } from "../../words/say.ts";

/** The lead's guide that came along, what changed since the version that was known before, and the signs in the text. */
export function GuidePanel({ guide, before }: { readonly guide: Guide | null; readonly before: Guide | null }) {
  const changes = before === null || guide === null ? [] : guideChanges(before, guide);
  return (
    <>
      {guide === null ? (
        <Empty inline title={say("guide.none")} />
      ) : (
        <GuideReading guide={guide}>
          {before !== null && changes.length > 0 && <GuideChangeList changes={changes} since={before.version} />}
        </GuideReading>
      )}
      <section className="panel" aria-label={say("guide.signs")}>
        <h2>{say("guide.signs")}</h2>
        <p>{say("guide.signsText")}</p>
      </section>
    </>
  );
}
