import type { LongTermThought } from "../../state/long-term.ts";
import { firstWords } from "../../state/run-outline.ts";
import { say } from "../../words/say.ts";

/** As much of a thought as a panel shows, in UTF-16 units: about four lines. */
const SHOWN_UNITS = 160;

/** A long-term thought beside the page: its type by letter and rule, its words, its age in steps; a click goes there. */
export function LongTermLine({
  thought,
  age,
  echo,
  onGo,
}: {
  readonly thought: LongTermThought;
  /** When it was last taken up, in words. */
  readonly echo?: string | undefined;
  readonly age: number;
  readonly onGo: () => void;
}) {
  return (
    <button type="button" className="long-term" data-type={thought.type} onClick={onGo}>
      <span className="letter" aria-hidden>
        {say(`letter.${thought.type}`)}
      </span>
      <span className="words">
        <span className="hidden-visually">
          {say("context.typeAt", { type: say(`type.${thought.type}`), step: thought.step })}{" "}
        </span>
        {firstWords(thought.text, SHOWN_UNITS)}
      </span>
      <span className="age" title={say("context.fromStep", { step: thought.step })}>
        {age}
      </span>
      {echo !== undefined && <span className="echo">{echo}</span>}
    </button>
  );
}
