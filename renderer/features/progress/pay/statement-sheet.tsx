import { moneyText } from "../../../../shared/domain/progress/pay.ts";
import { Button } from "../../../ui/button.tsx";
import { dateOf, number } from "../../../words/format.ts";
import { say } from "../../../words/say.ts";
import { type PayBatch, type PayRun, rateOf, type Statement, unbatchedOf } from "./pay-rows.ts";

const DAY_MS = 86_400_000;

/** A statement says dates, not "today", and the same ones as its file. */
function date(at: number | null): string {
  return at === null ? "" : dateOf(Math.floor(at / DAY_MS));
}

/** What can be done from a statement; each puts something down in the library. */
export type StatementActs = {
  readonly onBatch: (run: PayRun, batch: PayBatch, state: "accepted" | "paid") => void;
  readonly onAccept: (run: PayRun) => void;
  readonly onTerms: (run: PayRun) => void;
};

/** The statement of one author: run by run what is written, handed in, accepted, earned and paid. */
export function StatementSheet({
  statement,
  readOnly,
  acts,
}: {
  readonly statement: Statement;
  readonly readOnly: boolean;
  readonly acts: StatementActs;
}) {
  const { payee, currency, runs } = statement;
  return (
    <section className="statement">
      <h2>{say("pay.of", { payee, currency })}</h2>
      <table className="table tight" aria-label={say("pay.of", { payee, currency })}>
        <thead>
          <tr>
            <th scope="col">{say("column.run")}</th>
            <th scope="col" className="r">
              {say("pay.steps")}
            </th>
            <th scope="col">{say("column.state")}</th>
            <th scope="col">{say("pay.submittedAt")}</th>
            <th scope="col">{say("pay.acceptedAt")}</th>
            <th scope="col" className="r">
              {say("pay.rate")}
            </th>
            <th scope="col" className="r">
              {say("pay.worth")}
            </th>
            <th scope="col" className="r">
              {say("pay.amount")}
            </th>
            <th scope="col">
              <span className="hidden-visually">{say("column.acts")}</span>
            </th>
          </tr>
        </thead>
        {runs.map((run) => (
          <tbody key={run.runId}>
            <tr>
              <th scope="row">{run.title}</th>
              <td className="r" colSpan={5}>
                {say("pay.stepsOf", {
                  written: run.written,
                  submitted: run.submitted,
                  accepted: run.accepted,
                  due: moneyText(run.dueCents),
                  paid: moneyText(run.paidCents),
                })}
              </td>
              <td className="r">{run.worthCents === null ? "" : moneyText(run.worthCents)}</td>
              <td className="r">{moneyText(run.earnedCents)}</td>
              <td className="no-print">
                <Button low disabled={readOnly} onClick={() => acts.onTerms(run)}>
                  {say("pay.changeTerms")}
                </Button>
                {unbatchedOf(run) > 0 && (
                  <Button
                    low
                    disabled={readOnly}
                    aria-label={say("pay.acceptStepsOf", { title: run.title })}
                    onClick={() => acts.onAccept(run)}
                  >
                    {say("pay.acceptSteps")}
                  </Button>
                )}
              </td>
            </tr>
            {run.batches.map((batch) => (
              <tr key={batch.batchId} className="small">
                <td>{say("pay.batch", { number: batch.number })}</td>
                <td className="r">{number(batch.steps)}</td>
                <td>{say(`pay.state.${batch.state}`)}</td>
                <td>{date(batch.submittedAt)}</td>
                <td>{date(batch.acceptedAt)}</td>
                <td className="r">{rateOf(batch, true, say("pay.fixed"))}</td>
                <td className="r" colSpan={2}>
                  {batch.cents === null ? "" : moneyText(batch.cents)}
                </td>
                <td className="no-print">
                  {batch.state === "accepted" && (
                    <Button low disabled={readOnly} onClick={() => acts.onBatch(run, batch, "paid")}>
                      {say("pay.markPaid", { number: batch.number })}
                    </Button>
                  )}
                  {batch.state === "submitted" && (
                    <Button low disabled={readOnly} onClick={() => acts.onBatch(run, batch, "accepted")}>
                      {say("pay.acceptBatch", { number: batch.number })}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        ))}
        <tfoot>
          {(
            [
              ["pay.worth", statement.worthCents],
              ["pay.earned", statement.earnedCents],
              ["pay.paid", statement.paidCents],
              ["pay.due", statement.dueCents],
            ] as const
          ).map(([name, cents]) => (
            <tr key={name}>
              <th scope="row" colSpan={7}>
                {say(name)}
              </th>
              <td className="r">{moneyText(cents)}</td>
              <td>{currency}</td>
            </tr>
          ))}
        </tfoot>
      </table>
    </section>
  );
}
