import { ArrowDown, ArrowUp } from "lucide-react";

import { usePage } from "../../app/context.tsx";
import { TargetCell, WordsCell } from "../../ui/count-cells.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Meter } from "../../ui/meter.tsx";
import { briefDay, number, percent, shortDay, when } from "../../words/format.ts";
import { say } from "../../words/say.ts";
import { type Column, columnsOf, nextSort, type Sort } from "./columns.ts";
import {
  BATCH_STATES,
  changeOf,
  findingsPer100,
  type LeadRow,
  shareOfRow,
  storyShareOf,
  stuckOf,
  totalOf,
  unusualStory,
} from "./rows.ts";

/** The columns whose cells begin at the left. */
const LEFT: readonly Column[] = ["title", "share", "finish", "lastDay", "waiting"];
/** The columns that tell of days; where none of them is shown the table says why. */
const OF_DAYS: readonly Column[] = ["perWeek", "finish", "lastDay"];

/** What a lead calls stuck: today's number, the moment in UTC ms, and after how many days. */
type Patience = { readonly today: number; readonly now: number; readonly stuckAfterDays: number };

/** The lead's table: the columns that show something. Every one sorts, the last line sums up. */
export function ProgressTable({
  rows,
  today,
  stuckAfterDays,
  sort,
  onSort,
}: {
  readonly rows: readonly LeadRow[];
  readonly today: number;
  readonly stuckAfterDays: number;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
}) {
  const patience = { today, now: usePage().clock(), stuckAfterDays };
  const columns = columnsOf(rows);
  const total = totalOf(rows);
  const totalShare = total.target === 0 ? 0 : total.words / total.target;
  return (
    <>
      <table className="table tight lead">
        <caption className="hidden-visually">{say("progress.table")}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} aria-label={row.title}>
              {columns.map((column) => (
                <Cell key={column} column={column} row={row} patience={patience} />
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{say("progress.sum", { count: rows.length })}</th>
            <td className="r">{number(total.steps)}</td>
            <td className="r">{number(total.words)}</td>
            {columns.includes("story") && <td className="r">{percent(storyShareOf(total) ?? 0)}</td>}
            <td>
              <div className="row">
                <Meter share={totalShare} />
                <span className="share num">{percent(totalShare)}</span>
              </div>
            </td>
            <td colSpan={columns.length}>{say("progress.shares")}</td>
          </tr>
        </tfoot>
      </table>
      {!columns.some((column) => OF_DAYS.includes(column)) && <p className="small quiet">{say("lead.noDays")}</p>}
      {columns.includes("findings") && <p className="small quiet">{say("lead.whatIsFound")}</p>}
    </>
  );
}

/** The cell of a run in a column; empty where nothing is known. */
function Cell({
  column,
  row,
  patience,
}: {
  readonly column: Column;
  readonly row: LeadRow;
  readonly patience: Patience;
}) {
  switch (column) {
    case "title":
      return <TitleCell row={row} />;
    case "steps":
      return <td className="r">{number(row.steps)}</td>;
    case "words":
      return <WordsCell words={row.words} storyWords={row.storyWords} thoughtWords={row.thoughtWords} />;
    case "story":
      return <StoryCell share={storyShareOf(row)} />;
    case "share":
      return <TargetCell share={shareOfRow(row)} targetWords={row.target} />;
    case "perWeek":
      return (
        <td className="r">
          {row.perWeek === null ? "" : number(Math.round(row.perWeek))}
          <Weeks weeks={row.weeks} />
        </td>
      );
    case "finish":
      return <FinishCell finish={row.finish} />;
    case "lastDay":
      return <LastDayCell row={row} patience={patience} />;
    case "change":
      return <ChangeCell row={row} />;
    case "findings":
      return <FindingsCell row={row} />;
    case "waiting":
      return <ReviewCell row={row} patience={patience} />;
  }
}

/** The title, which leads to the run's own progress where the library has the run. */
function TitleCell({ row }: { readonly row: LeadRow }) {
  const page = usePage();
  const { runId, title } = row;
  return (
    <th scope="row">
      {runId === null ? (
        <span className="name">{title}</span>
      ) : (
        <button type="button" className="name" onClick={() => page.go({ name: "progress", runId })}>
          {title}
        </button>
      )}
      <div className="small quiet clip">{aboutOf(row)}</div>
      <div className="small quiet clip">{sourceOf(row)}</div>
      {row.files.some((file) => isByOthers(row, file)) && (
        <div className="small stuck">
          {say("lead.severalWriters", {
            files: row.files.map(({ file, authors }) => `${file}: ${authors.join(", ")}`).join("; "),
          })}
        </div>
      )}
    </th>
  );
}

function StoryCell({ share }: { readonly share: number | null }) {
  const unusual = share === null ? null : unusualStory(share);
  return (
    <td className="r">
      {share !== null && percent(share)}
      {unusual !== null && <div className="small stuck">{say(`lead.story.${unusual}`)}</div>}
    </td>
  );
}

function FinishCell({ finish }: Pick<LeadRow, "finish">) {
  return (
    <td>
      {finish !== null && (
        <>
          <span className="day">{briefDay(finish.likely)}</span>
          <div className="small quiet">
            {finish.late === null
              ? say("lead.from", { from: shortDay(finish.early) })
              : say("lead.between", { from: shortDay(finish.early), to: shortDay(finish.late) })}
          </div>
        </>
      )}
    </td>
  );
}

function stuckBy(row: LeadRow, { today, now, stuckAfterDays }: Patience): ReturnType<typeof stuckOf> {
  return stuckOf(row, today, now, stuckAfterDays);
}

function LastDayCell({ row, patience }: { readonly row: LeadRow; readonly patience: Patience }) {
  const stuck = stuckBy(row, patience);
  return (
    <td>
      {row.lastDay !== null && <span className="day">{briefDay(row.lastDay)}</span>}
      {stuck?.kind === "idle" && <div className="small stuck">{say("lead.idle", { count: stuck.days })}</div>}
    </td>
  );
}

function ChangeCell({ row }: { readonly row: LeadRow }) {
  const change = changeOf(row);
  return (
    <td className="r">
      {change !== null && `${change > 0 ? "+" : ""}${number(change)}`}
      {row.lookedAt !== null && (
        <div className="small quiet">{say("lead.since", { day: shortDay(row.lookedAt.day) })}</div>
      )}
    </td>
  );
}

function ReviewCell({ row, patience }: { readonly row: LeadRow; readonly patience: Patience }) {
  const stuck = stuckBy(row, patience);
  return (
    <td>
      {stuck?.kind === "waiting" && <div className="small stuck">{say("lead.waiting", { count: stuck.days })}</div>}
      {row.waitingSince !== null && stuck?.kind !== "waiting" && (
        <div className="small">
          {say("lead.waitingSince", { day: when(row.waitingSince, patience.now, say("today")) })}
        </div>
      )}
      {row.openRemarks !== null && row.openRemarks > 0 && (
        <div className="small">{say("lead.remarks", { count: row.openRemarks })}</div>
      )}
      {BATCH_STATES.filter((state) => row.batches[state] > 0).map((state) => (
        <div key={state} className="small quiet">
          {say(`lead.batch.${state}`, { count: row.batches[state] })}
        </div>
      ))}
    </td>
  );
}

/**
 * Findings for every 100 steps, by which runs of any length compare; below, how many there are, and what the format's rules
 * say. What was found in an earlier state says so.
 */
function FindingsCell({ row }: { readonly row: LeadRow }) {
  const { examined, isAhead, warnings } = row;
  const per100 = findingsPer100(row);
  return (
    <td className="r">
      {per100 !== null && per100.toFixed(1)}
      {examined !== null && (
        <div className="small quiet">
          {say("lead.findings", {
            count: examined.errors + examined.warnings + examined.hints,
            errors: examined.errors,
          })}
          {isAhead ? ` · ${say("lead.ofLibrary")}` : !examined.isFresh && ` · ${say("lead.before")}`}
        </div>
      )}
      {examined !== null && examined.problems > 0 && (
        <div className="small stuck">{say("lead.problems", { count: examined.problems })}</div>
      )}
      {warnings !== null && warnings > 0 && (
        <div className="small quiet">{say("lead.warnings", { count: warnings })}</div>
      )}
    </td>
  );
}

/** "Noor Dahlberg · Second year · writing". */
function aboutOf({ authors, project, status }: LeadRow): string {
  return [authors.join(", "), project, status === null ? null : say(`status.${status}`)].filter(Boolean).join(" · ");
}

/** Whether a file about a run names other authors than the one that was taken: one of two people's files would be lost sight of. */
function isByOthers({ authors }: LeadRow, other: LeadRow["files"][number]): boolean {
  return other.authors.join("\n") !== authors.join("\n");
}

/** Where the numbers are from, and where else the run was found. Files that say something else say so. */
function sourceOf({ inLibrary, from, files, words }: LeadRow): string {
  const others = files
    .filter(({ file }) => file !== from)
    .map((other) =>
      other.words === words ? other.file : say("lead.otherFile", { file: other.file, words: other.words }),
    );
  const also = from !== null && inLibrary ? [say("progress.inLibrary"), ...others] : others;
  return [
    from ?? say("progress.inLibrary"),
    ...(also.length === 0 ? [] : [say("lead.also", { files: also.join(", ") })]),
  ].join(" · ");
}

const WEEK = 5;
const HEIGHT = 14;

/** The last weeks as small bars; the column's number says their mean. */
function Weeks({ weeks }: { readonly weeks: readonly number[] }) {
  if (weeks.length === 0) return null;
  const most = Math.max(1, ...weeks);
  return (
    <svg className="weeks" viewBox={`0 0 ${weeks.length * WEEK} ${HEIGHT}`} aria-hidden focusable="false">
      {weeks.map((words, index) => {
        const height = Math.max(1, (Math.max(0, words) / most) * HEIGHT);
        return <rect key={index} x={index * WEEK} y={HEIGHT - height} width={WEEK - 1} height={height} />;
      })}
    </svg>
  );
}

function Head({
  column,
  sort,
  onSort,
}: {
  readonly column: Column;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
}) {
  const sorted = sort.column === column;
  const direction = !sorted ? "none" : sort.descending ? "descending" : "ascending";
  return (
    <th scope="col" aria-sort={direction} className={LEFT.includes(column) ? undefined : "r"}>
      <button type="button" onClick={() => onSort(nextSort(sort, column))}>
        {say(`progress.column.${column}`)}
        {sorted && <Icon of={sort.descending ? ArrowDown : ArrowUp} small />}
      </button>
    </th>
  );
}
