import { z } from "zod";

import { ProjectId, RunId, StepId, ThoughtId } from "../domain/ids.ts";
import { SectionName } from "../domain/section.ts";
import { MAX_STEPS, StepContent } from "../domain/step.ts";
import { MAX_AUTHORS, MAX_TITLE_UNITS, RunAuthor, RunStatus } from "../domain/run.ts";
import { LIBRARY_TROUBLE, method } from "./method.ts";
import { SaveReply, SaveRequest } from "./save.ts";
import { CountedWords } from "./words.ts";

/** The longest description or notes of a run, in UTF-16 units. */
export const MAX_NOTES_UNITS = 1_000_000;

/** What the author says of a run beside its text. Everything but title and authors stays out of bounty files. */
export const RunDetails = z.strictObject({
  title: z.string().max(MAX_TITLE_UNITS),
  authors: z.array(RunAuthor).max(MAX_AUTHORS),
  description: z.string().max(MAX_NOTES_UNITS),
  /** Notes and outline: how the run may go on. */
  notes: z.string().max(MAX_NOTES_UNITS),
  status: RunStatus,
  tags: z.array(z.string().min(1).max(200)).max(200),
  targetWords: z.int().min(1).max(100_000_000).nullable(),
  targetSteps: z.int().min(1).max(MAX_STEPS).nullable(),
  wordsPerStep: z.int().min(1).max(1_000_000).nullable(),
  licence: z.string().max(1_000).nullable(),
  consent: z.boolean(),
  projectId: ProjectId.nullable(),
});
export type RunDetails = z.infer<typeof RunDetails>;

/** A row of the library's list. Times are UTC milliseconds. */
export const RunRow = z.strictObject({
  id: RunId,
  title: z.string(),
  authors: z.array(RunAuthor),
  status: RunStatus,
  /** Steps up to the last one in which something is visible or tagged. */
  steps: z.int().min(0),
  ...CountedWords.shape,
  targetWords: z.int().min(1).nullable(),
  createdAt: z.int(),
  updatedAt: z.int(),
});
export type RunRow = z.infer<typeof RunRow>;

/** A step as the backend keeps it: `rev` counts its changes and is what a save is checked against. */
export const StoredStep = z.strictObject({ id: StepId, rev: z.int().min(1), content: StepContent });
export type StoredStep = z.infer<typeof StoredStep>;

/** The most steps and thoughts that are pinned beside the page: more would be no help to the memory. */
export const MAX_PINS = 40;

/** What is pinned beside the page: a thought, or with null a whole step. One that is gone is not shown. */
export const Pin = z.strictObject({ stepId: StepId, thoughtId: ThoughtId.nullable() });
export type Pin = z.infer<typeof Pin>;

/** Where the author was: the caret by address parts, how far the page was scrolled, which panels were open. */
export const RunPlace = z.strictObject({
  stepId: StepId.nullable(),
  section: z.string().max(20).nullable(),
  offset: z.int().min(0),
  scrollTop: z.number().min(0),
  panels: z.array(z.string().max(40)).max(40),
  reading: z.string().max(40),
  /** In the order in which they were pinned; none when left out (places of before there were pins). */
  pins: z.array(Pin).max(MAX_PINS).optional(),
});
export type RunPlace = z.infer<typeof RunPlace>;

/** Who may write: this page, another page of this library, or nobody because the library is open for reading only. */
export const Pen = z.enum(["here", "elsewhere", "nobody"]);
export type Pen = z.infer<typeof Pen>;

const ByRun = z.strictObject({ runId: RunId });

/** Runs: listing, making, opening, saving. */
export const runMethods = {
  "run.list": method({
    request: z.strictObject({}),
    reply: z.strictObject({ runs: z.array(RunRow) }),
    errors: LIBRARY_TROUBLE,
  }),
  /** Makes an empty run of one blank step. */
  "run.create": method({
    request: z.strictObject({
      title: z.string().min(1).max(MAX_TITLE_UNITS),
      authors: z.array(RunAuthor).max(MAX_AUTHORS),
    }),
    reply: z.strictObject({ runId: RunId }),
    errors: ["notWriting", ...LIBRARY_TROUBLE],
  }),
  /** Adds the built-in sample run, or sets it back to how it came when it is there (a bin keeps what was changed). */
  "run.sample": method({
    request: z.strictObject({}),
    reply: z.strictObject({ runId: RunId }),
    errors: ["notWriting", ...LIBRARY_TROUBLE],
  }),
  /** The whole run, once: after this only steps travel. Asks for the pen; `pen` says who has it. */
  "run.open": method({
    request: ByRun,
    reply: z.strictObject({
      runId: RunId,
      details: RunDetails,
      detailsRev: z.int().min(1),
      orderRev: z.int().min(1),
      steps: z.array(StoredStep),
      place: RunPlace.nullable(),
      pen: Pen,
    }),
    errors: ["noSuchRun", ...LIBRARY_TROUBLE],
  }),
  /** The present state of some steps, for a page that follows another one's writing. A deleted step is left out. */
  "run.steps": method({
    request: z.strictObject({ runId: RunId, steps: z.array(StepId).max(MAX_STEPS) }),
    reply: z.strictObject({ orderRev: z.int().min(1), order: z.array(StepId), steps: z.array(StoredStep) }),
    errors: ["noSuchRun", ...LIBRARY_TROUBLE],
  }),
  /** The sections that were first written by a later save than something that follows them in the run; known order only. */
  "run.provenance": method({
    request: ByRun,
    reply: z.strictObject({
      outOfOrder: z.array(z.strictObject({ id: StepId, sections: z.array(SectionName).min(1) })),
    }),
    errors: ["noSuchRun", ...LIBRARY_TROUBLE],
  }),
  /** Moves the pen to this page ("Write here"); the page that had it is told by `pen.moved` and becomes read-only. */
  "run.takePen": method({
    request: ByRun,
    reply: z.strictObject({ pen: Pen }),
    errors: ["noSuchRun"],
  }),
  /** A sealed batch (document model, section 5). Its answer means that the commit is on the disk. */
  "run.save": method({
    request: SaveRequest,
    reply: SaveReply,
    errors: ["noSuchRun", "notWriting", ...LIBRARY_TROUBLE],
  }),
  /** Replaces the details; a wrong `baseRev` answers the present ones with `saved: false` and changes nothing. */
  "run.updateDetails": method({
    request: z.strictObject({ runId: RunId, baseRev: z.int().min(1), details: RunDetails }),
    reply: z.strictObject({ saved: z.boolean(), rev: z.int().min(1), details: RunDetails }),
    errors: ["noSuchRun", "notWriting", ...LIBRARY_TROUBLE],
  }),
  /**
   * Gives the runs whose authors are exactly `from` the authors `to`, all in one act, and answers which they were. Other
   * runs, and those that are gone, stay as they are. The same with both exchanged takes it back.
   */
  "run.replaceAuthors": method({
    request: z.strictObject({
      runs: z.array(RunId).min(1).max(10_000),
      from: z.array(RunAuthor).max(MAX_AUTHORS),
      to: z.array(RunAuthor).max(MAX_AUTHORS),
    }),
    reply: z.strictObject({ runs: z.array(RunId) }),
    errors: ["notWriting", ...LIBRARY_TROUBLE],
  }),
  /** Remembers where the author was. Never counts as an edit. */
  "run.keepPlace": method({
    request: z.strictObject({ runId: RunId, place: RunPlace }),
    reply: z.strictObject({}),
    errors: ["noSuchRun", "notWriting", ...LIBRARY_TROUBLE],
  }),
};
