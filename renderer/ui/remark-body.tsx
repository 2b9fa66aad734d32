import { WHOLE_RUN } from "../../shared/domain/review/anchor.ts";
import type { Remark } from "../../shared/domain/review/remark.ts";
import { when } from "../words/format.ts";
import { say } from "../words/say.ts";

/** What a remark says: by whom, where, about which words, and what it would have in their place. */
export function RemarkBody({
  remark,
  now,
  step,
  isBeside = false,
  isChanged,
  onGo,
}: {
  readonly remark: Remark;
  /** UTC ms. */
  readonly now: number;
  /** Where it stands, 1-based; null for a reply, which stands with what it answers. */
  readonly step: number | null;
  /** It stands beside its words, which need not be repeated. */
  readonly isBeside?: boolean;
  readonly isChanged: boolean;
  readonly onGo: (() => void) | null;
}) {
  const { anchor, reviewer, text, suggestion, updatedAt } = remark;
  return (
    <>
      <div className="who">
        <b>{reviewer}</b>
        <span>{when(updatedAt, now, say("today"))}</span>
        <span className="grow" />
        {anchor.step === WHOLE_RUN && step !== null && <span>{say("remark.onRun")}</span>}
        {anchor.step !== WHOLE_RUN && step !== null && onGo !== null && (
          <button type="button" className="link" onClick={onGo}>
            {placeName(anchor, step)}
          </button>
        )}
      </div>
      {anchor.quote !== "" && step !== null && (!isBeside || isChanged) && <q className="quoted">{anchor.quote}</q>}
      {isChanged && <p className="small severity-warning">{say("remark.changed")}</p>}
      {text !== "" && <p className="as-written">{text}</p>}
      {suggestion !== null && (
        <p className="suggested">
          <span className="quiet small">{say("remark.suggests")}</span>{" "}
          {suggestion === "" ? <em>{say("remark.suggestsNothing")}</em> : <ins>{suggestion}</ins>}
        </p>
      )}
    </>
  );
}

function placeName({ section }: Remark["anchor"], step: number): string {
  return section === null
    ? say("place.step", { step })
    : say("place.section", { step, section: say(`section.${section}`) });
}
