import { z } from "zod";

import { SnapshotWhy } from "../../../shared/contract/history-methods.ts";
import { LibraryId } from "../../../shared/domain/ids.ts";
import { AuthorRole } from "../../../shared/domain/run.ts";
import { type Fact, flag, int, moment, section } from "./fact.ts";
import { LIBRARY_FACTS } from "./library-facts.ts";
import { RUN_FACTS } from "./run-facts.ts";

/*
 * Every table of a library, and what a recovery does with it: no table is left out without a reason (a test goes through
 * the whole schema). Facts are read out row by row. A row is known again in the library by what it is about, never by its
 * number; where both have it, the one that was changed later stands.
 */

const kindOfAct = z.int().min(0).max(7);

/** Facts that come in by rules of their own: history (recovery/merge-history.ts), log (recovery/merge-log.ts), authors. */
export const OTHER_FACTS = {
  library: { row: z.object({ one: int, id: LibraryId, made_at: int, made_offset: int }), kind: null, refers: {} },
  run_authors: {
    row: z.object({ run: int, position: int, person: int, role: AuthorRole }),
    kind: null,
    refers: { run: "runs", person: "people" },
  },
  versions: {
    row: z.object({
      key: int,
      run: int,
      step: int,
      section: z.int().min(0).max(6),
      kind: kindOfAct.nullable(),
      stands_alone: flag,
      batch: int.nullable(),
      person: int.nullable(),
      device: int.nullable(),
      began_at: int,
      changed_at: int,
      changed_offset: int,
      words: int,
      base: int.nullable(),
      content: z.instanceof(Uint8Array).nullable(),
    }),
    kind: "versions",
    refers: { run: "runs", step: "steps", person: "people", device: "devices" },
  },
  snapshots: {
    row: z.object({
      key: int,
      run: int,
      why: SnapshotWhy,
      name: z.string(),
      last_version: int,
      steps: int,
      words: int,
      ...moment,
      step_keys: z.instanceof(Uint8Array),
    }),
    kind: "snapshots",
    refers: { run: "runs" },
  },
  writing_log: {
    row: z.object({
      sequence: int,
      batch: int.nullable(),
      run: int,
      step: int,
      section: section.nullable(),
      kind: kindOfAct,
      person: int,
      device: int,
      added: int,
      removed: int,
      active_ms: int,
      ...moment,
    }),
    kind: "log",
    refers: { run: "runs", step: "steps", person: "people", device: "devices" },
  },
} satisfies Record<string, Fact>;

/** All facts but runs and steps, which are read by themselves (recovery/salvage.ts). */
export const FACTS = { ...LIBRARY_FACTS, ...RUN_FACTS, ...OTHER_FACTS };
export type FactTable = keyof typeof FACTS;
/** A row of one table. */
export type RowOf<T extends FactTable> = z.infer<(typeof FACTS)[T]["row"]>;

/** Tables that are not read out, and why nothing is lost by it. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  batches:
    "answers to messages: a batch that is sent again is compared with what stands, since it may not have come back",
  section_words: "counted again from the steps that come in",
  run_totals: "sums over section_words",
  writing_hours: "sums over writing_log, which follow as its rows come in",
  writing_steps: "sums over writing_log, which follow as its rows come in",
  file_readings: "what files of a lead's folder gave: they are read again",
  run_examinations: "what was found in runs: they are looked through again",
};
