import type { GuideChange } from "../../shared/domain/review/guide.ts";
import { say } from "../words/say.ts";

/** What changed in a guide since a version that was known. */
export function GuideChangeList({
  changes,
  since,
}: {
  readonly changes: readonly GuideChange[];
  readonly since: number;
}) {
  return (
    <div className="guide-changes">
      <h3>{say("guide.changed", { version: since })}</h3>
      <ul>
        {changes.map((change) => {
          const text = changeText(change);
          return <li key={text}>{text}</li>;
        })}
      </ul>
    </div>
  );
}

function changeText(change: GuideChange): string {
  switch (change.kind) {
    case "text":
      return say("guide.change.text");
    case "added":
      return say("guide.change.added", { name: change.name });
    case "removed":
      return say("guide.change.removed", { name: change.name });
    case "changed":
      return say("guide.change.changed", { name: change.name, part: say(`guide.part.${change.part}`) });
  }
}
