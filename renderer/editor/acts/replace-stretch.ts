import { closeHistory } from "prosemirror-history";
import { Fragment, Slice } from "prosemirror-model";
import type { EditorState, Transaction } from "prosemirror-state";
import { ReplaceStep } from "prosemirror-transform";

import { isThoughtSection } from "../../../shared/domain/section.ts";
import { type Place, positionOf } from "../../../shared/document/place.ts";
import { lineNodes, paragraphNodes } from "../../../shared/document/run-document.ts";
import { nameAct } from "../state/act-names.ts";
import { setActKind } from "../state/ledger.ts";
import { textThatMayEnter } from "../text.ts";

/** Puts `text` in the place of a stretch, as one act that can be undone. Null when other words than `expected` stand there. */
export function replaceStretch(state: EditorState, place: Place, expected: string, text: string): Transaction | null {
  const range = positionOf(state.doc, place);
  if (range === null || state.doc.textBetween(range.from, range.to, "\n", "\n") !== expected) return null;
  const entering = textThatMayEnter(text);
  const slice = isThoughtSection(place.section)
    ? new Slice(Fragment.from(lineNodes(entering)), 0, 0)
    : new Slice(Fragment.from(paragraphNodes(entering)), 1, 1);
  const transaction = state.tr.step(new ReplaceStep(range.from, range.to, slice));
  return setActKind(nameAct(closeHistory(transaction), "replace"), "replaced");
}
