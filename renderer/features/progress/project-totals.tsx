import { TargetCell, WordsCell } from "../../ui/count-cells.tsx";
import { number } from "../../words/format.ts";
import { say } from "../../words/say.ts";
import { type LeadRow, projectsOf } from "./rows.ts";

/** What the runs of each project come to; nothing where no run is in one. */
export function ProjectTotals({ rows }: { readonly rows: readonly LeadRow[] }) {
  const projects = projectsOf(rows);
  if (projects.every(({ title }) => title === null)) return null;
  return (
    <table className="table tight by-project">
      <caption>{say("lead.projects")}</caption>
      <thead>
        <tr>
          <th scope="col">{say("project.name")}</th>
          {(["lead.runs", "column.steps", "column.words"] as const).map((name) => (
            <th key={name} scope="col" className="r">
              {say(name)}
            </th>
          ))}
          <th scope="col">{say("column.target")}</th>
          <th scope="col" className="r">
            {say("progress.column.perWeek")}
          </th>
        </tr>
      </thead>
      <tbody>
        {projects.map(({ title, runs, sums, perWeek }) => (
          <tr key={title ?? ""}>
            <th scope="row">{title ?? say("project.none")}</th>
            <td className="r">{number(runs)}</td>
            <td className="r">{number(sums.steps)}</td>
            <WordsCell {...sums} />
            <TargetCell share={sums.words / sums.target} targetWords={sums.target} />
            <td className="r">{number(Math.round(perWeek))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
