import { Ellipsis, Pencil, Plus, Trash2 } from "lucide-react";

import type { Project } from "../../../shared/contract/project-methods.ts";
import type { RunRow } from "../../../shared/contract/run-methods.ts";
import { projectSums } from "../../../shared/domain/progress/project-sums.ts";
import { Button } from "../../ui/button.tsx";
import { TargetCell, WordsCell } from "../../ui/count-cells.tsx";
import { MenuButton } from "../../ui/menu.tsx";
import { Empty, Failed, Loading } from "../../ui/states.tsx";
import { number } from "../../words/format.ts";
import { say } from "../../words/say.ts";
import { type RunActs, RunHead, RunRows } from "./run-table.tsx";
import type { Projects } from "./use-projects.ts";

/** The runs by project, each project with its own totals; runs that are in none come last. */
export function ProjectList({
  projects,
  runs,
  acts,
  readOnly,
}: {
  readonly projects: Projects;
  readonly runs: readonly RunRow[];
  readonly acts: RunActs;
  readonly readOnly: boolean;
}) {
  const { list, again, ask } = projects;
  if (list.state === "loading") return <Loading what={say("library.loading")} />;
  if (list.state === "failed") return <Failed what={say("library.failed")} failure={list.failure} onAgain={again} />;
  const makeOne = (
    <Button icon={Plus} disabled={readOnly} onClick={() => ask({ kind: "create" })}>
      {say("project.new")}
    </Button>
  );
  const all = list.value.projects;
  if (all.length === 0) {
    return (
      <Empty title={say("project.nothing")}>
        <p>{say("project.nothingText")}</p>
        <div className="row">{makeOne}</div>
      </Empty>
    );
  }
  const placed = new Set(all.flatMap((project) => project.runs));
  const loose = runs.filter(({ id }) => !placed.has(id));
  return (
    <div className="sheet">
      <table className="table projects" aria-label={say("library.projects")}>
        <RunHead />
        {all.map((project) => (
          <Group
            key={project.projectId}
            title={project.title}
            project={project}
            runs={runs.filter(({ id }) => project.runs.includes(id))}
            acts={acts}
            projects={readOnly ? null : projects}
          />
        ))}
        {loose.length > 0 && (
          <Group title={say("project.none")} project={null} runs={loose} acts={acts} projects={null} />
        )}
      </table>
      <p className="row after-table">{makeOne}</p>
    </div>
  );
}

function Group({
  title,
  project,
  runs,
  acts,
  projects,
}: {
  readonly title: string;
  /** Null for the runs that are in none. */
  readonly project: Project | null;
  readonly runs: readonly RunRow[];
  readonly acts: RunActs;
  /** Null where nothing can be changed. */
  readonly projects: Projects | null;
}) {
  const sums = projectSums(runs);
  return (
    <tbody>
      <tr className="group" aria-label={title}>
        <th scope="rowgroup">{title}</th>
        <td className="r">{number(sums.steps)}</td>
        <WordsCell {...sums} />
        <TargetCell {...sums} />
        <td colSpan={2}>{say("project.runs", { count: sums.runs })}</td>
        <td className="acts-cell">
          {project !== null && projects !== null && (
            <MenuButton
              low
              name={say("run.actsOf", { title })}
              icon={Ellipsis}
              entries={[
                {
                  id: "rename",
                  title: say("project.rename"),
                  icon: Pencil,
                  run: () => projects.ask({ kind: "rename", project }),
                },
                {
                  id: "remove",
                  title: say("project.remove"),
                  icon: Trash2,
                  run: () => void projects.remove(project),
                },
              ]}
            />
          )}
        </td>
      </tr>
      <RunRows runs={runs} acts={acts} />
    </tbody>
  );
}
