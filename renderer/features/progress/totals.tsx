import { useSettings } from "../../app/context.tsx";
import { Meter } from "../../ui/meter.tsx";
import { number, percent } from "../../words/format.ts";
import { say } from "../../words/say.ts";
import { type ProgressRow, totalOf } from "./rows.ts";

/** What there is against what is wanted in all. A run counts as done when its words have reached its target. */
export function Totals({ rows }: { readonly rows: readonly ProgressRow[] }) {
  const [{ runCount, allWords }] = useSettings();
  const total = totalOf(rows);
  const done = rows.filter((row) => row.share >= 1).length;
  return (
    <dl className="totals">
      <div>
        <dt>{say("totals.words")}</dt>
        <dd>{number(total.words)}</dd>
        <Meter share={total.words / allWords} />
        <dd className="of">{say("totals.ofWords", { share: percent(total.words / allWords), words: allWords })}</dd>
      </div>
      <div>
        <dt>{say("totals.runs")}</dt>
        <dd>{number(rows.length)}</dd>
        <Meter share={rows.length / runCount} />
        <dd className="of">{say("totals.ofRuns", { share: percent(rows.length / runCount), runs: runCount })}</dd>
      </div>
      <div>
        <dt>{say("totals.done")}</dt>
        <dd>{number(done)}</dd>
        <Meter share={rows.length === 0 ? 0 : done / rows.length} />
        <dd className="of">{say("totals.ofStarted", { runs: rows.length })}</dd>
      </div>
      <div>
        <dt>{say("totals.story")}</dt>
        <dd>{percent(total.words === 0 ? 0 : total.storyWords / total.words)}</dd>
        <Meter share={total.words === 0 ? 0 : total.storyWords / total.words} />
        <dd className="of">{say("words.split", { story: total.storyWords, thoughts: total.thoughtWords })}</dd>
      </div>
    </dl>
  );
}
