import { ShieldCheck } from "lucide-react";
import { useEffect, useRef } from "react";

import { usePage } from "../../app/context.tsx";
import { Frame } from "../../app/frame.tsx";
import { type RecoveryReport, sumOfTallies, type Tally } from "../../../shared/contract/recovery-methods.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { dayOf, number, time } from "../../words/format.ts";
import { say } from "../../words/say.ts";

/** What a recovery did, before anything else is shown: what was saved, from when, and where the damaged file is. */
export function RecoveryScreen({
  report,
  onDone,
}: {
  readonly report: RecoveryReport;
  /** The person has seen it; `to` is where they go on. */
  readonly onDone: (to: "library" | "backups") => void;
}) {
  const page = usePage();
  const main = useRef<HTMLElement>(null);
  useEffect(() => main.current?.focus(), []);
  const { backup } = report;
  const beside = sumOfTallies(report);
  const whenOf = (at: number): string => `${dayOf(at, page.clock(), say("today"))} ${time(at)}`;
  return (
    <Frame bar={<span className="title">{say("product")}</span>} status={<span>{whenOf(report.at)}</span>}>
      <main id="main" tabIndex={-1} ref={main} className="middle scrolls" aria-labelledby="recovery-title">
        <div className="sheet narrow stack wide recovery">
          <h1 id="recovery-title">
            <Icon of={ShieldCheck} /> {say("recovery.title")}
          </h1>
          <p>{say(`recovery.${report.what}`)}</p>
          <ul className="stack">
            <li>
              {backup === null
                ? say(report.what === "file" ? "recovery.ready" : "recovery.noBackup")
                : say("recovery.fromBackup", {
                    when: whenOf(backup.at),
                    count: backup.runs,
                    words: number(backup.words),
                  })}
            </li>
            <li>{readOut(report, beside)}</li>
            <li>{report.aside === null ? say("recovery.noAside") : say("recovery.aside", { name: report.aside })}</li>
            {!report.complete && <li className="strong">{say("recovery.notEnded")}</li>}
          </ul>
          <div className="row wrap">
            <Button kind="primary" onClick={() => onDone("library")}>
              {say("recovery.goOn")}
            </Button>
            <Button onClick={() => onDone("backups")}>{say("recovery.toBackups")}</Button>
          </div>
          {report.runs.length > 0 && <Salvaged runs={report.runs} />}
          {beside.length > 0 && <Beside tallies={beside} />}
          <details className="not-checked">
            <summary>{say("recovery.detail")}</summary>
            <p className="small">{report.detail}</p>
          </details>
        </div>
      </main>
    </Frame>
  );
}

/** What came of reading out the damaged file. */
function readOut({ runs }: RecoveryReport, beside: readonly Tally[]): string {
  const found = runs.reduce((sum, run) => sum + run.found, 0);
  const brought = runs.reduce((sum, run) => sum + run.brought, 0);
  if (found === 0) return say("recovery.nothingRead");
  if (brought > 0) return say("recovery.taken", { count: brought });
  return say(beside.some((tally) => tally.brought > 0) ? "recovery.onlyBeside" : "recovery.allThere");
}

function Beside({ tallies }: { readonly tallies: readonly Tally[] }) {
  return (
    <table className="table tight">
      <caption>{say("recovery.beside")}</caption>
      <Head what={say("recovery.kind")} found={say("recovery.kindFound")} />
      <tbody>
        {tallies.map(({ kind, found, brought }) => (
          <tr key={kind}>
            <th scope="row">{say(`recovery.kind.${kind}`)}</th>
            <td className="r">{number(found)}</td>
            <td className="r">{number(brought)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Salvaged({ runs }: Pick<RecoveryReport, "runs">) {
  return (
    <table className="table tight">
      <caption>{say("recovery.readOut")}</caption>
      <Head what={say("column.run")} found={say("recovery.found")} />
      <tbody>
        {runs.map((run) => (
          <tr key={run.runId}>
            <th scope="row" className="story">
              {run.title}
              {run.inBin && <span className="small quiet"> {say("recovery.inBin")}</span>}
            </th>
            <td className="r">{number(run.found)}</td>
            <td className="r">{number(run.brought)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Head({ what, found }: { readonly what: string; readonly found: string }) {
  return (
    <thead>
      <tr>
        <th scope="col">{what}</th>
        <th scope="col" className="r">
          {found}
        </th>
        <th scope="col" className="r">
          {say("recovery.brought")}
        </th>
      </tr>
    </thead>
  );
}
