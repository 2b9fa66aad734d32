import { ArrowDown, ArrowUp, ChartLine } from "lucide-react";

import { usePage } from "../../app/context.tsx";
import { TargetCell, WordsCell } from "../../ui/count-cells.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Meter } from "../../ui/meter.tsx";
import { Tool } from "../../ui/button.tsx";
import { briefDay, number, percent, shortDay, when } from "../../words/format.ts";
import { say } from "../../words/say.ts";
import {
  BATCH_STATES,
  changeOf,
  type LeadRow,
  nextSort,
  shareOfRow,
  type Sort,
  SORT_COLUMNS,
  type SortColumn,
  stuckOf,
  totalOf,
} from "./rows.ts";

/** The columns whose cells begin at the left. */
const LEFT: readonly SortColumn[] = ["title", "share", "finish", "lastDay", "waiting"];

/** The lead's table; every column sorts, the last line sums up. */
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
  const total = totalOf(rows);
  return (
    <table className="table tight lead">
      <caption className="hidden-visually">{say("progress.table")}</caption>
      <thead>
        <tr>
          {SORT_COLUMNS.map((column) => (
            <Head key={column} column={column} sort={sort} onSort={onSort} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Line key={row.key} row={row} today={today} stuckAfterDays={stuckAfterDays} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{say("progress.sum", { count: rows.length })}</th>
          <td className="r">{number(total.steps)}</td>
          <td className="r">{number(total.words)}</td>
          <td>
            <div className="row">
              <Meter share={total.target === 0 ? 0 : total.words / total.target} />
              <span className="share num">{percent(total.target === 0 ? 0 : total.words / total.target)}</span>
            </div>
          </td>
          <td colSpan={5}>{say("progress.shares")}</td>
        </tr>
      </tfoot>
    </table>
  );
}

function Line({
  row,
  today,
  stuckAfterDays,
}: {
  readonly row: LeadRow;
  readonly today: number;
  readonly stuckAfterDays: number;
}) {
  const page = usePage();
  const share = shareOfRow(row);
  const change = changeOf(row);
  const now = page.clock();
  const stuck = stuckOf(row, today, now, stuckAfterDays);
  const { runId } = row;
  return (
    <tr aria-label={row.title}>
      <th scope="row">
        <div className="row">
          <span className="name grow">{row.title}</span>
          {runId !== null && (
            <Tool
              low
              icon={ChartLine}
              name={say("progress.ofRun", { title: row.title })}
              onClick={() => page.go({ name: "progress", runId })}
            />
          )}
        </div>
        <div className="small quiet clip">{aboutOf(row)}</div>
        <div className="small quiet clip">{sourceOf(row)}</div>
      </th>
      <td className="r">{number(row.steps)}</td>
      <WordsCell words={row.words} storyWords={row.storyWords} thoughtWords={row.thoughtWords} />
      <TargetCell share={share} targetWords={row.target} />
      <td className="r">
        {row.perWeek === null ? "" : number(Math.round(row.perWeek))}
        <Weeks weeks={row.weeks} />
      </td>
      <td>
        {row.finish !== null && (
          <>
            <span className="day">{briefDay(row.finish.likely)}</span>
            <div className="small quiet">
              {row.finish.late === null
                ? say("lead.from", { from: shortDay(row.finish.early) })
                : say("lead.between", { from: shortDay(row.finish.early), to: shortDay(row.finish.late) })}
            </div>
          </>
        )}
      </td>
      <td>
        {row.lastDay !== null && <span className="day">{briefDay(row.lastDay)}</span>}
        {stuck !== null && <div className="small stuck">{say(`lead.${stuck.kind}`, { count: stuck.days })}</div>}
      </td>
      <td className="r">
        {change !== null && `${change > 0 ? "+" : ""}${number(change)}`}
        {row.lookedAt !== null && (
          <div className="small quiet">{say("lead.since", { day: shortDay(row.lookedAt.day) })}</div>
        )}
      </td>
      <td>
        {BATCH_STATES.filter((state) => row.batches[state] > 0).map((state) => (
          <div key={state} className="small">
            {say(`lead.batch.${state}`, { count: row.batches[state] })}
          </div>
        ))}
        {row.openRemarks !== null && row.openRemarks > 0 && (
          <div className="small quiet">{say("lead.remarks", { count: row.openRemarks })}</div>
        )}
        {row.waitingSince !== null && stuck?.kind !== "waiting" && (
          <div className="small quiet">
            {say("lead.waitingSince", { day: when(row.waitingSince, now, say("today")) })}
          </div>
        )}
        {row.warnings !== null && row.warnings > 0 && (
          <div className="small quiet">{say("lead.warnings", { count: row.warnings })}</div>
        )}
        {row.examined !== null && <Found examined={row.examined} />}
      </td>
    </tr>
  );
}

/** Open findings, and what keeps the run from being a valid file. What was found in an earlier state says so. */
function Found({ examined }: { readonly examined: NonNullable<LeadRow["examined"]> }) {
  const { errors, warnings, hints, problems, isFresh } = examined;
  const findings = errors + warnings + hints;
  return (
    <>
      {problems > 0 && <div className="small stuck">{say("lead.problems", { count: problems })}</div>}
      <div className="small quiet">
        {findings === 0 ? say("findings.none") : say("lead.findings", { count: findings, errors })}
        {!isFresh && ` · ${say("lead.before")}`}
      </div>
    </>
  );
}

/** "Noor Dahlberg · Second year · writing". */
function aboutOf({ authors, project, status }: LeadRow): string {
  return [authors.join(", "), project, status === null ? null : say(`status.${status}`)].filter(Boolean).join(" · ");
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
  readonly column: SortColumn;
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
