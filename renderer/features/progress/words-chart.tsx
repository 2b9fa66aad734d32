import { Across, Marks, upright, WIDE } from "../../ui/chart/axes.tsx";
import { ChartFigure, ChartKey } from "../../ui/chart/figure.tsx";
import { say } from "../../words/say.ts";
import type { LeadRow } from "./rows.ts";

/** Widest bar: a chart of three runs is no poster. */
const WIDEST_BAR = 32;
const GAP_SHARE = 0.3;

/** The words of each run, story below and thoughts above, in the order of the table, with the target as a line. */
export function WordsChart({ rows, target }: { readonly rows: readonly LeadRow[]; readonly target: number }) {
  const { y, marks } = upright(WIDE, Math.max(target, ...rows.map((row) => row.words)));
  const slot = (WIDE.right - WIDE.left) / Math.max(1, rows.length);
  const bar = Math.min(WIDEST_BAR, slot * (1 - GAP_SHARE));
  return (
    <ChartFigure
      title={say("chart.title")}
      says={say("chart.says", { count: rows.length })}
      file="words-by-run"
      width={WIDE.width}
      height={WIDE.height}
      keys={
        <>
          <ChartKey className="bar-story" text={say("words.story")} />
          <ChartKey className="bar-thoughts" text={say("words.thoughts")} />
          <span className="quiet">{say("chart.target", { words: target })}</span>
        </>
      }
      table={{
        head: [say("column.run"), say("words.story"), say("words.thoughts")],
        rows: rows.map((row) => [row.title, row.storyWords, row.thoughtWords]),
      }}
    >
      <Marks room={WIDE} y={y} marks={marks} />
      {rows.map((row, index) => {
        const x = WIDE.left + index * slot + (slot - bar) / 2;
        const top = y(row.words);
        const middle = y(row.storyWords);
        return (
          <g key={row.key}>
            <title>{say("chart.bar", { title: row.title, words: row.words })}</title>
            <rect className="bar-story" x={x} width={bar} y={middle} height={WIDE.bottom - middle} />
            <rect className="bar-thoughts" x={x} width={bar} y={top} height={middle - top} />
          </g>
        );
      })}
      <Across room={WIDE} at={y(target)} />
    </ChartFigure>
  );
}
