import { isOrdinaryWord } from "./english-words.ts";
import type { ReportLine } from "./results.ts";
import { isRecurringName, spelling } from "./rules/name-variant.ts";
import type { RunIndex, StepRecord } from "./run-index.ts";
import { openingQuote, textOf } from "./sentence.ts";
import type { StepId, ThoughtId } from "../ids.ts";
import type { SectionName } from "../section.ts";
import { neededWords, tellingWords, uncommonWords } from "../telling-words.ts";

/*
 * What is worth knowing and no fault: long-term thoughts that nothing later takes up, who was last seen when, and how far
 * back the run refers (consistency, section 1b). Worked out on request from the whole index in a few hundredths of a second,
 * never while a key is pressed.
 */

/** A long-term thought and the first later step that takes it up; `echo` null: none has. */
export type LongTermThought = {
  readonly stepId: StepId;
  /** 1-based. */
  readonly step: number;
  readonly section: SectionName;
  readonly thoughtId: ThoughtId;
  readonly quote: string;
  /** Steps from its own to the last of the run. */
  readonly age: number;
  readonly echo: { readonly stepId: StepId; readonly step: number } | null;
  /** False when the thought has no word rare enough to be known again by ("Remember this."): nothing is claimed of it. */
  readonly canTell: boolean;
};

/** A recurring name of the run. Steps are 1-based. */
export type NameSeen = {
  readonly name: string;
  readonly mentions: number;
  readonly steps: number;
  readonly first: { readonly stepId: StepId; readonly step: number };
  readonly last: { readonly stepId: StepId; readonly step: number };
};

/** A reference back over a gap: from the step that refers to the last step before it that knew of the same thing. */
export type Reference = {
  readonly what: string;
  readonly kind: "name" | "entity" | "long-term" | "thread";
  readonly fromStep: number;
  readonly toStep: number;
  readonly gap: number;
};

/** How far back a run refers: references over at least LEAST_GAP steps, their median gap in steps (0 without any) and the longest. */
export type Reach = { readonly count: number; readonly median: number; readonly longest: readonly Reference[] };

/** The three reports of a run; `names` by number of mentions, `longTerm` in reading order. */
export type RunReports = {
  readonly longTerm: readonly LongTermThought[];
  readonly names: readonly NameSeen[];
  readonly reach: Reach;
};

/** Nearer mentions are one scene, not a reference back. */
const LEAST_GAP = 10;
const LONGEST_LISTED = 20;
/** Reports are panels, and bounded like findings. */
const MOST_NAMES = 200;

/** The reports of the run as it stands. */
export function reportsOf(index: RunIndex): RunReports {
  const longTerm = longTermThoughts(index);
  const names = namesSeen(index);
  return { longTerm, names: names.slice(0, MOST_NAMES), reach: reach(index, names, longTerm) };
}

/** The lines of the reports as the command line gives them: long-term thoughts never taken up, names at their last mention, the longest references. */
export function reportLines({ longTerm, names, reach: { longest } }: RunReports): ReportLine[] {
  return [
    ...longTerm.flatMap(({ canTell, echo, step, quote }) =>
      canTell && echo === null ? [{ rule: "report/long-term-not-taken-up", step, quote }] : [],
    ),
    ...names.map(({ name, last }) => ({ rule: "report/last-seen", step: last.step, quote: name })),
    ...longest.map(({ what, toStep }) => ({ rule: "report/reach", step: toStep, quote: what })),
  ];
}

type Open = { readonly thought: LongTermThought; readonly words: ReadonlySet<string>; readonly needed: number };

/** A thought is taken up by the first later step that holds enough of its telling words (`telling-words.ts`). */
function longTermThoughts(index: RunIndex): LongTermThought[] {
  const found: Open[] = [];
  const waiting = new Map<string, Open[]>();
  const echoes = new Map<Open, LongTermThought["echo"]>();
  let number = 0;
  for (const record of index.records()) {
    number += 1;
    const hits = new Map<Open, number>();
    for (const word of waiting.size === 0 ? [] : record.extract.words.keys()) {
      for (const open of waiting.get(word) ?? []) hits.set(open, (hits.get(open) ?? 0) + 1);
    }
    for (const [open, count] of hits) {
      if (count < open.needed) continue;
      echoes.set(open, { stepId: record.step.id, step: number });
      for (const word of open.words)
        waiting.set(
          word,
          (waiting.get(word) ?? []).filter((other) => other !== open),
        );
    }
    for (const open of openedBy(index, record, number)) {
      found.push(open);
      for (const word of open.words) {
        const there = waiting.get(word);
        if (there === undefined) waiting.set(word, [open]);
        else there.push(open);
      }
    }
  }
  return found.map((open) => ({ ...open.thought, echo: echoes.get(open) ?? null }));
}

function openedBy(index: RunIndex, record: StepRecord, step: number): Open[] {
  return record.passages.flatMap((passage): Open[] => {
    if (!passage.longterm || passage.thoughtId === null || passage.text === "") return [];
    const words = tellingWords(uncommonWords(passage.text), index.order.length, (word) => index.word(word).steps);
    const { id: stepId } = record.step;
    const quote = textOf(passage.text, openingQuote(passage.text));
    const { section, thoughtId } = passage;
    const thought = {
      stepId,
      step,
      section,
      thoughtId,
      quote,
      age: index.order.length - step,
      echo: null,
      canTell: words.length > 0,
    };
    return [{ thought, words: new Set(words), needed: neededWords(words.length) }];
  });
}

function namesSeen(index: RunIndex): NameSeen[] {
  const seen: NameSeen[] = [];
  for (const name of index.names.all()) {
    const counts = index.names.counts(name);
    if (!isRecurringName(index, name) || (isOrdinaryWord(name) && counts.mid < 5)) continue;
    const places = [...index.names.places(name)].toSorted(
      ([left], [right]) => index.position(left) - index.position(right),
    );
    const first = places[0];
    const last = places[places.length - 1];
    const mention = first?.[1].find(({ kind }) => kind !== "upper") ?? first?.[1][0];
    if (first === undefined || last === undefined || mention === undefined) continue;
    seen.push({
      name: spelling(index, first[0], mention),
      mentions: counts.mid + counts.initial + counts.upper,
      steps: places.length,
      first: { stepId: first[0], step: index.position(first[0]) + 1 },
      last: { stepId: last[0], step: index.position(last[0]) + 1 },
    });
  }
  return seen.toSorted((left, right) => right.mentions - left.mentions || (left.name < right.name ? -1 : 1));
}

function reach(index: RunIndex, names: readonly NameSeen[], longTerm: readonly LongTermThought[]): Reach {
  const references: Reference[] = [];
  for (const { name } of names) {
    const steps = [...index.names.places(name.toLowerCase().replaceAll("’", "'")).keys()]
      .map((id) => index.position(id) + 1)
      .toSorted((left, right) => left - right);
    for (let at = 1; at < steps.length; at += 1) {
      refer(references, name, "name", steps[at - 1] ?? 0, steps[at] ?? 0);
    }
  }
  for (const { quote, step, echo } of longTerm)
    if (echo !== null) refer(references, quote, "long-term", step, echo.step);
  references.sort(
    (left, right) => right.gap - left.gap || left.toStep - right.toStep || (left.what < right.what ? -1 : 1),
  );
  return {
    count: references.length,
    median: references[Math.floor(references.length / 2)]?.gap ?? 0,
    longest: references.slice(0, LONGEST_LISTED),
  };
}

function refer(references: Reference[], what: string, kind: Reference["kind"], fromStep: number, toStep: number): void {
  const gap = toStep - fromStep;
  if (gap >= LEAST_GAP) references.push({ what, kind, fromStep, toStep, gap });
}
