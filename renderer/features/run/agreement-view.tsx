import { useMemo, useState } from "react";

import type { PlaceInRun } from "../../app/place.ts";
import type { PlacedRemark } from "../../../shared/contract/review-methods.ts";
import type { CriterionAgreement, StepJudgement } from "../../../shared/contract/review-round-methods.ts";
import { Paged } from "../../ui/paged.tsx";
import { Empty, Failed, Loading } from "../../ui/states.tsx";
import { percent } from "../../words/format.ts";
import { say } from "../../words/say.ts";
import { DisagreementRow } from "./disagreement-row.tsx";
import type { Review } from "./use-review.ts";

const DECIMALS = 2;
const NO_JUDGEMENTS: readonly StepJudgement[] = [];

/** A share below zero with the sign that figures have. */
function decimal(value: number): string {
  return value.toFixed(DECIMALS).replace("-", "−");
}

/** How far reviewers agree on each criterion, and where they do not: a row opens both, beside the step. */
export function AgreementView({
  review,
  remarks,
  onGo,
  onGoTo,
}: {
  readonly review: Review;
  readonly remarks: readonly PlacedRemark[];
  readonly onGo: (remark: PlacedRemark) => void;
  readonly onGoTo: (to: PlaceInRun) => void;
}) {
  const { agreement, status } = review;
  const [open, setOpen] = useState<string | null>(null);
  const judged = useMemo(
    () =>
      new Map(status.state === "ready" ? status.value.steps.map(({ stepId, judgements }) => [stepId, judgements]) : []),
    [status],
  );
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
        <Paged items={disagreements}>
          {(some) => (
            <ul className="first-list">
              {some.map((row) => {
                const key = `${row.stepId} ${row.criterion ?? ""}`;
                return (
                  <li key={key}>
                    <DisagreementRow
                      row={row}
                      agreement={agreement.value}
                      judgements={judged.get(row.stepId) ?? NO_JUDGEMENTS}
                      remarks={remarks.filter(({ stepId }) => stepId === row.stepId)}
                      isOpen={key === open}
                      onOpen={() => {
                        setOpen(key === open ? null : key);
                        if (key !== open) onGoTo(row.step);
                      }}
                      onGo={onGo}
                    />
                  </li>
                );
              })}
            </ul>
          )}
        </Paged>
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
