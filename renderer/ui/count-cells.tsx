import { number, percent } from "../words/format.ts";
import { say } from "../words/say.ts";
import { Meter } from "./meter.tsx";

/** A cell of a table of runs: how many words there are, and what of them is story and thoughts. */
export function WordsCell({
  words,
  storyWords,
  thoughtWords,
}: {
  readonly words: number;
  readonly storyWords: number;
  readonly thoughtWords: number;
}) {
  return (
    <td className="r">
      {number(words)}
      <div className="small quiet">{say("words.split", { story: storyWords, thoughts: thoughtWords })}</div>
    </td>
  );
}

/** A cell of a table of runs: how far words are on the way to their target; both null without one. */
export function TargetCell({
  share,
  targetWords,
}: {
  readonly share: number | null;
  readonly targetWords: number | null;
}) {
  return (
    <td className="target">
      {share === null || targetWords === null ? (
        <span className="quiet">{say("target.none")}</span>
      ) : (
        <>
          <div className="row">
            <Meter share={share} />
            <span className="share num">{percent(share)}</span>
          </div>
          <span className="small quiet">{say("target.of", { words: targetWords })}</span>
        </>
      )}
    </td>
  );
}
