import { type EditorState, Plugin, PluginKey, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

import { spotOf } from "../nodes.ts";

type Here = { readonly isOn: boolean; readonly at: number | null; readonly decorations: DecorationSet };

const key = new PluginKey<Here>("here");
const NOWHERE: Here = { isOn: false, at: null, decorations: DecorationSet.empty };

/** Marks the caret's section on the page, for focus mode, or stops it. */
export function setHereShown(transaction: Transaction, isOn: boolean): Transaction {
  return transaction.setMeta(key, isOn).setMeta("addToHistory", false);
}

function hereIn(state: EditorState): Here {
  const spot = spotOf(state.selection.$head);
  if (spot === null) return { ...NOWHERE, isOn: true };
  const { sectionPosition: at, section } = spot;
  const mark = Decoration.node(at, at + section.nodeSize, { class: "run-here" });
  return { isOn: true, at, decorations: DecorationSet.create(state.doc, [mark]) };
}

/** Keeps the class `run-here` on the caret's section while it is asked for; costs nothing else. */
export function herePlugin(): Plugin<Here> {
  return new Plugin<Here>({
    key,
    state: {
      init: () => NOWHERE,
      apply(transaction, here, _before, state) {
        const asked: unknown = transaction.getMeta(key);
        const isOn = typeof asked === "boolean" ? asked : here.isOn;
        if (!isOn) return NOWHERE;
        if (!here.isOn || here.at === null) return hereIn(state);
        if (!transaction.docChanged && !transaction.selectionSet) return here;
        const at = transaction.mapping.map(here.at, -1);
        if (spotOf(state.selection.$head)?.sectionPosition !== at) return hereIn(state);
        const decorations = here.decorations.map(transaction.mapping, transaction.doc);
        return decorations.find().length === 1 ? { isOn, at, decorations } : hereIn(state);
      },
    },
    props: {
      decorations: (state) => key.getState(state)?.decorations,
    },
  });
}
