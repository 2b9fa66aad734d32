import { keymap } from "prosemirror-keymap";
import type { EditorState } from "prosemirror-state";
import { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

import { herePlugin, setHereShown } from "../../editor/comfort/here.ts";
import { selectedWords } from "../../editor/comfort/selected-words.ts";
import { smartTyping } from "../../editor/comfort/smart-typing.ts";
import { typewriter } from "../../editor/comfort/typewriter.ts";
import { RunSpelling } from "../../spelling/run-spelling.ts";
import { Speller } from "../../spelling/speller.ts";
import { startSpellingWorker } from "../../spelling/start-worker.ts";
import type { Settings } from "../../state/settings.ts";
import { createStore, type Store } from "../../state/store.ts";

/** What of the settings the aids ask for, at every turn. */
type AidSettings = Pick<Settings, "typewriter" | "smartTyping" | "spelling" | "language">;

/** What helps the writing of one open run beside its text: spelling, curly quotes, the typewriter's line, focus, counts. */
export class WritingAids {
  readonly spelling: RunSpelling;
  /** Parts of the editor's state. */
  readonly plugins: readonly Plugin[];
  /** Whether only the section that is written is shown in full ink. */
  readonly focus: Store<boolean> = createStore(false);
  readonly #stops: (() => void)[] = [];
  #view: EditorView | null = null;

  constructor(settings: Pick<Store<AidSettings>, "get" | "subscribe">, speller = new Speller(startSpellingWorker)) {
    this.spelling = new RunSpelling(speller, () => (settings.get().spelling === "all" ? "all" : "story"));
    this.plugins = [
      new Plugin({
        view: (view) => {
          this.#view = view;
          return { destroy: () => (this.#view = null) };
        },
      }),
      ...smartTyping(() => settings.get().smartTyping),
      typewriter(() => settings.get().typewriter),
      herePlugin(),
      // ProseMirror takes every Enter for itself, so the page's own listener never hears this one.
      keymap({
        "Mod-Shift-Enter": () => {
          this.toggleFocus();
          return true;
        },
      }),
      this.spelling.plugin,
    ];
    const spell = (): void => {
      const { spelling, language } = settings.get();
      speller.use(spelling === "off" ? null : language);
      speller.lookAgain();
    };
    spell();
    this.#stops.push(
      settings.subscribe(spell),
      this.focus.subscribe(() => {
        const view = this.#view;
        if (view !== null) view.dispatch(setHereShown(view.state.tr, this.focus.get()));
      }),
      () => speller.close(),
    );
  }

  /** Into focus mode, or out of it. */
  toggleFocus(): void {
    this.focus.set(!this.focus.get());
  }

  /** The words of the selection that a reader sees; 0 without one. Reads the ends of the selection. */
  selectedWords(): number {
    const state: EditorState | undefined = this.#view?.state;
    return state === undefined ? 0 : selectedWords(state);
  }

  /** Ends what runs beside the page. */
  close(): void {
    for (const stop of this.#stops) stop();
  }
}
