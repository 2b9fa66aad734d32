import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ruleName } from "../../words/rule-name.ts";
import { say } from "../../words/say.ts";
import type { Checked } from "./check-state.ts";
import { reportDocument } from "./report-document.ts";

/** The report of the whole run, to read, print and keep as a file. */
export function ReportDialog({
  title,
  checked,
  onClose,
}: {
  readonly title: string;
  readonly checked: Checked;
  readonly onClose: () => void;
}) {
  return (
    <Dialog
      title={say("report.title", { title })}
      size="wide"
      onClose={onClose}
      footer={
        <>
          <Button onClick={() => saveReport(title, checked)}>{say("report.save")}</Button>
          <span className="grow" />
          <Button kind="primary" onClick={() => print()}>
            {say("report.print")}
          </Button>
        </>
      }
    >
      <div className="run-report">
        {checked.findings.length === 0 && <p>{say("findings.none")}</p>}
        <ol>
          {checked.findings.map(({ key, claim, severity, rule, evidence }) => (
            <li key={key}>
              <b>{claim}</b>
              <p className="quiet small">
                {say("finding.rule", { severity: say(`weight.${severity}`), rule: ruleName(rule) })}
              </p>
              {evidence.map(({ step, section, quote, start }) => (
                <div key={`${step} ${section} ${start}`}>
                  <p className="quiet small">{say("place.inStep", { step, section: say(`section.${section}`) })}</p>
                  {quote !== "" && <q>{quote}</q>}
                </div>
              ))}
            </li>
          ))}
        </ol>
        <h3>{say("check.notChecked", { count: checked.notChecked.length })}</h3>
        <ul>
          {checked.notChecked.map(({ rule, why }) => (
            <li key={`${rule} ${why}`} className="small">
              {ruleName(rule)}: <span className="quiet">{why}</span>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}

/** Hands the report to the browser as a file. */
function saveReport(title: string, checked: Checked): void {
  const address = URL.createObjectURL(new Blob([reportDocument(title, checked)], { type: "text/html" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${title.replace(/[^\p{L}\p{N} _-]+/gu, "").trim() || "run"} consistency.html`;
  link.click();
  // The browser has read it once it has begun; a minute is more than it takes.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
