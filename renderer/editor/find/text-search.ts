import type { CompiledQuery } from "./query.ts";
import { SearchFound, type SearchTask } from "./search-task.ts";

/**
 * Asks the worker, one question at a time, and ends it when a question takes too long. The next question starts another
 * worker, which has everything to learn again: a second of an author's time once, where an endless pattern costs the page.
 */

/** A search that has not ended after this is ended: no honest pattern takes a tenth of it on a run of 300,000 words. */
export const SEARCH_BOUND_MS = 2_000;
/** A question that is no longer wanted may end by itself for so long before its worker is ended for the next one. */
const PATIENCE_MS = 150;
/** More hits are not looked for: a list of them helps nobody. */
export const MOST_HITS = 250_000;

/** A thread that searches, as far as it is used here. */
export type SearchWorker = {
  readonly post: (task: SearchTask) => void;
  readonly end: () => void;
};

/** Starts such a thread, which tells of what it found in the shape of `SearchFound`, or why it failed. */
export type StartSearchWorker = (onFound: (found: unknown) => void, onFailed: (why: string) => void) => SearchWorker;

/** A step to be looked at: its 0-based index, its version, all its texts, and which of them are wanted. */
export type SearchedStep = {
  readonly index: number;
  readonly version: number;
  readonly allTexts: () => string[];
  readonly texts: number[];
};

/** One question: the steps in the order to look at them. `template`: what a match would be replaced by, or null. */
export type Question = {
  readonly query: CompiledQuery;
  readonly template: string | null;
  readonly steps: readonly SearchedStep[];
};

/** How a question ended. "stopped": it took longer than `SEARCH_BOUND_MS`; "dropped": another one was asked. */
export type SearchEnd =
  | { readonly kind: "all" | "full" | "stopped" | "dropped" }
  | { readonly kind: "failed"; readonly why: string };

type Running = {
  readonly task: number;
  readonly since: number;
  readonly onFound: (found: SearchFound) => void;
  readonly end: (end: SearchEnd) => void;
};

/** The page's end of the search. */
export class TextSearch {
  readonly #start: StartSearchWorker;
  #worker: SearchWorker | null = null;
  #known = new Set<number>();
  #running: Running | null = null;
  #waiting: { readonly question: Question; readonly running: Omit<Running, "task" | "since"> } | null = null;
  #bound: ReturnType<typeof setTimeout> | null = null;
  #tasks = 0;

  constructor(start: StartSearchWorker) {
    this.#start = start;
  }

  /** Asks a question; an earlier one that is not answered yet is dropped. `onFound` is told everything but the end. */
  ask(question: Question, onFound: (found: SearchFound) => void): Promise<SearchEnd> {
    return new Promise((end) => {
      this.#waiting?.running.end({ kind: "dropped" });
      this.#waiting = { question, running: { onFound, end } };
      const running = this.#running;
      if (running === null) this.#next();
      else {
        running.end({ kind: "dropped" });
        const left = running.since + PATIENCE_MS - performance.now();
        this.#boundBy(Math.max(0, left), running.task);
      }
    });
  }

  /** Ends the worker; it starts again with the next question. */
  close(): void {
    this.#running?.end({ kind: "dropped" });
    this.#waiting?.running.end({ kind: "dropped" });
    this.#waiting = null;
    this.#endWorker();
  }

  #next(): void {
    const waiting = this.#waiting;
    if (waiting === null) return;
    this.#waiting = null;
    const { question, running } = waiting;
    this.#tasks += 1;
    this.#running = { ...running, task: this.#tasks, since: performance.now() };
    this.#boundBy(SEARCH_BOUND_MS, this.#tasks);
    this.#worker ??= this.#startWorker();
    this.#worker.post(this.#task(question, this.#tasks));
  }

  #task({ query, template, steps }: Question, task: number): SearchTask {
    const learn = steps.filter(({ version }) => !this.#known.has(version));
    const present = new Set(steps.map(({ version }) => version));
    const forget = [...this.#known].filter((version) => !present.has(version));
    this.#known = present;
    return {
      task,
      ...query,
      template,
      learn: learn.map(({ version, allTexts }) => ({ version, texts: allTexts() })),
      forget,
      steps: steps.map(({ index, version, texts }) => ({ index, version, texts })),
      most: MOST_HITS,
    };
  }

  #startWorker(): SearchWorker {
    const worker: SearchWorker = this.#start(
      (found) => {
        if (worker === this.#worker) this.#found(SearchFound.parse(found));
      },
      (why) => {
        if (worker === this.#worker) this.#endRunning({ kind: "failed", why });
      },
    );
    return worker;
  }

  #found(found: SearchFound): void {
    const running = this.#running;
    if (running === null || found.task !== running.task) return;
    if (this.#waiting === null) running.onFound(found);
    if (found.end === null) return;
    this.#running = null;
    this.#clearBound();
    running.end({ kind: found.end });
    this.#next();
  }

  #boundBy(ms: number, task: number): void {
    this.#clearBound();
    this.#bound = setTimeout(() => {
      if (this.#running?.task === task) this.#endRunning({ kind: "stopped" });
    }, ms);
  }

  #endRunning(end: SearchEnd): void {
    const running = this.#running;
    this.#endWorker();
    running?.end(end);
    this.#next();
  }

  #endWorker(): void {
    this.#clearBound();
    this.#worker?.end();
    this.#worker = null;
    this.#known = new Set();
    this.#running = null;
  }

  #clearBound(): void {
    if (this.#bound !== null) clearTimeout(this.#bound);
    this.#bound = null;
  }
}
