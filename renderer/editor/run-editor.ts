import { closeHistory } from "prosemirror-history";
import { keydownHandler } from "prosemirror-keymap";
import { DOMParser as ContentParser, DOMSerializer, type Node } from "prosemirror-model";
import { type Command, type EditorState, Plugin, Selection, TextSelection, type Transaction } from "prosemirror-state";
import { EditorView } from "prosemirror-view";

import type { Address } from "../../shared/domain/address.ts";
import type { RunId, StepId } from "../../shared/domain/ids.ts";
import type { SectionName } from "../../shared/domain/section.ts";
import type { Step } from "../../shared/domain/step.ts";
import { addressAt, findStep, type Place, positionOf, stepAtIndex } from "../../shared/document/place.ts";
import { documentOf, stepsOf } from "../../shared/document/run-document.ts";
import { runSchema } from "../../shared/document/schema.ts";
import { grammarKeys } from "./acts/grammar-keys.ts";
import { type ActDefinition, type ActId, type ActKeys, ACTS } from "./acts/registry.ts";
import { openers } from "./acts/openers.ts";
import { firstOpenSection, type Say, sectionEdge } from "./acts/sections.ts";
import { nameStep, type StepName } from "./acts/step-names.ts";
import { moveStepTo } from "./acts/steps.ts";
import { RunFinder } from "./find/run-finder.ts";
import { startSearchWorker } from "./find/start-worker.ts";
import { sectionsAt, spotOf, stepIdOf } from "./nodes.ts";
import { inputProps } from "./page/input.ts";
import { macMotionKeys, motionKeys } from "./page/motion.ts";
import { nodeViews } from "./page/node-views.ts";
import { flushPendingInput } from "./page/pending-input.ts";
import { showStepAttributes } from "./page/step-attributes.ts";
import { verticalKeys } from "./page/vertical-motion.ts";
import { type Anchor, Viewport } from "./page/viewport.ts";
import { type PasteHost, Transfer } from "./paste/transfer.ts";
import { type EditorSnapshot, snapshotOf } from "./snapshot.ts";
import { announcements } from "./state/announcements.ts";
import { Ledger, type RunChanges } from "./state/ledger.ts";
import { type OutOfOrder, setOutOfOrderMeta } from "./state/order-of-writing.ts";
import { setParkedShownMeta } from "./state/parked.ts";
import { type Reading, readingOf, setReadingMeta } from "./state/reading.ts";
import { receivedNodes, type ReceivedSteps, receiveSteps } from "./state/receive.ts";
import { type Applied, applyTagRule, applyWithRules, runState } from "./state/run-state.ts";
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
  /** Keys that the author bound otherwise, in ProseMirror's spelling; acts that are left out keep theirs. */
  readonly keys?: Partial<Record<ActId, readonly string[]>>;
  /** The text has changed: `takeChanges()` has something. Called within the key; do next to nothing. */
  readonly onChange: () => void;
  /** Caret, counts, undo names or the way of reading may have changed: look at `snapshot()` when there is time. */
  readonly onUpdate: () => void;
  readonly onSay: Say;
  /** How pasted text is taken, and who is asked; without it nothing is asked and emphasis is dropped. */
  readonly paste?: PasteHost;
};

/** An act as a button, menu or palette uses it. */
export type EditorAct = {
  readonly id: ActId;
  readonly title: string;
  readonly keys: ActKeys;
  /** Does it where the caret is and gives the focus back to the text. False when the run cannot be written. */
  readonly run: () => boolean;
  /** Whether a toggle is pressed; null for acts that are no toggles. */
  readonly isActive: () => boolean | null;
  readonly isEnabled: () => boolean;
};

/** Where the author is, to be kept with the run: the caret, and how far below the page's top its line stands, in pixels. */
export type EditorPlace = {
  readonly stepId: StepId;
  readonly section: SectionName;
  /** Counted in the document from the section's start; borders of bullets, thoughts and paragraphs count too. */
  readonly offset: number;
  readonly scrollTop: number;
};

/** What is found stands so far down the page when it has to be scrolled to. */
const JUMP_SHARE = 1 / 3;
/** A jump leaves this much above what it goes to, so that it does not stick to the edge. */
const JUMP_MARGIN_PX = 24;
/** How long ProseMirror waits after a composition before it reads the page a last time, and a little more. */
const AFTER_COMPOSITION_MS = 40;

// Only what the browser itself may put into the text is read from the page; everything else comes through the model.
const contentParser = new ContentParser(runSchema, [{ tag: "br", node: "line" }]);
/** ProseMirror makes HTML of a selection for its own clipboard; ours is plain text, so nothing is ever drawn by this. */
const contentSerializer = new DOMSerializer(
  Object.fromEntries(
    Object.keys(runSchema.nodes).map((name) => [name, name === "line" ? () => ["br"] : () => ["div", 0]]),
  ),
  {},
);

/** The editor of one run. */
export class RunEditor {
  readonly acts: readonly EditorAct[];
  /** Finds and replaces in this run. */
  readonly finder: RunFinder;
  readonly #transfer: Transfer;
  readonly #options: RunEditorOptions;
  readonly #view: EditorView;
  readonly #viewport: Viewport;
  readonly #scroller: HTMLElement;
  readonly #ledger: Ledger;
  #isReadOnly: boolean;
  /** False while the constructor draws the page for the first time: nobody holds the editor yet. */
  #isMade = false;
  /** What was in view when the way of reading last changed, and how the page was scrolled then. */
  #keptOverReading: { readonly place: Anchor; readonly scrollTop: number } | null = null;
  /** The document before a composition, while rule T waits for its end. */
  #beforeComposition: Node | null = null;

  constructor(options: RunEditorOptions) {
    this.#options = options;
    this.#isReadOnly = options.readOnly;
    this.#scroller = document.createElement("div");
    this.#scroller.className = "run-page";
    this.#scroller.setAttribute("role", "region");
    this.#scroller.setAttribute("aria-label", options.runTitle);
    showWords(this.#scroller, options.words);
    options.mount.append(this.#scroller);
    const content = documentOf(options.steps);
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
        show: (from, to, select) => this.#showRange(from, to, select),
        mayWrite: () => !this.#isReadOnly,
      },
      startSearchWorker,
    );
    this.#transfer = new Transfer(options.onSay, options.runId, options.paste);
    const more = [page, this.finder.plugin, this.#transfer.plugin, openers(options.openers ?? (() => false))];
    this.#view = this.#createView(runState(content, options.reading ?? "all", [...more, ...(options.plugins ?? [])]));
    viewport = new Viewport(this.#view, this.#scroller);
    this.#viewport = viewport;
    this.#scroller.dataset["reading"] = readingOf(this.#view.state);
    viewport.start();
    showStepAttributes(this.#view, viewport.drawnElements(), options.words);
    this.acts = ACTS.map((definition) => this.#act(definition));
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
    const { doc } = this.#view.state;
    const found = typeof step === "number" ? stepAtIndex(doc, step - 1) : findStep(doc, step);
    if (found === null) return false;
    const place =
      section === undefined ? firstOpenSection(this.#view.state, found.index) : { stepIndex: found.index, section };
    const position = sectionEdge(doc, place, "start");
    if (position === null) return false;
    this.#view.dispatch(this.#view.state.tr.setSelection(TextSelection.create(doc, position)));
    this.#viewport.showStep(found.index, -JUMP_MARGIN_PX);
    if (section !== undefined) this.#bringIntoView();
    return true;
  }

  /** Selects the text at an address and brings it onto the page. False when its text is gone or has become shorter. */
  goToAddress(address: Address | Place): boolean {
    const range = positionOf(this.#view.state.doc, address);
    if (range === null) return false;
    const { doc } = this.#view.state;
    this.#view.dispatch(this.#view.state.tr.setSelection(TextSelection.create(doc, range.from, range.to)));
    this.#viewport.showStep(doc.resolve(range.from).index(0), -JUMP_MARGIN_PX);
    this.#bringIntoView();
    return true;
  }

  /** The selection's address; null when it reaches over several thoughts or sections. */
  selectedAddress(): Address | null {
    const { doc, selection } = this.#view.state;
    const place = addressAt(doc, selection.from, selection.to);
    return place === null ? null : { runId: this.#options.runId, ...place };
  }

  /** Where the author is; null when the caret stands in no section. */
  place(): EditorPlace | null {
    const { selection } = this.#view.state;
    const spot = spotOf(selection.$head);
    if (spot === null) return null;
    const line = this.#view.coordsAtPos(selection.head).top - this.#scroller.getBoundingClientRect().top;
    const isSeen = line >= 0 && line < this.#scroller.clientHeight;
    return {
      stepId: stepIdOf(spot.step),
      section: spot.name,
      offset: selection.head - spot.sectionPosition,
      scrollTop: isSeen ? Math.round(line) : JUMP_MARGIN_PX,
    };
  }

  /** Goes back to a kept place, as near as the run still allows. False when its step is gone. */
  restorePlace(place: EditorPlace): boolean {
    const { doc } = this.#view.state;
    const step = findStep(doc, place.stepId);
    if (step === null) return false;
    const section = sectionsAt(step.node, step.position).find(({ name }) => name === place.section);
    if (section === undefined) return false;
    const offset = Math.min(Math.max(place.offset, 1), section.node.nodeSize - 1);
    this.#view.dispatch(this.#view.state.tr.setSelection(Selection.near(doc.resolve(section.position + offset), -1)));
    this.#viewport.showStep(step.index);
    const line =
      this.#view.coordsAtPos(this.#view.state.selection.head).top - this.#scroller.getBoundingClientRect().top;
    this.#scroller.scrollTop += line - place.scrollTop;
    this.#viewport.refresh();
    return true;
  }

  /** Puts these marks (findings, review remarks) in the place of all earlier ones. */
  setFindings(marks: readonly TextMark[]): void {
    this.#view.dispatch(setMarksMeta(this.#view.state.tr, marks));
  }

  /** The ids of the marks whose text still stands as it was. */
  standingFindings(): string[] {
    return standingMarks(this.#view.state).map(({ mark }) => mark.id);
  }

  /** Shows all of the run, its story, or some of its thoughts. The caret and what is at the page's top stay. */
  setReading(reading: Reading): void {
    if (readingOf(this.#view.state) === reading) return;
    // Whoever only looks in and comes back finds the page as it was: what a way of reading does not show is kept in mind.
    const before = this.#keptOverReading;
    const isWhereItWasPut = before !== null && Math.abs(before.scrollTop - this.#scroller.scrollTop) <= 1;
    const kept = isWhereItWasPut ? before.place : this.#viewport.placeToKeep();
    this.#scroller.dataset["reading"] = reading;
    this.#view.dispatch(setReadingMeta(this.#view.state.tr, reading));
    if (kept === null) return;
    const index = this.#view.state.doc.children.findIndex((step) => stepIdOf(step) === kept.id);
    if (index >= 0) this.#viewport.showStep(index, -Math.max(kept.offset, JUMP_MARGIN_PX));
    this.#keptOverReading = { place: kept, scrollTop: this.#scroller.scrollTop };
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
    return snapshotOf(this.#view.state);
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
    const nodes = receivedNodes(received);
    this.#ledger.receive(nodes, received.order);
    const after = this.#view.state.apply(receiveSteps(this.#view.state, nodes, received.order));
    this.#show(after);
  }

  #createView(state: EditorState): EditorView {
    const { isMac, words, onSay } = this.#options;
    const pager = { scroller: this.#scroller, refresh: () => this.#viewport.refresh() };
    const onGrammarKey = keydownHandler(grammarKeys(onSay));
    const onMotionKey = keydownHandler({ ...motionKeys(pager), ...verticalKeys(), ...(isMac ? macMotionKeys() : {}) });
    const onActKey = keydownHandler(this.#actKeys());
    const input = inputProps(onSay, this.#transfer);
    return new EditorView(this.#scroller, {
      state,
      ...input,
      nodeViews: nodeViews(words),
      domParser: contentParser,
      clipboardSerializer: contentSerializer,
      editable: () => !this.#isReadOnly,
      handleKeyDown: (view, event) => onActKey(view, event) || onGrammarKey(view, event) || onMotionKey(view, event),
      handleDOMEvents: {
        ...input.handleDOMEvents,
        // The browser tells of a moved selection after the key that moved it, and the next key may come first. And
        // ProseMirror hands on no keys of a text that cannot be written, where moving through it needs them.
        keydown: (view, event) => {
          if (!view.composing && !event.isComposing) flushPendingInput(view);
          const isHandled = !view.editable && (onActKey(view, event) || onMotionKey(view, event));
          if (isHandled) event.preventDefault();
          return isHandled;
        },
        compositionend: () => {
          setTimeout(() => this.#afterComposition(), AFTER_COMPOSITION_MS);
          return false;
        },
      },
      attributes: () => ({
        class: "run-text",
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": words.text,
        "aria-readonly": String(this.#isReadOnly),
        spellcheck: "false",
        autocorrect: "off",
        translate: "no",
        // Read-only text is still read by the keyboard.
        tabindex: "0",
      }),
      scrollMargin: { top: 48, bottom: 96, left: 0, right: 0 },
      scrollThreshold: { top: 24, bottom: 48, left: 0, right: 0 },
      dispatchTransaction: (transaction) => this.#dispatch(transaction),
    });
  }

  #actKeys(): Record<string, Command> {
    const bindings: Record<string, Command> = {};
    for (const definition of ACTS) {
      const keys = this.#options.keys?.[definition.id] ?? definition.keys[this.#options.isMac ? "mac" : "other"];
      const command = definition.command(this.#options.onSay);
      const bound: Command = (state, dispatch, view) =>
        !definition.writes || !this.#isReadOnly ? command(state, dispatch, view) : false;
      for (const key of keys) bindings[key] = bound;
    }
    return bindings;
  }

  #act(definition: ActDefinition): EditorAct {
    const command = definition.command(this.#options.onSay);
    return {
      id: definition.id,
      title: this.#options.words.acts[definition.id],
      keys: definition.keys,
      run: () => {
        if (definition.writes && this.#isReadOnly) return false;
        const isDone = command(this.#view.state, this.#view.dispatch, this.#view);
        this.focus();
        return isDone;
      },
      isActive: () => definition.isActive?.(this.#view.state) ?? null,
      isEnabled: () => !(definition.writes && this.#isReadOnly) && definition.isEnabled(this.#view.state),
    };
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
    this.#view.updateState(state);
    if (this.#isMade) this.#options.onUpdate();
  }

  /** Brings a stretch onto the page, moving nothing when it is seen already. */
  #showRange(from: number, to: number, select: boolean): void {
    const { doc } = this.#view.state;
    if (select) this.#view.dispatch(this.#view.state.tr.setSelection(TextSelection.create(doc, from, to)));
    const index = doc.resolve(from).index(0);
    const page = this.#scroller.getBoundingClientRect();
    const line = this.#viewport.drawnElements().some((drawn) => drawn.index === index)
      ? this.#view.coordsAtPos(from)
      : null;
    if (line !== null && line.top >= page.top + JUMP_MARGIN_PX && line.bottom <= page.bottom - JUMP_MARGIN_PX) return;
    this.#viewport.showStep(index, -JUMP_MARGIN_PX);
    const { top, bottom } = this.#view.coordsAtPos(from);
    if (top >= page.top && bottom <= page.bottom - JUMP_MARGIN_PX) return;
    this.#scroller.scrollTop += top - page.top - page.height * JUMP_SHARE;
    this.#viewport.refresh();
  }

  #bringIntoView(): void {
    this.#view.dispatch(this.#view.state.tr.scrollIntoView());
    this.#viewport.refresh();
  }
}

/** The words that the style sheet draws around the text. */
function showWords(scroller: HTMLElement, words: EditorWords): void {
  for (const [section, cue] of Object.entries(words.cues))
    scroller.style.setProperty(`--cue-${section}`, cssString(cue));
  scroller.style.setProperty("--word-tag", cssString(words.tag));
}

function cssString(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/** Makes the editor of a run and shows it. */
export function createRunEditor(options: RunEditorOptions): RunEditor {
  return new RunEditor(options);
}
