import { Button } from "../../../ui/button.tsx";
import { say } from "../../../words/say.ts";
import type { PayRun } from "./pay-rows.ts";

/** Of more runs than this the list is folded: the statements stand below it. */
const SHOWN_AT_ONCE = 3;

/** The runs that nobody has said a rate for: one for all of them, or one by one. */
export function UnsetRuns({
  runs,
  readOnly,
  onTerms,
}: {
  readonly runs: readonly PayRun[];
  readonly readOnly: boolean;
  readonly onTerms: (runs: readonly PayRun[]) => void;
}) {
  return (
    <section className="statement unset">
      <h2>{say("pay.unset")}</h2>
      {runs.length > 1 && (
        <p>
          <Button kind="primary" disabled={readOnly} onClick={() => onTerms(runs)}>
            {say("pay.setTermsForAll", { count: runs.length })}
          </Button>
        </p>
      )}
      <details open={runs.length <= SHOWN_AT_ONCE}>
        <summary>{say("pay.oneByOne")}</summary>
        <ul>
          {runs.map((run) => (
            <li key={run.runId}>
              <span className="grow">
                {run.title}
                <span className="small quiet"> {run.authors.join(", ")}</span>
              </span>
              <span className="small quiet">{say("pay.writtenSteps", { count: run.written })}</span>
              <Button
                low
                disabled={readOnly}
                aria-label={say("pay.setTermsOf", { title: run.title })}
                onClick={() => onTerms([run])}
              >
                {say("pay.setTerms")}
              </Button>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}
