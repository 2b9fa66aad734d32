import type { StepId } from "../ids.ts";
import { type VisibleStep, visibleStep } from "../visible.ts";
import { skipAfter, type Skip } from "../states.ts";
import type { Step } from "../step.ts";
import type { Bible, BibleId } from "../bible/bible.ts";
import { BibleIndex } from "./bible/bible-index.ts";
import { mentionsIn, MentionIndex } from "./bible/mentions.ts";
import { extract, type StepExtract } from "./extract.ts";
import { Narration } from "./bible/narration.ts";
import { NameIndex } from "./name-index.ts";
import { contentHash, type Passage, passagesOf } from "./passage.ts";
import { touchedNames } from "./touched-names.ts";
import { PrintIndex } from "./print-index.ts";

/** A step as the engine holds it. Its place in the run is asked of the index, since it moves. */
export type StepRecord = {
  readonly step: Step;
  readonly states: VisibleStep["states"];
  /** Sections that a reader sees, in reading order. */
  readonly sections: VisibleStep["sections"];
  readonly skip: Skip;
  readonly hash: number;
  readonly passages: readonly Passage[];
  readonly extract: StepExtract;
};

/** A step whose content changed: what was known of it and what is; null before it was there or when it is gone. */
export type StepDifference = {
  readonly id: StepId;
  readonly before: StepRecord | null;
  readonly after: StepRecord | null;
};

/** What an update did, for the rules to name their dirty keys by. */
export type Delta = {
  readonly steps: readonly StepDifference[];
  /** Steps were added, removed or moved: every position may be another. */
  readonly reordered: boolean;
  /** Folded words of which a place with a capital, or a count in lower case, may be another: what rules about names look at again. */
  readonly names: ReadonlySet<string>;
  /** A place of a repeated fingerprint came or went. */
  readonly repeatsChanged: boolean;
  /** The bible changed: the folded words of names that came or went, and whether names that were did; null when it is as it was. */
  readonly bible: { readonly words: ReadonlySet<string>; readonly isFormerNew: boolean } | null;
  /** Holders of things whom the narration names now and did not, or the other way round. */
  readonly turned: ReadonlySet<BibleId>;
  readonly index: RunIndex;
};

/** Changes to a run as data. `order` names every step of the run after the change, null when no step came, went or moved. */
export type StepChanges = { readonly steps: readonly Step[]; readonly order: readonly StepId[] | null };

/**
 * The run as the rules see it: steps by id and place, words, names and fingerprints, all kept up by difference. What an
 * update costs follows what changed; only a new order costs a pass over the list of steps (not over their text).
 */
export class RunIndex {
  readonly names = new NameIndex();
  readonly prints = new PrintIndex();
  readonly mentions = new MentionIndex();
  /** Where the text calls somebody by a name of before a renaming. */
  readonly formerMentions = new MentionIndex();
  /** Whom of those who have things the narration names. */
  readonly narration = new Narration();
  #bible = new BibleIndex();
  #isFinished = false;
  #records = new Map<string, StepRecord>();
  #order: readonly StepId[] = [];
  #positions = new Map<StepId, number>();
  #words = new Map<string, { steps: number; lower: number }>();
  #wordTotals = { story: 0, thoughts: 0 };

  /** What the author has confirmed. */
  get bible(): BibleIndex {
    return this.#bible;
  }

  /** True when the author says that the run is finished: what is open now stays open. */
  get isFinished(): boolean {
    return this.#isFinished;
  }

  /** Takes another bible. Only where a name has changed is the text gone through again. */
  confirm(bible: Bible, isFinished = false): Delta {
    this.#isFinished = isFinished;
    const before = this.#bible;
    const after = new BibleIndex(bible, before);
    this.#bible = after;
    const words = new Set<string>();
    if (after.matcher !== before.matcher) {
      addDifference(before.matcher.words, after.matcher.words, words);
      addDifference(before.former.words, after.former.words, words);
      for (const record of this.records()) this.#findMentions(record);
    }
    if (after.matcher !== before.matcher || !sameIds(after.holders, before.holders)) this.#findHolders();
    const isFormerNew = after.former !== before.former && after.former.words.size + before.former.words.size > 0;
    const renewed = { words, isFormerNew };
    return { ...NO_CHANGE, bible: renewed, turned: this.narration.turned(), index: this };
  }

  /** A change that makes everything dirty: for a rule that looks for the first time at a run that is here already. */
  everything(): Delta {
    const steps = [...this.records()].map((after) => ({ id: after.step.id, before: null, after }));
    const { words } = this.#bible.matcher;
    return {
      steps,
      reordered: true,
      names: new Set(this.names.all()),
      repeatsChanged: true,
      bible: { words, isFormerNew: true },
      turned: NOBODY,
      index: this,
    };
  }

  #findMentions({ step, passages }: StepRecord): void {
    const { matcher, former, entity } = this.#bible;
    this.mentions.set(step.id, mentionsIn(passages, matcher, entity, null));
    this.formerMentions.set(step.id, mentionsIn(passages, former, entity, null));
  }

  #findHolders(): void {
    this.narration.clear();
    for (const { step, passages } of this.records())
      this.narration.set(step.id, passages, this.mentions.in(step.id), this.#bible.holders);
  }

  /** Ids of the run's steps in order. */
  get order(): readonly StepId[] {
    return this.#order;
  }

  /** The step of that id, or null when the run holds none; a key of a step rule is such an id. */
  record(id: string): StepRecord | null {
    return this.#records.get(id) ?? null;
  }

  /** All steps in order. */
  *records(): Generator<StepRecord> {
    for (const id of this.#order) {
      const record = this.#records.get(id);
      if (record !== undefined) yield record;
    }
  }

  /** 0-based place of a step in the run; -1 when the run does not hold it. */
  position(id: StepId): number {
    return this.#positions.get(id) ?? -1;
  }

  /** In how many steps a folded word stands, and how often in lower case. */
  word(word: string): { readonly steps: number; readonly lower: number } {
    return this.#words.get(word) ?? NO_WORD;
  }

  /** Words of the whole run by the product's rule (`words.ts`). */
  get wordTotals(): { readonly story: number; readonly thoughts: number } {
    return this.#wordTotals;
  }

  /**
   * Applies changes and says what changed. Steps named in `order` that were never given are left out of the run; steps
   * that `order` does not name are removed; without an order, a given step that the run does not hold is ignored. A step is read again only if its hash changed, which the tag or closing of the
   * step before can bring about too.
   */
  update(changes: StepChanges): Delta {
    const given = new Map(changes.steps.map((step) => [step.id, step]));
    const differences: StepDifference[] = [];
    const reordered = changes.order !== null;
    if (changes.order !== null) this.#reorder(changes.order, given, differences);
    for (const id of reordered ? this.#order : this.#touched(given)) {
      const difference = this.#renew(id, given);
      if (difference !== null) differences.push(difference);
    }
    const repeatsBefore = this.prints.changes;
    for (const difference of differences) this.#learn(difference);
    return {
      steps: differences,
      reordered,
      names: touchedNames(differences, (word) => this.names.places(word).size > 0),
      repeatsChanged: this.prints.changes !== repeatsBefore,
      bible: null,
      turned: this.narration.turned(),
      index: this,
    };
  }

  #reorder(order: readonly StepId[], given: ReadonlyMap<StepId, Step>, differences: StepDifference[]): void {
    const known = [...new Set(order)].filter((id) => given.has(id) || this.#records.has(id));
    const stays = new Set(known);
    for (const before of this.#records.values()) {
      const { id } = before.step;
      if (stays.has(id)) continue;
      differences.push({ id, before, after: null });
      this.#records.delete(id);
    }
    this.#order = known;
    this.#positions = new Map(known.map((id, position) => [id, position]));
  }

  /** The given steps that the run holds and each one's follower, whose states may change with it. */
  #touched(given: ReadonlyMap<StepId, Step>): Set<StepId> {
    const touched = new Set<StepId>();
    for (const id of given.keys()) {
      const position = this.position(id);
      if (position < 0) continue;
      touched.add(id);
      const follower = this.#order[position + 1];
      if (follower !== undefined) touched.add(follower);
    }
    return touched;
  }

  /** The step read again if it is given or stands after another step than before; null when nothing changed for a reader. */
  #renew(id: StepId, given: ReadonlyMap<StepId, Step>): StepDifference | null {
    const before = this.#records.get(id) ?? null;
    const step = given.get(id) ?? before?.step;
    if (step === undefined) return null;
    const position = this.position(id);
    const previous = this.#order[position - 1];
    const previousStep =
      previous === undefined ? null : (given.get(previous) ?? this.#records.get(previous)?.step ?? null);
    const skip = skipAfter(previousStep);
    if (before !== null && before.skip === skip && !given.has(id)) return null;
    const visible = visibleStep(step, previousStep, position + 1);
    const passages = passagesOf(visible);
    const hash = contentHash(visible, passages);
    const isSame = before !== null && before.hash === hash;
    const { states, sections } = visible;
    const read = isSame ? before.extract : extract(passages);
    const after: StepRecord = { step, states, sections, skip, hash, passages, extract: read };
    this.#records.set(id, after);
    return isSame ? null : { id, before, after };
  }

  /** Enters what is new of a step and takes out what is gone; what stands as it stood is not touched. */
  #learn({ id, before, after }: StepDifference): void {
    this.#recount(before?.extract.words ?? NO_WORDS, after?.extract.words ?? NO_WORDS);
    this.#wordTotals.story += (after?.extract.storyWords ?? 0) - (before?.extract.storyWords ?? 0);
    this.#wordTotals.thoughts += (after?.extract.thoughtWords ?? 0) - (before?.extract.thoughtWords ?? 0);
    this.names.change(id, before?.extract.names ?? NO_MENTIONS, after?.extract.names ?? NO_MENTIONS);
    this.prints.change(id, before?.extract.prints ?? [], after?.extract.prints ?? []);
    const { matcher, former, entity } = this.#bible;
    for (const [index, names] of [
      [this.mentions, matcher],
      [this.formerMentions, former],
    ] as const) {
      const known = before === null ? null : { passages: before.passages, mentions: index.in(id) };
      index.set(id, after === null ? [] : mentionsIn(after.passages, names, entity, known));
    }
    this.narration.set(id, after?.passages ?? [], this.mentions.in(id), this.#bible.holders);
  }

  #recount(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): void {
    for (const [word, lower] of after) {
      const was = before.get(word);
      if (was === lower) continue;
      const entry = this.#words.get(word) ?? { steps: 0, lower: 0 };
      this.#words.set(word, entry);
      if (was === undefined) entry.steps += 1;
      entry.lower += lower - (was ?? 0);
    }
    for (const [word, lower] of before) {
      const entry = after.has(word) ? undefined : this.#words.get(word);
      if (entry === undefined) continue;
      entry.steps -= 1;
      entry.lower -= lower;
      if (entry.steps === 0) this.#words.delete(word);
    }
  }
}

/** Adds what only one of two sets has. */
function addDifference(left: ReadonlySet<string>, right: ReadonlySet<string>, to: Set<string>): void {
  for (const word of left) if (!right.has(word)) to.add(word);
  for (const word of right) if (!left.has(word)) to.add(word);
}

const NO_WORDS: ReadonlyMap<string, number> = new Map();
const NO_MENTIONS: StepExtract["names"] = new Map();
const NO_NAMES: ReadonlySet<string> = new Set();
const NO_WORD = { steps: 0, lower: 0 };
const NOBODY: ReadonlySet<BibleId> = new Set();
const NO_CHANGE = { steps: [], reordered: false, names: NO_NAMES, repeatsChanged: false };

function sameIds(left: ReadonlySet<BibleId>, right: ReadonlySet<BibleId>): boolean {
  return left.size === right.size && [...left].every((id) => right.has(id));
}
