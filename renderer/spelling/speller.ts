import { createStore, type Store } from "../state/store.ts";
import { AcceptedWords } from "./accepted-words.ts";
import type { Language } from "./languages.ts";
import { SpellingAnswer, type SpellingTask } from "./spelling-task.ts";

/**
 * Judges words for one page: what is known is answered at once, the rest is asked of the thread in one message a pass, and
 * whoever wants to know is told when the answer is there. A word is asked once for each language.
 */

/** The thread, or what stands for it in tests. */
export type SpellingWorker = Pick<Worker, "addEventListener" | "terminate"> & {
  postMessage(task: SpellingTask): void;
};

/** Where spelling stands. While it is not "ready" nothing is called wrong. */
export type SpellingState =
  | { readonly state: "off" | "loading" | "ready" }
  /** The dictionary is missing or broken, or its thread ended: `why` is for the person. */
  | { readonly state: "broken"; readonly why: string };

/** "unknown": asked for, and told of by `onJudged` when it is known. */
export type Judgement = "right" | "wrong" | "unknown";

/** More words than any run has; then what was known is forgotten and asked again. */
const MOST_KNOWN_WORDS = 200_000;

const OFF: SpellingState = { state: "off" };

function send(worker: SpellingWorker, task: SpellingTask): void {
  // A worker is of this page by its making: there is no origin to name.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  worker.postMessage(task);
}

/** The speller of one page. */
export class Speller {
  readonly #state: Store<SpellingState> = createStore(OFF);
  readonly #startWorker: () => SpellingWorker;
  readonly #listeners = new Set<() => void>();
  #worker: SpellingWorker | null = null;
  #language: Language | null = null;
  #accepted = new AcceptedWords([]);
  #known = new Map<string, boolean>();
  #unasked = new Set<string>();
  #asked = new Map<number, readonly string[]>();
  #inFlight = new Set<string>();
  #waiting = new Map<number, (words: string[]) => void>();
  #questions = 0;

  constructor(startWorker: () => SpellingWorker) {
    this.#startWorker = startWorker;
  }

  /** Where spelling stands; to be read and followed only. */
  get state(): Pick<Store<SpellingState>, "get" | "subscribe"> {
    return this.#state;
  }

  /** Spells in a language from now on; null turns spelling off and ends the thread. */
  use(language: Language | null): void {
    if (language === this.#language) return;
    this.#language = language;
    this.#stop();
    if (language === null) this.#state.set(OFF);
    else this.#start(language);
    this.#tell();
  }

  #start(language: Language): void {
    this.#state.set({ state: "loading" });
    let worker: SpellingWorker;
    try {
      worker = this.#startWorker();
    } catch (error) {
      return this.#break(error instanceof Error ? error.message : String(error));
    }
    this.#worker = worker;
    worker.addEventListener("message", (message: MessageEvent<unknown>) => {
      if (worker === this.#worker) this.#hear(SpellingAnswer.parse(message.data));
    });
    worker.addEventListener("error", (event) => {
      if (worker === this.#worker) this.#break(event.message);
    });
    send(worker, { kind: "load", language });
  }

  /** The words that are right whatever the dictionary says: the run's own, and its names. */
  accept(words: Iterable<string>): void {
    this.#accepted = new AcceptedWords(words);
    this.#tell();
  }

  /** Judges a folded word. What is "unknown" is asked for by the next `ask`. */
  judge(word: string): Judgement {
    if (this.#accepted.has(word)) return "right";
    const known = this.#known.get(word);
    if (known !== undefined) return known ? "right" : "wrong";
    if (this.#state.get().state !== "ready") return "unknown";
    this.#unasked.add(word);
    return "unknown";
  }

  /** Asks the thread for the words that turned out unknown; `onJudged` tells of the answer. */
  ask(): void {
    const words = [...this.#unasked].filter((word) => !this.#inFlight.has(word));
    this.#unasked.clear();
    if (words.length === 0 || this.#worker === null) return;
    for (const word of words) this.#inFlight.add(word);
    this.#questions += 1;
    this.#asked.set(this.#questions, words);
    send(this.#worker, { kind: "judge", id: this.#questions, words });
  }

  /** Words like this one; none when there is no dictionary, or it is changed meanwhile. */
  async suggest(word: string): Promise<string[]> {
    const worker = this.#worker;
    if (worker === null || this.#state.get().state !== "ready") return [];
    this.#questions += 1;
    const id = this.#questions;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      send(worker, { kind: "suggest", id, word });
    });
  }

  /** Tells everybody to look again: what is judged has changed (where marks belong, say). */
  lookAgain(): void {
    this.#tell();
  }

  /** Tells whenever judgements may have changed, until the returned function is called. */
  onJudged(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ends the thread. The speller can be used again. */
  close(): void {
    this.#language = null;
    this.#stop();
    this.#state.set(OFF);
  }

  #hear(answer: SpellingAnswer): void {
    switch (answer.kind) {
      case "ready":
        this.#state.set({ state: "ready" });
        return this.#tell();
      case "broken":
        return this.#break(answer.why);
      case "suggested":
        this.#waiting.get(answer.id)?.(answer.words);
        this.#waiting.delete(answer.id);
        return undefined;
      case "judged": {
        if (this.#known.size > MOST_KNOWN_WORDS) this.#known.clear();
        const wrong = new Set(answer.wrong);
        for (const word of this.#asked.get(answer.id) ?? []) {
          this.#known.set(word, !wrong.has(word));
          this.#inFlight.delete(word);
        }
        this.#asked.delete(answer.id);
        return this.#tell();
      }
    }
  }

  #break(why: string): void {
    this.#stop();
    this.#state.set({ state: "broken", why });
    this.#tell();
  }

  #stop(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#known = new Map();
    this.#unasked.clear();
    this.#asked.clear();
    this.#inFlight.clear();
    for (const resolve of this.#waiting.values()) resolve([]);
    this.#waiting.clear();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
