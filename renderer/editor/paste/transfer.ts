import { closeHistory } from "prosemirror-history";
import { type EditorState, Plugin, TextSelection, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

import type { RunId } from "../../../shared/domain/ids.ts";
import { runSchema } from "../../../shared/document/schema.ts";
import { clearSelection } from "../acts/clear.ts";
import { deleteSelectedText } from "../acts/registry.ts";
import type { Say } from "../acts/sections.ts";
import { flushPendingInput } from "../page/pending-input.ts";
import { nameAct } from "../state/act-names.ts";
import { setActKind } from "../state/ledger.ts";
import { DEFAULT_PASTE_SETTINGS, type LeftOut, type PastedContent, type PasteSettings } from "./content.ts";
import { type Convention, type FoundConvention, withConventions } from "../../../shared/domain/conventions.ts";
import { mapConventions, unknownConventions } from "./conventions.ts";
import { selectedHtml, selectedMarkdown, selectedText } from "./copied.ts";
import { readIncoming, withKeptIds } from "./incoming.ts";
import { insertContent } from "./insert-content.ts";
import { insertSteps } from "./insert-steps.ts";

/**
 * Copy, cut, paste, drag and drop. Everything goes through the model; the page's HTML is neither read nor written by the
 * browser. Text in brackets that may be thoughts is asked about before the first paste that holds it.
 */

/** A paste that waits for the author to say what its brackets mean. */
export type PasteQuestion = {
  readonly found: readonly FoundConvention[];
  /** What would be pasted by a mapping, for the preview. */
  readonly preview: (decided: readonly Convention[]) => PastedContent;
  /** Pastes by these conventions on top of the known ones. Not called: nothing is pasted. */
  readonly paste: (decided: readonly Convention[]) => void;
};

/** What pasting needs of the page around. */
export type PasteHost = {
  readonly settings: () => PasteSettings;
  /** Shows the question. */
  readonly ask: (question: PasteQuestion) => void;
  /** Says what became of something that came in; nothing is said when all of it did as it was. */
  readonly notice: (notice: PasteNotice) => void;
};

/** What of a paste or drop is not there as it was, and what was made of it; numbers. */
export type PasteNotice = LeftOut & {
  /** Emphasis is not left out but stands as stars. */
  readonly isEmphasisKept: boolean;
  /** Thoughts in brackets that became thoughts. */
  readonly mapped: number;
  /** Steps that came as steps of their own. */
  readonly steps: number;
};

/** Without a page around, nothing is asked. */
const NO_HOST: PasteHost = {
  settings: () => DEFAULT_PASTE_SETTINGS,
  ask: (question) => question.paste([]),
  notice: () => {},
};

/** How something came in, as the writing log calls it. */
type Kind = "pasted" | "dropped" | "moved";

/** A plain paste follows its key at once; a longer pause means that the browser did not paste. */
const PLAIN_KEY_HOLDS_MS = 1_000;

/** Everything of the editor that has to do with clipboards and dragging. */
export class Transfer {
  /** Notices the key of plain paste, which stays the browser's. Part of the editor's state. */
  readonly plugin: Plugin;
  readonly #say: Say;
  readonly #runId: RunId;
  readonly #host: PasteHost;
  #dragged: { from: number; to: number } | null = null;
  #plainKeyAt = Number.NEGATIVE_INFINITY;
  #copiesMarkdown = false;

  constructor(say: Say, runId: RunId, host: PasteHost = NO_HOST) {
    this.#say = say;
    this.#runId = runId;
    this.#host = host;
    this.plugin = new Plugin({
      props: {
        handleDOMEvents: {
          keydown: (_view, event) => {
            if (event.shiftKey && (event.ctrlKey || event.metaKey) && event.code === "KeyV")
              this.#plainKeyAt = event.timeStamp;
            return false;
          },
        },
      },
    });
  }

  /** For ProseMirror's `handleDOMEvents`. */
  get events() {
    return {
      copy: (view: EditorView, event: ClipboardEvent) => this.#copy(view, event),
      cut: (view: EditorView, event: ClipboardEvent) => this.#copy(view, event),
      paste: (view: EditorView, event: ClipboardEvent) => this.#paste(view, event),
      drop: (view: EditorView, event: DragEvent) => this.#drop(view, event),
      dragstart: (view: EditorView, event: DragEvent) => this.#dragStart(view, event),
      dragend: () => {
        this.#dragged = null;
        return false;
      },
    };
  }

  /** Copies the selection as Markdown. The browser must have the focus in the text; false when it refused. */
  copyMarkdown(): boolean {
    this.#copiesMarkdown = true;
    // The only way to the clipboard that asks for no permission, in every host.
    const isDone = document.execCommand("copy");
    this.#copiesMarkdown = false;
    return isDone;
  }

  #copy(view: EditorView, event: ClipboardEvent): boolean {
    if (event.clipboardData === null || view.state.selection.empty) return false;
    event.preventDefault();
    this.#write(event.clipboardData, view.state);
    if (event.type === "cut" && view.editable) deleteSelectedText(this.#say)(view.state, view.dispatch);
    return true;
  }

  #write(data: DataTransfer, state: EditorState): void {
    data.clearData();
    if (this.#copiesMarkdown) return data.setData("text/plain", selectedMarkdown(state));
    data.setData("text/plain", selectedText(state));
    data.setData("text/html", selectedHtml(state, this.#runId));
  }

  #paste(view: EditorView, event: ClipboardEvent): boolean {
    if (!view.editable) return false;
    event.preventDefault();
    // The browser tells of a moved caret after the key that moved it, and the paste may come first.
    flushPendingInput(view);
    const isPlain = event.timeStamp - this.#plainKeyAt < PLAIN_KEY_HOLDS_MS;
    this.#plainKeyAt = Number.NEGATIVE_INFINITY;
    if (event.clipboardData === null) return true;
    const content = readIncoming(
      event.clipboardData,
      { isAmongThoughts: isInThought(view.state), isPlain },
      this.#host.settings(),
    );
    if (content !== null) this.#takeIn(view, content, "pasted", isPlain);
    return true;
  }

  #drop(view: EditorView, event: DragEvent): boolean {
    event.preventDefault();
    const from = this.#dragged;
    this.#dragged = null;
    const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
    if (!view.editable || at === null || event.dataTransfer === null) return true;
    const isMove = from !== null && !event.ctrlKey && !event.altKey;
    if (isMove && at.pos >= from.from && at.pos <= from.to) return true;
    const target = TextSelection.near(view.state.doc.resolve(at.pos));
    const isAmongThoughts = target.$from.parent.type === runSchema.nodes.thought;
    const content = readIncoming(event.dataTransfer, { isAmongThoughts, isPlain: false }, this.#host.settings());
    if (content === null) return true;
    if (isMove) this.#move(view, content, target.from);
    else {
      view.dispatch(view.state.tr.setSelection(target));
      this.#takeIn(view, content, "dropped", false);
    }
    view.focus();
    return true;
  }

  #move(view: EditorView, content: PastedContent, to: number): void {
    const transaction = view.state.tr;
    if (clearSelection(view.state, transaction) === null) {
      this.#say({ kind: "hiddenBySelection" });
      return;
    }
    const position = transaction.doc.resolve(transaction.mapping.map(to));
    transaction.setSelection(TextSelection.near(position));
    insertPasted(transaction, withKeptIds(content, this.#runId, transaction.doc));
    view.dispatch(setActKind(nameAct(closeHistory(transaction), "moved"), "moved"));
  }

  #dragStart(view: EditorView, event: DragEvent): boolean {
    if (event.dataTransfer === null || view.state.selection.empty) return false;
    const { from, to } = view.state.selection;
    this.#dragged = { from, to };
    event.dataTransfer.effectAllowed = "copyMove";
    this.#write(event.dataTransfer, view.state);
    return true;
  }

  /** Asks about brackets that are not known yet, where they could be thoughts; otherwise pastes at once. */
  #takeIn(view: EditorView, content: PastedContent, kind: Kind, isPlain: boolean): void {
    const { conventions } = this.#host.settings();
    // A copy of our own that holds whole sections holds no signs of another program's.
    if (isPlain || content.sections.length > 0 || !isInThought(view.state))
      return this.#insert(view, content, [], kind);
    const found = unknownConventions(content, conventions);
    if (found.length === 0) return this.#insert(view, content, conventions, kind);
    this.#host.ask({
      found,
      preview: (decided) => mapConventions(content, withConventions(conventions, decided)).content,
      paste: (decided) => {
        if (view.editable && !view.isDestroyed)
          this.#insert(view, content, withConventions(conventions, decided), kind);
      },
    });
  }

  #insert(view: EditorView, content: PastedContent, conventions: readonly Convention[], kind: Kind): void {
    const transaction = view.state.tr;
    if (!view.state.selection.empty && clearSelection(view.state, transaction) === null) {
      this.#say({ kind: "hiddenBySelection" });
      return;
    }
    const { content: mappedContent, mapped } = mapConventions(content, conventions);
    insertPasted(transaction, withKeptIds(mappedContent, this.#runId, transaction.doc));
    if (transaction.docChanged) view.dispatch(setActKind(nameAct(closeHistory(transaction), kind), kind));
    const { emphasis, pictures, links } = content.leftOut;
    const isEmphasisKept = this.#host.settings().emphasis === "stars";
    const steps = new Set(content.sections.map(({ step }) => step)).size;
    if (emphasis + pictures + links + mapped + steps > 0)
      this.#host.notice({ emphasis, isEmphasisKept, pictures, links, mapped, steps });
  }
}

/** Puts what was pasted at the caret, or where it says that it belongs. */
function insertPasted(transaction: Transaction, content: PastedContent): void {
  if (content.sections.length > 0) insertSteps(transaction, content);
  else insertContent(transaction, content.blocks);
}

function isInThought(state: EditorState): boolean {
  return state.selection.$from.parent.type === runSchema.nodes.thought;
}
