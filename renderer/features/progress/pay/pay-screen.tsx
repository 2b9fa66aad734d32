import { ArrowLeft, Download, Printer } from "lucide-react";
import { useState } from "react";

import { usePage } from "../../../app/context.tsx";
import { fileNameOf } from "../../../app/export/file-name.ts";
import { Frame } from "../../../app/frame.tsx";
import { useCall } from "../../../app/use-call.ts";
import { useLibraryChanges } from "../../../app/use-library-changes.ts";
import { moneyText } from "../../../../shared/domain/progress/pay.ts";
import { csvText } from "../../../../shared/lib/csv.ts";
import { Button, Tool } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { downloadText } from "../../../ui/download.ts";
import { Empty, Failed, Loading } from "../../../ui/states.tsx";
import { dateOf, number } from "../../../words/format.ts";
import { say } from "../../../words/say.ts";
import { type PayRun, rateOf, type Statement, statementRows, statementsOf } from "./pay-rows.ts";
import { TermsDialog } from "./terms-dialog.tsx";

const EVERYBODY = "";
const DAY_MS = 86_400_000;

/** What was written, accepted, earned and paid, a statement for each author; each can be printed and saved. */
export function PayScreen() {
  const page = usePage();
  const [asked, again] = useCall("progress.pay", {});
  const [library] = useCall("library.describe", {});
  useLibraryChanges(again);
  const [payee, setPayee] = useState(EVERYBODY);
  const [setting, setSetting] = useState<PayRun | null>(null);
  const runs = asked.state === "ready" ? asked.value.runs : [];
  const all = statementsOf(runs);
  const shown = payee === EVERYBODY ? all : all.filter((statement) => statement.payee === payee);
  const unset = runs.filter(({ terms }) => terms === null);
  const readOnly = library.state !== "ready" || !library.value.writing;

  const pay = async (run: PayRun, batch: PayRun["batches"][number]): Promise<void> => {
    const put = { runId: run.runId, batchId: batch.batchId, range: null, state: "paid" as const };
    const done = await page.host.call("review.setBatch", put);
    page.announce(done.ok ? say("pay.isPaid", { number: batch.number }) : done.failure.message);
    again();
  };
  const save = (): void => {
    const [first] = shown;
    if (first === undefined) return;
    const { head } = statementRows(first);
    const text = csvText(
      head,
      shown.flatMap((statement) => statementRows(statement).rows),
    );
    downloadText(
      fileNameOf(say("pay.fileOf", { payee: payee === EVERYBODY ? "all" : payee }), ".csv"),
      text,
      "text/csv",
    );
  };
  return (
    <Frame
      bar={
        <>
          <Tool name={say("pay.back")} icon={ArrowLeft} onClick={() => page.go({ name: "progress", runId: null })} />
          <h1 className="title">{say("pay.title")}</h1>
          <span className="grow" />
          <div className="payee-choice">
            <Choice
              hidden
              label={say("pay.payee")}
              value={payee}
              options={[
                { value: EVERYBODY, title: say("pay.everybody") },
                ...[...new Set(all.map((statement) => statement.payee))].map((name) => ({ value: name, title: name })),
              ]}
              onChoose={setPayee}
            />
          </div>
          <Button icon={Download} disabled={shown.length === 0} onClick={save}>
            {say("pay.save")}
          </Button>
          <Button icon={Printer} disabled={shown.length === 0} onClick={() => print()}>
            {say("pay.print")}
          </Button>
        </>
      }
      status={<span>{say("pay.rule")}</span>}
    >
      <main id="main" tabIndex={-1} className="middle scrolls">
        <div className="sheet">
          {asked.state === "loading" && <Loading what={say("progress.loading")} />}
          {asked.state === "failed" && (
            <Failed inline what={say("pay.failed")} failure={asked.failure} onAgain={again} />
          )}
          {asked.state === "ready" && all.length === 0 && (
            <Empty inline title={say("pay.none")}>
              <p>{say("pay.noneText")}</p>
            </Empty>
          )}
          {shown.map((statement) => (
            <StatementSheet
              key={`${statement.payee} ${statement.currency}`}
              statement={statement}
              readOnly={readOnly}
              onPay={(run, batch) => void pay(run, batch)}
              onTerms={setSetting}
            />
          ))}
          {payee === EVERYBODY && unset.length > 0 && (
            <section className="statement unset">
              <h2>{say("pay.unset")}</h2>
              <ul>
                {unset.map((run) => (
                  <li key={run.runId}>
                    <span>{run.title}</span>
                    <Button
                      low
                      disabled={readOnly}
                      aria-label={say("pay.setTermsOf", { title: run.title })}
                      onClick={() => setSetting(run)}
                    >
                      {say("pay.setTerms")}
                    </Button>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
      </main>
      {setting !== null && (
        <TermsDialog
          run={setting}
          onClose={() => setSetting(null)}
          onTerms={(terms) => {
            const { runId } = setting;
            setSetting(null);
            void page.host.call("progress.keepPay", { runId, terms }).then((kept) => {
              if (!kept.ok) page.announce(kept.failure.message, "urgent");
              again();
            });
          }}
        />
      )}
    </Frame>
  );
}

/** A statement says dates, not "today", and the same ones as its file. */
function date(at: number | null): string {
  return at === null ? "" : dateOf(Math.floor(at / DAY_MS));
}

function StatementSheet({
  statement,
  readOnly,
  onPay,
  onTerms,
}: {
  readonly statement: Statement;
  readonly readOnly: boolean;
  readonly onPay: (run: PayRun, batch: PayRun["batches"][number]) => void;
  readonly onTerms: (run: PayRun) => void;
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
              <td className="r">{moneyText(run.earnedCents)}</td>
              <td className="no-print">
                <Button low disabled={readOnly} onClick={() => onTerms(run)}>
                  {say("pay.changeTerms")}
                </Button>
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
                <td className="r">{batch.cents === null ? "" : moneyText(batch.cents)}</td>
                <td className="no-print">
                  {batch.state === "accepted" && (
                    <Button low disabled={readOnly} onClick={() => onPay(run, batch)}>
                      {say("pay.markPaid", { number: batch.number })}
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
              ["pay.earned", statement.earnedCents],
              ["pay.paid", statement.paidCents],
              ["pay.due", statement.dueCents],
            ] as const
          ).map(([name, cents]) => (
            <tr key={name}>
              <th scope="row" colSpan={6}>
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
