import { z } from "zod";

import { Bible, BibleId, BiblePart, EventKind, PartName } from "../domain/bible/bible.ts";
import { BibleCounts } from "../domain/bible/bible-file.ts";
import { Problem } from "../domain/bounty/problem.ts";
import { MAX_QUOTE_UNITS } from "../domain/consistency/results.ts";
import { RunId, StepId, ThoughtId } from "../domain/ids.ts";
import { SectionName, ThoughtType } from "../domain/section.ts";
import { FileHandle, TargetHandle } from "./handles.ts";
import { FILE_TROUBLE, LIBRARY_TROUBLE, method } from "./method.ts";

/** The most parts of one change: an entity that swallows another rewrites at most what names it. */
const MAX_CHANGED = 10_000;
/** The most lines of a concordance that are handed over at a time. */
export const MAX_LINES = 500;

const StepNumber = z.int().min(1);
const Count = z.int().min(0);
const Quote = z.string().max(MAX_QUOTE_UNITS);

/** A recurring name that the bible does not have. */
export const OfferedName = z.strictObject({
  name: z.string(),
  mentions: Count,
  steps: Count,
  firstStep: StepNumber,
  lastStep: StepNumber,
  /** The text says that it speaks: most likely a person. */
  speaks: z.boolean(),
  /** An entity of whose name it is a part. */
  mayBe: BibleId.nullable(),
});
export type OfferedName = z.infer<typeof OfferedName>;

/** Where the text names an entity: pairs of step number and times, in the order of the run. */
export const EntitySeen = z.strictObject({
  id: BibleId,
  mentions: Count,
  steps: z.array(z.tuple([StepNumber, Count])),
});
export type EntitySeen = z.infer<typeof EntitySeen>;

/** What the text says of an entity and nobody has confirmed yet: a fact, or an event. */
export const Proposal = z.strictObject({
  entity: BibleId,
  what: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("fact"), attribute: z.string(), value: z.string() }),
    z.strictObject({ kind: z.literal("event"), event: EventKind }),
  ]),
  stepId: StepId,
  step: StepNumber,
  quote: Quote,
});
export type Proposal = z.infer<typeof Proposal>;

const Reference = z.strictObject({
  what: z.string(),
  kind: z.enum(["name", "entity", "long-term", "thread"]),
  fromStep: StepNumber,
  toStep: StepNumber,
  gap: Count,
});
const Distances = z.strictObject({ count: Count, median: Count, longest: z.array(Reference) });
/** How far back the run refers, over all and for each hundred steps. */
export const ReachReport = z.strictObject({
  overall: Distances,
  hundreds: z.array(z.strictObject({ from: StepNumber, to: StepNumber, ...Distances.shape })),
});
export type ReachReport = z.infer<typeof ReachReport>;

/** A long-term thought, with the first later step that takes it up (null: none has). */
export const OpenThought = z.strictObject({
  stepId: StepId,
  step: StepNumber,
  thoughtId: ThoughtId,
  quote: Quote,
  echoStep: StepNumber.nullable(),
});
export type OpenThought = z.infer<typeof OpenThought>;

/** A line of a concordance: the sentence, and the place of what is meant in its text. */
export const ConcordanceLine = z.strictObject({
  stepId: StepId,
  step: StepNumber,
  section: SectionName,
  thoughtId: ThoughtId.nullable(),
  type: ThoughtType.nullable(),
  start: Count,
  end: Count,
  quote: Quote,
  /** Where `quote` begins, in the units of `start`. */
  quoteStart: Count,
});
export type ConcordanceLine = z.infer<typeof ConcordanceLine>;

const ByRun = z.strictObject({ runId: RunId });

/** The story bible of a run. */
export const bibleMethods = {
  "bible.open": method({
    request: ByRun,
    reply: z.strictObject({ rev: Count, bible: Bible }),
    errors: ["noSuchRun", ...LIBRARY_TROUBLE],
  }),
  /**
   * Takes parts away, then puts others; a part of a key that is there takes its place. `rev` counts the changes: when it is not the one
   * after the page's own, another page has changed the bible too. "tooLarge": it would hold more than a bible may.
   */
  "bible.change": method({
    request: z.strictObject({
      runId: RunId,
      put: z.array(BiblePart).max(MAX_CHANGED),
      remove: z.array(PartName).max(MAX_CHANGED),
    }),
    reply: z.strictObject({ rev: Count }),
    errors: ["noSuchRun", "notWriting", "tooLarge", ...LIBRARY_TROUBLE],
  }),
  /** Takes a bible file in: what it names takes the place of what has the same id, all else stays. Whole or not at all. */
  "bible.import": method({
    request: z.strictObject({ runId: RunId, file: FileHandle }),
    reply: z.strictObject({ rev: Count, counts: BibleCounts, problems: z.array(Problem) }),
    errors: ["noSuchRun", "notWriting", "refused", ...FILE_TROUBLE, ...LIBRARY_TROUBLE],
  }),
  "bible.export": method({
    request: z.strictObject({ runId: RunId, target: TargetHandle, overwrite: z.boolean() }),
    reply: z.strictObject({
      file: z.string(),
      bytes: Count,
      sha256: z.string(),
      counts: BibleCounts,
      problems: z.array(Problem),
    }),
    errors: ["noSuchRun", "exists", "cancelled", ...FILE_TROUBLE, ...LIBRARY_TROUBLE],
  }),
  /** What the run's text gives the bible: names to take in, where each entity is named, what could be confirmed, and how far back the run refers. */
  "bible.survey": method({
    request: ByRun,
    reply: z.strictObject({
      steps: Count,
      offers: z.array(OfferedName),
      seen: z.array(EntitySeen),
      proposals: z.array(Proposal),
      longTerm: z.array(OpenThought),
      reach: ReachReport,
    }),
    errors: ["noSuchRun", "cancelled", ...LIBRARY_TROUBLE],
  }),
  /** Every place that names an entity; with words, every place of them in the steps where it is named or in the cast; without an entity, every place of the words. */
  "bible.concordance": method({
    request: z.strictObject({
      runId: RunId,
      entity: BibleId.nullable(),
      words: z.string().max(200),
      /** Lines to leave out at the beginning. */
      skip: Count,
    }),
    reply: z.strictObject({ lines: z.array(ConcordanceLine).max(MAX_LINES), all: Count }),
    errors: ["noSuchRun", "cancelled", ...LIBRARY_TROUBLE],
  }),
};
