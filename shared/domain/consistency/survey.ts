import { type Bible, type BibleId, type EventKind, refusalKey, refusalOf } from "../bible/bible.ts";
import { PRONOUN, pronounOf } from "../bible/pronoun.ts";
import type { StepId, ThoughtId } from "../ids.ts";
import type { SectionName, ThoughtType } from "../section.ts";
import { foldValue } from "./bible/bible-index.ts";
import { claimsIn } from "./bible/look-claims.ts";
import { lookOf } from "./bible/looks.ts";
import { isInSpeech, sentenceOf } from "./bible/prose.ts";
import { pronounsSeen } from "./bible/pronouns-seen.ts";
import { sceneOf } from "./bible/referent.ts";
import { isMemory } from "./bible/unreal.ts";
import { isOrdinaryWord } from "./english-words.ts";
import { isStory } from "./passage.ts";
import { LEAST_MENTIONS_OFFERED, SHORT_RUN } from "./recurring.ts";
import { type LongTermThought, type Reference, reportsOf, type RunReports } from "./reports.ts";
import { isRecurringName, spelling } from "./rules/name-variant.ts";
import type { RunIndex, StepRecord } from "./run-index.ts";
import { quoteAround, type Span, textOf } from "./sentence.ts";
import { tokenize } from "./tokens.ts";

/*
 * What the text of a run gives its bible: names to take in by weight, where each entity is named, looks and deaths that
 * could be confirmed, and how far back the run refers. It proposes; only what the author takes counts. Asked for when a panel
 * opens, never while a key is pressed.
 */

type OfferedName = {
  readonly name: string;
  readonly mentions: number;
  readonly steps: number;
  readonly firstStep: number;
  readonly lastStep: number;
  readonly speaks: boolean;
  readonly mayBe: BibleId | null;
};

type Proposal = {
  readonly entity: BibleId;
  readonly what:
    | { readonly kind: "fact"; readonly attribute: string; readonly value: string }
    | { readonly kind: "event"; readonly event: EventKind };
  readonly stepId: StepId;
  readonly step: number;
  readonly quote: string;
};

type Reach = { readonly count: number; readonly median: number; readonly longest: Reference[] };

/** All of it; steps are 1-based. */
export type Survey = {
  readonly steps: number;
  readonly offers: OfferedName[];
  readonly seen: { readonly id: BibleId; readonly mentions: number; readonly steps: [number, number][] }[];
  readonly proposals: Proposal[];
  readonly longTerm: {
    readonly stepId: StepId;
    readonly step: number;
    readonly thoughtId: ThoughtId;
    readonly quote: string;
    readonly echoStep: number | null;
  }[];
  readonly reach: {
    readonly overall: Reach;
    readonly hundreds: ({ readonly from: number; readonly to: number } & Reach)[];
  };
};

/** The most names and proposals that are offered at once: a list that nobody reads to its end is no help. */
const MOST_OFFERS = 200;
const MOST_PROPOSALS = 300;
const MOST_THOUGHTS = 2_000;
const LONGEST_LISTED = 20;
const LEAST_GAP = 10;
const STEPS_A_STRETCH = 100;

/** Surveys a run. */
export function surveyOf(index: RunIndex): Survey {
  const reports = reportsOf(index);
  const seen = entitiesSeen(index);
  return {
    steps: index.order.length,
    offers: offers(index),
    seen,
    proposals: proposals(index),
    longTerm: reports.longTerm.slice(0, MOST_THOUGHTS).map(({ stepId, step, thoughtId, quote, echo }) => ({
      stepId,
      step,
      thoughtId,
      quote,
      echoStep: echo?.step ?? null,
    })),
    reach: reachOf(index, seen, reports),
  };
}

function offers(index: RunIndex): OfferedName[] {
  const { bible, matcher } = index.bible;
  const refused = new Set(bible.notNames.map(foldValue));
  const partOf = nameParts(bible);
  const offered: OfferedName[] = [];
  for (const name of index.names.all()) {
    const { mid, initial, upper } = index.names.counts(name);
    const mentions = mid + initial + upper;
    if (refused.has(name) || !(isWellKnown(index, name) || isKnownEarly(index, name))) continue;
    if (matcher.isNameWord(name) && isOwnName(index, name)) continue;
    const places = [...index.names.places(name)].toSorted(
      ([left], [right]) => index.position(left) - index.position(right),
    );
    const first = places[0];
    const last = places.at(-1);
    const mention = first?.[1].find(({ kind }) => kind !== "upper") ?? first?.[1][0];
    if (first === undefined || last === undefined || mention === undefined) continue;
    offered.push({
      name: spelling(index, first[0], mention),
      mentions,
      steps: places.length,
      firstStep: index.position(first[0]) + 1,
      lastStep: index.position(last[0]) + 1,
      speaks: places.some(([, all]) => all.some(({ speaks }) => speaks)),
      mayBe: partOf.get(name) ?? null,
    });
  }
  return offered
    .toSorted((left, right) => right.mentions - left.mentions || (left.name < right.name ? -1 : 1))
    .slice(0, MOST_OFFERS);
}

function isWellKnown(index: RunIndex, name: string): boolean {
  const { mid, initial, upper } = index.names.counts(name);
  if (mid + initial + upper < LEAST_MENTIONS_OFFERED || !isRecurringName(index, name)) return false;
  return !isOrdinaryWord(name) || mid >= LEAST_MENTIONS_OFFERED;
}

/** A name of a run that has only begun: no English word, with a capital amid its sentence, never written small. */
function isKnownEarly(index: RunIndex, name: string): boolean {
  const { mid, initial, upper } = index.names.counts(name);
  const isOften = mid + initial + upper >= SHORT_RUN.mentions && index.names.places(name).size >= SHORT_RUN.in;
  const isShort = index.order.length < SHORT_RUN.steps;
  return isShort && isOften && mid > 0 && index.word(name).lower === 0 && !isOrdinaryWord(name);
}

/** Whether the word alone already is a name of the bible, so that there is nothing to offer. */
function isOwnName(index: RunIndex, name: string): boolean {
  const tokens = { words: [name], starts: [0], ends: [name.length] };
  const titled = name.slice(0, 1).toUpperCase() + name.slice(1);
  return index.bible.matcher.find(titled, tokens).length > 0;
}

function nameParts({ entities }: Bible): Map<string, BibleId> {
  const parts = new Map<string, BibleId>();
  for (const { id, name } of entities)
    for (const word of tokenize(name).words) if (!parts.has(word)) parts.set(word, id);
  return parts;
}

function entitiesSeen(index: RunIndex): Survey["seen"] {
  return index.bible.bible.entities.map(({ id }) => {
    const steps = [...index.mentions.of(id)]
      .map(([step, times]): [number, number] => [index.position(step) + 1, times])
      .filter(([step]) => step > 0)
      .toSorted(([left], [right]) => left - right);
    return { id, mentions: steps.reduce((sum, [, times]) => sum + times, 0), steps };
  });
}

const DEATH =
  /^(?:['’]s (?:heart (?:stops|stopped)|body (?:falls|fell) still)|,? (?:dies|died|is dead|was dead|lies dead|lay dead|is killed|was killed|breathes? (?:her|his|their) last|breathed (?:her|his|their) last))(?!\p{L})/u;
const FAINT = /^ (?:faints|fainted|(?:falls|fell|is|was|lies|lay) unconscious)(?!\p{L})/u;

/** Pronouns, looks and deaths that the story says plainly and the bible has no word of yet: the first place of each. */
function proposals(index: RunIndex): Proposal[] {
  const refused = new Set(index.bible.bible.refusals.map(refusalKey));
  return [...pronounProposals(index, refused), ...toldProposals(index, refused)].slice(0, MOST_PROPOSALS);
}

function pronounProposals(index: RunIndex, refused: ReadonlySet<string>): Proposal[] {
  return pronounsSeen(index).flatMap(({ entity, sex, stepId, text, focus }): Proposal[] => {
    const what = { kind: "fact" as const, attribute: PRONOUN, value: pronounOf(sex) };
    if (refused.has(refusalKey(refusalOf(entity, what, stepId)))) return [];
    const quote = textOf(text, quoteAround(text, focus));
    return [{ entity, what, stepId, step: index.position(stepId) + 1, quote }];
  });
}

function toldProposals(index: RunIndex, refused: ReadonlySet<string>): Proposal[] {
  const found = new Map<string, Proposal>();
  for (const record of index.records()) {
    const { id } = record.step;
    const mentions = index.mentions.in(id);
    if (mentions.length === 0) continue;
    record.passages.forEach((passage, at) => {
      if (!isStory(passage)) return;
      const here = mentions.filter((each) => each.passage === at);
      const propose = (entity: BibleId, what: Proposal["what"], span: Span): void => {
        const key = what.kind === "fact" ? `${entity} ${what.attribute}` : `${entity} ${what.event}`;
        if (found.has(key) || isKnown(index, entity, what) || refused.has(refusalKey(refusalOf(entity, what, id))))
          return;
        const quote = textOf(passage.text, quoteAround(passage.text, span));
        found.set(key, { entity, what, stepId: id, step: index.position(id) + 1, quote });
      };
      for (const { entity, look, word, focus } of claimsIn(passage, sceneOf(index, id, at, passage.text)))
        propose(entity, { kind: "fact", attribute: look, value: word }, focus);
      for (const mention of here) {
        const after = passage.text.slice(mention.end, mention.end + 40);
        const event = DEATH.test(after) ? "dies" : FAINT.test(after) ? "unconscious" : null;
        if (event === null || isInSpeech(passage.text, mention.start)) continue;
        const sentence = sentenceOf(passage.text, mention);
        if (
          !isMemory(sentence) &&
          !/(?<!\p{L})(?:if|almost|nearly|until|when|not|never|would|could)(?!\p{L})/iu.test(sentence.text)
        )
          propose(mention.entity, { kind: "event", event }, mention);
      }
    });
    if (found.size >= MOST_PROPOSALS) break;
  }
  return [...found.values()];
}

function isKnown(index: RunIndex, id: BibleId, what: Proposal["what"]): boolean {
  const entity = index.bible.entity(id);
  if (entity === undefined) return true;
  return what.kind === "fact"
    ? entity.facts.some(({ attribute }) => lookOf(foldValue(attribute)) === what.attribute)
    : entity.events.some(({ kind }) => kind === what.event);
}

/** References over a gap: of entities where there are any, else of recurring names; of long-term thoughts, and of threads. */
function reachOf(index: RunIndex, seen: Survey["seen"], reports: RunReports): Survey["reach"] {
  const references: Reference[] = [];
  const refer = (what: string, kind: Reference["kind"], fromStep: number, toStep: number): void => {
    const gap = toStep - fromStep;
    if (gap >= LEAST_GAP && fromStep > 0) references.push({ what, kind, fromStep, toStep, gap });
  };
  for (const { id, steps } of seen) {
    steps.slice(1).forEach(([step], at) => refer(index.bible.name(id), "entity", steps[at]?.[0] ?? 0, step));
  }
  if (seen.length === 0) {
    for (const { name } of reports.names) {
      const steps = namedIn(index, name);
      steps.slice(1).forEach((step, at) => refer(name, "name", steps[at] ?? 0, step));
    }
  }
  for (const { quote, step, echo } of reports.longTerm) if (echo !== null) refer(quote, "long-term", step, echo.step);
  for (const { title, plant, advanced, payoff } of index.bible.bible.threads) {
    for (const later of payoff === null ? advanced : [...advanced, payoff])
      refer(title, "thread", index.position(plant) + 1, index.position(later) + 1);
  }
  const hundreds = Array.from({ length: Math.ceil(index.order.length / STEPS_A_STRETCH) }, (_, at) => {
    const from = at * STEPS_A_STRETCH + 1;
    const to = Math.min(index.order.length, from + STEPS_A_STRETCH - 1);
    return {
      from,
      to,
      ...distances(
        references.filter(({ toStep }) => toStep >= from && toStep <= to),
        3,
      ),
    };
  });
  return { overall: distances(references, LONGEST_LISTED), hundreds };
}

function namedIn(index: RunIndex, name: string): number[] {
  return [...index.names.places(name.toLowerCase().replaceAll("’", "'")).keys()]
    .map((id) => index.position(id) + 1)
    .toSorted((left, right) => left - right);
}

function distances(references: readonly Reference[], listed: number): Reach {
  const ordered = references.toSorted((left, right) => right.gap - left.gap || left.toStep - right.toStep);
  return {
    count: ordered.length,
    median: ordered[Math.floor(ordered.length / 2)]?.gap ?? 0,
    longest: ordered.slice(0, listed),
  };
}

/** A line of a concordance; offsets are those of its text. */
export type ConcordanceLine = {
  readonly stepId: StepId;
  readonly step: number;
  readonly section: SectionName;
  readonly thoughtId: LongTermThought["thoughtId"] | null;
  readonly type: ThoughtType | null;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
  readonly quoteStart: number;
};

/**
 * Every mention of an entity; or every place of a word (and of words that begin with it, from three letters on) in the steps where the
 * entity is named or in the cast; or, without an entity, every place of the word. Lines are counted all and handed over from `skip` on.
 */
export function concordance(
  index: RunIndex,
  asked: { readonly entity: BibleId | null; readonly words: string; readonly skip: number; readonly most: number },
): { readonly lines: ConcordanceLine[]; readonly all: number } {
  const wanted = tokenize(asked.words).words;
  const lines: ConcordanceLine[] = [];
  let all = 0;
  const add = (record: StepRecord, at: number, span: Span): void => {
    all += 1;
    const passage = record.passages[at];
    if (passage === undefined || all <= asked.skip || lines.length === asked.most) return;
    const { section, thoughtId, type, text } = passage;
    const quoted = quoteAround(text, span);
    const { id: stepId } = record.step;
    lines.push({
      stepId,
      step: index.position(stepId) + 1,
      section,
      thoughtId,
      type,
      start: span.start,
      end: span.end,
      quote: textOf(text, quoted),
      quoteStart: quoted.start,
    });
  };
  for (const record of index.records()) {
    const { id } = record.step;
    const mentions = asked.entity === null ? [] : index.mentions.in(id).filter(({ entity }) => entity === asked.entity);
    if (wanted.length === 0) {
      for (const mention of mentions) add(record, mention.passage, { start: mention.start, end: mention.end });
      continue;
    }
    const isThere =
      asked.entity === null || mentions.length > 0 || index.bible.tags(id)?.cast.includes(asked.entity) === true;
    if (!isThere) continue;
    record.passages.forEach(({ text }, at) => {
      const tokens = tokenize(text);
      tokens.words.forEach((_, token) => {
        if (!wanted.every((word, offset) => isWord(tokens.words[token + offset] ?? "", word))) return;
        add(record, at, { start: tokens.starts[token] ?? 0, end: tokens.ends[token + wanted.length - 1] ?? 0 });
      });
    });
  }
  return { lines, all };
}

const LEAST_PREFIX_UNITS = 3;

function isWord(word: string, wanted: string): boolean {
  return word === wanted || (wanted.length >= LEAST_PREFIX_UNITS && word.startsWith(wanted));
}
