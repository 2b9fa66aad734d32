import { closeHistory } from "prosemirror-history";
import type { Node } from "prosemirror-model";
import { type Command, type EditorState, Plugin, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

import type { Address } from "../../shared/domain/address.ts";
import type { RunId, StepId } from "../../shared/domain/ids.ts";
import type { SectionName } from "../../shared/domain/section.ts";
import { contentOf, type Step } from "../../shared/domain/step.ts";
import { addressAt, firstAddressBetween, type Place } from "../../shared/document/place.ts";
import { documentOf, stepsOf } from "../../shared/document/run-document.ts";
import { openers } from "./acts/openers.ts";
import { replaceStretch } from "./acts/replace-stretch.ts";
import type { Say } from "./acts/sections.ts";
import { nameStep, type StepName } from "./acts/step-names.ts";
import { moveStepTo } from "./acts/steps.ts";
import { type ActBindings, type ActHost, type EditorAct, editorActs, onActKey } from "./editor-acts.ts";
import { RunFinder } from "./find/run-finder.ts";
import { startSearchWorker } from "./find/start-worker.ts";
import { type EditorPlace, Jumps } from "./page/jumps.ts";
import { flushPendingInput } from "./page/pending-input.ts";
import { showStepAttributes } from "./page/step-attributes.ts";
import { type StepOnPage, stepOnPage } from "./page/steps-on-page.ts";
import { makeScroller, makeTextView } from "./page/text-view.ts";
import { Viewport } from "./page/viewport.ts";
import { type PasteHost, Transfer } from "./paste/transfer.ts";
import { type EditorSnapshot, snapshotOf } from "./snapshot.ts";
import { announcements } from "./state/announcements.ts";
import { drawnSteps } from "./state/drawn-steps.ts";
import { Ledger, type RunChanges } from "./state/ledger.ts";
import { type OutOfOrder, setOutOfOrderMeta } from "./state/order-of-writing.ts";
import { setParkedShownMeta } from "./state/parked.ts";
import { readingCaret } from "./state/reading-caret.ts";
import { type Reading, readingOf } from "./state/reading.ts";
import { receivedNodes, type ReceivedSteps, receiveSteps } from "./state/receive.ts";
import { knowStepContent } from "./state/run-facts.ts";
import { type Applied, applyTagRule, applyWithRules, runState } from "./state/run-state.ts";
import { runFacts } from "./state/run-facts.ts";
import { setMarksMeta, standingMarks, type TextMark } from "./state/text-marks.ts";
import type { EditorWords } from "./words.ts";

/** What an editor is made of. Steps are the whole run and at least one. */
export type RunEditorOptions = {
  /** Where the page goes: an element with a height of its own. It is filled and scrolled by the editor. */
  readonly mount: HTMLElement;
  readonly runId: RunId;
  readonly runTitle: string;
  readonly steps: readonly Step[];
  readonly readOnly: boolean;
  readonly words: EditorWords;
  /** Milliseconds of any clock that does not run backwards; times the writing. */
  readonly now: () => number;
  /** Whether keys follow macOS. */
  readonly isMac: boolean;
  /** Whether openers ("d: " at a thought's start) are on; asked at every one. Off when left out. */
  readonly openers?: () => boolean;
  /** "all" when left out. */
  readonly reading?: Reading;
  /** More parts of the editor's state; they stand after its own. */
  readonly plugins?: readonly Plugin[];
  /** Keys that the author bound otherwise; acts that are left out keep theirs. */
  readonly keys?: ActBindings;
  /** The text has changed: `takeChanges()` has something. Called within the key; do next to nothing. */
  readonly onChange: () => void;
  /** Caret, counts, undo names or the way of reading may have changed: look at `snapshot()` when there is time. */
  readonly onUpdate: () => void;
  readonly onSay: Say;
  /** How pasted text is taken, and who is asked; without it nothing is asked and emphasis is dropped. */
  readonly paste?: PasteHost;
};

/** The editor of one run. */
export class RunEditor {
  readonly acts: readonly EditorAct[];
  /** Finds and replaces in this run. */
  readonly finder: RunFinder;
  readonly #transfer: Transfer;
  readonly #options: RunEditorOptions;
  readonly #view: EditorView;
  readonly #viewport: Viewport;
  readonly #jumps: Jumps;
  readonly #scroller: HTMLElement;
  readonly #ledger: Ledger;
  readonly #acts: ActHost;
  readonly #drawnListeners = new Set<(drawn: ReadonlySet<StepId>) => void>();
  #onActKey: ReturnType<typeof onActKey>;
  #isReadOnly: boolean;
  /** False while the constructor draws the page for the first time: nobody holds the editor yet. */
  #isMade = false;
  /** The document before a composition, while rule T waits for its end. */
  #beforeComposition: Node | null = null;

  constructor(options: RunEditorOptions) {
    this.#options = options;
    this.#isReadOnly = options.readOnly;
    this.#scroller = makeScroller(options.runTitle, options.words);
    options.mount.append(this.#scroller);
    const content = documentOf(options.steps);
    for (const [index, step] of options.steps.entries()) knowStepContent(content.child(index), contentOf(step));
    this.#ledger = new Ledger(content);
    // The viewport is made after the view that it belongs to; until then there is nothing to lay out.
    let viewport: Viewport | null = null;
    const page = new Plugin({
      view: () => ({
        update: (view) => {
          viewport?.updated();
          if (viewport !== null) showStepAttributes(view, viewport.drawnElements(), options.words);
        },
      }),
    });
    this.finder = new RunFinder(
      {
        state: () => this.#view.state,
        dispatch: (transaction) => this.#view.dispatch(transaction),
        show: (from, to, select) => this.#jumps.showRange(from, to, select),
        mayWrite: () => !this.#isReadOnly,
      },
      startSearchWorker,
    );
    this.#transfer = new Transfer(options.onSay, options.runId, options.paste);
    const more = [
      page,
      this.finder.plugin,
      this.#transfer.plugin,
      openers(options.openers ?? (() => false)),
      readingCaret(() => !this.#isReadOnly),
    ];
    const acts: ActHost = {
      view: () => this.#view,
      mayWrite: () => !this.#isReadOnly,
      focus: () => this.focus(),
      say: options.onSay,
    };
    this.#acts = acts;
    this.#onActKey = onActKey(acts, options.isMac, options.keys);
    this.#view = makeTextView({
      ...options,
      ...acts,
      scroller: this.#scroller,
      state: runState(content, options.reading ?? "all", [...more, ...(options.plugins ?? [])]),
      transfer: this.#transfer,
      onActKey: (view, event) => this.#onActKey(view, event),
      refresh: () => this.#viewport.refresh(),
      dispatch: (transaction) => this.#dispatch(transaction),
      composed: () => this.#afterComposition(),
    });
    viewport = new Viewport(this.#view, this.#scroller);
    this.#viewport = viewport;
    this.#jumps = new Jumps(this.#view, viewport, this.#scroller);
    this.#scroller.dataset["reading"] = readingOf(this.#view.state);
    viewport.start();
    showStepAttributes(this.#view, viewport.drawnElements(), options.words);
    this.acts = editorActs(acts, options.words);
    this.#isMade = true;
  }

  /** Takes the page away. The editor is of no use afterwards. */
  destroy(): void {
    this.finder.stop();
    this.#viewport.destroy();
    this.#view.destroy();
    this.#scroller.remove();
  }

  /** Copies the selection as Markdown; in every other copy it is plain text and HTML. False when the browser refused. */
  copyMarkdown(): boolean {
    this.focus();
    return !this.#view.state.selection.empty && this.#transfer.copyMarkdown();
  }

  /** The element that scrolls; panels may listen to it and must not change it. */
  get scroller(): HTMLElement {
    return this.#scroller;
  }

  /** The text in the page; its size may be watched. */
  get text(): HTMLElement {
    return this.#view.dom;
  }

  /** Tells `listener` which steps are drawn, now and whenever they are others. Returns how to end it. */
  onDrawn(listener: (drawn: ReadonlySet<StepId>) => void): () => void {
    this.#drawnListeners.add(listener);
    listener(drawnSteps(this.#view.state));
    return () => this.#drawnListeners.delete(listener);
  }

  /** Where the drawn steps stand. Reads layout: never within a key. */
  stepsOnPage(): StepOnPage[] {
    const { steps } = runFacts(this.#view.state);
    const origin = this.#scroller.getBoundingClientRect().top - this.#scroller.scrollTop;
    return this.#viewport.drawnElements().flatMap(({ element, index }) => {
      const id = steps[index]?.id;
      return id === undefined ? [] : [stepOnPage(id, element, origin)];
    });
  }

  /** Gives the focus to the text, where the caret is. */
  focus(): void {
    // A text that cannot be written is focused as an element: ProseMirror focuses only what it may edit.
    if (this.#isReadOnly) this.#view.dom.focus({ preventScroll: true });
    else this.#view.focus();
  }

  /**
   * Puts the caret into a step and its top onto the page: a 1-based number or an id, and the section (the first that is
   * shown, else). False when there is no such step.
   */
  goToStep(step: number | StepId, section?: SectionName): boolean {
    return this.#jumps.toStep(step, section);
  }

  /** Selects the text at an address and brings it onto the page. False when its text is gone or has become shorter. */
  goToAddress(address: Address | Place): boolean {
    return this.#jumps.toPlace(address);
  }

  /** Where the author is; null when the caret stands in no section. */
  place(): EditorPlace | null {
    return this.#jumps.place();
  }

  /** Goes back to a kept place, as near as the run still allows. False when its step is gone. */
  restorePlace(place: EditorPlace): boolean {
    return this.#jumps.restore(place);
  }

  /** Shows all of the run, its story, or some of its thoughts. The caret and what is at the page's top stay. */
  setReading(reading: Reading): void {
    this.#jumps.setReading(reading);
  }

  /** The selection's address; null when it reaches over several thoughts or sections. */
  selectedAddress(): Address | null {
    const { doc, selection } = this.#view.state;
    const place = addressAt(doc, selection.from, selection.to);
    return place === null ? null : { runId: this.#options.runId, ...place };
  }

  /**
   * What is selected, as a remark can be about it; `isCut` where the selection reaches over several thoughts or sections
   * and this is the first of them. Null without a caret in the text.
   */
  selectedStretch(): { readonly stretch: Address; readonly isCut: boolean } | null {
    const whole = this.selectedAddress();
    if (whole !== null) return { stretch: whole, isCut: false };
    const { doc, selection } = this.#view.state;
    const first = firstAddressBetween(doc, selection.from, selection.to);
    return first === null ? null : { stretch: { runId: this.#options.runId, ...first }, isCut: true };
  }

  /** Puts these marks (findings, review remarks) in the place of all earlier ones. */
  setFindings(marks: readonly TextMark[]): void {
    this.#view.dispatch(setMarksMeta(this.#view.state.tr, marks));
  }

  /** The ids of the marks whose text still stands as it was. */
  standingFindings(): string[] {
    return standingMarks(this.#view.state).map(({ mark }) => mark.id);
  }

  /** Where a mark stands now, edits since it was set included; null when its text has changed. */
  placeOfMark(id: string): Place | null {
    const { state } = this.#view;
    const found = standingMarks(state).find(({ mark }) => mark.id === id);
    return found === undefined ? null : addressAt(state.doc, found.from, found.to);
  }

  /** Shows or hides what a skip has put aside. */
  setParkedShown(isShown: boolean): void {
    this.#scroller.toggleAttribute("data-parked-shown", isShown);
    this.#view.dispatch(setParkedShownMeta(this.#view.state.tr, isShown));
    this.#viewport.sizesChanged();
  }

  /** Marks what the library knows to have been written out of order. */
  setOutOfOrder(sections: OutOfOrder): void {
    this.#view.dispatch(setOutOfOrderMeta(this.#view.state.tr, sections));
  }

  /** Names the chapter that begins with the caret's step, or the bookmark on it; "" takes it away. False when nothing may be written. */
  nameStep(kind: StepName, name: string): boolean {
    return this.#perform(nameStep(kind, name));
  }

  /** Moves the caret's step so that it is the one of this number (1-based). False when there is no such place. */
  moveStepTo(number: number): boolean {
    return this.#perform(moveStepTo(number));
  }

  /** Puts `text` in the place of a stretch, undoable. False when it may not be written or other words than `expected` stand there. */
  replaceAt(place: Place, expected: string, text: string): boolean {
    const transaction = this.#isReadOnly ? null : replaceStretch(this.#view.state, place, expected, text);
    if (transaction === null) return false;
    this.#view.dispatch(transaction);
    return true;
  }

  #perform(command: Command): boolean {
    const isDone =
      !this.#isReadOnly &&
      command(this.#view.state, (transaction) => this.#view.dispatch(closeHistory(transaction)), this.#view);
    this.focus();
    return isDone;
  }

  /** Takes the pen away or gives it. */
  setReadOnly(isReadOnly: boolean): void {
    this.#isReadOnly = isReadOnly;
    this.#view.setProps({ editable: () => !this.#isReadOnly });
  }

  /** Gives the acts other keys, in the place of all that were bound before. */
  setKeys(keys: ActBindings): void {
    this.#onActKey = onActKey(this.#acts, this.#options.isMac, keys);
  }

  /** Names the page after the run. */
  setTitle(title: string): void {
    this.#scroller.setAttribute("aria-label", title);
  }

  /** To be called when type, size or zoom changed; a changed width is noticed without. */
  sizesChanged(): void {
    this.#viewport.sizesChanged();
  }

  /** What the page around the text shows of it. */
  snapshot(): EditorSnapshot {
    return snapshotOf(this.#view.state, this.#ledger.typed);
  }

  /** Whether there is something to be saved. */
  hasChanges(): boolean {
    return this.#ledger.hasChanges(this.#view.state.doc);
  }

  /** What has changed since the last time, in the shape of a save. Whoever takes it sees that it is kept. */
  takeChanges(): RunChanges {
    return this.#ledger.take(this.#view.state.doc);
  }

  /** The whole run as it stands; reads everything. */
  steps(): Step[] {
    return stepsOf(this.#view.state.doc);
  }

  /** Brings in what was written elsewhere. It is no change of this page's and undo does not take it back. */
  receive(received: ReceivedSteps): void {
    // The caret that the browser has moved and not yet told of is the one whose letters count.
    flushPendingInput(this.#view);
    const nodes = receivedNodes(received);
    this.#ledger.receive(nodes, received.order);
    const after = this.#view.state.apply(receiveSteps(this.#view.state, nodes, received.order));
    this.#show(after);
  }

  #dispatch(transaction: Transaction): void {
    const before = this.#view.state;
    const applied = applyWithRules(before, transaction, this.#view.composing);
    if (this.#view.composing && transaction.docChanged) this.#beforeComposition ??= before.doc;
    this.#take(before, applied, transaction);
  }

  /** Rule T looks at composed text once the input method is done with it. */
  #afterComposition(): void {
    const before = this.#beforeComposition;
    if (before === null || this.#view.composing || this.#view.isDestroyed) return;
    this.#beforeComposition = null;
    const { state } = this.#view;
    this.#take(state, applyTagRule(before, state, state.tr), null);
  }

  #take(before: EditorState, applied: Applied, cause: Transaction | null): void {
    const now = this.#options.now();
    for (const change of applied.changes) this.#ledger.record(change.before, change.after, change.kind, now);
    if (applied.state === before) return;
    this.#show(applied.state);
    if (applied.changes.length === 0) return;
    this.#options.onChange();
    for (const message of announcements(before, applied, cause)) this.#options.onSay(message);
  }

  #show(state: EditorState): void {
    const before = drawnSteps(this.#view.state);
    this.#view.updateState(state);
    if (!this.#isMade) return;
    this.#options.onUpdate();
    const drawn = drawnSteps(this.#view.state);
    if (drawn !== before) for (const listener of this.#drawnListeners) listener(drawn);
  }
}

/** Makes the editor of a run and shows it. */
export function createRunEditor(options: RunEditorOptions): RunEditor {
  return new RunEditor(options);
}
