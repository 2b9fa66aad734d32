import { useSettings } from "../../app/context.tsx";
import { Meter } from "../../ui/meter.tsx";
import { dateOf, number, percent } from "../../words/format.ts";
import { say } from "../../words/say.ts";
import { type LeadRow, type Team, totalOf } from "./rows.ts";

const DAY_MS = 86_400_000;

/** What there is against what is wanted in all, and how the team goes. A run counts as done when its words have reached its target. */
export function Totals({
  rows,
  team,
  stuck,
  undated,
}: {
  readonly rows: readonly LeadRow[];
  readonly team: Team;
  readonly stuck: number;
  /** Runs of which nothing tells whether they are stuck. */
  readonly undated: number;
}) {
  const [{ runCount, allWords, stuckAfterDays }] = useSettings();
  const total = totalOf(rows);
  const { projection } = team;
  return (
    <>
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
          <dd>{number(total.done)}</dd>
          <Meter share={rows.length === 0 ? 0 : total.done / rows.length} />
          <dd className="of">{say("totals.ofStarted", { runs: rows.length })}</dd>
        </div>
        <div>
          <dt>{say("totals.story")}</dt>
          <dd>{percent(total.words === 0 ? 0 : total.storyWords / total.words)}</dd>
          <Meter share={total.words === 0 ? 0 : total.storyWords / total.words} />
          <dd className="of">{say("totals.split", { story: total.storyWords, thoughts: total.thoughtWords })}</dd>
        </div>
      </dl>
      <dl className="totals second">
        <div>
          <dt>{say("totals.finish")}</dt>
          <dd>{projection === null ? "–" : dateOf(projection.likely)}</dd>
          <dd className="of">
            {projection === null
              ? say("totals.noFinish")
              : projection.late === null
                ? say("sense.open", { from: dateOf(projection.early), words: Math.round(projection.perWeek) })
                : say("sense.range", {
                    from: dateOf(projection.early),
                    to: dateOf(projection.late),
                    words: Math.round(projection.perWeek),
                  })}
          </dd>
        </div>
        <div>
          <dt>{say("totals.topFifth")}</dt>
          <dd>{team.topFifth === null ? "–" : percent(team.topFifth)}</dd>
          <dd className="of">{say("totals.ofAuthors", { count: team.authors })}</dd>
        </div>
        <div>
          <dt>{say("totals.turnaround")}</dt>
          <dd>
            {team.turnaroundMs === null ? "–" : say("totals.days", { days: (team.turnaroundMs / DAY_MS).toFixed(1) })}
          </dd>
          <dd className="of">
            {say("totals.batches", {
              submitted: team.batches.submitted,
              accepted: team.batches.accepted,
              paid: team.batches.paid,
            })}
          </dd>
        </div>
        <div>
          <dt>{say("totals.stuck")}</dt>
          <dd>{undated === rows.length ? "–" : number(stuck)}</dd>
          <dd className="of">
            {undated < rows.length && say("totals.stuckAfter", { count: stuckAfterDays })}
            {undated > 0 && undated < rows.length && "; "}
            {undated > 0 && say("totals.undated", { count: undated })}
          </dd>
        </div>
      </dl>
    </>
  );
}
