/** As many steps as are listed by number. */
const MAX_LISTED = 200;

/** Steps by their numbers, each leading there; of very many the first ones. */
export function StepNumbers({
  name,
  steps,
  current = null,
  onGo,
}: {
  readonly name: string;
  /** 1-based, in reading order. */
  readonly steps: readonly number[];
  readonly current?: number | null;
  readonly onGo: (step: number) => void;
}) {
  return (
    <nav className="step-numbers" aria-label={name}>
      {steps.slice(0, MAX_LISTED).map((step) => (
        <button
          key={step}
          type="button"
          className="link num"
          aria-current={step === current ? "true" : undefined}
          onClick={() => onGo(step)}
        >
          {step}
        </button>
      ))}
      {steps.length > MAX_LISTED && <span className="quiet">…</span>}
    </nav>
  );
}
