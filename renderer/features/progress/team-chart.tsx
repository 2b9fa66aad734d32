import { dayText } from "../../../shared/domain/progress/calendar.ts";
import { Across, level, Marks, path, Under, upright, WIDE } from "../../ui/chart/axes.tsx";
import { ChartFigure, ChartKey } from "../../ui/chart/figure.tsx";
import { shortDay } from "../../words/format.ts";
import { say } from "../../words/say.ts";
import type { Overview, Team } from "./rows.ts";

/** How far ahead the picture looks at the most, in parts of what lies behind. */
const AHEAD = 1;

/** The words that stood there at the end of each day; before the first one what was imported, and files that tell no days. */
function runningSums(days: Overview["days"], words: number): { day: number; words: number }[] {
  let count = words - days.reduce((sum, { grown }) => sum + grown, 0);
  return days.map(({ day, grown }) => {
    count += grown;
    return { day, words: count };
  });
}

/** The words of all runs together over the days, and where the last weeks lead. What was imported lies under the line. */
export function TeamChart({
  overview,
  team,
  words,
  target,
}: {
  readonly overview: Overview;
  readonly team: Team;
  readonly words: number;
  readonly target: number;
}) {
  const { days, today } = overview;
  const points = runningSums(days, words);
  const first = Math.min(points[0]?.day ?? today, today - 1);
  const { projection } = team;
  const wished = projection === null ? today : (projection.late ?? projection.likely);
  const last = Math.min(Math.max(wished, today), today + Math.ceil((today - first) * AHEAD) + 7);
  const { y, marks } = upright(WIDE, Math.max(words, target));
  const x = level(WIDE, first, last);
  return (
    <ChartFigure
      title={say("team.title")}
      says={say("team.says", { count: points.length, words })}
      file="words-of-all-runs"
      width={WIDE.width}
      height={WIDE.height}
      keys={
        <>
          <span className="quiet">{say("chart.target", { words: target })}</span>
          {projection !== null && <ChartKey className="cone" text={say("burnUp.range")} />}
        </>
      }
      table={{
        head: [say("table.day"), say("table.wordsInAll")],
        rows: points.map((point) => [dayText(point.day), point.words]),
      }}
    >
      <Marks room={WIDE} y={y} marks={marks} />
      <Under
        room={WIDE}
        names={[first, today, ...(last - today > (last - first) / 10 ? [last] : [])].map((day) => ({
          x: Math.min(Math.max(x(day), WIDE.left + 20), WIDE.right - 20),
          text: shortDay(day),
        }))}
      />
      {projection !== null && (
        <>
          <clipPath id="team-room">
            <rect x={WIDE.left} y={WIDE.top} width={WIDE.right - WIDE.left} height={WIDE.bottom - WIDE.top} />
          </clipPath>
          <g clipPath="url(#team-room)">
            <path
              className="cone"
              d={`${path([
                [x(today), y(words)],
                [x(projection.early), y(target)],
                [x(projection.late ?? last), y(projection.late === null ? words : target)],
              ])}Z`}
            />
            <path
              className="ahead"
              d={path([
                [x(today), y(words)],
                [x(projection.likely), y(target)],
              ])}
            />
          </g>
        </>
      )}
      <Across room={WIDE} at={y(target)} />
      <path className="line" d={path(points.map((point) => [x(Math.min(point.day, today)), y(point.words)]))} />
      <circle className="dot" cx={x(today)} cy={y(words)} r={3.5} />
    </ChartFigure>
  );
}
