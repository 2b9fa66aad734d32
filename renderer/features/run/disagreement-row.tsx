import { usePage } from "../../app/context.tsx";
import type { ReplyOf } from "../../../shared/contract/contract.ts";
import type { PlacedRemark } from "../../../shared/contract/review-methods.ts";
import type { Disagreement, StepJudgement } from "../../../shared/contract/review-round-methods.ts";
import { firstWords } from "../../state/run-outline.ts";
import { when } from "../../words/format.ts";
import { ratingName } from "../../words/rating.ts";
import { say } from "../../words/say.ts";

/** What reviewers of one wording of a step differ in; opened, what each of them said of the step, side by side. */
export function DisagreementRow({
  row,
  agreement,
  judgements,
  remarks,
  isOpen,
  onOpen,
  onGo,
}: {
  readonly row: Disagreement;
  readonly agreement: ReplyOf<"review.agreement">;
  /** What stands on the step, of every reviewer. */
  readonly judgements: readonly StepJudgement[];
  /** Remarks on the step. */
  readonly remarks: readonly PlacedRemark[];
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onGo: (remark: PlacedRemark) => void;
}) {
  const names = new Map(agreement.reviewers.map(({ key, name }) => [key, name]));
  const scale = agreement.criteria.find(({ criterion }) => criterion === row.criterion)?.scale ?? null;
  return (
    <>
      <button type="button" className="first-row tall" aria-expanded={isOpen} onClick={onOpen}>
        <span className="num strong">{row.step}</span>
        <span className="grow">
          <span>{row.criterion === null ? say("review.verdict") : row.name}</span>
          {!isOpen &&
            row.values.map(({ reviewer, value, reason }) => (
              <span key={reviewer} className="block small second">
                <b>{names.get(reviewer) ?? ""}</b> {ratingName(scale, value)}
                {reason !== "" && `: ${reason}`}
              </span>
            ))}
        </span>
      </button>
      {isOpen && (
        <div className="side-by-side" role="group" aria-label={say("agreement.both", { step: row.step })}>
          {row.values.map(({ reviewer, value, reason }) => (
            <section key={reviewer} aria-label={names.get(reviewer) ?? ""}>
              <h4>{names.get(reviewer) ?? ""}</h4>
              <p className="strong">{ratingName(scale, value)}</p>
              {reason !== "" && <p className="as-written">{reason}</p>}
              <AlsoSaid
                row={row}
                criteria={agreement.criteria}
                judgement={judgements.find((judgement) => judgement.reviewer === reviewer)}
              />
              {remarks
                .filter(({ remark }) => (remark.by ?? remark.reviewer) === reviewer)
                .map((placed) => (
                  <button key={placed.remark.id} type="button" className="link block" onClick={() => onGo(placed)}>
                    {firstWords(placed.remark.text || (placed.remark.suggestion ?? ""), REMARK_UNITS)}
                  </button>
                ))}
            </section>
          ))}
        </div>
      )}
    </>
  );
}

/** As much of a remark as a column repeats, in UTF-16 units. */
const REMARK_UNITS = 90;

/** What else the reviewer said of the step, and when. */
function AlsoSaid({
  row,
  criteria,
  judgement,
}: {
  readonly row: Disagreement;
  readonly criteria: ReplyOf<"review.agreement">["criteria"];
  readonly judgement: StepJudgement | undefined;
}) {
  const { clock } = usePage();
  if (judgement === undefined) return null;
  const { word, ratings, at, isChangedSince } = judgement;
  const others = criteria.flatMap(({ criterion, name, scale }) => {
    const value = ratings.find((rating) => rating.criterion === criterion)?.value;
    return criterion === row.criterion || value === undefined ? [] : [`${name}: ${ratingName(scale, value)}`];
  });
  if (word !== null && row.criterion !== null) others.unshift(say(`review.${word}`));
  return (
    <p className="small quiet">
      {[...others, when(at, clock(), say("today"))].join(", ")}
      {isChangedSince && `, ${say("toDo.changed")}`}
    </p>
  );
}
