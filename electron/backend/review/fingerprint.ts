import { createHash } from "node:crypto";

import { NO_SECTION, SECTION_DIGITS, WHOLE_DIGITS } from "../../../shared/domain/review/alignment.ts";
import {
  isThoughtSection,
  SECTION_NAMES,
  type SectionName,
  type ThoughtSection,
} from "../../../shared/domain/section.ts";
import type { Step } from "../../../shared/domain/step.ts";
import { visible, type VisibleStep } from "../../../shared/domain/visible.ts";

/**
 * One fingerprint a step over what a bounty file would carry of it: the same for the author's stored step and for the
 * step that a reviewer's program read from the exported file, whatever their ids. Trailing steps without anything
 * visible or tagged are left out, as in an export. The first digits stand for the whole step (64 bits tell the steps of a
 * run apart beyond any doubt that matters), the others for each section, so that an edited step is known by the rest.
 */
export function fingerprints(steps: Iterable<Step>): string[] {
  const prints: string[] = [];
  let kept = 0;
  for (const step of visible(steps)) {
    prints.push(fingerprint(step));
    if (step.sections.length > 0 || step.step.action.tagged || step.step.outcome.tagged) kept = prints.length;
  }
  return prints.slice(0, kept);
}

function fingerprint(shown: VisibleStep): string {
  const content = contentIn(shown);
  const parts = SECTION_NAMES.map((name) => {
    const part = content.find(([section]) => section === name);
    return part === undefined ? NO_SECTION : digest(part, SECTION_DIGITS);
  });
  return `${wholeOf(shown, content)}${parts.join("")}`;
}

/** The first digits of a step's fingerprint, which stand for the whole step; cheaper where its sections are not asked for. */
export function wholePrint(shown: VisibleStep): string {
  return wholeOf(shown, contentIn(shown));
}

function wholeOf({ step }: VisibleStep, content: unknown): string {
  return digest([[step.action.tagged, step.outcome.tagged], content], WHOLE_DIGITS);
}

function contentIn({ step, sections }: VisibleStep): [SectionName, unknown][] {
  return sections.map((name) => [name, isThoughtSection(name) ? thoughtsIn(step[name]) : step[name].text]);
}

function thoughtsIn({ bullets }: ThoughtSection): unknown[] {
  return bullets
    .map((bullet) =>
      bullet.filter((thought) => thought.text !== "").map(({ type, longterm, text }) => [type, longterm, text]),
    )
    .filter((bullet) => bullet.length > 0);
}

function digest(value: unknown, digits: number): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, digits);
}
