import type { StepColumns } from "../../../../shared/contract/progress-methods.ts";
import { median, STORY_GUIDE } from "../../../../shared/domain/progress/measures.ts";
import { Across, Beside, HALF, Marks, Under, upright, WIDE } from "../../../ui/chart/axes.tsx";
import { ChartFigure, ChartKey } from "../../../ui/chart/figure.tsx";
import { groups } from "../../../ui/chart/groups.ts";
import { number, percent } from "../../../words/format.ts";
import { say } from "../../../words/say.ts";

type Columns = { readonly columns: StepColumns; readonly file: string };
type Group = { readonly from: number; readonly to: number };

/** The most bars of one picture: neighbouring steps are taken together beyond. */
const MOST_BARS = 240;
const MOST_BANDS = 80;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** The room of a picture with a second scale on its right. */
const TWO_SCALES = { ...HALF, right: 484 };
/** The room of a picture with names beside it. */
const NAMED = { ...HALF, right: 460 };
/** What is left of the ground between two bands, in the picture's units. */
const BAND_GAP = 1;
/** Under a minute of work says nothing of the pace. */
const LEAST_MS = 60_000;

const TYPES = ["watsonian", "doylist", "meta", "comment"] as const;
const PARTS = ["story", ...TYPES] as const;

/** The visible words of a step by its place (0-based). */
function wordsAt(columns: StepColumns, index: number): number {
  return PARTS.reduce((words, part) => words + (columns[part][index] ?? 0), 0);
}

/** The words of each step, the first first. */
export function wordsOfSteps(columns: StepColumns): number[] {
  return columns.story.map((_words, index) => wordsAt(columns, index));
}

function sum(values: readonly number[], { from, to }: Group): number {
  let total = 0;
  for (let index = from; index < to; index += 1) total += values[index] ?? 0;
  return total;
}

function mean(values: readonly number[], part: Group): number {
  return sum(values, part) / (part.to - part.from);
}

/** "Step 12", or "Steps 11 to 20" where several are taken together. */
function nameOf({ from, to }: Group): string {
  return to - from === 1 ? say("step.named", { step: from + 1 }) : say("steps.named", { from: from + 1, to });
}

function ends(room: typeof WIDE, steps: number): { x: number; text: string }[] {
  return [{ x: room.left + 16, text: "1" }, ...(steps > 1 ? [{ x: room.right - 16, text: String(steps) }] : [])];
}

/** Words of each step, story below and thoughts above; steps far from the usual length are marked. */
export function WordsAStep({ columns, outliers, file }: Columns & { readonly outliers: readonly number[] }) {
  const words = wordsOfSteps(columns);
  const parts = groups(words.length, MOST_BARS);
  const { y, marks } = upright(WIDE, Math.max(1, ...parts.map((part) => mean(words, part))));
  const slot = (WIDE.right - WIDE.left) / Math.max(1, parts.length);
  const middle = median(words.filter((count) => count > 0));
  const far = new Set(outliers);
  return (
    <ChartFigure
      title={say("wordsAStep.title")}
      says={say("wordsAStep.says", { count: words.length, words: middle, far: outliers.length })}
      file={file}
      width={WIDE.width}
      height={WIDE.height}
      keys={
        <>
          <ChartKey className="bar-story" text={say("words.story")} />
          <ChartKey className="bar-thoughts" text={say("words.thoughts")} />
          <span className="quiet">{say("wordsAStep.middle", { words: Math.round(middle) })}</span>
        </>
      }
      table={{
        head: [say("table.step"), say("words.story"), ...TYPES.map((type) => say(`type.${type}`))],
        rows: words.map((_count, index) => [index + 1, ...PARTS.map((part) => columns[part][index] ?? 0)]),
      }}
    >
      <Marks room={WIDE} y={y} marks={marks} />
      <Under room={WIDE} names={ends(WIDE, words.length)} />
      {parts.map((part, index) => {
        const x = WIDE.left + index * slot;
        const story = mean(columns.story, part);
        const all = mean(words, part);
        const width = Math.max(0.5, Math.min(32, slot * 0.8));
        let isFar = false;
        for (let step = part.from + 1; step <= part.to; step += 1) isFar ||= far.has(step);
        return (
          <g key={part.from}>
            <title>{`${nameOf(part)}: ${number(Math.round(all))}`}</title>
            <rect className="bar-story" x={x} width={width} y={y(story)} height={WIDE.bottom - y(story)} />
            <rect className="bar-thoughts" x={x} width={width} y={y(all)} height={y(story) - y(all)} />
            {isFar && <path className="far" d={`M${x + width / 2 - 4} ${y(all) - 9}h8l-4 6z`} />}
          </g>
        );
      })}
      <Across room={WIDE} at={y(middle)} />
    </ChartFigure>
  );
}

/** Where the middle of each part is, from 0 to 1; parts of nothing are left out. */
function middlesOf(shares: readonly number[]): { name: (typeof PARTS)[number]; at: number }[] {
  let below = 0;
  return PARTS.flatMap((name, index) => {
    const share = shares[index] ?? 0;
    below += share;
    return share > 0 ? [{ name, at: below - share / 2 }] : [];
  });
}

function nameOfPart(part: (typeof PARTS)[number]): string {
  return part === "story" ? say("words.story") : say(`type.${part}`);
}

/**
 * What the words over the run are: story and the types of thoughts, in parts of a hundred, each named beside its own band, so
 * that no colour has to be told from another. The guide for the story is marked.
 */
export function Mix({ columns, file }: Columns) {
  const words = wordsOfSteps(columns);
  const parts = groups(words.length, MOST_BANDS).filter((part) => sum(words, part) > 0);
  const shares = parts.map((part) => {
    const all = sum(words, part);
    return { part, shares: PARTS.map((name) => sum(columns[name], part) / all) };
  });
  const { y, marks } = upright(NAMED, 1);
  const slot = (NAMED.right - NAMED.left) / Math.max(1, shares.length);
  return (
    <ChartFigure
      title={say("mix.title")}
      says={say("mix.says", {
        share: percent(sum(columns.story, whole(words)) / Math.max(1, sum(words, whole(words)))),
      })}
      file={file}
      width={HALF.width}
      height={HALF.height}
      table={{
        head: [say("table.step"), say("words.story"), ...TYPES.map((type) => say(`type.${type}`))],
        rows: shares.map((one) => [nameOf(one.part), ...one.shares.map((share) => percent(share))]),
      }}
    >
      <Marks room={NAMED} y={y} marks={marks.filter((mark) => mark <= 1)} format={percent} />
      <Under room={NAMED} names={ends(NAMED, words.length)} />
      {shares.map(({ part, shares: own }, index) => {
        let below = 0;
        return (
          <g key={part.from}>
            <title>{nameOf(part)}</title>
            {own.map((share, place) => {
              const from = below;
              below += share;
              return (
                <rect
                  key={PARTS[place]}
                  className={`part-${PARTS[place] ?? ""}`}
                  x={NAMED.left + index * slot}
                  width={Math.max(0.5, slot - (slot > 4 ? 1 : 0))}
                  y={y(below)}
                  height={Math.max(0, y(from) - y(below) - BAND_GAP)}
                />
              );
            })}
          </g>
        );
      })}
      {[STORY_GUIDE.least, STORY_GUIDE.most].map((share) => (
        <Across key={share} room={NAMED} at={y(share)} />
      ))}
      <Beside
        room={NAMED}
        names={middlesOf(shares.at(-1)?.shares ?? []).map(({ name, at }) => ({ y: y(at), text: nameOfPart(name) }))}
      />
    </ChartFigure>
  );
}

function whole(values: readonly number[]): Group {
  return { from: 0, to: values.length };
}

/** How long a step takes over the run, in minutes at work, and how many words an hour brings there. */
export function Effort({ columns, file }: Columns) {
  const words = wordsOfSteps(columns);
  const parts = groups(words.length, MOST_BANDS).map((part) => {
    const timed = [];
    for (let index = part.from; index < part.to; index += 1) {
      if ((columns.activeMs[index] ?? 0) >= LEAST_MS) timed.push(index);
    }
    const ms = timed.reduce((total, index) => total + (columns.activeMs[index] ?? 0), 0);
    const count = timed.reduce((total, index) => total + wordsAt(columns, index), 0);
    return {
      part,
      minutes: timed.length === 0 ? null : ms / timed.length / MINUTE_MS,
      perHour: ms === 0 ? null : (count * HOUR_MS) / ms,
    };
  });
  const timed = parts.filter(({ minutes }) => minutes !== null);
  const { y, marks } = upright(TWO_SCALES, Math.max(1, ...timed.map(({ minutes }) => minutes ?? 0)));
  const rates = upright(TWO_SCALES, Math.max(1, ...timed.map(({ perHour }) => perHour ?? 0)));
  const slot = (TWO_SCALES.right - TWO_SCALES.left) / Math.max(1, parts.length);
  const at = (index: number): number => TWO_SCALES.left + (index + 0.5) * slot;
  return (
    <ChartFigure
      title={say("effort.title")}
      says={say("effort.says", { count: timed.length })}
      file={file}
      width={HALF.width}
      height={HALF.height}
      keys={
        <>
          <ChartKey className="bar-thoughts" text={say("effort.minutes")} />
          <ChartKey className="line-sign" text={say("effort.perHour")} />
        </>
      }
      table={{
        head: [say("table.step"), say("effort.minutes"), say("effort.perHour")],
        rows: timed.map(({ part, minutes, perHour }) => [
          nameOf(part),
          Math.round(minutes ?? 0),
          Math.round(perHour ?? 0),
        ]),
      }}
    >
      <Marks room={TWO_SCALES} y={y} marks={marks} />
      <Under room={TWO_SCALES} names={ends(TWO_SCALES, words.length)} />
      {rates.marks.map((mark) => (
        <text key={mark} x={TWO_SCALES.right + 8} y={rates.y(mark) + 4}>
          {number(mark)}
        </text>
      ))}
      {parts.map(({ part, minutes, perHour }, index) =>
        minutes === null ? null : (
          <g key={part.from}>
            <title>
              {say("effort.bar", { name: nameOf(part), minutes: Math.round(minutes), words: Math.round(perHour ?? 0) })}
            </title>
            <rect
              className="bar-thoughts"
              x={at(index) - Math.min(16, slot * 0.4)}
              width={Math.max(0.5, Math.min(32, slot * 0.8))}
              y={y(minutes)}
              height={HALF.bottom - y(minutes)}
            />
            {perHour !== null && <circle className="dot" cx={at(index)} cy={rates.y(perHour)} r={2.5} />}
          </g>
        ),
      )}
    </ChartFigure>
  );
}
