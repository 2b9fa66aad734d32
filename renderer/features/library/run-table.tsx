import { ChartLine, Ellipsis, FileText, Trash2, Upload } from "lucide-react";
import type { KeyboardEvent } from "react";

import { usePage } from "../../app/context.tsx";
import type { RunRow } from "../../../shared/contract/run-methods.ts";
import type { RunId } from "../../../shared/domain/ids.ts";
import { MenuButton } from "../../ui/menu.tsx";
import { Meter } from "../../ui/meter.tsx";
import { number, percent, when } from "../../words/format.ts";
import { say } from "../../words/say.ts";

type Opens = { readonly onOpen: (runId: RunId) => void };

/** The runs as rows, the last edited first. Up and Down go from title to title. */
export function RunTable({
  runs,
  onOpen,
  onExport,
  onProgress,
  onDelete,
}: {
  readonly runs: readonly RunRow[];
  readonly onExport: (run: RunRow) => void;
  readonly onProgress: (runId: RunId) => void;
  /** Null while nothing can be written. */
  readonly onDelete: ((run: RunRow) => void) | null;
} & Opens) {
  const rows = runs.toSorted((left, right) => right.updatedAt - left.updatedAt);
  return (
    <div className="sheet">
      <table className="table" aria-label={say("library.runs")}>
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
        <tbody>
          {rows.map((run) => (
            <Row
              key={run.id}
              run={run}
              onOpen={onOpen}
              onExport={onExport}
              onProgress={onProgress}
              onDelete={onDelete}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({
  run,
  onOpen,
  onExport,
  onProgress,
  onDelete,
}: { readonly run: RunRow } & Omit<Parameters<typeof RunTable>[0], "runs">) {
  const page = usePage();
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
      <td className="r">
        {number(run.words)}
        <div className="small quiet">{say("words.split", { story: run.storyWords, thoughts: run.thoughtWords })}</div>
      </td>
      <td className="target">
        {run.targetWords === null ? (
          <span className="quiet">{say("target.none")}</span>
        ) : (
          <>
            <div className="row">
              <Meter share={run.words / run.targetWords} />
              <span className="share">{percent(run.words / run.targetWords)}</span>
            </div>
            <span className="small quiet">{say("target.of", { words: run.targetWords })}</span>
          </>
        )}
      </td>
      <td>{when(run.updatedAt, page.clock(), say("today"))}</td>
      <td>{say(`status.${run.status}`)}</td>
      <td className="acts-cell">
        <MenuButton
          low
          name={say("run.actsOf", { title: run.title })}
          icon={Ellipsis}
          entries={[
            { id: "open", title: say("run.openIt"), icon: FileText, run: () => onOpen(run.id) },
            { id: "progress", title: say("progress.openRun"), icon: ChartLine, run: () => onProgress(run.id) },
            { id: "export", title: say("run.exportIt"), icon: Upload, run: () => onExport(run) },
            ...(onDelete === null
              ? []
              : [
                  "line" as const,
                  { id: "delete", title: say("run.deleteIt"), icon: Trash2, run: () => onDelete(run) },
                ]),
          ]}
        />
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
