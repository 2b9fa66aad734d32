import { Printer } from "lucide-react";
import { useMemo, useState } from "react";

import type { Evidence, Finding, NotChecked, ReportLine } from "../../../shared/domain/consistency/results.ts";
import { Button, Tool } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { FindingList } from "../../ui/finding-list.tsx";
import { PanelBar } from "../../ui/panel.tsx";
import { Empty, Failed, Loading } from "../../ui/states.tsx";
import { time, when } from "../../words/format.ts";
import { ruleName } from "../../words/rule-name.ts";
import { say } from "../../words/say.ts";
import { type Checked, type CheckState, nearestFirst } from "./check-state.ts";
import { ReportDialog } from "./report-dialog.tsx";
import type { useChecks } from "./use-checks.ts";

/** So many lines of one report are shown at first. */
const SHOWN_LINES = 12;

/** Findings of the last check with both quotes, jumps and "Intended"; under them the reports, and what was not checked. */
export function FindingsPanel({
  check,
  open,
  onOpen,
  onGo,
  title,
  checks,
  caretStep,
  onClose,
}: {
  readonly check: CheckState;
  readonly open: string | null;
  readonly onOpen: (finding: Finding) => void;
  readonly onGo: (place: Evidence | number) => void;
  /** The run's title, for the report. */
  readonly title: string;
  readonly checks: ReturnType<typeof useChecks>;
  /** The 1-based step where the caret is now. */
  readonly caretStep: () => number;
  readonly onClose: () => void;
}) {
  const results = check.results;
  // Ordered when they come, not when the caret moves: the list holds still under the hand.
  const findings = useMemo(
    () => (results === null ? [] : nearestFirst(results.findings, caretStep())),
    [results, caretStep],
  );
  const [report, setReport] = useState(false);
  const onCheck = checks.run;
  return (
    <>
      <PanelBar
        title={say("findings.title")}
        about={results === null ? undefined : countBySeverity(results.findings)}
        onClose={onClose}
      >
        {results !== null && <Tool low name={say("check.print")} icon={Printer} onClick={() => setReport(true)} />}
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
          <div className="panel-note findings-head">
            <span className="grow">
              {check.state === "checking"
                ? say("check.working")
                : say("check.done", { time: time(results.at), ms: Math.round(results.ms) })}
            </span>
            <Baseline results={results} onAct={checks.baseline} />
          </div>
          {results.findings.length === 0 && <Empty inline title={say("findings.none")} />}
          <FindingList
            findings={findings}
            open={open}
            onOpen={onOpen}
            onGo={onGo}
            marks={results.marks}
            renderActs={(finding) => (
              <FindingActs
                key={finding.key}
                finding={finding}
                mayFollow={results.follows.includes(finding.key)}
                checks={checks}
                onGo={onGo}
              />
            )}
          />
          <Reports reports={results.reports} onGo={onGo} />
          <NotCheckedList notChecked={results.notChecked} />
          {report && <ReportDialog title={title} checked={results} onClose={() => setReport(false)} />}
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

/** What was put aside, with the way to show it again; and the way to put aside what is there. */
function Baseline({ results, onAct }: { readonly results: Checked; readonly onAct: (act: "take" | "drop") => void }) {
  const { baseline, findings } = results;
  return (
    <>
      {baseline !== null && (
        <>
          <span>
            {say("check.baseline", { count: baseline.findings, day: when(baseline.at, results.at, say("today")) })}
          </span>
          <Button low kind="plain" onClick={() => onAct("drop")}>
            {say("check.dropBaseline")}
          </Button>
        </>
      )}
      {findings.length > 0 && (
        <Button low kind="plain" onClick={() => onAct("take")}>
          {say("check.takeBaseline")}
        </Button>
      )}
    </>
  );
}

/** Rules that are about a name as it is written: it can be accepted once and for all. */
const ABOUT_NAMES: ReadonlySet<string> = new Set([
  "text/name-variant",
  "text/bible-name-variant",
  "text/one-off-speaker",
]);
/** Rules that take a mention for somebody of the bible: it may be somebody else. */
const ABOUT_MENTIONS: ReadonlySet<string> = new Set([
  "text/dead-acts",
  "text/attribute",
  "text/item-use",
  "text/dead-mentioned",
]);

function FindingActs({
  finding,
  mayFollow,
  checks,
  onGo,
}: {
  readonly finding: Finding;
  readonly mayFollow: boolean;
  readonly checks: ReturnType<typeof useChecks>;
  readonly onGo: (place: Evidence) => void;
}) {
  const [asking, setAsking] = useState(false);
  const [why, setWhy] = useState("");
  const last = finding.evidence.at(-1);
  // Two buttons with one name would leave it to chance which quote is meant.
  const isOfOneStep = finding.evidence.length > 1 && finding.evidence.every(({ step }) => step === last?.step);
  if (asking) {
    return (
      <form
        className="why stack"
        onSubmit={(event) => {
          event.preventDefault();
          checks.judge(finding, "intended", why);
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
      {finding.evidence.map((place, at) => (
        <Button
          low
          key={`${place.step} ${place.section} ${place.start}`}
          onClick={() => {
            checks.judge(finding, "real", "");
            onGo(place);
          }}
        >
          {isOfOneStep
            ? say(at === 0 ? "finding.fixFirst" : "finding.fixSecond", { step: place.step })
            : say("finding.fix", { step: place.step })}
        </Button>
      ))}
      {mayFollow && last !== undefined && (
        <Button low onClick={() => checks.follow(finding)}>
          {say("finding.follow", { step: last.step })}
        </Button>
      )}
      <Button low onClick={() => setAsking(true)}>
        {say("finding.intendedAsk")}
      </Button>
      {ABOUT_MENTIONS.has(finding.rule) && (
        <Button low onClick={() => checks.judge(finding, "other", "")}>
          {say("finding.other")}
        </Button>
      )}
      {ABOUT_NAMES.has(finding.rule) && (
        <Button low onClick={() => checks.judge(finding, "accepted", "")}>
          {say("finding.accept")}
        </Button>
      )}
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
