import { type FindHit, shortened, wordsOfHit } from "../../editor/find/hit.ts";
import { say } from "../../words/say.ts";

/** A hit in a list: where it stands and its words; with `by` what it would become. */
export function FindHitRow({ hit, by }: { readonly hit: FindHit; readonly by?: string | undefined }) {
  const { before, words, after } = wordsOfHit(hit);
  const { section, type } = hit.text;
  return (
    <>
      <span className="where num">
        {say("place.section", { step: hit.index + 1, section: say(`section.${section}`) })}
        {type !== null && ` · ${say(`letter.${type}`)}`}
      </span>
      <span className="words">
        {before}
        {by === undefined ? (
          <mark>{words}</mark>
        ) : (
          <>
            <del>{words}</del>
            {by !== "" && <ins>{shortened(by)}</ins>}
          </>
        )}
        {after}
      </span>
    </>
  );
}
