import { Fragment, type Node, Slice } from "prosemirror-model";
import { closeHistory } from "prosemirror-history";
import type { EditorState, Transaction } from "prosemirror-state";
import { ReplaceStep } from "prosemirror-transform";

import { lineNodes, paragraphNodes } from "../../../shared/document/run-document.ts";
import { nameAct } from "../state/act-names.ts";
import { setActKind } from "../state/ledger.ts";
import { textThatMayEnter } from "../text.ts";
import type { FindHit } from "./hit.ts";

/*
 * Replacing is one transaction, and so one undo. A hit whose step has changed since it was found is left alone: what it
 * would overwrite is not what was shown.
 */

/**
 * Above so many hits those of one text are replaced together, with what stands between them: each change of its own costs
 * the same, and "e" stands 200,000 times in a run. Below, marks between the hits of a text stay.
 */
const ONE_BY_ONE_UP_TO = 2_000;

/** A hit and what to put in its place. */
export type Replacement = { readonly hit: FindHit; readonly by: string };

/** What was replaced and what was not, because its step has changed since. */
export type Replaced = { readonly transaction: Transaction; readonly replaced: number; readonly skipped: number };

type Stretch = { from: number; to: number; by: string; readonly hits: FindHit[] };

/**
 * The transaction that replaces the hits. They are in reading order and do not overlap. `beside`: it is a renaming, and something of this name
 * outside the text is renamed with it.
 */
export function replaceHits(state: EditorState, replacements: readonly Replacement[], beside?: string): Replaced {
  const starts = new Map<Node, number>();
  let position = 0;
  for (const step of state.doc.children) {
    starts.set(step, position);
    position += step.nodeSize;
  }
  const standing = replacements.filter(({ hit }) => starts.has(hit.step));
  const { tr: transaction } = state;
  // From the end, so that positions before stay what they are.
  for (const { from, to, by, hits } of stretches(standing, standing.length > ONE_BY_ONE_UP_TO).toReversed()) {
    const start = starts.get(hits[0]?.step ?? state.doc);
    if (start === undefined) continue;
    transaction.step(new ReplaceStep(start + from, start + to, contentFor(hits[0], by)));
  }
  const act = beside !== undefined ? "rename" : standing.length === 1 ? "replace" : "replaceAll";
  return {
    transaction: setActKind(nameAct(closeHistory(transaction), act, null, beside), "replaced"),
    replaced: standing.length,
    skipped: replacements.length - standing.length,
  };
}

function stretches(replacements: readonly Replacement[], isTogether: boolean): Stretch[] {
  const made: Stretch[] = [];
  for (const { hit, by } of replacements) {
    const entering = textThatMayEnter(by);
    const last = made.at(-1);
    const before = last?.hits.at(-1);
    if (isTogether && last !== undefined && before?.text === hit.text) {
      last.by += hit.text.text.slice(before.end, hit.start) + entering;
      last.to = hit.to;
      last.hits.push(hit);
    } else made.push({ from: hit.from, to: hit.to, by: entering, hits: [hit] });
  }
  return made;
}

/** In the story paragraphs, open at both ends, so that a hit over paragraphs joins them; in a thought text and lines. */
function contentFor(hit: FindHit | undefined, text: string): Slice {
  if (hit === undefined || hit.text.type !== null) return new Slice(Fragment.from(lineNodes(text)), 0, 0);
  return new Slice(Fragment.from(paragraphNodes(text)), 1, 1);
}
