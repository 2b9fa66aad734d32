import type { Node } from "prosemirror-model";
import { type EditorState, TextSelection, type Transaction } from "prosemirror-state";

import { grammarKeys } from "../../renderer/editor/acts/grammar-keys.ts";
import { clearSelection } from "../../renderer/editor/acts/clear.ts";
import { type ActId, ACTS } from "../../renderer/editor/acts/registry.ts";
import { sectionEdge } from "../../renderer/editor/acts/sections.ts";
import type { EditorMessage } from "../../renderer/editor/messages.ts";
import type { PastedBlock } from "../../renderer/editor/paste/content.ts";
import { insertContent } from "../../renderer/editor/paste/insert-content.ts";
import { readPlain } from "../../renderer/editor/paste/read-plain.ts";
import { announcements } from "../../renderer/editor/state/announcements.ts";
import { Ledger, type RunChanges, setActKind } from "../../renderer/editor/state/ledger.ts";
import { type Reading, setReadingMeta } from "../../renderer/editor/state/reading.ts";
import { applyWithRules, runState } from "../../renderer/editor/state/run-state.ts";
import { documentOf, stepsOf } from "../../shared/document/run-document.ts";
import { isTaggable, isThoughtSection, type SectionName, type ThoughtType } from "../../shared/domain/section.ts";
import type { Step } from "../../shared/domain/step.ts";

const LETTERS: Readonly<Record<ThoughtType, string>> = { watsonian: "W", doylist: "D", meta: "M", comment: "C" };

/**
 * An author at an editor without a page: what is typed and pressed goes through the same commands and rules as in the
 * browser. The text reads as `W:one + D!:two / M:three`: thoughts by letter, `!` long-term, `+` in a bullet, `/` between
 * bullets; a story section reads with `¶` between its paragraphs and `<>` before a tagged one.
 */
export class Writing {
  state: EditorState;
  readonly said: EditorMessage[] = [];
  readonly ledger: Ledger;
  #nowMs = 0;

  constructor(...steps: Step[]) {
    const document = documentOf(steps);
    this.ledger = new Ledger(document);
    this.state = runState(document);
  }

  /** Lets time pass, for the ledger's clock. */
  wait(ms: number): this {
    this.#nowMs += ms;
    return this;
  }

  dispatch = (transaction: Transaction): void => {
    const applied = applyWithRules(this.state, transaction);
    for (const { before, after, kind } of applied.changes) this.ledger.record(before, after, kind, this.#nowMs);
    this.said.push(...announcements(this.state, applied, transaction));
    this.state = applied.state;
    this.state.doc.check();
  };

  /** Puts the caret where `|` stands in `mark`, whose text must be all or part of one block; two `|` make a selection. */
  caret(mark: string): this {
    const [head = "", middle = "", ...rest] = mark.split("|");
    const text = head + middle + rest.join("");
    const start = this.#find(text);
    const from = start + head.length;
    const to = rest.length > 0 ? from + middle.length : from;
    return this.select(from, to);
  }

  /** Selects from the `|` in one block's text to the `|` in another's. */
  selectFrom(anchor: string, head: string): this {
    return this.select(this.#at(anchor), this.#at(head));
  }

  select(anchor: number, head: number): this {
    this.dispatch(this.state.tr.setSelection(TextSelection.create(this.state.doc, anchor, head)));
    return this;
  }

  /** Puts the caret at an edge of a section. */
  at(step: number, section: SectionName, edge: "start" | "end" = "end"): this {
    const position = sectionEdge(this.state.doc, { stepIndex: step - 1, section }, edge);
    if (position === null) throw new RangeError(`There is no step ${step}`);
    return this.select(position, position);
  }

  /** Types text as the browser would: one transaction a character; `\n` is Enter. */
  type(text: string): this {
    for (const character of text) {
      if (character === "\n") this.press("Enter");
      else {
        this.#withoutSelection();
        this.dispatch(this.state.tr.insertText(character));
      }
    }
    return this;
  }

  /** Presses a key of the grammar. */
  press(...keys: string[]): this {
    const bindings = grammarKeys((message) => this.said.push(message));
    for (const key of keys) {
      const command = bindings[key];
      if (command === undefined) throw new RangeError(`${key} is no key of the grammar`);
      const isHandled = command(this.state, this.dispatch);
      if (!isHandled && key === "Backspace") this.#native(-1);
      if (!isHandled && key === "Delete") this.#native(1);
    }
    return this;
  }

  /** Does an act by its id. */
  act(...ids: ActId[]): this {
    for (const id of ids) {
      ACTS.find((act) => act.id === id)?.command((message) => this.said.push(message))(this.state, this.dispatch);
    }
    return this;
  }

  /** Pastes plain text, or what was read of another clipboard. */
  paste(pasted: string | readonly PastedBlock[]): this {
    const transaction = this.state.tr;
    if (!this.state.selection.empty) clearSelection(this.state, transaction);
    const isAmongThoughts = transaction.selection.$from.parent.type.name === "thought";
    const blocks = typeof pasted === "string" ? readPlain(pasted, isAmongThoughts).blocks : pasted;
    this.dispatch(setActKind(insertContent(transaction, blocks), "pasted"));
    return this;
  }

  read(reading: Reading): this {
    this.dispatch(setReadingMeta(this.state.tr, reading));
    return this;
  }

  takeChanges(): RunChanges {
    return this.ledger.take(this.state.doc);
  }

  steps(): Step[] {
    return stepsOf(this.state.doc);
  }

  /** What a section holds, in the short form of this class. */
  text(step: number, section: SectionName): string {
    const content = this.steps()[step - 1];
    if (content === undefined) throw new RangeError(`There is no step ${step}`);
    if (isThoughtSection(section)) {
      return content[section].bullets
        .map((bullet) =>
          bullet.map(({ type, longterm, text }) => `${LETTERS[type]}${longterm ? "!" : ""}:${text}`).join(" + "),
        )
        .join(" / ");
    }
    const story = content[section].text.replaceAll("\n", " ¶ ");
    return isTaggable(section) && content[section].tagged ? `<>${story}` : story;
  }

  /** The text around the caret in its block, with `|` at the caret. */
  around(): string {
    const { $head } = this.state.selection;
    const text = $head.parent.textBetween(0, $head.parent.content.size, "\n", "\n");
    return `${text.slice(0, $head.parentOffset)}|${text.slice($head.parentOffset)}`;
  }

  #withoutSelection(): void {
    if (this.state.selection.empty) return;
    const transaction = this.state.tr;
    clearSelection(this.state, transaction);
    this.dispatch(transaction);
  }

  // What the browser does by itself inside a text block.
  #native(way: 1 | -1): void {
    const { head } = this.state.selection;
    this.dispatch(way === -1 ? this.state.tr.delete(head - 1, head) : this.state.tr.delete(head, head + 1));
  }

  #at(mark: string): number {
    return this.#find(mark.replace("|", "")) + mark.indexOf("|");
  }

  #find(text: string): number {
    const found: number[] = [];
    this.state.doc.descendants((node: Node, position) => {
      if (!node.isTextblock) return true;
      const content = node.textBetween(0, node.content.size, "\n", "\n");
      const at = text === "" ? (content === "" ? 0 : -1) : content.indexOf(text);
      if (at >= 0) found.push(position + 1 + at);
      return false;
    });
    const [only] = found;
    if (only === undefined || found.length > 1)
      throw new RangeError(`"${text}" stands ${found.length} times in the run`);
    return only;
  }
}
