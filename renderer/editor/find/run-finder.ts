import type { EditorState, Plugin, Transaction } from "prosemirror-state";
import type { Node } from "prosemirror-model";

import { createStore, type Store } from "../../state/store.ts";
import { type Reading, readingOf, readingShows } from "../state/reading.ts";
import { runFacts } from "../state/run-facts.ts";
import { findMarksPlugin, setFindMarks } from "./find-marks.ts";
import { type FindHit, hitOf } from "./hit.ts";
import { type IndexedText, indexedStep } from "./indexed-step.ts";
import { compileQuery, type CompiledQuery, EMPTY_QUERY, type FindQuery, isInScope } from "./query.ts";
import { type Replacement, replaceHits } from "./replace-hits.ts";
import type { SearchFound } from "./search-task.ts";
import { type SearchedStep, type SearchEnd, type StartSearchWorker, TextSearch } from "./text-search.ts";

/**
 * Finding in the run that is open. What a skip hides or the way of reading leaves out is not looked at. The search begins
 * at the caret's step and goes round, so that the hit that is wanted first is found first; the list is complete and in
 * reading order a moment later. Looking moves the page and never the caret: `select` does.
 */

/** Where a search stands. */
export type FindState = {
  readonly query: FindQuery | null;
  /** "ready": every text was looked at; "full": there are more hits than are listed. */
  readonly state: "off" | "searching" | "ready" | "full" | "noPattern" | "stopped" | "failed";
  /** For "noPattern" and "failed": what the browser says. */
  readonly why: string | null;
  /** In reading order. */
  readonly hits: readonly FindHit[];
  /** The hit that is shown, as an index into `hits`; null when there is none. */
  readonly current: number | null;
};

const OFF: FindState = { query: null, state: "off", why: null, hits: [], current: null };

/** What stands nowhere. */
const NOTHING: CompiledQuery = { source: "(?!)", flags: "gu" };
/** How long the text rests before a search looks at what has changed in it. */
const LOOK_AGAIN_AFTER_MS = 150;

/** What finding needs of the editor. */
export type FindTarget = {
  readonly state: () => EditorState;
  readonly dispatch: (transaction: Transaction) => void;
  /** Brings a stretch of the document onto the page; with `select` the caret goes there, too. */
  readonly show: (from: number, to: number, select: boolean) => void;
  readonly mayWrite: () => boolean;
};

/** The finder of one editor. */
export class RunFinder {
  /** Draws the marks; part of the editor's state. */
  readonly plugin: Plugin;
  readonly #found: Store<FindState> = createStore(OFF);
  readonly #search: TextSearch;
  readonly #target: FindTarget;
  #lookAgain: ReturnType<typeof setTimeout> | null = null;
  /** Settles when the list of the last question is complete. */
  #asking: Promise<void> = Promise.resolve();
  #marked: { readonly hits: readonly FindHit[]; readonly bySteps: ReadonlyMap<Node, readonly FindHit[]> } | null = null;

  constructor(target: FindTarget, startWorker: StartSearchWorker) {
    this.#target = target;
    this.#search = new TextSearch(startWorker);
    this.plugin = findMarksPlugin(() => this.#shownTextChanged());
  }

  /** Where the search stands; to be read and followed only. */
  get found(): Pick<Store<FindState>, "get" | "subscribe"> {
    return this.#found;
  }

  /** Starts the worker and lets it read the run, so that the first question does not wait for that. */
  warm(): void {
    if (this.#found.get().state !== "off") return;
    const steps = searchedSteps(this.#target.state(), EMPTY_QUERY).map((step) => ({ ...step, texts: [] }));
    this.#asking = this.#search.ask({ query: NOTHING, template: null, steps }, () => {}).then(() => {});
  }

  /** Looks for something else; shows the first hit from the caret on. Resolves when the list is complete. */
  async ask(query: FindQuery): Promise<void> {
    this.#asking = this.#ask(query, this.#target.state().selection.from, true);
    await this.#asking;
  }

  /** Goes to the next or previous hit, from the one that is shown or from the caret, around the run's ends. */
  go(way: 1 | -1, from: "shown" | "caret"): FindHit | null {
    const { hits, current } = this.#found.get();
    if (hits.length === 0) return null;
    const at = from === "shown" && current !== null ? current + way : this.#fromCaret(way);
    const next = (at + hits.length) % hits.length;
    this.#setCurrent(next, true);
    return hits[next] ?? null;
  }

  /** Shows a hit of the list. */
  showHit(hit: FindHit): void {
    const at = this.#found.get().hits.indexOf(hit);
    if (at >= 0) this.#setCurrent(at, true);
  }

  /** Puts the selection onto the hit that is shown. */
  select(): void {
    const hit = this.#currentHit();
    const range = hit === null ? null : this.#rangeOf(hit);
    if (range !== null) this.#target.show(range.from, range.to, true);
  }

  /** The hit that is shown; null when there is none. */
  #currentHit(): FindHit | null {
    const { hits, current } = this.#found.get();
    return current === null ? null : (hits[current] ?? null);
  }

  /**
   * What every hit would be replaced by. For a pattern `$&`, `$1`, `$<name>` and `\n` mean something; for a text the
   * template is meant as it stands. Null when another question was asked meanwhile or the pattern took too long.
   */
  async replacements(template: string): Promise<Replacement[] | null> {
    await this.#asking;
    const { query, state, hits: listed } = this.#found.get();
    if (query === null || (state !== "ready" && state !== "full")) return null;
    if (query.as === "text") return listed.map((hit) => ({ hit, by: template }));
    const compiled = compileQuery(query);
    if (!compiled.ok || compiled.value === null) return null;
    const replacements: Replacement[] = [];
    const end = await this.#run(query, compiled.value, 0, template, (found) => {
      for (const hit of found) replacements.push({ hit, by: hit.replacement ?? template });
    });
    return end.kind === "all" || end.kind === "full" ? replacements : null;
  }

  /** Replaces in one transaction (`beside`: as in `replaceHits`); what has changed since it was found is left alone. Null when nothing may be written. */
  replace(replacements: readonly Replacement[], beside?: string): { replaced: number; skipped: number } | null {
    if (!this.#target.mayWrite()) return null;
    const { transaction, replaced, skipped } = replaceHits(this.#target.state(), replacements, beside);
    if (replaced > 0) this.#target.dispatch(transaction);
    return { replaced, skipped };
  }

  /** Replaces the hit that is shown and goes on to the next. False when there is none, or it has changed. */
  async replaceShown(template: string): Promise<boolean> {
    const hit = this.#currentHit();
    const { query } = this.#found.get();
    if (hit === null || query === null) return false;
    const all = query.as === "pattern" ? await this.replacements(template) : [{ hit, by: template }];
    const replacement = all?.find((one) => one.hit.step === hit.step && one.hit.from === hit.from);
    const range = this.#rangeOf(hit);
    if (replacement === undefined || range === null || this.replace([replacement])?.replaced !== 1) return false;
    const grown = replacement.by.length - (hit.end - hit.start);
    const origin = Math.max(0, Math.min(range.to + grown, this.#target.state().doc.content.size));
    this.#asking = this.#ask(query, origin, true);
    await this.#asking;
    return true;
  }

  /** Takes the marks away and forgets the question. */
  stop(): void {
    this.#stopLookingAgain();
    this.#search.close();
    if (this.#found.get().state === "off") return;
    this.#found.set(OFF);
    this.#target.dispatch(setFindMarks(this.#target.state().tr, null));
  }

  async #ask(query: FindQuery, origin: number, isShown: boolean): Promise<void> {
    this.#stopLookingAgain();
    const compiled = compileQuery(query);
    if (!compiled.ok) return this.#publish({ ...OFF, query, state: "noPattern", why: compiled.failure.why });
    if (compiled.value === null) return this.#publish({ ...OFF, query });
    const before = this.#found.get();
    this.#found.set({ ...before, query, state: "searching", why: null });
    const hits: FindHit[] = [];
    let isFirst = true;
    const end = await this.#run(query, compiled.value, origin, null, (found) => {
      for (const hit of found) hits.push(hit);
      // The first ones come before all are known: they are what is waited for.
      if (isFirst && isShown && !this.#liesBefore(found, origin))
        this.#publishHits(query, "searching", found, origin, true);
      isFirst = false;
    });
    if (end.kind === "dropped") return;
    if (end.kind === "stopped" || end.kind === "failed")
      return this.#publish({ ...OFF, query, state: end.kind, why: end.kind === "failed" ? end.why : null });
    const sorted = hits.toSorted((left, right) => left.index - right.index || left.from - right.from);
    this.#publishHits(query, end.kind === "full" ? "full" : "ready", sorted, origin, isShown);
  }

  /** True when the hits are those of the origin's own step and all stand before it: they are the last ones that are wanted. */
  #liesBefore(hits: readonly FindHit[], origin: number): boolean {
    const place = this.#place(origin);
    return hits.every((hit) => hit.index === place.index && hit.from < place.from);
  }

  #publishHits(
    query: FindQuery,
    state: "searching" | "ready" | "full",
    hits: readonly FindHit[],
    origin: number,
    isShown: boolean,
  ): void {
    const at = firstFrom(hits, this.#place(origin));
    this.#publish({ query, state, why: null, hits, current: hits.length === 0 ? null : at % hits.length });
    if (isShown) this.#showCurrent();
  }

  #run(
    query: FindQuery,
    compiled: CompiledQuery,
    origin: number,
    template: string | null,
    onHits: (hits: FindHit[]) => void,
  ): Promise<SearchEnd> {
    const state = this.#target.state();
    const first = origin === 0 ? 0 : this.#place(origin).index;
    const steps = searchedSteps(state, query);
    const { children } = state.doc;
    return this.#search.ask(
      { query: compiled, template, steps: [...steps.slice(first), ...steps.slice(0, first)] },
      (found) => onHits(hitsOf(children, found)),
    );
  }

  #place(position: number): { index: number; from: number } {
    const { doc } = this.#target.state();
    const $position = doc.resolve(Math.min(position, doc.content.size));
    const index = Math.min($position.index(0), doc.childCount - 1);
    return { index, from: position - $position.posAtIndex(index, 0) };
  }

  #fromCaret(way: 1 | -1): number {
    const { selection } = this.#target.state();
    const { hits } = this.#found.get();
    const isOnHit = !selection.empty;
    if (way === 1) return firstFrom(hits, this.#place(isOnHit ? selection.from + 1 : selection.from));
    return firstFrom(hits, this.#place(selection.from)) - 1;
  }

  #setCurrent(current: number, isShown: boolean): void {
    this.#publish({ ...this.#found.get(), current });
    if (isShown) this.#showCurrent();
  }

  #showCurrent(): void {
    const hit = this.#currentHit();
    const range = hit === null ? null : this.#rangeOf(hit);
    if (range !== null) this.#target.show(range.from, range.to, false);
  }

  /** Where a hit stands now; null when its step has changed since. */
  #rangeOf(hit: FindHit): { from: number; to: number } | null {
    let position = 0;
    for (const step of this.#target.state().doc.children) {
      if (step === hit.step) return { from: position + hit.from, to: position + hit.to };
      position += step.nodeSize;
    }
    return null;
  }

  #publish(found: FindState): void {
    this.#found.set(found);
    if (this.#marked?.hits !== found.hits)
      this.#marked = { hits: found.hits, bySteps: Map.groupBy(found.hits, (hit) => hit.step) };
    const marks = { bySteps: this.#marked.bySteps, current: this.#currentHit() };
    this.#target.dispatch(setFindMarks(this.#target.state().tr, marks));
  }

  #shownTextChanged(): void {
    const { query } = this.#found.get();
    if (query === null || query.text === "") return;
    this.#stopLookingAgain();
    this.#lookAgain = setTimeout(() => {
      const hit = this.#currentHit();
      const range = hit === null ? null : this.#rangeOf(hit);
      this.#asking = this.#ask(query, range?.from ?? this.#target.state().selection.from, false);
    }, LOOK_AGAIN_AFTER_MS);
  }

  #stopLookingAgain(): void {
    if (this.#lookAgain !== null) clearTimeout(this.#lookAgain);
    this.#lookAgain = null;
  }
}

/** The steps with the texts that a question looks at; steps without any are left out. */
function searchedSteps(state: EditorState, query: FindQuery): SearchedStep[] {
  const { steps } = runFacts(state);
  const reading = readingOf(state);
  return state.doc.children.map((node, index) => {
    const { version, texts } = indexedStep(node);
    const states = steps[index]?.states;
    const wanted: number[] = [];
    for (const [at, text] of texts.entries()) {
      if (states?.[text.section] === "written" && isRead(reading, text) && isInScope(query, text)) wanted.push(at);
    }
    return { index, version, allTexts: () => texts.map(({ text }) => text), texts: wanted };
  });
}

/** Whether the way of reading shows a text. */
function isRead(reading: Reading, { section, type, longterm }: IndexedText): boolean {
  if (!readingShows(reading, section)) return false;
  return reading === "all" || reading === "story" || (reading === "longterm" ? longterm : reading === type);
}

function hitsOf(steps: readonly Node[], { hits, replacements }: SearchFound): FindHit[] {
  return hits.flatMap(([index, at, start, end], which) => {
    const step = steps[index];
    const text = step === undefined ? undefined : indexedStep(step).texts[at];
    if (step === undefined || text === undefined) return [];
    return [hitOf(index, step, text, [start, end], replacements[which] ?? null)];
  });
}

/** The index of the first hit at or after a place; the number of hits when there is none. Hits are in reading order. */
function firstFrom(hits: readonly FindHit[], place: { index: number; from: number }): number {
  const at = hits.findIndex((hit) => hit.index > place.index || (hit.index === place.index && hit.from >= place.from));
  return at === -1 ? hits.length : at;
}
