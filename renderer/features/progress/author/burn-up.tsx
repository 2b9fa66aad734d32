import { dayText } from "../../../../shared/domain/progress/calendar.ts";
import { Across, HALF, level, Marks, path, Under, upright } from "../../../ui/chart/axes.tsx";
import { ChartFigure, ChartKey } from "../../../ui/chart/figure.tsx";
import { shortDay } from "../../../words/format.ts";
import { say } from "../../../words/say.ts";
import { burnUp, type RunProgress, type Sense } from "./author-numbers.ts";

/** How far ahead of today the picture looks at the most, as a part of what lies behind. */
const AHEAD = 1.5;

/** The words of the run over its days, with the target, and where the last weeks lead. */
export function BurnUp({
  run,
  sense,
  file,
}: {
  readonly run: RunProgress;
  readonly sense: Sense;
  readonly file: string;
}) {
  const points = burnUp(run.days);
  const first = Math.min(points[0]?.day ?? run.today, run.today - 1);
  const { projection } = sense;
  const end = projection === null ? run.today : (projection.late ?? projection.likely);
  const last = Math.min(Math.max(end, run.today), run.today + Math.ceil((run.today - first) * AHEAD) + 7);
  const now = points.at(-1)?.words ?? 0;
  const target = run.targetWords;
  const most = Math.max(now, ...points.map(({ words }) => words), target ?? 0);
  const { y, marks } = upright(HALF, most);
  const x = level(HALF, first, last);
  const line = [...points.filter(({ day }) => day <= run.today), { day: run.today, words: now }];
  return (
    <ChartFigure
      title={say("burnUp.title")}
      says={say("burnUp.says", { count: points.length, words: now })}
      file={file}
      width={HALF.width}
      height={HALF.height}
      keys={
        <>
          {target !== null && <span className="quiet">{say("chart.target", { words: target })}</span>}
          {projection !== null && <ChartKey className="cone" text={say("burnUp.range")} />}
        </>
      }
      table={{
        head: [say("table.day"), say("table.wordsInAll")],
        rows: points.map(({ day, words }) => [dayText(day), words]),
      }}
    >
      <Marks room={HALF} y={y} marks={marks} />
      <Under
        room={HALF}
        names={[first, run.today, ...(last - run.today > (last - first) / 6 ? [last] : [])].map((day) => ({
          x: Math.min(Math.max(x(day), HALF.left + 20), HALF.right - 20),
          text: shortDay(day),
        }))}
      />
      {projection !== null && target !== null && (
        <clipPath id="burn-up-room">
          <rect x={HALF.left} y={HALF.top} width={HALF.right - HALF.left} height={HALF.bottom - HALF.top} />
        </clipPath>
      )}
      {projection !== null && target !== null && (
        <g clipPath="url(#burn-up-room)">
          <path
            className="cone"
            d={`${path([
              [x(run.today), y(now)],
              [x(projection.early), y(target)],
              [x(projection.late ?? last), y(projection.late === null ? now : target)],
            ])}Z`}
          />
          <path
            className="ahead"
            d={path([
              [x(run.today), y(now)],
              [x(projection.likely), y(target)],
            ])}
          />
        </g>
      )}
      {target !== null && <Across room={HALF} at={y(target)} />}
      <path className="line" d={path(line.map(({ day, words }) => [x(day), y(words)]))} />
      <circle className="dot" cx={x(run.today)} cy={y(now)} r={3.5} />
    </ChartFigure>
  );
}
