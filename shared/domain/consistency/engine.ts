import { SECTION_NAMES } from "../section.ts";
import type { StepId } from "../ids.ts";
import type { Step } from "../step.ts";
import { reportLines, reportsOf, type RunReports } from "./reports.ts";
import {
  type CheckResults,
  type Evidence,
  type Finding,
  FINDING_SEVERITIES,
  type FindingSeverity,
  type NotChecked,
} from "./results.ts";
import type { Draft, DraftPlace, Followed, Rule } from "./rule.ts";
import { type Bible, isEmptyBible } from "../bible/bible.ts";
import { BIBLE_RULES } from "./rules/bible-rules.ts";
import { EXTREME_BOUNDS, type FormBounds, stepWords, thoughtShare } from "./rules/form-measure.ts";
import { missingSection, tagState } from "./rules/form-sections.ts";
import { emptyBullet, placeholder, thoughtInStory } from "./rules/form-text.ts";
import { nameVariant } from "./rules/name-variant.ts";
import { oneOffSpeaker } from "./rules/one-off-speaker.ts";
import { personAndTense } from "./rules/person-and-tense.ts";
import { repeatedPassage } from "./rules/repeated-passage.ts";
import { type Delta, RunIndex, type StepChanges, type StepRecord } from "./run-index.ts";
import { openingQuote, quoteAround, sentenceAround, sentenceWords, textOf } from "./sentence.ts";
import { concordance, type Survey, surveyOf } from "./survey.ts";
import { hashText, sentenceAnchor } from "./sentence-anchor.ts";
import { type Anchor, coveredBy, demotions, type SentenceAnchor, type Verdict } from "./verdict.ts";

/*
 * The engine holds a run as indexes and what each rule found for each key. An update reads the steps that changed, asks every
 * rule which keys that makes dirty, and runs those again; everything else stays. So a check after a keystroke costs what the
 * keystroke touched, and `load` is an update from an empty run. The rules know nothing of each other, of verdicts or of order: the
 * host (this file) gives findings their keys, step numbers, quotes and bounds.
 */

/** The most findings of one rule that are shown; the rest is counted and said in `notChecked`. */
export const MOST_FINDINGS_OF_A_RULE = 200;
/** The most drafts kept of one rule for one key, so that one hostile step cannot fill memory. */
const MOST_DRAFTS_OF_A_KEY = 1_000;

/** A rule's severity as set by the author; "off" keeps the rule from being asked. */
export type RuleSetting = FindingSeverity | "off";

/** What a check may be told. Without options: the rules of a bare run with their own severities, and bounds that mention only extremes. */
export type CheckOptions = {
  /** By rule id; a rule not named keeps the severity that each finding has by itself. */
  readonly severities?: Readonly<Record<string, RuleSetting>>;
  readonly bounds?: FormBounds;
  /** Findings that these cover are left out of the results. */
  readonly verdicts?: readonly Verdict[];
  /** What the author has confirmed; nothing when left out. */
  readonly bible?: Bible;
  /** The author says that the run is finished. */
  readonly isFinished?: boolean;
  /** Rules besides those of the program. */
  readonly rules?: readonly Rule[];
};

/** What the page underlines for a finding: narrower than the quote, in the same units. */
export type Mark = { readonly key: string } & Omit<Evidence, "quote" | "step">;

/** The rules that need nothing but the run itself. */
export function bareRunRules(bounds: FormBounds = EXTREME_BOUNDS): readonly Rule[] {
  return [
    missingSection,
    tagState,
    emptyBullet,
    placeholder,
    thoughtInStory,
    stepWords(bounds),
    thoughtShare(bounds),
    nameVariant,
    repeatedPassage,
    oneOffSpeaker,
    personAndTense,
  ];
}

/** An engine for one run, empty at first. Not thread-safe and not shared: one worker, one run. */
export function createEngine(options: CheckOptions = {}): Engine {
  return new Engine(options);
}

/** One check of a run from beginning to end. */
export function checkRun(steps: readonly Step[], options: CheckOptions = {}): CheckResults {
  const engine = createEngine(options);
  engine.load(steps);
  return engine.results();
}

type Placed = {
  readonly finding: Finding;
  readonly place: readonly number[];
  readonly anchor: Anchor;
  readonly marks: readonly Mark[];
  readonly followed: (Followed & { readonly step: StepId }) | null;
};

/** A place as it reads now. `sentence`: what a verdict keeps of it; null where it keeps nothing. */
type ReadPlace = {
  readonly evidence: Evidence;
  readonly mark: Omit<Mark, "key">;
  readonly place: readonly number[];
  readonly sentence: SentenceAnchor | null;
};
type Keyed = { readonly anchor: Anchor; readonly key: string };

/** Holds a run and what the rules found in it. Made by `createEngine`. */
export class Engine {
  readonly #rules: readonly Rule[];
  readonly #fixed: Readonly<Record<string, RuleSetting>>;
  #severities: Readonly<Record<string, RuleSetting>>;
  readonly #index = new RunIndex();
  /** Drafts by rule id, then key; keys without drafts are absent. */
  readonly #drafts = new Map<string, Map<string, readonly Draft[]>>();
  #verdicts: readonly Verdict[];
  /** Rules shown as hints by the author's own verdicts, with the reason. */
  #demoted: ReadonlyMap<string, string>;
  #placed: { readonly shown: readonly Placed[]; readonly notChecked: readonly NotChecked[] } | null = null;
  #reports: RunReports | null = null;
  /** How much of the bible stands on steps that are gone; null until it is asked for after another order or bible. */
  #lost: number | null = null;
  /** What each place and draft read when it was last placed: after an edit nearly all of them read the same. */
  readonly #readings = new WeakMap<
    DraftPlace,
    { readonly record: StepRecord; readonly position: number; readonly read: ReadPlace }
  >();
  readonly #keys = new WeakMap<Draft, Keyed>();

  constructor(options: CheckOptions) {
    this.#fixed = options.severities ?? {};
    this.#severities = settings(this.#fixed, options.bible);
    this.#verdicts = options.verdicts ?? [];
    this.#demoted = demotions(this.#verdicts);
    this.#rules = [...bareRunRules(options.bounds), ...BIBLE_RULES, ...(options.rules ?? [])];
    for (const { id } of this.#rules) this.#drafts.set(id, new Map());
    if (options.bible !== undefined && !isEmptyBible(options.bible)) this.confirm(options.bible, options.isFinished);
  }

  /** Takes these steps as the whole run, whatever was held before; steps that did not change are not read again. */
  load(steps: readonly Step[]): void {
    this.update({ steps, order: steps.map(({ id }) => id) });
  }

  /** Applies changes: steps with new content, and the new order when steps came, went or moved. Costs what changed. */
  update(changes: StepChanges): void {
    const delta = this.#index.update(changes);
    if (delta.steps.length === 0 && !delta.reordered) return;
    if (delta.reordered) this.#lost = null;
    for (const rule of this.#rules) if (!isOff(rule, this.#severities)) this.#renew(rule, delta);
    this.#placed = null;
    this.#reports = null;
  }

  /** Takes what the author has confirmed in the place of what was; what rests on it is looked at again. */
  confirm(bible: Bible, isFinished = false): void {
    const before = this.#severities;
    this.#severities = settings(this.#fixed, bible);
    const delta = this.#index.confirm(bible, isFinished);
    this.#lost = null;
    for (const rule of this.#rules) {
      const wasOff = isOff(rule, before);
      if (isOff(rule, this.#severities)) this.#drafts.get(rule.id)?.clear();
      else this.#renew(rule, wasOff ? this.#index.everything() : delta);
    }
    this.#placed = null;
    this.#reports = null;
  }

  /** Replaces verdicts and baseline: findings that they cover are left out from now on. */
  judge(verdicts: readonly Verdict[], baseline: readonly Anchor[] = []): void {
    this.#demoted = demotions(verdicts);
    this.#verdicts = [...verdicts, ...baseline.map((anchor): Verdict => ({ verdict: "intended", why: "", anchor }))];
    this.#placed = null;
  }

  /** Findings, report lines and what was not checked. The reports cost a pass over the run the first time after a change. */
  results(): CheckResults {
    const { shown, notChecked } = this.#place();
    return {
      findings: shown.map(({ finding }) => finding),
      reports: reportLines(this.reports()),
      notChecked: [...notChecked],
    };
  }

  /** The findings alone, by severity and then place: what is asked for after an edit. */
  findings(): Finding[] {
    return this.#place().shown.map(({ finding }) => finding);
  }

  /** What to underline, for all findings shown. */
  marks(): Mark[] {
    return this.#place().shown.flatMap(({ marks }) => marks);
  }

  /** The reports with their numbers and jumps, for a panel. */
  reports(): RunReports {
    this.#reports ??= reportsOf(this.#index);
    return this.#reports;
  }

  /** What the text gives the bible; costs a pass over the run. */
  survey(): Survey {
    return surveyOf(this.#index);
  }

  /** The places of an entity or of words; costs a pass over the run. */
  concordance(asked: Parameters<typeof concordance>[1]): ReturnType<typeof concordance> {
    return concordance(this.#index, asked);
  }

  /** What the bible would say if the text were right, for each finding where that can be said. */
  followed(): { readonly key: string; readonly followed: Followed & { readonly step: StepId } }[] {
    return this.#place().shown.flatMap(({ finding: { key }, followed }) =>
      followed === null ? [] : [{ key, followed }],
    );
  }

  /** What a verdict on each finding shown has to keep. */
  anchors(): { readonly key: string; readonly anchor: Anchor }[] {
    return this.#place().shown.map(({ finding: { key }, anchor }) => ({ key, anchor }));
  }

  #renew(rule: Rule, delta: Delta): void {
    const drafts = this.#drafts.get(rule.id);
    if (drafts === undefined) return;
    const dirty = new Set(rule.keysFor(delta));
    if (delta.bible !== null || (delta.reordered && rule.followsOrder)) for (const key of drafts.keys()) dirty.add(key);
    for (const key of dirty) {
      const found = rule.run(this.#index, key);
      if (found.length === 0) drafts.delete(key);
      else drafts.set(key, found.slice(0, MOST_DRAFTS_OF_A_KEY));
    }
  }

  #place(): { readonly shown: readonly Placed[]; readonly notChecked: readonly NotChecked[] } {
    this.#placed ??= this.#placeAnew();
    return this.#placed;
  }

  #placeAnew(): { readonly shown: readonly Placed[]; readonly notChecked: readonly NotChecked[] } {
    const placed: Placed[] = [];
    const notChecked: NotChecked[] = [];
    this.#lost ??= this.#index.bible.lostSteps((id) => this.#index.position(id));
    if (this.#lost > 0)
      notChecked.push({
        rule: "bible",
        why: `${this.#lost} of the facts, events, tags and threads stand on steps that are not in the run any more, and count for nothing`,
      });
    for (const rule of this.#rules) {
      if (isOff(rule, this.#severities)) {
        notChecked.push({ rule: rule.id, why: "switched off" });
        continue;
      }
      const demoted = this.#demoted.get(rule.id);
      if (demoted !== undefined && this.#severities[rule.id] === undefined)
        notChecked.push({ rule: rule.id, why: demoted });
      const found = this.#findingsOf(rule);
      placed.push(...found.slice(0, MOST_FINDINGS_OF_A_RULE));
      const unchecked = rule.unchecked?.(this.#index) ?? null;
      if (unchecked !== null) notChecked.push({ rule: rule.id, why: unchecked });
      const more = found.length - MOST_FINDINGS_OF_A_RULE;
      if (more > 0)
        notChecked.push({
          rule: rule.id,
          why: `the first ${MOST_FINDINGS_OF_A_RULE} findings are shown, and ${more} more are not`,
        });
    }
    placed.sort(bySeverityThenPlace);
    return { shown: placed, notChecked };
  }

  /** One rule's findings in order, without those that a verdict covers. */
  #findingsOf(rule: Rule): Placed[] {
    const drafts = [...(this.#drafts.get(rule.id)?.values() ?? [])].flat();
    const placed = drafts.flatMap((draft) => this.#placeDraft(rule, draft)).toSorted(bySeverityThenPlace);
    const times = new Map<string, number>();
    const keyed = placed.map((one) => {
      const time = (times.get(one.finding.key) ?? 0) + 1;
      times.set(one.finding.key, time);
      return time === 1 ? one : withKey(one, `${one.finding.key}~${time}`);
    });
    const covered = coveredBy(new Map(keyed.map(({ finding, anchor }) => [finding.key, anchor])), this.#verdicts);
    return keyed.filter(({ finding }) => !covered.has(finding.key));
  }

  #placeDraft(rule: Rule, draft: Draft): Placed[] {
    const set = this.#severities[rule.id];
    const own = this.#demoted.has(rule.id) ? "hint" : draft.severity;
    const severity = set === undefined || set === "off" ? own : set;
    const read = draft.evidence.map((place) => this.#read(place));
    const [first] = read;
    if (first === undefined || first === null || read.includes(null)) return [];
    const whole = read.flatMap((place) => (place === null ? [] : [place]));
    const { anchor, key } = this.#keyed(rule, draft, whole);
    const evidence = whole.map((place) => place.evidence);
    const finding = { key, rule: rule.id, severity, claim: draft.claim, entity: draft.entity, evidence };
    return [
      {
        finding,
        place: whole.flatMap(({ place }) => place),
        anchor,
        marks: whole.map(({ mark }) => ({ key, ...mark })),
        followed: followedIn(draft),
      },
    ];
  }

  /** A draft's key and what a verdict on it keeps: worked out once while its sentences stay what they are. */
  #keyed(rule: Rule, draft: Draft, read: readonly ReadPlace[]): Keyed {
    const sentences = read.flatMap(({ sentence }) => sentence ?? []);
    const known = this.#keys.get(draft);
    if (known !== undefined && known.anchor.sentences.every((sentence, at) => sentence === sentences[at])) return known;
    const anchor = { rule: rule.id, subject: draft.subject, sentences };
    const key = `${rule.id}:${hashText([draft.subject, ...sentences.map(({ hash }) => hash)].join("|"))}`;
    this.#keys.set(draft, { anchor, key });
    return { anchor, key };
  }

  /** A place with its quote as the text stands, or null when the step has left the run: nothing unfounded is shown. */
  #read(place: DraftPlace): ReadPlace | null {
    const record = this.#index.record(place.id);
    if (record === null) return null;
    const position = this.#index.position(place.id);
    const known = this.#readings.get(place);
    if (known !== undefined && known.record === record && known.position === position) return known.read;
    const read = readPlace(place, record, position);
    if (read !== null) this.#readings.set(place, { record, position, read });
    return read;
  }
}

function readPlace(
  { id, at, focus: meant, quote, isAnchor }: DraftPlace,
  record: StepRecord,
  position: number,
): ReadPlace | null {
  const passageAt =
    "passage" in at
      ? at.passage
      : record.passages.findIndex(({ section, text }) => section === at.section && text !== "");
  const passage = record.passages[passageAt];
  const section = "section" in at ? at.section : passage?.section;
  if (section === undefined) return null;
  const text = passage?.text ?? "";
  const focus = "section" in at ? openingQuote(text) : meant;
  const span = quote === "focus" ? focus : quoteAround(text, focus);
  const where = { stepId: id, section, thoughtId: passage?.thoughtId ?? null };
  return {
    evidence: { ...where, step: position + 1, start: span.start, end: span.end, quote: textOf(text, span) },
    mark: { ...where, start: focus.start, end: focus.end },
    place: [position, SECTION_NAMES.indexOf(section), Math.max(0, passageAt), focus.start],
    sentence: isAnchor ? sentenceAnchor(sentenceWords(text, sentenceAround(text, focus))) : null,
  };
}

/** The severities that were asked for, with those of the bible. */
function settings(
  fixed: Readonly<Record<string, RuleSetting>>,
  bible: Bible | undefined,
): Readonly<Record<string, RuleSetting>> {
  return { ...fixed, ...Object.fromEntries((bible?.severities ?? []).map(({ rule, severity }) => [rule, severity])) };
}

function isOff({ id, isOffByDefault }: Rule, severities: Readonly<Record<string, RuleSetting>>): boolean {
  return (severities[id] ?? (isOffByDefault === true ? "off" : "on")) === "off";
}

function followedIn({ followed, evidence }: Draft): Placed["followed"] {
  const step = evidence.at(-1)?.id;
  return followed === undefined || step === undefined ? null : { ...followed, step };
}

function withKey({ finding, marks, ...rest }: Placed, key: string): Placed {
  return { ...rest, finding: { ...finding, key }, marks: marks.map((mark) => ({ ...mark, key })) };
}

function bySeverityThenPlace(left: Placed, right: Placed): number {
  const bySeverity =
    FINDING_SEVERITIES.indexOf(left.finding.severity) - FINDING_SEVERITIES.indexOf(right.finding.severity);
  if (bySeverity !== 0) return bySeverity;
  for (const [at, place] of left.place.entries()) {
    const difference = place - (right.place[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.finding.key < right.finding.key ? -1 : left.finding.key > right.finding.key ? 1 : 0;
}
