import { moneyText } from "../../../../shared/domain/progress/pay.ts";
import { number } from "../../../words/format.ts";
import { say } from "../../../words/say.ts";
import { type PaySums, type Statement, sumsByCurrency } from "./pay-rows.ts";

const NUMBERS = ["lead.runs", "pay.written", "pay.accepted", "pay.worth", "pay.earned", "pay.paid", "pay.due"] as const;

/** Everybody in one table: what is written and what it would come to, what is accepted and what is due; a sum for each currency. */
export function PaySummary({ statements }: { readonly statements: readonly Statement[] }) {
  return (
    <section className="statement">
      <h2>{say("pay.everybody")}</h2>
      <table className="table tight" aria-label={say("pay.everybody")}>
        <thead>
          <tr>
            <th scope="col">{say("pay.payee")}</th>
            {NUMBERS.map((name) => (
              <th key={name} scope="col" className="r">
                {say(name)}
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
  const cents = [sums.worthCents, sums.earnedCents, sums.paidCents, sums.dueCents];
  const texts = [...[sums.runs.length, sums.written, sums.accepted].map(number), ...cents.map((sum) => moneyText(sum))];
  return (
    <tr>
      <th scope="row">{name}</th>
      {texts.map((text, index) => (
        <td key={NUMBERS[index]} className="r">
          {text}
        </td>
      ))}
      <td>{sums.currency}</td>
    </tr>
  );
}
