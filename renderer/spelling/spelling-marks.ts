import { type EditorState, Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";

import { stepIdOf } from "../editor/nodes.ts";
import { drawnSteps } from "../editor/state/drawn-steps.ts";
import { type PlacedWord, type SpellingScope, wordsOfStep } from "./misspellings.ts";
import type { Speller } from "./speller.ts";

/*
 * Marks under wrong words, in the drawn steps only. A key moves them along with the text and does nothing else: the text is
 * looked at again when the typing rests, block by block and only where it has changed, and the page is drawn again only
 * where the marks are others. The word that is being written is left alone until the caret leaves it.
 */

/** How long the typing rests before the text is looked at again, in milliseconds. */
const REST_MS = 250;
/** Under typing without a rest it is looked at this often, in milliseconds. */
const AT_LATEST_MS = 2_000;

const key = new PluginKey<DecorationSet>("spelling");

function isMarks(value: unknown): value is readonly PlacedWord[] {
  return Array.isArray(value);
}

function drawn(state: EditorState, words: readonly PlacedWord[]): DecorationSet {
  return DecorationSet.create(
    state.doc,
    words.map(({ from, to }) => Decoration.inline(from, to, { class: "spelling-error", "aria-invalid": "spelling" })),
  );
}

/** The marks that stand now. */
function standing(state: EditorState): { from: number; to: number }[] {
  const marks = key.getState(state)?.find() ?? [];
  return marks.filter(({ from, to }) => from < to).toSorted((left, right) => left.from - right.from);
}

/** What the marks are made from. */
export type SpellingMarksOptions = {
  readonly speller: Speller;
  readonly scope: () => SpellingScope;
  /** Hands the view out while it is there. */
  readonly onView: (view: EditorView | null) => void;
};

/** Keeps the marks. Must stand after the drawn steps. */
export function spellingMarksPlugin(options: SpellingMarksOptions): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply(transaction, marks, _before, state) {
        const asked: unknown = transaction.getMeta(key);
        if (isMarks(asked)) return asked.length === 0 ? DecorationSet.empty : drawn(state, asked);
        return transaction.docChanged ? marks.map(transaction.mapping, transaction.doc) : marks;
      },
    },
    props: {
      decorations: (state) => key.getState(state),
    },
    view: (view) => {
      options.onView(view);
      const looker = new Looker(view, options);
      return {
        update: (_view, before) => looker.updated(before),
        destroy: () => {
          looker.stop();
          options.onView(null);
        },
      };
    },
  });
}

/** Looks at the drawn text when there is time for it. */
class Looker {
  readonly #view: EditorView;
  readonly #options: SpellingMarksOptions;
  readonly #stopListening: () => void;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #changedAt = 0;
  #deadline = 0;
  /** A word was left alone because the caret touches it. */
  #isHoldingBack = false;

  constructor(view: EditorView, options: SpellingMarksOptions) {
    this.#view = view;
    this.#options = options;
    this.#stopListening = options.speller.onJudged(() => this.#lookSoon());
    this.#lookSoon();
  }

  updated(before: EditorState): void {
    const { state } = this.#view;
    const isOther =
      state.doc !== before.doc ||
      drawnSteps(state) !== drawnSteps(before) ||
      (this.#isHoldingBack && !state.selection.eq(before.selection));
    if (isOther) this.#lookSoon();
  }

  stop(): void {
    this.#stopListening();
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  /** One timer for a whole stretch of typing: a key writes down its time, and the timer looks whether that was long ago. */
  #lookSoon(): void {
    this.#changedAt = performance.now();
    if (this.#timer !== null) return;
    this.#deadline = this.#changedAt + AT_LATEST_MS;
    this.#timer = setTimeout(this.#onTimer, REST_MS);
  }

  readonly #onTimer = (): void => {
    const now = performance.now();
    const left = Math.min(this.#changedAt + REST_MS, this.#deadline) - now;
    if (left > 1) this.#timer = setTimeout(this.#onTimer, left);
    else this.#look();
  };

  #look(): void {
    this.#timer = null;
    // An input method's text must not be cut up by marks while it composes.
    if (this.#view.composing) return this.#lookSoon();
    const { state } = this.#view;
    const wrong = this.#wrongWords(state);
    this.#options.speller.ask();
    const marks = standing(state);
    const isSame =
      marks.length === wrong.length &&
      wrong.every(({ from, to }, at) => marks[at]?.from === from && marks[at]?.to === to);
    if (!isSame) this.#view.dispatch(state.tr.setMeta(key, wrong).setMeta("addToHistory", false));
  }

  #wrongWords(state: EditorState): PlacedWord[] {
    const { speller, scope } = this.#options;
    this.#isHoldingBack = false;
    if (speller.state.get().state !== "ready") return [];
    const steps = drawnSteps(state);
    const { head, empty } = state.selection;
    const wrong: PlacedWord[] = [];
    let position = 0;
    state.doc.children.forEach((step, index) => {
      if (steps.has(stepIdOf(step))) {
        for (const word of wordsOfStep(state, index, position, scope())) {
          if (speller.judge(word.word) !== "wrong") continue;
          if (empty && word.from <= head && head <= word.to && !this.#isMarked(state, word)) this.#isHoldingBack = true;
          else wrong.push(word);
        }
      }
      position += step.nodeSize;
    });
    return wrong;
  }

  #isMarked(state: EditorState, { from, to }: PlacedWord): boolean {
    return (key.getState(state)?.find(from, to) ?? []).some((mark) => mark.from === from && mark.to === to);
  }
}
