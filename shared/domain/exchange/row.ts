import { z } from "zod";

import { RunId, StepId, ThoughtId } from "../ids.ts";
import { MAX_AUTHORS, MAX_TITLE_UNITS, RunAuthor } from "../run.ts";
import {
  isThoughtSection,
  MAX_SECTION_THOUGHTS,
  MAX_SECTION_UNITS,
  SECTION_NAMES,
  type StorySection,
  type StorySectionName,
  type TaggableSection,
  type TaggableSectionName,
  type ThoughtSection,
  type ThoughtSectionName,
  ThoughtType,
} from "../section.ts";
import { blankThoughtSection, MAX_NAME_UNITS, type Step } from "../step.ts";
import type { VisibleStep } from "../visible.ts";
import { countWords, sectionWords, totalWords } from "../words.ts";
import { Provenance, type StepProvenance } from "./provenance.ts";

/*
 * One step as one row: the schema of our JSONL and Parquet files. Every key is present in every row and absent values are
 * null, so that a table of rows has one type; the state of each section is said outright, since a reader of rows should
 * not have to know the rules by which a reader of the bounty format derives it.
 */

/** The name and version of the schema, in every row. A change that old readers would misread raises the number. */
export const ROW_SCHEMA = "runwright-step/1";

/** What a reader can see of a section: not reached, left out by the tag before, left empty on purpose, written. */
export const RowState = z.enum(["unwritten", "skipped", "empty", "written"]);

const Text = z.string().max(MAX_SECTION_UNITS * 4);
const RowThought = z.strictObject({ id: ThoughtId, type: ThoughtType, longterm: z.boolean(), text: Text.min(1) });
const common = { state: RowState, words: z.int().min(0), provenance: Provenance };

const ThoughtColumn = z.strictObject({
  ...common,
  /** Empty unless written. */
  bullets: z.array(z.array(RowThought).min(1)).max(MAX_SECTION_THOUGHTS * 4),
});
/** `text` is null unless written; paragraphs are separated by `\n`. */
const StoryColumn = z.strictObject({ ...common, text: Text.min(1).nullable() });
/** `tagged`: the text carries "yo be real"; the tag itself is not part of the text. */
const TaggableColumn = z.strictObject({ ...common, tagged: z.boolean(), text: Text.min(1).nullable() });

/** One step of one run. */
export const StepRow = z.strictObject({
  schema: z.literal(ROW_SCHEMA),
  runId: RunId,
  title: z.string().max(MAX_TITLE_UNITS),
  authors: z.array(RunAuthor).max(MAX_AUTHORS),
  /** The licence of the run, as its author named it. */
  licence: z.string().max(1_000).nullable(),
  /** How many rows the run has. */
  steps: z.int().min(1),
  stepId: StepId,
  /** 1-based position in the run. */
  step: z.int().min(1),
  /** The chapter that begins with this step. */
  chapter: z.string().max(MAX_NAME_UNITS).nullable(),
  storyWords: z.int().min(0),
  thoughtWords: z.int().min(0),
  initial: ThoughtColumn,
  prompt: StoryColumn,
  postPrompt: ThoughtColumn,
  action: TaggableColumn,
  postAction: ThoughtColumn,
  outcome: TaggableColumn,
});
export type StepRow = z.infer<typeof StepRow>;

/** What every row says of its run. */
export type RowHead = Pick<StepRow, "runId" | "title" | "authors" | "licence" | "steps">;

/** The row of a step. Keys stand in the order of the schema, so that equal rows are equal text. */
export function stepRow(head: RowHead, visibleStep: VisibleStep, provenance: StepProvenance): StepRow {
  const { step, number, states } = visibleStep;
  const thoughts = (name: ThoughtSectionName): StepRow["initial"] => ({
    state: states[name],
    bullets: states[name] === "written" ? writtenBullets(step[name]) : [],
    words: states[name] === "written" ? totalWords(sectionWords(step, name)) : 0,
    provenance: provenance[name],
  });
  const story = (name: StorySectionName): StepRow["prompt"] => {
    const text = states[name] === "written" ? step[name].text : null;
    return { state: states[name], text, words: countWords(text ?? ""), provenance: provenance[name] };
  };
  const taggable = (name: TaggableSectionName): StepRow["action"] => {
    const { state, text, words, provenance: itsProvenance } = story(name);
    return { state, tagged: step[name].tagged, text, words, provenance: itsProvenance };
  };
  const [initial, postPrompt, postAction] = [thoughts("initial"), thoughts("postPrompt"), thoughts("postAction")];
  const [prompt, action, outcome] = [story("prompt"), taggable("action"), taggable("outcome")];
  return {
    schema: ROW_SCHEMA,
    runId: head.runId,
    title: head.title,
    authors: head.authors,
    licence: head.licence,
    steps: head.steps,
    stepId: step.id,
    step: number,
    chapter: step.chapter,
    storyWords: prompt.words + action.words + outcome.words,
    thoughtWords: initial.words + postPrompt.words + postAction.words,
    initial,
    prompt,
    postPrompt,
    action,
    postAction,
    outcome,
  };
}

function writtenBullets(section: ThoughtSection): StepRow["initial"]["bullets"] {
  return section.bullets
    .map((bullet) =>
      bullet
        .filter((thought) => thought.text !== "")
        .map(({ id, type, longterm, text }) => ({ id, type, longterm, text })),
    )
    .filter((bullet) => bullet.length > 0);
}

/** The step of a row: its written sections, and the closings by which the same states are derived again. */
export function stepOfRow(row: StepRow): Step {
  return {
    id: row.stepId,
    chapter: row.chapter,
    bookmark: null,
    initial: thoughtSection(row.initial),
    prompt: storySection(row.prompt),
    postPrompt: thoughtSection(row.postPrompt),
    action: taggableSection(row.action),
    postAction: thoughtSection(row.postAction),
    outcome: taggableSection(row.outcome),
  };
}

function thoughtSection({ state, bullets }: StepRow["initial"]): ThoughtSection {
  if (bullets.length === 0) return { ...blankThoughtSection(), closed: state === "empty" };
  return {
    closed: state === "empty",
    bullets: bullets.map((bullet) => bullet.map(({ id, type, longterm, text }) => ({ id, type, longterm, text }))),
  };
}

function storySection({ text }: StepRow["prompt"]): StorySection {
  return { closed: false, text: text ?? "" };
}

function taggableSection({ state, tagged, text }: StepRow["action"]): TaggableSection {
  return { closed: state === "skipped", tagged, text: text ?? "" };
}

/** The provenance of a row's sections. */
export function provenanceOfRow(row: StepRow): StepProvenance {
  return {
    initial: row.initial.provenance,
    prompt: row.prompt.provenance,
    postPrompt: row.postPrompt.provenance,
    action: row.action.provenance,
    postAction: row.postAction.provenance,
    outcome: row.outcome.provenance,
  };
}

/**
 * What a row says that its own step does not bear out, as sentences: a row was made by another program or by hand, and
 * a state that does not follow from the texts would be lost in silence.
 */
export function rowContradictions(row: StepRow): string[] {
  const found: string[] = [];
  for (const name of SECTION_NAMES) {
    const section = row[name];
    const holds = isThoughtSection(name) ? row[name].bullets.length > 0 : row[name].text !== null;
    if (holds !== (section.state === "written"))
      found.push(`${name} is "${section.state}" and ${holds ? "holds text" : "holds none"}.`);
  }
  return found;
}
