import { type EditorState, Plugin, PluginKey, type Transaction } from "prosemirror-state";

import type { StepId } from "../../../shared/domain/ids.ts";
import type { SectionName } from "../../../shared/domain/section.ts";

/**
 * The sections that were written out of order, as the library knows them (`run.provenance`): a section is live when it was
 * written before whatever follows it, which is what a thought-annotated run is worth. The text shows it quietly.
 */
export type OutOfOrder = ReadonlyMap<StepId, readonly SectionName[]>;

const key = new PluginKey<OutOfOrder>("order of writing");
const NONE: OutOfOrder = new Map();

/** What was written out of order, as far as it is known. */
export function outOfOrder(state: EditorState): OutOfOrder {
  return key.getState(state) ?? NONE;
}

/** Tells what was written out of order, in the place of all that was told before. */
export function setOutOfOrderMeta(transaction: Transaction, sections: OutOfOrder): Transaction {
  return transaction.setMeta(key, sections).setMeta("addToHistory", false);
}

function isOutOfOrder(value: unknown): value is OutOfOrder {
  return value instanceof Map;
}

/** Keeps what was written out of order. */
export function orderOfWritingPlugin(): Plugin<OutOfOrder> {
  return new Plugin<OutOfOrder>({
    key,
    state: {
      init: () => NONE,
      apply(transaction, known) {
        const told: unknown = transaction.getMeta(key);
        return isOutOfOrder(told) ? told : known;
      },
    },
  });
}
