import { moneyText } from "../../../../shared/domain/progress/pay.ts";
import { number } from "../../../words/format.ts";
import { say } from "../../../words/say.ts";
import { type PaySums, type Statement, sumsByCurrency } from "./pay-rows.ts";

const AMOUNTS = ["worth", "earned", "paid", "due"] as const;

/** Everybody in one table: what is written and what it would come to, what is accepted and what is due; a sum for each currency. */
export function PaySummary({ statements }: { readonly statements: readonly Statement[] }) {
  return (
    <section className="statement">
      <h2>{say("pay.everybody")}</h2>
      <table className="table tight" aria-label={say("pay.everybody")}>
        <thead>
          <tr>
            <th scope="col">{say("pay.payee")}</th>
            <th scope="col" className="r">
              {say("lead.runs")}
            </th>
            <th scope="col" className="r">
              {say("pay.written")}
            </th>
            <th scope="col" className="r">
              {say("pay.accepted")}
            </th>
            {AMOUNTS.map((name) => (
              <th key={name} scope="col" className="r">
                {say(`pay.${name}`)}
              </th>
            ))}
            <th scope="col">{say("pay.currency")}</th>
          </tr>
        </thead>
        <tbody>
          {statements.map((statement) => (
            <Line key={`${statement.payee} ${statement.currency}`} name={statement.payee} sums={statement} />
          ))}
        </tbody>
        <tfoot>
          {sumsByCurrency(statements).map((sums) => (
            <Line key={sums.currency} name={say("pay.inAll")} sums={sums} />
          ))}
        </tfoot>
      </table>
      <p className="small quiet">{say("pay.whatIsWorth")}</p>
    </section>
  );
}

function Line({ name, sums }: { readonly name: string; readonly sums: PaySums }) {
  const cents = { worth: sums.worthCents, earned: sums.earnedCents, paid: sums.paidCents, due: sums.dueCents };
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="r">{number(sums.runs.length)}</td>
      <td className="r">{number(sums.written)}</td>
      <td className="r">{number(sums.accepted)}</td>
      {AMOUNTS.map((amount) => (
        <td key={amount} className="r">
          {moneyText(cents[amount])}
        </td>
      ))}
      <td>{sums.currency}</td>
    </tr>
  );
}
