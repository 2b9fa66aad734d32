import { TextSelection, type Transaction } from "prosemirror-state";

import { newThoughtId } from "../../../shared/domain/ids.ts";
import {
  isTaggable,
  isThoughtSection,
  SECTION_NAMES,
  type Thought,
  type ThoughtSection,
} from "../../../shared/domain/section.ts";
import { blankStep, type Step } from "../../../shared/domain/step.ts";
import { stepNode } from "../../../shared/document/run-document.ts";
import { sectionEdge } from "../acts/sections.ts";
import { isTagged, sectionHasText, spotOf } from "../nodes.ts";
import { textThatMayEnter } from "../text.ts";
import type { PastedBlock, PastedContent, PastedSection } from "./content.ts";

/*
 * A copy of our own that reaches over several sections says of every block where it stood: it comes back as steps of its own,
 * behind the caret's step, each text in its section and tagged as it was. Put at the caret, prompts would become thoughts.
 */

/** Puts the steps of a copy behind the caret's, or in the place of a blank one, and the caret at their end. */
export function insertSteps(transaction: Transaction, { blocks, sections }: PastedContent): Transaction {
  const spot = spotOf(transaction.selection.$head);
  const last = sections.at(-1);
  if (spot === null || last === undefined) return transaction;
  const steps = stepsOf(blocks, sections);
  const { step, stepPosition, stepIndex } = spot;
  const isBlank =
    step.attrs["chapter"] === null &&
    step.attrs["bookmark"] === null &&
    step.children.every((section) => !sectionHasText(section) && !isTagged(section));
  const end = stepPosition + step.nodeSize;
  transaction.replaceWith(isBlank ? stepPosition : end, end, steps.map(stepNode));
  const place = { stepIndex: stepIndex + steps.length - (isBlank ? 1 : 0), section: last.name };
  const caret = sectionEdge(transaction.doc, place, "end");
  if (caret !== null) transaction.setSelection(TextSelection.create(transaction.doc, caret));
  return transaction.scrollIntoView();
}

function stepsOf(blocks: readonly PastedBlock[], sections: readonly PastedSection[]): Step[] {
  return [...Map.groupBy(sections, ({ step }) => step).values()].map((ofStep) => {
    const step = blankStep();
    for (const name of SECTION_NAMES) {
      const parts = ofStep.filter((section) => section.name === name);
      const inside = parts.flatMap(({ from, to }) => blocks.slice(from, to));
      if (inside.length === 0) continue;
      if (isThoughtSection(name)) step[name] = thoughtsOf(inside);
      else step[name].text = inside.map(({ text }) => textThatMayEnter(text)).join("\n");
      if (isTaggable(name)) step[name].tagged = parts.some(({ tagged }) => tagged);
    }
    return step;
  });
}

function thoughtsOf(blocks: readonly PastedBlock[]): ThoughtSection {
  const bullets: Thought[][] = [];
  for (const { text, joins, thought } of blocks) {
    const made = {
      id: thought?.id ?? newThoughtId(),
      type: thought?.type ?? "watsonian",
      longterm: thought?.longterm ?? false,
      text: textThatMayEnter(text),
    };
    const bullet = bullets.at(-1);
    if (joins && bullet !== undefined) bullet.push(made);
    else bullets.push([made]);
  }
  return { closed: false, bullets };
}
