import { History, Rewind } from "lucide-react";

import type { RunBible } from "../../app/run-bible.ts";
import { PanelPart } from "../../ui/panel.tsx";
import { say } from "../../words/say.ts";
import { SurveyNote } from "./survey-note.tsx";
import type { BibleDesk, Survey } from "./use-bible.ts";

/** How far back the run refers: over all, per hundred steps, and the longest references, each end a jump. */
export function ReachTab({ run, desk }: { readonly run: RunBible; readonly desk: BibleDesk }) {
  if (desk.survey.state !== "ready") return <SurveyNote desk={desk} />;
  const { overall, hundreds } = desk.survey.value.reach;
  return (
    <>
      <PanelPart title={say("reach.overall")} icon={Rewind} about={String(overall.count)}>
        <p className="small">{say("reach.about", { count: overall.count, median: overall.median })}</p>
        <References references={overall.longest} go={run.go} />
      </PanelPart>
      <PanelPart title={say("reach.hundreds")} icon={History}>
        <table className="reach">
          <thead>
            <tr>
              <th scope="col">{say("reach.steps")}</th>
              <th scope="col" className="num">
                {say("reach.count")}
              </th>
              <th scope="col" className="num">
                {say("reach.median")}
              </th>
              <th scope="col" className="num">
                {say("reach.longest")}
              </th>
            </tr>
          </thead>
          <tbody>
            {hundreds.map(({ from, to, count, median, longest }) => (
              <tr key={from}>
                <th scope="row">
                  <button type="button" className="link" onClick={() => run.go(from)}>
                    {say("reach.range", { from, to })}
                  </button>
                </th>
                <td className="num">{count}</td>
                <td className="num">{median}</td>
                <td className="num">{longest[0] === undefined ? "–" : <Jump reference={longest[0]} go={run.go} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </PanelPart>
    </>
  );
}

type Reference = Survey["reach"]["overall"]["longest"][number];

function Jump({ reference, go }: { readonly reference: Reference; readonly go: RunBible["go"] }) {
  const { gap, toStep, what } = reference;
  return (
    <button
      type="button"
      className="link"
      aria-label={say("reach.jump", { gap, what, step: toStep })}
      onClick={() => go(toStep)}
    >
      {gap}
    </button>
  );
}

function References({ references, go }: { readonly references: readonly Reference[]; readonly go: RunBible["go"] }) {
  return (
    <ul>
      {references.map(({ what, fromStep, toStep, gap }) => (
        <li key={`${what} ${toStep}`} className="reference">
          <span className="grow clip">{what}</span>
          <button type="button" className="link num" onClick={() => go(fromStep)}>
            {fromStep}
          </button>
          <span className="quiet num" aria-label={say("reach.gap", { count: gap })}>
            →
          </span>
          <button type="button" className="link num" onClick={() => go(toStep)}>
            {toStep}
          </button>
        </li>
      ))}
    </ul>
  );
}
