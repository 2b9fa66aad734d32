import { useState } from "react";

import type { Evidence, Finding, NotChecked, ReportLine } from "../../../shared/domain/consistency/results.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { FindingList } from "../../ui/finding-list.tsx";
import { PanelBar } from "../../ui/panel.tsx";
import { Empty, Failed, Loading } from "../../ui/states.tsx";
import { time } from "../../words/format.ts";
import { ruleName } from "../../words/rule-name.ts";
import { say } from "../../words/say.ts";
import type { CheckState } from "./check-state.ts";

/** So many lines of one report are shown at first. */
const SHOWN_LINES = 12;

/** Findings of the last check with both quotes, jumps and "Intended"; under them the reports, and what was not checked. */
export function FindingsPanel({
  check,
  open,
  onOpen,
  onGo,
  onCheck,
  onIntended,
  onClose,
}: {
  readonly check: CheckState;
  readonly open: string | null;
  readonly onOpen: (finding: Finding) => void;
  readonly onGo: (place: Evidence | number) => void;
  readonly onCheck: () => void;
  readonly onIntended: (finding: Finding, why: string) => void;
  readonly onClose: () => void;
}) {
  const results = check.results;
  return (
    <>
      <PanelBar
        title={say("findings.title")}
        about={results === null ? undefined : countBySeverity(results.findings)}
        onClose={onClose}
      >
        <Button low onClick={onCheck} disabled={check.state === "checking"}>
          {say("check.again")}
        </Button>
      </PanelBar>
      {check.state === "failed" && (
        <Failed inline what={say("check.failed")} failure={check.failure} onAgain={onCheck} />
      )}
      {check.state === "checking" && results === null && <Loading what={say("check.working")} />}
      {results !== null && (
        <>
          <p className="panel-note">
            {check.state === "checking"
              ? say("check.working")
              : say("check.done", { time: time(results.at), ms: Math.round(results.ms) })}
          </p>
          {results.findings.length === 0 && <Empty inline title={say("findings.none")} />}
          <FindingList
            findings={results.findings}
            open={open}
            onOpen={onOpen}
            onGo={onGo}
            marks={results.marks}
            renderActs={(finding) => (
              <FindingActs key={finding.key} finding={finding} onGo={onGo} onIntended={onIntended} />
            )}
          />
          <Reports reports={results.reports} onGo={onGo} />
          <NotCheckedList notChecked={results.notChecked} />
        </>
      )}
    </>
  );
}

/** "1 error, 2 warnings"; what there is none of is left out. */
export function countBySeverity(findings: readonly Finding[]): string {
  const count = (severity: Finding["severity"]): number =>
    findings.filter((finding) => finding.severity === severity).length;
  const [errors, warnings, hints] = [count("error"), count("warning"), count("hint")];
  return [
    errors === 0 ? "" : say("findings.errors", { count: errors }),
    warnings === 0 ? "" : say("findings.warnings", { count: warnings }),
    hints === 0 ? "" : say("findings.hints", { count: hints }),
  ]
    .filter(Boolean)
    .join(", ");
}

function FindingActs({
  finding,
  onGo,
  onIntended,
}: {
  readonly finding: Finding;
  readonly onGo: (place: Evidence) => void;
  readonly onIntended: (finding: Finding, why: string) => void;
}) {
  const [asking, setAsking] = useState(false);
  const [why, setWhy] = useState("");
  if (asking) {
    return (
      <form
        className="why stack"
        onSubmit={(event) => {
          event.preventDefault();
          onIntended(finding, why);
        }}
      >
        {/* The field appears because its button was pressed: the focus goes with it. */}
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
        <TextField autoFocus label={say("finding.why")} value={why} maxLength={2_000} onText={setWhy} />
        <div className="row">
          <Button low type="submit">
            {say("finding.intended")}
          </Button>
          <Button low kind="plain" onClick={() => setAsking(false)}>
            {say("cancel")}
          </Button>
        </div>
      </form>
    );
  }
  return (
    <div className="acts">
      {finding.evidence.map((place) => (
        <Button low key={`${place.step} ${place.section} ${place.start}`} onClick={() => onGo(place)}>
          {say("finding.fix", { step: place.step })}
        </Button>
      ))}
      <Button low onClick={() => setAsking(true)}>
        {say("finding.intendedAsk")}
      </Button>
    </div>
  );
}

function Reports({
  reports,
  onGo,
}: {
  readonly reports: readonly ReportLine[];
  readonly onGo: (step: number) => void;
}) {
  const byRule = Map.groupBy(reports, (line) => line.rule);
  return (
    <>
      {[...byRule].map(([rule, lines]) => (
        <Report key={rule} rule={rule} lines={lines} onGo={onGo} />
      ))}
    </>
  );
}

function Report({
  rule,
  lines,
  onGo,
}: {
  readonly rule: string;
  readonly lines: readonly ReportLine[];
  readonly onGo: (step: number) => void;
}) {
  const [all, setAll] = useState(false);
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{ruleName(rule)}</h2>
        <span className="quiet num">{lines.length}</span>
      </div>
      <ul>
        {(all ? lines : lines.slice(0, SHOWN_LINES)).map((line) => (
          <li key={`${line.step} ${line.quote}`}>
            <button type="button" className="report-line" onClick={() => onGo(line.step)}>
              <span className="num quiet">{line.step}</span>
              <span>{line.quote}</span>
            </button>
          </li>
        ))}
      </ul>
      {lines.length > SHOWN_LINES && (
        <Button low kind="plain" onClick={() => setAll(!all)}>
          {all ? say("context.fewer") : say("context.all", { count: lines.length })}
        </Button>
      )}
    </section>
  );
}

function NotCheckedList({ notChecked }: { readonly notChecked: readonly NotChecked[] }) {
  if (notChecked.length === 0) return null;
  return (
    <details className="panel not-checked">
      <summary>{say("check.notChecked", { count: notChecked.length })}</summary>
      <ul>
        {notChecked.map((line) => (
          <li key={line.rule} className="small">
            <span className="second">{ruleName(line.rule)}</span> <span className="quiet">{line.why}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
