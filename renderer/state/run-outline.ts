import type { StepId } from "../../shared/domain/ids.ts";
import { isThoughtSection, type SectionName, STORY_SECTION_NAMES } from "../../shared/domain/section.ts";
import type { Step } from "../../shared/domain/step.ts";
import { visible, type VisibleStep } from "../../shared/domain/visible.ts";
import { thoughtWords, visibleWords } from "../../shared/domain/words.ts";

/**
 * The run as its map shows it: what is needed of every step to find it again, and nothing that is long. It is made anew
 * a moment after the typing rests; steps that are the same object as before are not read again.
 */
export type OutlineStep = {
  readonly id: StepId;
  /** 1-based. */
  readonly number: number;
  readonly chapter: string | null;
  readonly bookmark: string | null;
  /** First visible words: of the story, else of a thought; empty when nothing is visible. */
  readonly opening: string;
  readonly storyWords: number;
  readonly thoughtWords: number;
};

/** A stretch of steps under one name: a chapter, or a hundred steps of a run (or its beginning) without chapters. */
export type OutlinePart = {
  /** The chapter's name, or null for steps outside of any. */
  readonly chapter: string | null;
  readonly steps: readonly OutlineStep[];
};

/** As much of a step's beginning as a row of the map can show, in UTF-16 units. */
const OPENING_UNITS = 80;
/** Steps of a part where the author has named no chapter. */
const STEPS_A_PART = 100;

type Read = Omit<OutlineStep, "number"> & { readonly sections: string };
const read = new WeakMap<Step, Read>();

/** The outline of a run. Cost: one pass over the steps, and over the text of those not seen before. */
export function outlineOf(steps: readonly Step[]): OutlineStep[] {
  const outline: OutlineStep[] = [];
  for (const step of visible(steps)) {
    const { sections: _sections, ...rest } = readStep(step);
    outline.push({ ...rest, number: step.number });
  }
  return outline;
}

function readStep(visibleStep: VisibleStep): Read {
  const { step, states } = visibleStep;
  const sections = visibleStep.sections.join(" ");
  const known = read.get(step);
  if (known !== undefined && known.sections === sections) return known;
  const words = visibleWords(step, states);
  const fresh: Read = {
    id: step.id,
    chapter: step.chapter,
    bookmark: step.bookmark,
    opening: opening(visibleStep),
    storyWords: words.story,
    thoughtWords: thoughtWords(words),
    sections,
  };
  read.set(step, fresh);
  return fresh;
}

function opening({ step, sections }: VisibleStep): string {
  const story: readonly SectionName[] = STORY_SECTION_NAMES;
  const section = sections.find((name) => story.includes(name)) ?? sections[0];
  return section === undefined ? "" : firstWords(firstText(step, section));
}

function firstText(step: Step, section: SectionName): string {
  if (!isThoughtSection(section)) return step[section].text;
  return step[section].bullets.flat().find((thought) => thought.text !== "")?.text ?? "";
}

/** The beginning of a text on one line, cut between words. */
export function firstWords(text: string, units: number = OPENING_UNITS): string {
  const line = text
    .slice(0, units * 2)
    .replace(/\s+/gu, " ")
    .trim();
  if (line.length <= units) return line;
  const cut = line.lastIndexOf(" ", units);
  return `${line.slice(0, cut > 0 ? cut : units)}…`;
}

/** The parts of a run in order. Long stretches without a chapter are cut into hundreds, so that a map can be folded. */
export function partsOf(outline: readonly OutlineStep[]): OutlinePart[] {
  const parts: { chapter: string | null; steps: OutlineStep[] }[] = [];
  for (const step of outline) {
    const last = parts.at(-1);
    if (step.chapter !== null) parts.push({ chapter: step.chapter, steps: [step] });
    else if (last === undefined || (last.chapter === null && last.steps.length === STEPS_A_PART))
      parts.push({ chapter: null, steps: [step] });
    else last.steps.push(step);
  }
  return parts;
}
