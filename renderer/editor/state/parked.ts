import { type EditorState, Plugin, PluginKey, type Transaction } from "prosemirror-state";

import type { SectionName } from "../../../shared/domain/section.ts";
import { readingOf, readingShows } from "./reading.ts";
import { runFacts } from "./run-facts.ts";

const key = new PluginKey<boolean>("parked text");

/** True when text that a skip hides is drawn all the same, in grey. It is never copied, counted or exported. */
export function isParkedShown(state: EditorState): boolean {
  return key.getState(state) ?? false;
}

/** Asks for parked text to be drawn or not; the document and the selection stay. */
export function setParkedShownMeta(transaction: Transaction, isShown: boolean): Transaction {
  return transaction.setMeta(key, isShown).setMeta("addToHistory", false);
}

/** True when the author sees the section's text: the way of reading shows it, and it is not hidden or shown on request. */
export function isSectionShown(state: EditorState, stepIndex: number, name: SectionName): boolean {
  const states = runFacts(state).steps[stepIndex]?.states;
  if (states === undefined || !readingShows(readingOf(state), name)) return false;
  return states[name] !== "skipped" || (isParkedShown(state) && readingOf(state) === "all");
}

/** Keeps whether parked text is drawn. */
export function parkedPlugin(): Plugin<boolean> {
  return new Plugin<boolean>({
    key,
    state: {
      init: () => false,
      apply(transaction, isShown) {
        const asked: unknown = transaction.getMeta(key);
        return typeof asked === "boolean" ? asked : isShown;
      },
    },
  });
}
