import fc from "fast-check";

import { AUTHOR_ROLES, type Run, type RunAuthor } from "../../shared/domain/run.ts";
import {
  SECTION_NAMES,
  type TaggableSection,
  THOUGHT_TYPES,
  type ThoughtSection,
  isThoughtSection,
} from "../../shared/domain/section.ts";
import { skipAfter } from "../../shared/domain/states.ts";
import { hasText, type Step, type StepContent } from "../../shared/domain/step.ts";
import { TAG } from "../../shared/domain/tag.ts";
import { ODD_PIECES, RECURRING_NAMES } from "./generate-run-text.ts";
import { countedIds, type IdSource } from "./rng.ts";

/*
 * Small random runs for properties. `storedRun()` is anything that may be stored; `validRun()` is such a run with the
 * least changed that makes it valid, so parked text, empty thoughts and closed flags stay in it and every case of the
 * tag comes up by itself. Both shrink to few steps and short texts. Ids count up from a salt a run.
 */

/** Limits of a random run. */
export type RandomRunOptions = {
  /** 1 by default. */
  readonly minSteps?: number;
  /** 6 by default. */
  readonly maxSteps?: number;
  /** Lets CR, NUL and lone surrogates into a few texts: they may be stored and are never valid. False by default. */
  readonly badCharacters?: boolean;
};

const WORDS = ["a", "knock", "door", "the", "Mira", "wait", "7", "3.50", ...RECURRING_NAMES];
const BAD_CHARACTERS = ["\r", "\r\n", "\0", "\ud83d", "\udc69", "\udc69\ud83d"];

function pieces(badCharacters: boolean): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 10, arbitrary: fc.constantFrom(...WORDS) },
    { weight: 6, arbitrary: fc.constantFrom(" ", " ", "  ", "\t") },
    { weight: 3, arbitrary: fc.constantFrom("\n", "\n", "\n\n") },
    { weight: 4, arbitrary: fc.constantFrom(...ODD_PIECES) },
    { weight: 1, arbitrary: fc.constantFrom(TAG, TAG.trimEnd(), TAG.slice(0, 5)) },
    { weight: 2, arbitrary: fc.string({ unit: "grapheme", maxLength: 4 }) },
    { weight: badCharacters ? 1 : 0, arbitrary: fc.constantFrom(...BAD_CHARACTERS) },
  );
}

/** Any text but an empty one; plain Unicode, without CR, NUL and lone surrogates unless they are asked for. */
export function someText(badCharacters = false): fc.Arbitrary<string> {
  return fc.array(pieces(badCharacters), { minLength: 1, maxLength: 7 }).map((parts) => parts.join("") || "a");
}

function maybeText(badCharacters: boolean): fc.Arbitrary<string> {
  return fc.oneof({ weight: 1, arbitrary: fc.constant("") }, { weight: 2, arbitrary: someText(badCharacters) });
}

// A thought before it has an id.
type Plan = Omit<StepContent, "initial" | "postPrompt" | "postAction"> &
  Record<"initial" | "postPrompt" | "postAction", { closed: boolean; bullets: ThoughtPlan[][] }>;
type ThoughtPlan = Omit<ThoughtSection["bullets"][number][number], "id">;

const BLANK_BULLETS: ThoughtPlan[][] = [[{ type: "watsonian", longterm: false, text: "" }]];

function thoughtSectionPlan(badCharacters: boolean): fc.Arbitrary<Plan["initial"]> {
  const thought = fc.record({
    type: fc.constantFrom(...THOUGHT_TYPES),
    longterm: fc.boolean(),
    text: maybeText(badCharacters),
  });
  const bullet = fc.array(thought, { minLength: 1, maxLength: 3 });
  const bullets = fc.oneof(
    { weight: 1, arbitrary: fc.constant(BLANK_BULLETS) },
    { weight: 2, arbitrary: fc.array(bullet, { minLength: 1, maxLength: 3 }) },
  );
  return fc.record({ closed: fc.boolean(), bullets });
}

function taggable(badCharacters: boolean): fc.Arbitrary<TaggableSection> {
  return fc.record({
    closed: fc.boolean(),
    tagged: fc.oneof({ weight: 2, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    text: fc.oneof(
      { weight: 9, arbitrary: maybeText(badCharacters) },
      { weight: 1, arbitrary: maybeText(badCharacters).map((text) => TAG + text) },
    ),
  });
}

function stepPlan(badCharacters: boolean): fc.Arbitrary<Plan> {
  const name = fc.option(fc.string({ maxLength: 8 }), { freq: 4 });
  return fc.record({
    chapter: name,
    bookmark: name,
    initial: thoughtSectionPlan(badCharacters),
    prompt: fc.record({ closed: fc.boolean(), text: maybeText(badCharacters) }),
    postPrompt: thoughtSectionPlan(badCharacters),
    action: taggable(badCharacters),
    postAction: thoughtSectionPlan(badCharacters),
    outcome: taggable(badCharacters),
  });
}

function withIds(plan: Plan, ids: IdSource): Step {
  const thoughts = ({ closed, bullets }: Plan["initial"]): ThoughtSection => ({
    closed,
    bullets: bullets.map((bullet) => bullet.map((thought) => ({ id: ids.thought(), ...thought }))),
  });
  return {
    id: ids.step(),
    chapter: plan.chapter,
    bookmark: plan.bookmark,
    initial: thoughts(plan.initial),
    // Copies: `madeValid` changes its step, and fast-check keeps the plan to shrink it.
    prompt: { ...plan.prompt },
    postPrompt: thoughts(plan.postPrompt),
    action: { ...plan.action },
    postAction: thoughts(plan.postAction),
    outcome: { ...plan.outcome },
  };
}

function authors(): fc.Arbitrary<RunAuthor[]> {
  const name = fc.oneof(
    fc.constantFrom(...RECURRING_NAMES),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }),
  );
  return fc.array(
    fc.record({ name, role: fc.constantFrom(...AUTHOR_ROLES) }).map((one) => ({ ...one })),
    { maxLength: 4 },
  );
}

// Runs of one library must not share ids, however far they are shrunk.
const salt = fc.noShrink(fc.nat({ max: 0xffff_ffff }));

function draft(options: RandomRunOptions, title: fc.Arbitrary<string>): fc.Arbitrary<Run> {
  const { minSteps = 1, maxSteps = 6, badCharacters = false } = options;
  const plans = fc.array(stepPlan(badCharacters), { minLength: minSteps, maxLength: maxSteps });
  return fc.record({ salt, title, authors: authors(), plans }).map(({ salt: first, plans: made, ...head }) => {
    const ids = countedIds(first);
    return { id: ids.run(), ...head, steps: made.map((plan) => withIds(plan, ids)) };
  });
}

/** One step as it may be stored. */
export function storedStep(badCharacters = false): fc.Arbitrary<Step> {
  return fc
    .record({ salt, plan: stepPlan(badCharacters) })
    .map(({ salt: first, plan }) => withIds(plan, countedIds(first)));
}

/** Any run that may be stored: holes, parked text, tags without text, texts that begin with the tag, empty thoughts. */
export function storedRun(options: RandomRunOptions = {}): fc.Arbitrary<Run> {
  return draft(options, fc.oneof(fc.constant("A run"), maybeText(options.badCharacters ?? false)));
}

/**
 * A valid run (bounty format, section 3), untidy where that is allowed. It may end in the middle of a step, with a case
 * of the tag, and with steps after the last one in which nothing is visible.
 */
export function validRun(options: Omit<RandomRunOptions, "badCharacters"> = {}): fc.Arbitrary<Run> {
  const run = draft(options, someText());
  // A whole last step is the commonest end.
  const lastSections = fc.oneof(
    { weight: 2, arbitrary: fc.constant(6) },
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 6 }) },
  );
  const blankAfter = fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 2 }) },
  );
  return fc.tuple(run, lastSections, blankAfter).map(([draftRun, sections, blanks]) => {
    const written = Math.max(1, draftRun.steps.length - blanks);
    madeValid(draftRun.steps, written, sections);
    return draftRun;
  });
}

const FILLED = "Filled.";

/** Mends the first `written` steps in place, the last of them up to its first `lastSections` sections, and blanks the rest. */
function madeValid(steps: readonly Step[], written: number, lastSections: number): void {
  steps.forEach((step, index) => {
    const isLast = index === written - 1;
    const kept = index < written - 1 ? SECTION_NAMES.length : isLast ? lastSections : 0;
    for (const name of SECTION_NAMES.slice(kept)) blank(step, name);
    const skip = skipAfter(steps[index - 1] ?? null);
    if (kept > 0 && skip === "nothing" && !hasText(step, "initial")) fillThoughts(step.initial);
    if (kept > 1 && skip !== "throughPostPrompt" && step.prompt.text === "") step.prompt.text = FILLED;
    if (kept > 3 && step.action.text === "") step.action.text = FILLED;
    for (const section of [step.action, step.outcome]) {
      if (section.text.startsWith(TAG)) section.text = `“${section.text}`;
      if (section.text === "") section.tagged = false;
    }
    if (step.outcome.text !== "" || kept === 0 || isLast) return;
    if (step.action.tagged) step.outcome.closed = true;
    else step.outcome.text = FILLED;
  });
}

function blank(step: Step, name: (typeof SECTION_NAMES)[number]): void {
  if (!isThoughtSection(name)) step[name].text = "";
  else for (const bullet of step[name].bullets) for (const thought of bullet) thought.text = "";
}

function fillThoughts(section: ThoughtSection): void {
  const thought = section.bullets[0]?.[0];
  if (thought !== undefined) thought.text = FILLED;
}
