import { Across, Marks, type Room, upright, WIDE } from "../../ui/chart/axes.tsx";
import { ChartFigure, ChartKey } from "../../ui/chart/figure.tsx";
import { say } from "../../words/say.ts";
import type { LeadRow } from "./rows.ts";

/** Widest bar: a chart of three runs is no poster. */
const WIDEST_BAR = 32;
const GAP_SHARE = 0.3;

/** As wide as the others, with room under the bars for their names. */
const ROOM: Room = { ...WIDE, height: 300 };
const NAME_LETTERS = 18;
/** Bars with this much room have their names level under them, those with less aslant, and narrow ones upright. */
const LEVEL_FROM = 130;
const ASLANT_FROM = 20;
/** Letters are no larger than this, and no smaller: of more bars than have room each second or third is named. */
const [LARGEST, SMALLEST] = [12, 8.5];

const graphemes = new Intl.Segmenter();

/** A title in as many letters as there is room for. */
function shortened(title: string): string {
  const letters = Array.from(graphemes.segment(title), ({ segment }) => segment);
  return letters.length > NAME_LETTERS ? `${letters.slice(0, NAME_LETTERS - 1).join("")}…` : title;
}

/** The names of runs under their bars. */
function BarNames({ rows, slot }: { readonly rows: readonly LeadRow[]; readonly slot: number }) {
  const size = Math.min(LARGEST, Math.max(SMALLEST, slot - 1.5));
  const each = Math.max(1, Math.ceil((size + 1) / slot));
  const turn = slot >= LEVEL_FROM ? 0 : slot >= ASLANT_FROM ? -45 : -90;
  return rows.map(({ key, title }, index) => {
    if (index % each !== 0) return null;
    const x = ROOM.left + (index + 0.5) * slot + (turn === -90 ? size / 3 : 0);
    return (
      <text
        key={key}
        className="bar-name"
        style={{ fontSize: `${size}px` }}
        textAnchor={turn === 0 ? "middle" : "end"}
        transform={`translate(${x.toFixed(1)} ${ROOM.bottom + (turn === 0 ? 18 : 10)}) rotate(${turn})`}
      >
        {shortened(title)}
      </text>
    );
  });
}

/** The words of each run, story below and thoughts above, in the order of the table, with the target as a line. */
export function WordsChart({ rows, target }: { readonly rows: readonly LeadRow[]; readonly target: number }) {
  const { y, marks } = upright(ROOM, Math.max(target, ...rows.map((row) => row.words)));
  const slot = (ROOM.right - ROOM.left) / Math.max(1, rows.length);
  const bar = Math.min(WIDEST_BAR, slot * (1 - GAP_SHARE));
  return (
    <ChartFigure
      title={say("chart.title")}
      says={say("chart.says", { count: rows.length })}
      file="words-by-run"
      width={ROOM.width}
      height={ROOM.height}
      keys={
        <>
          <ChartKey className="bar-story" text={say("words.story")} />
          <ChartKey className="bar-thoughts" text={say("words.thoughts")} />
          <span className="quiet">{say("chart.targetOfRun", { words: target })}</span>
        </>
      }
      table={{
        head: [say("column.run"), say("words.story"), say("words.thoughts")],
        rows: rows.map((row) => [row.title, row.storyWords, row.thoughtWords]),
      }}
    >
      <Marks room={ROOM} y={y} marks={marks} />
      {rows.map((row, index) => {
        const x = ROOM.left + index * slot + (slot - bar) / 2;
        const top = y(row.words);
        const middle = y(row.storyWords);
        return (
          <g key={row.key}>
            <title>{say("chart.bar", { title: row.title, words: row.words })}</title>
            <rect className="bar-story" x={x} width={bar} y={middle} height={ROOM.bottom - middle} />
            <rect className="bar-thoughts" x={x} width={bar} y={top} height={middle - top} />
          </g>
        );
      })}
      <BarNames rows={rows} slot={slot} />
      <Across room={ROOM} at={y(target)} />
    </ChartFigure>
  );
}
