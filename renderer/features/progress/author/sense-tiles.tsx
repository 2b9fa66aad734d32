import { Meter } from "../../../ui/meter.tsx";
import { dateOf, duration, number, percent } from "../../../words/format.ts";
import { say } from "../../../words/say.ts";
import type { RunProgress, Sense, Stretch } from "./author-numbers.ts";

/** Today, this week, the run, and when it will be finished, each with what it is measured by. */
export function SenseTiles({ run, sense }: { readonly run: RunProgress; readonly sense: Sense }) {
  const { goal, asked, projection } = sense;
  const inSteps = goal?.unit === "steps";
  const done = (stretch: Stretch): number => (inSteps ? stretch.steps : stretch.typed);
  const unit = inSteps ? say("unit.steps") : say("unit.typed");
  const ofRun = run.targetWords === null ? null : run.words / run.targetWords;
  return (
    <dl className="totals">
      <div>
        <dt>{say("sense.today", { unit })}</dt>
        <dd>{number(done(sense.today))}</dd>
        <Meter share={asked === null || asked === 0 ? 0 : done(sense.today) / asked} />
        <dd className="of">
          {asked === null
            ? duration(sense.today.activeMs)
            : asked === 0
              ? say("sense.dayOff")
              : say("sense.asked", { asked, time: duration(sense.today.activeMs) })}
        </dd>
      </div>
      <div>
        <dt>{say("sense.week", { unit })}</dt>
        <dd>{number(done(sense.week))}</dd>
        <div className="no-meter" />
        <dd className="of">{say("sense.weekOf", { steps: sense.week.steps, time: duration(sense.week.activeMs) })}</dd>
      </div>
      <div>
        <dt>{say("sense.run")}</dt>
        <dd>{number(run.words)}</dd>
        <Meter share={ofRun ?? 0} />
        <dd className="of">
          {ofRun === null
            ? say("sense.noTarget", { steps: run.steps })
            : say("sense.ofTarget", { share: percent(ofRun), words: run.targetWords ?? 0, steps: run.steps })}
        </dd>
      </div>
      <div>
        <dt>{say("sense.finish")}</dt>
        <dd>{projection === null ? (sense.remaining === 0 ? say("sense.there") : "–") : dateOf(projection.likely)}</dd>
        <div className="no-meter" />
        <dd className="of">
          {projection === null
            ? sense.remaining === null
              ? say("sense.needsTarget")
              : sense.remaining === 0
                ? say("sense.thereText")
                : sense.isPaused
                  ? say("sense.paused")
                  : say("sense.needsWeeks")
            : projection.late === null
              ? say("sense.open", { from: dateOf(projection.early), words: Math.round(projection.perWeek) })
              : say("sense.range", {
                  from: dateOf(projection.early),
                  to: dateOf(projection.late),
                  words: Math.round(projection.perWeek),
                })}
        </dd>
      </div>
    </dl>
  );
}
