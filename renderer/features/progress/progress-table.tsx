import { ArrowDown, ArrowUp } from "lucide-react";

import { Icon } from "../../ui/icon.tsx";
import { Meter } from "../../ui/meter.tsx";
import { number, percent } from "../../words/format.ts";
import { say } from "../../words/say.ts";
import { nextSort, type ProgressRow, type Sort, SORT_COLUMNS, type SortColumn, totalOf } from "./rows.ts";

/** The lead's table; every column sorts, the last line sums up. */
export function ProgressTable({
  rows,
  sort,
  onSort,
}: {
  readonly rows: readonly ProgressRow[];
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
}) {
  const total = totalOf(rows);
  return (
    <table className="table tight">
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
          <tr key={row.key} aria-label={row.title}>
            <th scope="row">
              <span className="name">{row.title}</span>
              <div className="small quiet clip">{row.file ?? say("progress.inLibrary")}</div>
            </th>
            <td className="r">{number(row.steps)}</td>
            <td className="r">{number(row.storyWords)}</td>
            <td className="r">{number(row.thoughtWords)}</td>
            <td className="r">{number(row.words)}</td>
            <td className="target">
              <div className="row">
                <Meter share={row.share} />
                <span className="share num">{percent(row.share)}</span>
              </div>
              <span className="small quiet">{say("target.of", { words: row.target })}</span>
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{say("progress.sum", { count: rows.length })}</th>
          <td className="r">{number(total.steps)}</td>
          <td className="r">{number(total.storyWords)}</td>
          <td className="r">{number(total.thoughtWords)}</td>
          <td className="r">{number(total.words)}</td>
          <td>
            <div className="row">
              <Meter share={total.words / total.target} />
              <span className="share num">{percent(total.words / total.target)}</span>
            </div>
          </td>
        </tr>
      </tfoot>
    </table>
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
    <th scope="col" aria-sort={direction} className={column === "title" || column === "share" ? undefined : "r"}>
      <button type="button" onClick={() => onSort(nextSort(sort, column))}>
        {say(`progress.column.${column}`)}
        {sorted && <Icon of={sort.descending ? ArrowDown : ArrowUp} small />}
      </button>
    </th>
  );
}
