import { closeHistory } from "prosemirror-history";
import { type Plugin, TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

import { addressAt, type Place } from "../../shared/document/place.ts";
import { nameAct } from "../editor/state/act-names.ts";
import { setActKind } from "../editor/state/ledger.ts";
import { misspellingAt, nearestMisspelling, type PlacedWord, type SpellingScope } from "./misspellings.ts";
import type { Speller } from "./speller.ts";
import { spellingMarksPlugin } from "./spelling-marks.ts";
import { foldedWord } from "./words-in-text.ts";

/** The name of a correction among the acts that undo takes back. */
export const CORRECTION_ACT = "correctSpelling";

/** Spelling in one open run: its marks, the way from one wrong word to the next, and their correction. */
export class RunSpelling {
  /** Draws the marks; part of the editor's state. */
  readonly plugin: Plugin;
  readonly speller: Speller;
  readonly #scope: () => SpellingScope;
  #view: EditorView | null = null;

  constructor(speller: Speller, scope: () => SpellingScope) {
    this.speller = speller;
    this.#scope = scope;
    this.plugin = spellingMarksPlugin({ speller, scope, onView: (view) => (this.#view = view) });
  }

  /** The place of the next wrong word, or the one before, from the selection around the run's ends; null when there is none. */
  async next(way: 1 | -1): Promise<Place | null> {
    const view = this.#view;
    if (view === null) return null;
    const { from, to } = view.state.selection;
    const scope = this.#scope();
    const found = await nearestMisspelling(this.speller, () => view.state, { from: way === 1 ? to : from, way, scope });
    return found === null || view.isDestroyed ? null : addressAt(view.state.doc, found.from, found.to);
  }

  /** The wrong word that the caret or the selection's end touches, without its suggestions; null when there is none. */
  atCaret(): PlacedWord | null {
    const view = this.#view;
    return view === null ? null : misspellingAt(this.speller, view.state, view.state.selection.head, "all");
  }

  /** Like `atCaret`, at a point of the page. */
  atPoint(point: { readonly left: number; readonly top: number }): PlacedWord | null {
    const view = this.#view;
    const at = view?.posAtCoords(point) ?? null;
    return view === null || at === null ? null : misspellingAt(this.speller, view.state, at.pos, "all");
  }

  /** Where a word stands on the page, in pixels of the window; null when it is not drawn. */
  boxOf({ from, to }: PlacedWord): DOMRect | null {
    const view = this.#view;
    if (view === null || to > view.state.doc.content.size) return null;
    const start = view.coordsAtPos(from, 1);
    const end = view.coordsAtPos(to, -1);
    // A word that is broken over two lines is pointed at by its first half.
    const isOneLine = Math.abs(start.top - end.top) < 1;
    return new DOMRect(start.left, start.top, isOneLine ? end.left - start.left : 0, start.bottom - start.top);
  }

  /** Writes another word in the place of one, as an act of its own. False when the text there is another by now. */
  correct({ word, from, to }: PlacedWord, by: string): boolean {
    const view = this.#view;
    if (view === null || !view.editable || to > view.state.doc.content.size) return false;
    const { state } = view;
    if (foldedWord(state.doc.textBetween(from, to)) !== word) return false;
    // The apostrophe of the text stands: a run is written with one kind of it.
    const written = state.doc.textBetween(from, to).includes("’") ? by.replaceAll("'", "’") : by;
    const transaction = state.tr.insertText(written, from, to);
    transaction.setSelection(TextSelection.create(transaction.doc, from + written.length));
    const step = state.doc.resolve(from).index(0) + 1;
    view.dispatch(setActKind(nameAct(closeHistory(transaction), CORRECTION_ACT, step), "replaced"));
    return true;
  }
}
