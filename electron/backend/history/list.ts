import { z } from "zod";

import type { ReplyOf, RequestOf } from "../../../shared/contract/contract.ts";
import type { PartContent, VersionRow } from "../../../shared/contract/history-methods.ts";
import { type RunId, StepId } from "../../../shared/domain/ids.ts";
import type { StepContent } from "../../../shared/domain/step.ts";
import { failed, type Outcome, success } from "../../../shared/lib/outcome.ts";
import { NO_SUCH_RUN, type RunFailure } from "../runs/failures.ts";
import { visibleRun } from "../runs/run-row.ts";
import { presentPlaces } from "../runs/sequence.ts";
import { STEP_BY_ID } from "../runs/step-row.ts";
import type { Parameter, Query, ReadingConnection } from "../storage/connection.ts";
import { DamagedRow } from "../storage/failures.ts";
import type { ReadingLibrary } from "../storage/library.ts";
import { actOfCode, isSection, partCode, partOfCode, PARTS } from "./parts.ts";
import { stepAsOf, versionText, withKept } from "./texts.ts";

/** No such step in this run, not even in its bin. */
export type NoSuchStep = { readonly kind: "noSuchStep" };
/** No such version or snapshot: it was thinned out, or is another run's. */
export type NoSuchVersion = { readonly kind: "noSuchVersion" };
export const NO_SUCH_VERSION: NoSuchVersion = { kind: "noSuchVersion" };

const Listed = z.object({
  key: z.int(),
  stepId: StepId,
  deleted_at: z.int().nullable(),
  section: z.int(),
  kind: z.int().nullable(),
  person: z.string().nullable(),
  device: z.string().nullable(),
  began_at: z.int(),
  changed_at: z.int(),
  changed_offset: z.int(),
  words: z.int(),
  is_present: z.int(),
});
type Listed = z.infer<typeof Listed>;

const listedQuery = (where: string): Query<Listed> => ({
  sql: `SELECT versions.key, steps.id AS stepId, steps.deleted_at, section, kind, people.name AS person,
          devices.name AS device, began_at, changed_at, changed_offset, words, is_present
        FROM (SELECT key, run, step, section, kind, person, device, began_at, changed_at, changed_offset, words,
                content IS NULL AS is_present FROM versions WHERE ${where} ORDER BY key DESC LIMIT ?) AS versions
          JOIN steps ON steps.key = versions.step
          LEFT JOIN people ON people.key = versions.person LEFT JOIN devices ON devices.key = versions.device
        ORDER BY versions.key DESC`,
  row: Listed,
});
const OF_RUN = listedQuery("run = ? AND key < ?");
const OF_RUN_AND_PART = listedQuery("run = ? AND key < ? AND section = ?");
const OF_STEP = listedQuery("run = ? AND key < ? AND step = ?");
const OF_STEP_AND_PART = listedQuery("run = ? AND key < ? AND step = ? AND section = ?");
const ONE = listedQuery("run = ? AND key = ?");

/** Pages of the history of a run, a step or a section, the newest first; a step in the bin has its history too. */
export function listVersions(
  library: ReadingLibrary,
  { runId, stepId, part, before, limit }: RequestOf<"history.list">,
): Outcome<ReplyOf<"history.list">, RunFailure | NoSuchStep> {
  return library.read<ReplyOf<"history.list">, RunFailure | NoSuchStep>((connection) => {
    const run = visibleRun(connection, runId);
    if (run === undefined) return failed(NO_SUCH_RUN);
    const step = stepId === null ? null : connection.first(STEP_BY_ID, stepId);
    if (step === undefined || (step !== null && step.run !== run.key)) return failed({ kind: "noSuchStep" });
    const query =
      step === null ? (part === null ? OF_RUN : OF_RUN_AND_PART) : part === null ? OF_STEP : OF_STEP_AND_PART;
    const filter: Parameter[] = [...(step === null ? [] : [step.key]), ...(part === null ? [] : [partCode(part)])];
    const rows = connection.all(query, run.key, before ?? Number.MAX_SAFE_INTEGER, ...filter, limit + 1);
    const numbers = stepNumbers(connection, run.key);
    return success({
      versions: rows.slice(0, limit).map((row) => versionRow(row, numbers)),
      more: rows.length > limit,
    });
  });
}

function stepNumbers(connection: ReadingConnection, runKey: number): ReadonlyMap<StepId, number> {
  return new Map(presentPlaces(connection, runKey).map(({ id }, index) => [id, index + 1]));
}

function versionRow(row: Listed, numbers: ReadonlyMap<StepId, number>): VersionRow {
  return {
    version: row.key,
    stepId: row.stepId,
    step: row.deleted_at === null ? (numbers.get(row.stepId) ?? null) : null,
    part: partOfCode(row.section),
    kind: actOfCode(row.kind),
    beganAt: row.began_at,
    changedAt: row.changed_at,
    changedOffsetMinutes: row.changed_offset,
    person: row.person,
    device: row.device,
    words: row.words,
    isPresent: row.is_present === 1,
  };
}

/** A version found, with what is needed to bring it back. */
export type FoundVersion = {
  readonly row: VersionRow;
  readonly stepKey: number;
  /** The step as it is; in the bin as it was when it went there. */
  readonly present: StepContent;
  readonly isBinned: boolean;
};

/** Finds a version of a run; undefined when it has none of this number. */
export function findVersion(connection: ReadingConnection, runKey: number, version: number): FoundVersion | undefined {
  const row = connection.first(ONE, runKey, version, 1);
  if (row === undefined) return undefined;
  const step = connection.first(STEP_BY_ID, row.stepId);
  if (step === undefined) throw new DamagedRow(`version ${String(version)} is of a step that is not there`);
  return {
    row: versionRow(row, stepNumbers(connection, runKey)),
    stepKey: step.key,
    present: step.content,
    isBinned: step.deleted_at !== null,
  };
}

const BEFORE: Query<{ key: number }> = {
  sql: "SELECT key FROM versions WHERE step = ? AND section = ? AND key < ? ORDER BY key DESC LIMIT 1",
  row: z.object({ key: z.int() }),
};

/** One version with its text, the text of the version before it and the text that stands. */
export function readVersion(
  library: ReadingLibrary,
  runId: RunId,
  version: number,
): Outcome<ReplyOf<"history.version">, RunFailure | NoSuchVersion> {
  return library.read<ReplyOf<"history.version">, RunFailure | NoSuchVersion>((connection) => {
    const run = visibleRun(connection, runId);
    if (run === undefined) return failed(NO_SUCH_RUN);
    const found = findVersion(connection, run.key, version);
    if (found === undefined) return failed(NO_SUCH_VERSION);
    const { row, stepKey, present } = found;
    const previous = connection.first(BEFORE, stepKey, partCode(row.part), version)?.key ?? null;
    const contentOf = (key: number): PartContent => {
      const step = withKept(present, row.part, versionText(connection, key, row.part, present));
      return partContent(step, row.part);
    };
    return success({
      row,
      was: contentOf(version),
      previous: previous === null ? null : contentOf(previous),
      now: partContent(present, row.part),
      stepThen: stepAsOf(connection, stepKey, present, version, PARTS),
      stepNow: present,
    });
  });
}

function partContent(step: StepContent, part: VersionRow["part"]): PartContent {
  return isSection(part) ? step[part] : { chapter: step.chapter, bookmark: step.bookmark };
}
