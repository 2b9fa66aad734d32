import { HoleFinder, type HoleState } from "../holes.ts";
import { MAX_AUTHOR_UNITS, MAX_AUTHORS, MAX_TITLE_UNITS } from "../run.ts";
import {
  isTaggable,
  isThoughtSection,
  MAX_SECTION_THOUGHTS,
  MAX_SECTION_UNITS,
  SECTION_NAMES,
  type SectionName,
  thoughtsOf,
} from "../section.ts";
import { blankThoughtSection, hasText, MAX_STEPS, type Step } from "../step.ts";
import { tagProblem } from "../tag.ts";
import { parkedSections, visible, type VisibleStep } from "../visible.ts";
import { characterFaults } from "./form.ts";
import { holeProblem } from "./hole-problem.ts";
import { MAX_FILE_BYTES } from "./limits.ts";
import { grouped, placeWords, sectionPointer, SECTION_WORDS, stepPointer } from "./place.ts";
import type { Problem } from "./problem.ts";
import { type ProblemDraft, problemOf } from "./problem-list.ts";
import { tagFault } from "./tag-fault.ts";
import { authorNames, type BountyHead, exportedSteps, writeBounty } from "./write.ts";

/*
 * Whether a stored run may leave as a bounty file (bounty format, Valid runs). The rules are those of reading, seen
 * from the other side: a run that passes here is read back without an error, and every place that breaks is named once,
 * by the pointer it would have in the file.
 */

/** A section that breaks a rule, and how; `drafts` is never empty. */
type Break = { readonly index: number; readonly section: SectionName; readonly drafts: readonly ProblemDraft[] };

/** Everything that keeps the run from being a valid bounty file (errors, in the order of the file), and notes for what is parked and will not be in it. */
export function exportProblems(head: BountyHead, steps: readonly Step[]): Problem[] {
  const exported = [...exportedSteps(steps)];
  const breaks = findBreaks(exported);
  const drafts: ProblemDraft[] = [...titleProblems(head.title), ...authorProblems(authorNames(head.authors))];
  if (exported.length === 0)
    drafts.push({ rule: "7", pointer: "/steps", message: "No step holds anything that a reader sees." });
  if (exported.length > MAX_STEPS) {
    drafts.push({
      rule: "limit",
      pointer: "/steps",
      message: `${grouped(exported.length)} steps are more than the ${grouped(MAX_STEPS)} a run may hold.`,
    });
  }
  if (stepsWithinFile(head, exported) < exported.length) {
    drafts.push({
      rule: "limit",
      pointer: "",
      message: `The file would be larger than ${grouped(MAX_FILE_BYTES)} bytes (256 MB).`,
    });
  }
  const inSteps = [...breaks.flatMap((found) => found.drafts), ...parkedNotes(steps, exported.length)];
  return [...drafts, ...inSteps.toSorted((left, right) => (left.step ?? 0) - (right.step ?? 0))].map(problemOf);
}

/**
 * The longest beginning of a run that is valid: it ends before the first place that breaks a rule, perhaps inside a
 * step, whose later sections are then blank. Null when nothing is left. Cutting the end mends neither a title nor
 * names: those problems stay. The steps that are kept whole are the same objects.
 */
export function longestValidBeginning(head: BountyHead, steps: readonly Step[]): Step[] | null {
  const exported = [...exportedSteps(steps)];
  const [first] = findBreaks(exported);
  const beginning = steps.slice(0, first === undefined ? exported.length : first.index).slice(0, MAX_STEPS);
  const broken = first === undefined || first.index >= MAX_STEPS ? undefined : steps[first.index];
  if (first !== undefined && broken !== undefined) beginning.push(cutBefore(broken, first.section));
  const whole = [...exportedSteps(beginning)];
  const fitting = stepsWithinFile(head, whole);
  const left = [...exportedSteps(beginning.slice(0, fitting))];
  return left.length === 0 ? null : left.map(({ step }) => step);
}

/** The step with `section` and all later ones blank. */
function cutBefore(step: Step, section: SectionName): Step {
  const kept = SECTION_NAMES.slice(0, SECTION_NAMES.indexOf(section));
  const keeps = (name: SectionName): boolean => kept.includes(name);
  const blankText = { closed: false, text: "" };
  return {
    ...step,
    initial: keeps("initial") ? step.initial : blankThoughtSection(),
    prompt: keeps("prompt") ? step.prompt : blankText,
    postPrompt: keeps("postPrompt") ? step.postPrompt : blankThoughtSection(),
    action: keeps("action") ? step.action : { ...blankText, tagged: false },
    postAction: keeps("postAction") ? step.postAction : blankThoughtSection(),
    outcome: keeps("outcome") ? step.outcome : { ...blankText, tagged: false },
  };
}

/** All sections that break a rule, in reading order. */
function findBreaks(exported: readonly VisibleStep[]): Break[] {
  const finder = new HoleFinder();
  const breaks: Break[] = [];
  exported.forEach((visibleStep, index) => {
    const { step, states } = visibleStep;
    const holes = new Map(finder.step(index, judgedStates(visibleStep)).map((hole) => [hole.at.section, hole]));
    for (const section of SECTION_NAMES) {
      const drafts: ProblemDraft[] = [];
      const hole = holes.get(section);
      if (hole !== undefined) drafts.push(holeProblem(hole));
      const fault = isTaggable(section) ? tagFault(step[section]) : null;
      if (fault !== null) drafts.push(sectionProblem(index, section, "T", fault.message, fault.repair));
      if (states[section] === "written") drafts.push(...contentProblems(step, index, section));
      if (drafts.length > 0) breaks.push({ index, section, drafts });
    }
  });
  return breaks;
}

/** The states that holes are looked for in: a tag without text is a T and nothing else, so its section counts as standing there. */
function judgedStates({ step, states }: VisibleStep): Readonly<Record<SectionName, HoleState>> {
  const isTagAlone = (name: "action" | "outcome"): boolean => tagProblem(step[name]) === "tagWithoutText";
  return {
    ...states,
    action: isTagAlone("action") ? "assumed" : states.action,
    outcome: isTagAlone("outcome") ? "assumed" : states.outcome,
  };
}

function sectionProblem(
  index: number,
  section: SectionName,
  rule: Problem["rule"],
  message: string,
  repair: string | null = null,
  path = "",
): ProblemDraft {
  return {
    rule,
    pointer: sectionPointer(index, section) + path,
    step: index + 1,
    message: `${placeWords(index, section)}: ${message}`,
    repair,
  };
}

/** Characters and limits of a section that is written. Pointers count bullets and thoughts as they will be written, the empty ones left out. */
function contentProblems(step: Step, index: number, section: SectionName): ProblemDraft[] {
  if (!isThoughtSection(section)) {
    const { text } = step[section];
    return [
      ...(text.length > MAX_SECTION_UNITS
        ? [sectionProblem(index, section, "limit", `the text is longer than ${grouped(MAX_SECTION_UNITS)} characters.`)]
        : []),
      ...characterFaults(text).map(({ message, repair }) =>
        sectionProblem(index, section, "character", message, repair),
      ),
    ];
  }
  const problems: ProblemDraft[] = [];
  const thoughts = thoughtsOf(step[section]).filter(({ text }) => text !== "");
  if (thoughts.length > MAX_SECTION_THOUGHTS) {
    problems.push(
      sectionProblem(
        index,
        section,
        "limit",
        `${grouped(thoughts.length)} thoughts are more than the ${grouped(MAX_SECTION_THOUGHTS)} a section may hold.`,
      ),
    );
  }
  if (thoughts.reduce((units, { text }) => units + text.length, 0) > MAX_SECTION_UNITS) {
    problems.push(
      sectionProblem(
        index,
        section,
        "limit",
        `the thoughts together are longer than ${grouped(MAX_SECTION_UNITS)} characters.`,
      ),
    );
  }
  const bullets = step[section].bullets
    .map((bullet) => bullet.filter(({ text }) => text !== ""))
    .filter((bullet) => bullet.length > 0);
  bullets.forEach((bullet, bulletIndex) => {
    bullet.forEach(({ text }, thoughtIndex) => {
      for (const { message, repair } of characterFaults(text)) {
        const where = `bullet ${bulletIndex + 1}, thought ${thoughtIndex + 1}: ${message}`;
        problems.push(
          sectionProblem(index, section, "character", where, repair, `/${bulletIndex}/${thoughtIndex}/text`),
        );
      }
    });
  });
  return problems;
}

function titleProblems(title: string): ProblemDraft[] {
  if (title === "")
    return [{ rule: "7", pointer: "/title", message: "The title is empty.", repair: "Give the run a title." }];
  return [
    ...(title.length > MAX_TITLE_UNITS
      ? [
          {
            rule: "limit" as const,
            pointer: "/title",
            message: `The title is longer than ${grouped(MAX_TITLE_UNITS)} characters.`,
          },
        ]
      : []),
    ...characterFaults(title).map(({ message, repair }) => ({
      rule: "character" as const,
      pointer: "/title",
      message: `The title: ${message}`,
      repair,
    })),
  ];
}

function authorProblems(names: readonly string[]): ProblemDraft[] {
  const problems: ProblemDraft[] = [];
  if (names.length > MAX_AUTHORS) {
    problems.push({
      rule: "limit",
      pointer: "/authors",
      message: `${grouped(names.length)} authors are more than the ${grouped(MAX_AUTHORS)} a run may name.`,
    });
  }
  names.forEach((name, index) => {
    const pointer = `/authors/${index}`;
    const words = `Author ${index + 1}`;
    if (name === "")
      problems.push({
        rule: "empty",
        pointer,
        message: `${words}: the name is empty.`,
        repair: "Leave the empty name out.",
      });
    if (name.length > MAX_AUTHOR_UNITS)
      problems.push({
        rule: "limit",
        pointer,
        message: `${words}: the name is longer than ${grouped(MAX_AUTHOR_UNITS)} characters.`,
      });
    for (const { message, repair } of characterFaults(name))
      problems.push({ rule: "character", pointer, message: `${words}: ${message}`, repair });
  });
  return problems;
}

/** A note for each section whose text a skip hides. It will not be in the file, so the note points to the step, or to the list where the step is left out too. */
function parkedNotes(steps: readonly Step[], exportedCount: number): ProblemDraft[] {
  const notes: ProblemDraft[] = [];
  for (const { step, number, states } of visible(steps)) {
    for (const section of parkedSections(step, states)) {
      notes.push({
        rule: section === "initial" ? "I" : "P",
        severity: "note",
        pointer: number <= exportedCount ? stepPointer(number - 1) : "/steps",
        step: number,
        message: `Step ${number}: the ${SECTION_WORDS[section]} are parked, since the step before ends with a tag, and will not be in the file.`,
      });
    }
  }
  return notes;
}

/** The most bytes a UTF-16 unit takes in a file: an escape such as `\u0001`. */
const MAX_BYTES_A_UNIT = 6;
/** More than a thought takes besides its text, with the deepest indent. */
const FORM_BYTES_A_THOUGHT = 200;
/** More than a step takes besides its thoughts and texts. */
const FORM_BYTES_A_STEP = 1_000;

/** How many of the steps fit into the largest file. Counts bytes only where an upper bound does not settle it. */
function stepsWithinFile(head: BountyHead, exported: readonly VisibleStep[]): number {
  const names = authorNames(head.authors);
  let bound =
    (head.title.length + names.reduce((units, name) => units + name.length + 10, 0)) * MAX_BYTES_A_UNIT +
    FORM_BYTES_A_STEP;
  for (const { step } of exported) {
    bound += FORM_BYTES_A_STEP;
    for (const section of SECTION_NAMES) {
      if (!hasText(step, section)) continue;
      const texts = isThoughtSection(section)
        ? thoughtsOf(step[section]).map(({ text }) => text)
        : [step[section].text];
      for (const text of texts) bound += text.length * MAX_BYTES_A_UNIT + FORM_BYTES_A_THOUGHT;
    }
  }
  if (bound <= MAX_FILE_BYTES) return exported.length;
  return countFittingSteps(head, exported);
}

/** Writes the steps one by one until the file would be too large. */
function countFittingSteps(head: BountyHead, exported: readonly VisibleStep[]): number {
  const encoder = new TextEncoder();
  const end = "\n  ]\n}".length;
  let bytes = end;
  let steps = -1;
  for (const piece of writeBounty(
    head,
    exported.map(({ step }) => step),
  )) {
    bytes += encoder.encode(piece).length;
    if (bytes > MAX_FILE_BYTES + (steps === exported.length ? end : 0)) break;
    steps += 1;
  }
  return Math.min(steps, exported.length);
}
