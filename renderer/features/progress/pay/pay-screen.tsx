import { ArrowLeft, Download, Printer } from "lucide-react";
import { useState } from "react";

import { usePage } from "../../../app/context.tsx";
import { fileNameOf } from "../../../app/export/file-name.ts";
import { Frame } from "../../../app/frame.tsx";
import { LIBRARY } from "../../../app/place.ts";
import { useCall } from "../../../app/use-call.ts";
import { useLibraryChanges } from "../../../app/use-library-changes.ts";
import type { RequestOf } from "../../../../shared/contract/contract.ts";
import type { Failure } from "../../../../shared/contract/failure.ts";
import { csvText } from "../../../../shared/lib/csv.ts";
import { Button, Tool } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { downloadText } from "../../../ui/download.ts";
import { Empty, Failed, Loading } from "../../../ui/states.tsx";
import { say } from "../../../words/say.ts";
import { AcceptDialog } from "./accept-dialog.tsx";
import { type PayBatch, type PayRun, statementRows, statementsOf } from "./pay-rows.ts";
import { PaySummary } from "./pay-summary.tsx";
import { type StatementActs, StatementSheet } from "./statement-sheet.tsx";
import { TermsDialog } from "./terms-dialog.tsx";
import { UnsetRuns } from "./unset-runs.tsx";

const EVERYBODY = "";

/** What was written, accepted, earned and paid, a statement for each author; each can be printed and saved. */
export function PayScreen() {
  const page = usePage();
  const [asked, again] = useCall("progress.pay", {});
  const [library] = useCall("library.describe", {});
  useLibraryChanges(again);
  const [payee, setPayee] = useState(EVERYBODY);
  const [setting, setSetting] = useState<readonly PayRun[]>([]);
  const [accepting, setAccepting] = useState<PayRun | null>(null);
  const runs = asked.state === "ready" ? asked.value.runs : [];
  const all = statementsOf(runs);
  const shown = payee === EVERYBODY ? all : all.filter((statement) => statement.payee === payee);
  const unset = runs.filter(({ terms }) => terms === null);
  const readOnly = library.state !== "ready" || !library.value.writing;

  /** Tells how an act ended, and counts anew. */
  const told = (failure: Failure | null, done: string): void => {
    if (failure === null) page.announce(done);
    else page.announce(failure.message, "urgent");
    again();
  };
  const putBatch = async (run: PayRun, batch: PayBatch, state: "accepted" | "paid"): Promise<void> => {
    const put = { runId: run.runId, batchId: batch.batchId, range: null, state };
    const done = await page.host.call("review.setBatch", put);
    told(done.ok ? null : done.failure, say(`pay.batchIs.${state}`, { number: batch.number }));
  };
  const accept = async (run: PayRun, from: number, to: number): Promise<void> => {
    setAccepting(null);
    const put = { runId: run.runId, batchId: null, range: { from, to }, state: "accepted" as const };
    const done = await page.host.call("review.setBatch", put);
    told(done.ok ? null : done.failure, say("pay.stepsAreAccepted", { from, to, title: run.title }));
  };
  const keepTerms = async (terms: RequestOf<"progress.keepPay">["runs"]): Promise<void> => {
    setSetting([]);
    const kept = await page.host.call("progress.keepPay", { runs: terms });
    told(kept.ok ? null : kept.failure, say("pay.termsAreSet", { count: terms.length }));
  };
  const acts: StatementActs = {
    onBatch: (run, batch, state) => void putBatch(run, batch, state),
    onAccept: setAccepting,
    onTerms: (run) => setSetting([run]),
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
          {asked.state === "ready" && runs.length === 0 && (
            <Empty inline title={say("pay.none")}>
              <p>{say("pay.noneText")}</p>
              <Button onClick={() => page.go(LIBRARY)}>{say("library.open")}</Button>
            </Empty>
          )}
          {payee === EVERYBODY && unset.length > 0 && (
            <UnsetRuns runs={unset} readOnly={readOnly} onTerms={setSetting} />
          )}
          {payee === EVERYBODY && all.length > 0 && <PaySummary statements={all} />}
          {shown.map((statement) => (
            <StatementSheet
              key={`${statement.payee} ${statement.currency}`}
              statement={statement}
              readOnly={readOnly}
              acts={acts}
            />
          ))}
        </div>
      </main>
      {setting.length > 0 && (
        <TermsDialog
          runs={setting}
          latest={asked.state === "ready" ? asked.value.latest : null}
          onClose={() => setSetting([])}
          onTerms={(terms) => void keepTerms(terms)}
        />
      )}
      {accepting !== null && (
        <AcceptDialog
          run={accepting}
          onClose={() => setAccepting(null)}
          onAccept={(from, to) => void accept(accepting, from, to)}
        />
      )}
    </Frame>
  );
}
