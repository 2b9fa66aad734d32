import type { ThoughtId } from "../../../shared/domain/ids.ts";
import { Failed, Loading } from "../../ui/states.tsx";
import { say } from "../../words/say.ts";
import type { Asked } from "../../app/use-call.ts";
import { PartView } from "../../ui/part-view.tsx";
import type { Reading } from "./use-version.ts";

/** A version as a text, with what has come and gone since; one section, or the whole step. */
export function VersionReading({
  reading,
  onAgain,
  onlyChanges,
  onThought,
}: {
  readonly reading: Asked<Reading>;
  readonly onAgain: () => void;
  readonly onlyChanges: boolean;
  /** Brings one thought of the version's own section back; null where that is not possible. */
  readonly onThought: ((thought: ThoughtId) => void) | null;
}) {
  if (reading.state === "loading") return <Loading what={say("version.loading")} />;
  if (reading.state === "failed") {
    return <Failed inline what={say("version.failed")} failure={reading.failure} onAgain={onAgain} />;
  }
  const { row, parts, against } = reading.value;
  const shown = onlyChanges ? parts.filter(({ isSame }) => !isSame) : parts;
  return (
    <div className="was">
      {shown.map((difference) => (
        <PartView
          key={difference.part}
          difference={difference}
          onlyChanges={onlyChanges}
          isOwn={difference.part === row.part}
          onThought={difference.part === row.part && against === "now" ? onThought : null}
        />
      ))}
      {parts.length === 0 && <p className="quiet">{say("version.nothing")}</p>}
      {parts.length > 0 && shown.length === 0 && <p className="quiet">{say("version.noChange")}</p>}
    </div>
  );
}
