import { type Day, dayText, mondayOf, weekdayOf } from "../../../../shared/domain/progress/calendar.ts";
import { isDayOff } from "../../../../shared/domain/progress/goal.ts";
import { ChartFigure } from "../../../ui/chart/figure.tsx";
import { longDay, monthOf, number } from "../../../words/format.ts";
import { say } from "../../../words/say.ts";
import { type RunProgress, typedOf } from "./author-numbers.ts";

const WEEKS = 53;
const DAYS_A_WEEK = 7;
const CELL = 17;
const GAP = 3;
const LEFT = 44;
const TOP = 22;
const WIDTH = 1120;
const HEIGHT = TOP + DAYS_A_WEEK * (CELL + GAP) + 4;
/** Shades above none. */
const SHADES = 4;
/** Weekdays that are named beside the squares. */
const NAMED = [0, 2, 4] as const;

/** A square a day for the last year, darker with more words typed; a day below zero is struck, a day off has a dot. */
export function CalendarChart({ run, file }: { readonly run: RunProgress; readonly file: string }) {
  const byDay = new Map(run.days.map((day) => [day.day, day]));
  const start = mondayOf(run.today) - (WEEKS - 1) * DAYS_A_WEEK;
  const days = Array.from({ length: run.today - start + 1 }, (_, index) => start + index);
  const typed = (day: Day): number => {
    const written = byDay.get(day);
    return written === undefined ? 0 : typedOf(written);
  };
  const best = Math.max(1, ...days.map(typed));
  const writing = days.filter((day) => typed(day) > 0).length;
  const place = (day: Day): { x: number; y: number } => ({
    x: LEFT + Math.floor((day - start) / DAYS_A_WEEK) * (CELL + GAP),
    y: TOP + weekdayOf(day) * (CELL + GAP),
  });
  return (
    <ChartFigure
      title={say("calendar.title")}
      says={say("calendar.says", { count: writing, words: best })}
      file={file}
      width={WIDTH}
      height={HEIGHT}
      keys={
        <span className="key">
          {say("calendar.less")}
          <svg viewBox="0 0 72 12" className="shades" aria-hidden focusable="false">
            {Array.from({ length: SHADES + 1 }, (_, shade) => (
              <rect key={shade} className={`heat-${shade}`} x={shade * 15} width="12" height="12" />
            ))}
          </svg>
          {say("calendar.more")}
        </span>
      }
      table={{
        head: [
          say("table.day"),
          say("table.typed"),
          say("table.steps"),
          say("table.minutes"),
          say("table.pasted"),
          say("table.imported"),
          say("table.moved"),
          say("table.restored"),
          say("table.replaced"),
          say("table.deleted"),
        ],
        rows: run.days.map((day) => {
          const net = (...kinds: readonly string[]): number =>
            day.acts
              .filter(({ kind }) => kinds.includes(kind))
              .reduce((sum, { added, removed }) => sum + added - removed, 0);
          return [
            dayText(day.day),
            typedOf(day),
            day.steps,
            Math.round(day.activeMs / 60_000),
            net("pasted", "dropped"),
            net("imported"),
            net("moved"),
            net("restored"),
            net("replaced"),
            net("deleted"),
          ];
        }),
      }}
    >
      {NAMED.map((weekday) => (
        <text key={weekday} x={LEFT - 8} y={TOP + weekday * (CELL + GAP) + 13} textAnchor="end">
          {say(`weekday.short.${weekday}`)}
        </text>
      ))}
      {days
        .filter((day) => weekdayOf(day) === 0 && dayText(day).slice(8) <= "07")
        .map((day) => (
          <text key={day} x={place(day).x} y={TOP - 8}>
            {monthOf(day)}
          </text>
        ))}
      {days.map((day) => {
        const words = typed(day);
        const shade = words <= 0 ? 0 : Math.min(SHADES, Math.ceil((words / best) * SHADES));
        const { x, y } = place(day);
        return (
          <g key={day}>
            <title>{`${longDay(day)}: ${number(words)}`}</title>
            <rect className={`heat-${shade}`} x={x} y={y} width={CELL} height={CELL} rx={2} />
            {words < 0 && <path className="struck" d={`M${x + 4} ${y + CELL - 4}L${x + CELL - 4} ${y + 4}`} />}
            {run.goal !== null && words === 0 && isDayOff(run.goal, day) && (
              <circle className="off" cx={x + CELL / 2} cy={y + CELL / 2} r={1.5} />
            )}
          </g>
        );
      })}
    </ChartFigure>
  );
}
