import { number } from "../../words/format.ts";
import { say } from "../../words/say.ts";
import type { ProgressRow } from "./rows.ts";

const WIDTH = 1120;
const HEIGHT = 220;
const LEFT = 72;
const BOTTOM = 196;
const TOP = 12;
/** Widest bar: a chart of three runs is no poster. */
const WIDEST_BAR = 32;
const GAP_SHARE = 0.3;
const LINES = 4;

/** A round number of at least `value`: the top of the scale. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return [1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10].map((step) => step * power).find((top) => top >= value) ?? value;
}

/** The words of each run, story below and thoughts above, in the order of the table, with the target as a line. The table says the same. */
export function WordsChart({ rows, target }: { readonly rows: readonly ProgressRow[]; readonly target: number }) {
  const top = roundUp(Math.max(target, ...rows.map((row) => row.words)));
  const y = (words: number): number => BOTTOM - (words / top) * (BOTTOM - TOP);
  const slot = (WIDTH - LEFT) / Math.max(1, rows.length);
  const bar = Math.min(WIDEST_BAR, slot * (1 - GAP_SHARE));
  return (
    <figure className="chart">
      <figcaption>
        {say("chart.title")}
        <span className="grow" />
        <Key className="bar-story" text={say("words.story")} />
        <Key className="bar-thoughts" text={say("words.thoughts")} />
        <span className="quiet">{say("chart.target", { words: target })}</span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={say("chart.says", { count: rows.length })}>
        {Array.from({ length: LINES + 1 }, (_, line) => (top / LINES) * line).map((words) => (
          <g key={words}>
            <line className="axis" x1={LEFT} x2={WIDTH} y1={y(words)} y2={y(words)} />
            <text x={LEFT - 12} y={y(words) + 4} textAnchor="end">
              {number(words)}
            </text>
          </g>
        ))}
        {rows.map((row, index) => {
          const x = LEFT + index * slot + (slot - bar) / 2;
          return (
            <g key={row.key}>
              <title>{say("chart.bar", { title: row.title, words: row.words })}</title>
              <rect className="bar-story" x={x} width={bar} y={y(row.storyWords)} height={BOTTOM - y(row.storyWords)} />
              <rect
                className="bar-thoughts"
                x={x}
                width={bar}
                y={y(row.words)}
                height={y(row.storyWords) - y(row.words)}
              />
            </g>
          );
        })}
        <line className="mark" x1={LEFT} x2={WIDTH} y1={y(target)} y2={y(target)} />
      </svg>
    </figure>
  );
}

function Key({ className, text }: { readonly className: string; readonly text: string }) {
  return (
    <span className="key">
      <svg viewBox="0 0 12 12" aria-hidden focusable="false">
        <rect className={className} width="12" height="12" />
      </svg>
      {text}
    </span>
  );
}
