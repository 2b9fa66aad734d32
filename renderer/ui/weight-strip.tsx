import type { OutlineStep } from "../state/run-outline.ts";
import type { StepMarks } from "./run-map.tsx";
import type { Weight } from "./severity.tsx";

const WIDTH = 200;
const HEIGHT = 26;
const BASE = 18;
const TALLEST = 16;
const SHORTEST = 2;
/** So many bars can be told apart in the width of a panel; longer stretches are summed into as many. */
const MOST_BARS = 100;
/** Words of a step that fill the height: three of four real steps stay under it. */
const FULL_WORDS = 450;
const MARK_Y = 23.4;
const MARK_RADIUS = 2;

type Bar = { readonly x: number; readonly height: number; readonly now: boolean; readonly mark: Weight | null };

function bars(steps: readonly OutlineStep[], current: number, marks: StepMarks): Bar[] {
  const count = Math.min(steps.length, MOST_BARS);
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * steps.length) / count);
    const group = steps.slice(from, Math.floor(((index + 1) * steps.length) / count));
    const words = group.reduce((sum, step) => sum + step.storyWords + step.thoughtWords, 0) / group.length;
    return {
      x: (index * WIDTH) / count,
      height: words === 0 ? 0 : SHORTEST + Math.min(1, words / FULL_WORDS) * (TALLEST - SHORTEST),
      now: group.some((step) => step.number === current),
      mark: group.map((step) => marks.get(step.id)?.[0]).find((weight) => weight !== undefined) ?? null,
    };
  });
}

/** The words of each step of a part as a strip of bars, with what hangs on the steps under it. Decoration: the rows say the same. */
export function WeightStrip({
  steps,
  current,
  marks,
}: {
  readonly steps: readonly OutlineStep[];
  readonly current: number;
  readonly marks: StepMarks;
}) {
  const drawn = bars(steps, current, marks);
  const width = Math.min(8, (WIDTH / drawn.length) * 0.66);
  return (
    <svg
      className="strip"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      fill="currentColor"
      aria-hidden
      focusable="false"
    >
      {drawn.map((bar) => (
        <g key={bar.x}>
          <rect
            className={bar.now ? "now" : undefined}
            fill="currentColor"
            x={bar.x}
            y={BASE - bar.height}
            width={width}
            height={bar.height}
          />
          {bar.mark !== null && <MarkShape weight={bar.mark} x={bar.x + width / 2} />}
        </g>
      ))}
    </svg>
  );
}

/** Square, triangle, dot, ring: the shape says the weight as the colour does. */
function MarkShape({ weight, x }: { readonly weight: Weight; readonly x: number }) {
  const [top, bottom] = [MARK_Y - MARK_RADIUS, MARK_Y + MARK_RADIUS];
  switch (weight) {
    case "error":
      return <rect className="error" x={x - MARK_RADIUS} y={top} width={2 * MARK_RADIUS} height={2 * MARK_RADIUS} />;
    case "warning":
      return <path className="warning" d={`M${x} ${top}L${x + 2.4} ${bottom}H${x - 2.4}Z`} />;
    case "hint":
    case "note":
      return <circle className="hint" cx={x} cy={MARK_Y} r={1.5} />;
    case "remark":
      return (
        <circle
          className="remark"
          cx={x}
          cy={MARK_Y}
          r={MARK_RADIUS}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.2"
        />
      );
  }
}
