import { type EditorState, Plugin, PluginKey, type Transaction } from "prosemirror-state";

import { isThoughtSection, type SectionName, type ThoughtType } from "../../../shared/domain/section.ts";

/** What of a run is shown: all of it, the story alone, or its thoughts by flag or type (interface, section 2). */
export type Reading = "all" | "story" | "longterm" | ThoughtType;

const key = new PluginKey<Reading>("reading");

/** What is shown in this state. */
export function readingOf(state: EditorState): Reading {
  return key.getState(state) ?? "all";
}

/** Asks for another way of reading; the document and the selection stay. */
export function setReadingMeta(transaction: Transaction, reading: Reading): Transaction {
  return transaction.setMeta(key, reading).setMeta("addToHistory", false);
}

/** Whether a section can be seen at all in a way of reading. Thoughts within it may still be left out. */
export function readingShows(reading: Reading, section: SectionName): boolean {
  if (reading === "all") return true;
  return isThoughtSection(section) ? reading !== "story" : reading === "story";
}

const READINGS: ReadonlySet<unknown> = new Set<Reading>([
  "all",
  "story",
  "longterm",
  "watsonian",
  "doylist",
  "meta",
  "comment",
]);
function isReading(value: unknown): value is Reading {
  return READINGS.has(value);
}

/** Keeps the way of reading. */
export function readingPlugin(initial: Reading): Plugin<Reading> {
  return new Plugin<Reading>({
    key,
    state: {
      init: () => initial,
      apply(transaction, reading) {
        const asked: unknown = transaction.getMeta(key);
        return isReading(asked) ? asked : reading;
      },
    },
  });
}
