const FULL = 100;

/**
 * A thin bar. It is drawn, not laid out, so that a share needs no style of its own; a share over 1 fills it and the number
 * beside it says the rest. Without a `name` it is decoration beside a number that says the same.
 */
export function Meter({
  share,
  short = false,
  name,
}: {
  readonly share: number;
  readonly short?: boolean;
  readonly name?: string;
}) {
  const done = Math.min(1, Math.max(0, share)) * FULL;
  const meaning =
    name === undefined
      ? { "aria-hidden": true }
      : {
          role: "meter",
          "aria-label": name,
          "aria-valuemin": 0,
          "aria-valuemax": FULL,
          "aria-valuenow": Math.floor(done),
        };
  return (
    <svg className={short ? "meter short" : "meter"} viewBox={`0 0 ${FULL} 4`} preserveAspectRatio="none" {...meaning}>
      <rect width={done} height="4" />
    </svg>
  );
}
