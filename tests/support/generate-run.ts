import type { Run } from "../../shared/domain/run.ts";
import type { Bullet, TaggableSection, ThoughtSection, ThoughtType } from "../../shared/domain/section.ts";
import { skipAfter } from "../../shared/domain/states.ts";
import { blankStep, type Step } from "../../shared/domain/step.ts";
import { TAG } from "../../shared/domain/tag.ts";
import { story, thoughtText } from "./generate-run-text.ts";
import { freshIds, type IdSource, Rng } from "./rng.ts";

/*
 * A run of any size with the shape of a real one: 250-450 words a step, five words of thoughts to one of story, two or
 * three thoughts in half of the bullets, one thought in twenty long-term, every case of the tag in one or two of a
 * hundred steps. Small random runs for properties are in generate-run-arbitrary.ts.
 */

/** What `generateRun` makes; the same options with the same ids give the same run. */
export type RunOptions = {
  /** A 32-bit whole number; neighbouring seeds give unlike runs. */
  readonly seed: number;
  readonly steps: number;
  /** True by default. False damages a few of a hundred steps in every way that may be stored but is not valid. */
  readonly valid?: boolean;
  /** About how many words are visible in the whole run; by default 305 a step. */
  readonly words?: number;
  /** Fresh ids by default; `countedIds(seed)` makes the ids the same at every run, too. */
  readonly ids?: IdSource;
};

const WORDS_A_STEP = 305;
const STORY_SHARE = 1 / 6;

/** How a step ends: mostly with a plain outcome, sometimes with a case of the tag. */
type Ending = "plain" | "outcomeTagged" | "actionTaggedSkipped" | "actionTaggedWritten" | "bothTagged";
const TAG_ENDINGS: readonly (readonly [Ending, number])[] = [
  ["outcomeTagged", 0.018],
  ["actionTaggedSkipped", 0.018],
  ["actionTaggedWritten", 0.012],
  ["bothTagged", 0.004],
];
/** After a tag another follows far more often than elsewhere: chains are what readers get wrong. */
const CHAIN_SHARE = 0.15;

function drawEnding(rng: Rng, before: Ending): Ending {
  if (before !== "plain" && rng.chance(CHAIN_SHARE)) return rng.pick(TAG_ENDINGS)[0];
  let draw = rng.fraction();
  for (const [ending, share] of TAG_ENDINGS) {
    if (draw < share) return ending;
    draw -= share;
  }
  return "plain";
}

/** A run that follows from its seed. 10,000 steps of 3 million words take about two seconds. */
export function generateRun(options: RunOptions): Run {
  const { seed, steps: count, valid = true, ids = freshIds } = options;
  const rng = new Rng(seed);
  const meanWords = (options.words ?? count * WORDS_A_STEP) / Math.max(1, count);
  const steps: Step[] = [];
  let ending: Ending = "plain";
  for (let index = 0; index < count; index += 1) {
    ending = drawEnding(rng, ending);
    steps.push(
      generateStep({ rng, ids, words: drawWords(rng, meanWords), ending, before: steps.at(-1) ?? null, index }),
    );
  }
  if (!valid) damage(rng, ids, steps);
  return {
    id: ids.run(),
    title: `The Lantern Ferry, run ${String(seed)}`,
    authors: [
      { name: "Ann Example", role: "dm" },
      { name: "Łukasz Example", role: "player" },
      ...(rng.chance(0.3) ? [{ name: "Example Ltd", role: "administrator" } as const] : []),
    ],
    steps,
  };
}

// From 250 to 450 around a mean of 305: most steps are near the lower end.
function drawWords(rng: Rng, mean: number): number {
  return (mean / WORDS_A_STEP) * (250 + 200 * rng.fraction() ** 2.6);
}

type StepOptions = {
  readonly rng: Rng;
  readonly ids: IdSource;
  readonly words: number;
  readonly ending: Ending;
  readonly before: Step | null;
  readonly index: number;
};

const EMPTY_SECTION_SHARE = 0.08;
/** How many of the sections that a skip hides hold parked content, and how much of a step's words it is. */
const PARKED_SHARE = 0.3;
const PARKED_WORDS = 0.1;
const CLOSED_SHARE = 0.8;
const CHAPTER_EVERY = 40;
const BOOKMARK_SHARE = 0.01;

function generateStep({ rng, ids, words, ending, before, index }: StepOptions): Step {
  const skip = skipAfter(before);
  const hasInitial = skip === "nothing";
  const hasPrompt = skip !== "throughPostPrompt";
  const hasOutcome = ending !== "actionTaggedSkipped";
  const hasPostPrompt = hasPrompt && !rng.chance(EMPTY_SECTION_SHARE);
  const hasPostAction = !rng.chance(EMPTY_SECTION_SHARE);
  // What is left out leaves its words to the sections of the same kind, so that a step weighs the same.
  const thoughtParts = (hasInitial ? 0.4 : 0) + (hasPostPrompt ? 0.3 : 0) + (hasPostAction ? 0.3 : 0);
  const storyParts = (hasPrompt ? 0.55 : 0) + 0.15 + (hasOutcome ? 0.3 : 0);
  const thoughts = (share: number): ThoughtSection =>
    thoughtSection(rng, ids, (words * (1 - STORY_SHARE) * share) / thoughtParts);
  const unseen = (skipped: boolean): ThoughtSection =>
    skipped && rng.chance(PARKED_SHARE)
      ? thoughtSection(rng, ids, words * PARKED_WORDS)
      : emptySection(ids, rng.chance(CLOSED_SHARE));
  const storyText = (share: number): string => story(rng, (words * STORY_SHARE * share) / storyParts);
  return {
    id: ids.step(),
    chapter: index % CHAPTER_EVERY === 0 ? `Chapter ${String(index / CHAPTER_EVERY + 1)}` : null,
    bookmark: rng.chance(BOOKMARK_SHARE) ? `Come back to step ${String(index + 1)}` : null,
    initial: hasInitial ? thoughts(0.4) : unseen(true),
    prompt: { closed: true, text: hasPrompt ? storyText(0.55) : rng.chance(PARKED_SHARE) ? storyText(0.2) : "" },
    postPrompt: hasPostPrompt ? thoughts(0.3) : unseen(!hasPrompt),
    action: {
      closed: true,
      tagged: ending !== "plain" && ending !== "outcomeTagged",
      text: storyText(0.15),
    },
    postAction: hasPostAction ? thoughts(0.3) : unseen(false),
    outcome: {
      closed: true,
      tagged: ending === "outcomeTagged" || ending === "bothTagged",
      text: hasOutcome ? storyText(0.3) : "",
    },
  };
}

const THOUGHT_WORDS = 18;
/** Of the draws; the last bullet of a section often has no room for a second thought, which makes it half of the bullets. */
const SINGLE_SHARE = 0.4;
const LONGTERM_SHARE = 0.05;
const TYPES: readonly (readonly [ThoughtType, number])[] = [
  ["watsonian", 0.62],
  ["doylist", 0.25],
  ["meta", 0.09],
  ["comment", 0.04],
];

function drawType(rng: Rng): ThoughtType {
  let draw = rng.fraction();
  for (const [type, share] of TYPES) {
    if (draw < share) return type;
    draw -= share;
  }
  return "watsonian";
}

function thoughtSection(rng: Rng, ids: IdSource, words: number): ThoughtSection {
  const bullets: Bullet[] = [];
  let left = Math.max(1, Math.round(words / THOUGHT_WORDS));
  const wordsEach = words / left;
  while (left > 0) {
    const size = Math.min(left, rng.chance(SINGLE_SHARE) ? 1 : rng.between(2, 3));
    bullets.push(
      Array.from({ length: size }, () => newThought(rng, ids, thoughtText(rng, wordsEach * (0.5 + rng.fraction())))),
    );
    left -= size;
  }
  return { closed: true, bullets };
}

function newThought(rng: Rng, ids: IdSource, text: string): Bullet[number] {
  return { id: ids.thought(), type: drawType(rng), longterm: rng.chance(LONGTERM_SHARE), text };
}

/** What may be stored and is not valid, or is valid and untidy; each in about one of a hundred steps. */
const DAMAGES: readonly ((rng: Rng, ids: IdSource, step: Step) => void)[] = [
  (_rng, _ids, step) => void (step.prompt.text = ""),
  (_rng, ids, step) => void (step.initial = emptySection(ids, false)),
  (_rng, _ids, step) => void (step.action.text = ""),
  (_rng, _ids, step) => void (step.outcome = { closed: false, tagged: false, text: "" }),
  (_rng, _ids, step) => void (step.outcome = { closed: true, tagged: true, text: "" }),
  (_rng, _ids, step) => void (step.action.tagged = true),
  (rng, _ids, step) => {
    const section: TaggableSection = rng.chance(0.5) ? step.action : step.outcome;
    section.text = TAG + section.text;
  },
  (rng, ids, step) => void step.postAction.bullets.unshift([newThought(rng, ids, "")]),
  (rng, ids, step) => void step.initial.bullets[0]?.push(newThought(rng, ids, "")),
  (_rng, ids, step) => void Object.assign(step, { ...blankStep(), id: step.id, ...blankThoughts(ids) }),
];
const DAMAGE_SHARE = 0.08;

function damage(rng: Rng, ids: IdSource, steps: readonly Step[]): void {
  for (const step of steps) if (rng.chance(DAMAGE_SHARE)) rng.pick(DAMAGES)(rng, ids, step);
}

function emptySection(ids: IdSource, closed: boolean): ThoughtSection {
  return { closed, bullets: [[{ id: ids.thought(), type: "watsonian", longterm: false, text: "" }]] };
}

function blankThoughts(ids: IdSource): Pick<Step, "initial" | "postPrompt" | "postAction"> {
  return {
    initial: emptySection(ids, false),
    postPrompt: emptySection(ids, false),
    postAction: emptySection(ids, false),
  };
}
