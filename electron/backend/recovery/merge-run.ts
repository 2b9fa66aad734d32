import { z } from "zod";

import type { SalvagedRun } from "../../../shared/contract/recovery-methods.ts";
import type { Act } from "../../../shared/contract/save.ts";
import { newBatchId, newRunId, RunId, type StepId } from "../../../shared/domain/ids.ts";
import type { StepContent } from "../../../shared/domain/step.ts";
import { type Outcome, success } from "../../../shared/lib/outcome.ts";
import { commitPlan, type Plan } from "../history/restore.ts";
import { sectionCode } from "../runs/codes.ts";
import { insertRun } from "../runs/create.ts";
import type { Misfit, RunFailure } from "../runs/failures.ts";
import { visibleRun } from "../runs/run-row.ts";
import { StepRow } from "../runs/step-row.ts";
import type { Query, WritingConnection } from "../storage/connection.ts";
import type { WritingLibrary } from "../storage/library.ts";
import type { PlainFact, Row } from "./fact.ts";
import type { RowOf } from "./facts.ts";
import { RUN_FACTS } from "./run-facts.ts";
import { type Merging, mergeRows } from "./merge-facts.ts";
import { lastVersion, mergeHistory } from "./merge-history.ts";
import type { SalvagedRunRow, SalvagedStep } from "./salvage.ts";
import type { TableShape } from "./shapes.ts";

/** One run of the damaged file, by its keys. */
export type FoundRun = {
  readonly key: number;
  /** Null where its row was not readable. */
  readonly row: SalvagedRunRow | null;
  readonly steps: readonly SalvagedStep[];
  readonly facts: FoundFacts;
};

/** What belongs to one run beside its steps. */
export type FoundFacts = {
  readonly plain: readonly { readonly shape: TableShape; readonly rows: readonly Row[] }[];
  readonly versions: readonly RowOf<"versions">[];
  readonly snapshots: readonly RowOf<"snapshots">[];
  readonly authors: readonly RowOf<"run_authors">[];
};

const RunHere = z.object({
  key: z.int(),
  id: RunId,
  title: z.string(),
  detailsRev: z.int(),
  deletedAt: z.int().nullable(),
});
const RUN_BY_ID: Query<z.infer<typeof RunHere>> = {
  sql: "SELECT key, id, title, details_rev AS detailsRev, deleted_at AS deletedAt FROM runs WHERE id = ?",
  row: RunHere,
};
const ALL_STEPS: Query<StepRow> = {
  sql: "SELECT key, id, run, position, rev, deleted_at, content FROM steps WHERE run = ?",
  row: StepRow,
};
const RUN_OF_STEP: Query<{ runId: RunId }> = {
  sql: "SELECT runs.id AS runId FROM steps JOIN runs ON runs.key = steps.run WHERE steps.id = ?",
  row: z.object({ runId: RunId }),
};
const KEY = z.object({ key: z.int() });
const PERSON: Query<{ key: number }> = { sql: "SELECT key FROM people WHERE id = ?", row: KEY };
const DEVICE: Query<{ key: number }> = { sql: "SELECT key FROM devices WHERE id = ?", row: KEY };

/** Brings in one run inside the caller's transaction; null where there is nothing of it to show. */
export function mergeRun(
  merging: Merging,
  library: WritingLibrary,
  found: FoundRun,
): Outcome<Omit<SalvagedRun, "others"> | null, RunFailure | Misfit> {
  const { connection, keys } = merging;
  const { row, steps, facts } = found;
  if (row === null && steps.length === 0) return success(null);
  const runId = runIdOf(connection, row, steps);
  const before = connection.first(RUN_BY_ID, runId);
  // A run that is only a row is nothing anybody wrote, where there is no step to show.
  if (before === undefined && steps.length === 0) return success(null);
  const key = before?.key ?? insertFound(connection, library, runId, row);
  keys.put("runs", found.key, key);
  const details = row !== null && row.details_rev > (before?.detailsRev ?? 0) ? row : null;
  if (details !== null) writeDetails(merging, key, details, facts.authors);
  if (row !== null) keepPlace(merging, key, row);
  const binnedAt = before === undefined ? (row?.deleted_at ?? null) : before.deletedAt;
  // Saves go to runs in sight; one in the bin goes back there.
  connection.run("UPDATE runs SET deleted_at = NULL WHERE key = ? AND deleted_at IS NOT NULL", key);
  const version = lastVersion(connection);
  const brought = mergeSteps(merging, library, { runId, key }, found);
  if (!brought.ok) return brought;
  mergeStepsHistory(merging, library, found, { key, before: version });
  mergePlain(merging, key, facts);
  if (binnedAt !== null) connection.run("UPDATE runs SET deleted_at = ? WHERE key = ?", binnedAt, key);
  return success({
    runId,
    title: details?.title ?? before?.title ?? titleOf(row),
    found: steps.length,
    brought: brought.value,
    inBin: binnedAt !== null,
  });
}

/** Notes where the steps of the file are now, and brings in the history of the run. */
function mergeStepsHistory(
  merging: Merging,
  library: WritingLibrary,
  { steps, facts }: FoundRun,
  run: { readonly key: number; readonly before: number },
): void {
  const { connection, keys } = merging;
  const here = connection.all(ALL_STEPS, run.key);
  const keyOf = new Map(here.map((step) => [step.id, step.key]));
  for (const step of steps) {
    const stepKey = keyOf.get(step.id);
    if (stepKey !== undefined) keys.put("steps", step.key, stepKey);
  }
  mergeHistory(
    merging,
    { ...facts, contents: new Map(steps.map((step) => [step.key, step.content])) },
    { ...run, contents: new Map(here.map((step) => [step.key, step.content])) },
    {
      personKey: connection.first(PERSON, library.me)?.key ?? 0,
      deviceKey: connection.first(DEVICE, library.device)?.key ?? 0,
      now: library.clock(),
    },
  );
}

const FACTS_OF_RUNS: ReadonlyMap<string, PlainFact> = new Map(Object.entries(RUN_FACTS));

function mergePlain(merging: Merging, runKey: number, { plain }: FoundFacts): void {
  for (const { shape, rows } of plain) {
    const fact = FACTS_OF_RUNS.get(shape.name);
    if (fact === undefined) throw new Error(`${shape.name} is no table of facts of a run`);
    const brought = mergeRows(merging, fact, shape, rows);
    // The bible is none of those that anybody has read.
    if (shape.name === "bible_parts" && brought > 0) {
      merging.connection.run(
        "INSERT INTO bible_revs (run, rev) VALUES (?, 1) ON CONFLICT (run) DO UPDATE SET rev = rev + 1",
        runKey,
      );
    }
  }
}

/** Which run it is: its own id; where its row is lost, that of the run here that has its steps; else a new one. */
function runIdOf(connection: WritingConnection, row: SalvagedRunRow | null, steps: readonly SalvagedStep[]): RunId {
  if (row !== null) return row.id;
  for (const { id } of steps) {
    const run = connection.first(RUN_OF_STEP, id);
    if (run !== undefined) return run.runId;
  }
  return newRunId();
}

const titleOf = (row: SalvagedRunRow | null): string => row?.title ?? "A recovered run";

function insertFound(
  connection: WritingConnection,
  library: WritingLibrary,
  runId: RunId,
  row: SalvagedRunRow | null,
): number {
  const made = row === null ? library.clock() : { utcMs: row.made_at, offsetMinutes: row.made_offset };
  return insertRun(connection, { title: titleOf(row), authors: [] }, made, row?.origin ?? "written", null, runId).key;
}

function writeDetails(
  { connection, keys }: Merging,
  key: number,
  row: SalvagedRunRow,
  authors: readonly RowOf<"run_authors">[],
): void {
  connection.run(
    `UPDATE runs SET title = ?, description = ?, notes = ?, status = ?, tags = ?, target_words = ?, target_steps = ?,
       words_a_step = ?, licence = ?, consent = ?, project = coalesce(?, project), details_rev = ? WHERE key = ?`,
    row.title,
    row.description,
    row.notes,
    row.status,
    JSON.stringify(row.tags),
    row.target_words,
    row.target_steps,
    row.words_a_step,
    row.licence,
    row.consent,
    keys.ofMaybe("projects", row.project),
    row.details_rev,
    key,
  );
  const known = authors.flatMap(({ position, person, role }) => {
    const personKey = keys.of("people", person);
    return personKey === null ? [] : [{ position, personKey, role }];
  });
  if (known.length === 0) return;
  connection.run("DELETE FROM run_authors WHERE run = ?", key);
  for (const { position, personKey, role } of known) {
    connection.run(
      "INSERT INTO run_authors (run, position, person, role) VALUES (?, ?, ?, ?)",
      key,
      position,
      personKey,
      role,
    );
  }
}

function keepPlace({ connection, isSuccessor }: Merging, key: number, { place }: SalvagedRunRow): void {
  if (place === null) return;
  const isFree = isSuccessor ? "" : " AND place IS NULL";
  connection.run(`UPDATE runs SET place = ? WHERE key = ?${isFree}`, JSON.stringify(place), key);
}

/** Brings in the steps that are newer than what stands; answers how many. */
function mergeSteps(
  { connection }: Merging,
  library: WritingLibrary,
  { runId, key }: { readonly runId: RunId; readonly key: number },
  { steps, facts }: FoundRun,
): Outcome<number, RunFailure | Misfit> {
  const standing = connection.all(ALL_STEPS, key);
  const { plan, toBin } = planFor(standing, steps);
  const commit = (part: Plan, logs: (act: Act) => boolean): Outcome<unknown, RunFailure | Misfit> => {
    const run = visibleRun(connection, runId);
    if (run === undefined) throw new Error("A run was brought back and is not in sight");
    const by = { runId, batchId: newBatchId(), personId: library.me, deviceId: library.device };
    return commitPlan(connection, by, run, part, library.clock(), logs);
  };
  if (plan.steps.length === 0) return success(0);
  const told = toldElsewhere(steps, facts);
  const saved = commit(plan, ({ stepId, section }) => !told.has(`${stepId} ${String(sectionCode(section))}`));
  if (!saved.ok || toBin.length === 0) return saved.ok ? success(plan.steps.length) : saved;
  const binned = commit({ steps: toBin.map(({ id }) => ({ id, content: null })), order: null }, () => false);
  if (!binned.ok) return binned;
  for (const { id, deletedAt } of toBin) {
    connection.run("UPDATE steps SET deleted_at = ? WHERE id = ?", deletedAt, id);
  }
  return success(plan.steps.length);
}

/** The sections whose words came in another way than by this recovery, as their provenance tells, which comes in too. */
function toldElsewhere(steps: readonly SalvagedStep[], { plain }: FoundFacts): ReadonlySet<string> {
  const idOf = new Map<unknown, StepId>(steps.map(({ key, id }) => [key, id]));
  const rows = plain.find(({ shape }) => shape.name === "sections")?.rows ?? [];
  return new Set(rows.map((row) => `${idOf.get(row["step"]) ?? ""} ${String(row["section"])}`));
}

/** A step without the ids of its thoughts: one that came in may have had to take new ones (history/own-thoughts.ts). */
function textOf(content: StepContent): string {
  return JSON.stringify(content, (key, value: unknown) => (key === "id" ? undefined : value));
}

type MergePlan = { readonly plan: Plan; readonly toBin: readonly SalvagedStep[] };

/**
 * The steps that are newer than what stands, and the order with those that come in at their places. Those that belong into
 * the bin come in as all others do, and go there then: a step that is in sight here stays so, wherever it was there.
 */
function planFor(standing: readonly StepRow[], found: readonly SalvagedStep[]): MergePlan {
  const here = new Map(standing.map((step) => [step.id, step]));
  const newer = found.filter((step) => {
    const known = here.get(step.id);
    return known === undefined || (step.rev > known.rev && textOf(step.content) !== textOf(known.content));
  });
  const stands = new Set(standing.filter((step) => step.deleted_at === null).map(({ id }) => id));
  const coming = newer.filter(({ id }) => !stands.has(id));
  const inSight = coming.some(({ deletedAt }) => deletedAt === null) || stands.size > 0;
  // Of a run that has no other step these are what there is to show.
  const toBin = inSight ? coming.filter(({ deletedAt }) => deletedAt !== null) : [];
  if (coming.length === 0) return { plan: { steps: newer, order: null }, toBin };
  const places: { id: StepId; position: number }[] = [...standing.filter(({ id }) => stands.has(id)), ...coming];
  const order = places.toSorted((one, other) => one.position - other.position).map(({ id }) => id);
  return { plan: { steps: newer, order }, toBin };
}
