import { ruleName } from "../../words/rule-name.ts";
import { say } from "../../words/say.ts";
import type { Checked } from "./check-state.ts";

/*
 * The report of a whole run as one HTML document: every finding with its quotes, the reports, and what was not checked. It holds
 * no script and asks for nothing; texts are escaped, since they are somebody's.
 */

const STYLE =
  "body{font:16px/1.5 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1c2123;background:#fff}" +
  "h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}li{margin:0 0 1rem;break-inside:avoid}" +
  "q{display:block;quotes:none;border-left:3px solid #b9c0bf;padding-left:.75rem;margin:.25rem 0;color:#434b4e}" +
  ".rule,.step{font:13px/1.4 system-ui,sans-serif;color:#5f686b}";

/** The document. */
export function reportDocument(title: string, { findings, reports, notChecked }: Checked): string {
  const heading = say("report.title", { title });
  const found = findings.map(
    ({ claim, severity, rule, evidence }) =>
      `<li><b>${text(claim)}</b><div class="rule">${text(say("finding.rule", { severity: say(`weight.${severity}`), rule: ruleName(rule) }))}</div>${evidence
        .map(
          ({ step, section, quote }) =>
            `<div class="step">${text(say("place.inStep", { step, section: say(`section.${section}`) }))}</div>${quote === "" ? "" : `<q>${text(quote)}</q>`}`,
        )
        .join("")}</li>`,
  );
  const lines = [...Map.groupBy(reports, ({ rule }) => rule)].map(
    ([rule, all]) =>
      `<h2>${text(ruleName(rule))}</h2><ul>${all.map(({ step, quote }) => `<li><span class="step">${step}</span> ${text(quote)}</li>`).join("")}</ul>`,
  );
  const unchecked = notChecked.map(({ rule, why }) => `<li>${text(ruleName(rule))}: ${text(why)}</li>`);
  return [
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>${text(heading)}</title><style>${STYLE}</style>`,
    `<h1>${text(heading)}</h1>`,
    findings.length === 0 ? `<p>${text(say("findings.none"))}</p>` : `<ol>${found.join("")}</ol>`,
    ...lines,
    unchecked.length === 0
      ? ""
      : `<h2>${text(say("check.notChecked", { count: unchecked.length }))}</h2><ul>${unchecked.join("")}</ul>`,
    "</html>",
  ].join("\n");
}

function text(plain: string): string {
  return plain.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
