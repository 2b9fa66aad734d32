import { say } from "../../words/say.ts";

const WIDTH = 256;
const HEIGHT = 24;
const BARS = 64;

/** How often an entity is named along the run, as bars. A picture beside the numbers, which say the same. */
export function SeenStrip({
  steps,
  of,
}: {
  readonly steps: readonly (readonly [number, number])[];
  readonly of: number;
}) {
  const bars = Array.from({ length: BARS }, () => 0);
  for (const [step, times] of steps) {
    const at = Math.min(BARS - 1, Math.floor(((step - 1) / Math.max(1, of)) * BARS));
    bars[at] = (bars[at] ?? 0) + times;
  }
  const most = Math.max(1, ...bars);
  return (
    <svg
      className="seen-strip"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={say("entity.strip")}
      preserveAspectRatio="none"
    >
      {bars.map((count, at) =>
        count === 0 ? null : (
          <rect
            key={at}
            x={(at * WIDTH) / BARS}
            width={WIDTH / BARS - 1}
            y={HEIGHT - Math.max(2, (count / most) * HEIGHT)}
            height={Math.max(2, (count / most) * HEIGHT)}
          />
        ),
      )}
    </svg>
  );
}
