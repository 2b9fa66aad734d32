import type { PlaceInRun } from "../../app/place.ts";
import type { CriterionAgreement, Disagreement } from "../../../shared/contract/review-round-methods.ts";
import { Empty, Failed, Loading } from "../../ui/states.tsx";
import { percent } from "../../words/format.ts";
import { say } from "../../words/say.ts";
import type { Review } from "./use-review.ts";

const DECIMALS = 2;

/** A share below zero with the sign that figures have. */
function decimal(value: number): string {
  return value.toFixed(DECIMALS).replace("-", "−");
}

/** How far reviewers agree on each criterion, and where they do not: a row goes to the step and tells what each said. */
export function AgreementView({
  review,
  onGoTo,
}: {
  readonly review: Review;
  readonly onGoTo: (to: PlaceInRun) => void;
}) {
  const { agreement } = review;
  if (agreement.state === "loading") return <Loading what={say("agreement.loading")} />;
  if (agreement.state === "failed")
    return <Failed inline what={say("agreement.failed")} failure={agreement.failure} onAgain={review.again} />;
  const { reviewers, criteria, disagreements } = agreement.value;
  if (reviewers.length < 2) {
    return (
      <Empty inline title={say("agreement.none")}>
        <p>{say("agreement.noneText")}</p>
      </Empty>
    );
  }
  const names = new Map(reviewers.map(({ key, name }) => [key, name]));
  return (
    <>
      <section className="panel">
        <table className="table agreement" aria-label={say("agreement.title")}>
          <thead>
            <tr>
              <th scope="col">{say("agreement.criterion")}</th>
              <th scope="col" className="r">
                {say("column.steps")}
              </th>
              <th scope="col" className="r">
                {say("agreement.equal")}
              </th>
              <th scope="col" className="r">
                {say("agreement.alpha")}
              </th>
            </tr>
          </thead>
          <tbody>
            {criteria.map((row) => (
              <Criterion key={row.criterion ?? ""} row={row} />
            ))}
          </tbody>
        </table>
        <p className="small quiet">{say("agreement.about")}</p>
      </section>
      <section className="panel" aria-label={say("agreement.where")}>
        <div className="panel-head">
          <h3>{say("agreement.where")}</h3>
          <span className="quiet num small">{disagreements.length}</span>
        </div>
        <ul className="first-list">
          {disagreements.map((row) => (
            <li key={`${row.stepId} ${row.criterion ?? ""}`}>
              <button type="button" className="first-row tall" onClick={() => onGoTo(row.step)}>
                <span className="num strong">{row.step}</span>
                <span className="grow">
                  <span>{row.criterion === null ? say("review.verdict") : row.name}</span>
                  {row.values.map(({ reviewer, value, reason }) => (
                    <span key={reviewer} className="block small second">
                      <b>{names.get(reviewer) ?? ""}</b> {valueSaid(row, value)}
                      {reason !== "" && `: ${reason}`}
                    </span>
                  ))}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Criterion({ row }: { readonly row: CriterionAgreement }) {
  const { criterion, name, units, percent: equal, alpha, interval } = row;
  return (
    <tr>
      <th scope="row">{criterion === null ? say("review.verdict") : name}</th>
      <td className="r">{units}</td>
      <td className="r">{equal === null ? say("agreement.nothing") : percent(equal)}</td>
      <td className="r">
        {alpha === null ? say("agreement.nothing") : decimal(alpha)}
        {interval !== null && (
          <span className="block small quiet">
            {say("agreement.interval", { low: decimal(interval.low), high: decimal(interval.high) })}
          </span>
        )}
      </td>
    </tr>
  );
}

function valueSaid({ criterion }: Disagreement, value: number): string {
  if (criterion !== null) return String(value);
  return say(value === 1 ? "review.accept" : "review.needsWork");
}
