import { ChartLine, Ellipsis, FileText, FolderInput, Trash2, Undo2, Upload } from "lucide-react";
import type { KeyboardEvent } from "react";

import { usePage } from "../../app/context.tsx";
import type { RunRow } from "../../../shared/contract/run-methods.ts";
import type { RunId } from "../../../shared/domain/ids.ts";
import { TargetCell, WordsCell } from "../../ui/count-cells.tsx";
import { MenuButton, type MenuEntry } from "../../ui/menu.tsx";
import { number, when } from "../../words/format.ts";
import { say } from "../../words/say.ts";

/** What can be done with a run of a list; what would write is null while nothing can be written. */
export type RunActs = {
  readonly onOpen: (runId: RunId) => void;
  readonly onExport: (run: RunRow) => void;
  readonly onProgress: (runId: RunId) => void;
  readonly onProject: ((run: RunRow) => void) | null;
  readonly onDelete: ((run: RunRow) => void) | null;
  /** What takes back the import that brought a run; null where there is none to take back. */
  readonly takeBackOf: (run: RunRow) => (() => void) | null;
};

/** The runs as rows, the last edited first. Up and Down go from title to title. */
export function RunTable({ runs, acts }: { readonly runs: readonly RunRow[]; readonly acts: RunActs }) {
  return (
    <div className="sheet">
      <table className="table" aria-label={say("library.runs")}>
        <RunHead />
        <tbody>
          <RunRows runs={runs} acts={acts} />
        </tbody>
      </table>
    </div>
  );
}

/** The heads of a table of runs. */
export function RunHead() {
  return (
    <thead>
      <tr>
        <th scope="col">{say("column.run")}</th>
        <th scope="col" className="r">
          {say("column.steps")}
        </th>
        <th scope="col" className="r">
          {say("column.words")}
        </th>
        <th scope="col">{say("column.target")}</th>
        <th scope="col">{say("column.edited")}</th>
        <th scope="col">{say("column.state")}</th>
        <th scope="col">
          <span className="hidden-visually">{say("column.acts")}</span>
        </th>
      </tr>
    </thead>
  );
}

/** A row for each run, the last edited first. */
export function RunRows({ runs, acts }: { readonly runs: readonly RunRow[]; readonly acts: RunActs }) {
  return runs
    .toSorted((left, right) => right.updatedAt - left.updatedAt)
    .map((run) => <Row key={run.id} run={run} acts={acts} />);
}

function Row({ run, acts }: { readonly run: RunRow; readonly acts: RunActs }) {
  const page = usePage();
  const { onOpen, onProject, onDelete } = acts;
  const { targetWords } = run;
  const entries: MenuEntry[] = [
    { id: "open", title: say("run.openIt"), icon: FileText, run: () => onOpen(run.id) },
    { id: "progress", title: say("progress.openRun"), icon: ChartLine, run: () => acts.onProgress(run.id) },
    { id: "export", title: say("run.exportIt"), icon: Upload, run: () => acts.onExport(run) },
  ];
  if (onProject !== null)
    entries.push({ id: "project", title: say("run.project"), icon: FolderInput, run: () => onProject(run) });
  const takeBack = acts.takeBackOf(run);
  if (takeBack !== null) entries.push({ id: "takeBack", title: say("import.takeBack"), icon: Undo2, run: takeBack });
  if (onDelete !== null)
    entries.push("line", { id: "delete", title: say("run.deleteIt"), icon: Trash2, run: () => onDelete(run) });
  return (
    // The title is the button; a pointer need not aim at it. Keys and assistive technology have the button.
    <tr
      aria-label={run.title}
      data-opens
      onClick={(event) => {
        if (!isOnControl(event.target)) onOpen(run.id);
      }}
    >
      <th scope="row">
        <button type="button" className="name" onClick={() => onOpen(run.id)} onKeyDown={moveBetweenTitles}>
          {run.title}
        </button>
        <div className="small quiet">{authorsLine(run)}</div>
      </th>
      <td className="r">{number(run.steps)}</td>
      <WordsCell words={run.words} storyWords={run.storyWords} thoughtWords={run.thoughtWords} />
      <TargetCell share={targetWords === null ? null : run.words / targetWords} targetWords={targetWords} />
      <td>{when(run.updatedAt, page.clock(), say("today"))}</td>
      <td>{say(`status.${run.status}`)}</td>
      <td className="acts-cell">
        <MenuButton low name={say("run.actsOf", { title: run.title })} icon={Ellipsis} entries={entries} />
      </td>
    </tr>
  );
}

/** True for what answers a click itself, and for text that was selected rather than clicked. */
function isOnControl(target: EventTarget): boolean {
  if (getSelection()?.isCollapsed === false) return true;
  return target instanceof Element && target.closest("button, a, [role^=menu]") !== null;
}

/** "Noor Dahlberg, with Piet Aalders as player". */
export function authorsLine({ authors }: Pick<RunRow, "authors">): string {
  const named = (role: RunRow["authors"][number]["role"]): string =>
    authors
      .filter((author) => author.role === role)
      .map((author) => author.name)
      .join(", ");
  const writers = [named("administrator"), named("dm")].filter(Boolean).join(", ");
  const players = named("player");
  if (players === "") return writers;
  return writers === "" ? say("authors.player", { players }) : say("authors.both", { writers, players });
}

function moveBetweenTitles(event: KeyboardEvent<HTMLButtonElement>): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const table = event.currentTarget.closest("table");
  const titles = [...(table?.querySelectorAll<HTMLButtonElement>("button.name") ?? [])];
  const at = titles.indexOf(event.currentTarget);
  event.preventDefault();
  titles[at + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
}
