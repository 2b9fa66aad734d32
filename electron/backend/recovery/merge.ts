import { z } from "zod";

import type { SalvagedRun } from "../../../shared/contract/recovery-methods.ts";
import { newBatchId, newRunId, RunId, type StepId } from "../../../shared/domain/ids.ts";
import type { StepContent } from "../../../shared/domain/step.ts";
import { type Outcome, success } from "../../../shared/lib/outcome.ts";
import { commitPlan, type Plan } from "../history/restore.ts";
import type { Misfit, RunFailure } from "../runs/failures.ts";
import { visibleRun } from "../runs/run-row.ts";
import { StepRow } from "../runs/step-row.ts";
import { addToTotals, NO_TOTALS } from "../runs/totals.ts";
import type { Query, WritingConnection } from "../storage/connection.ts";
import type { WritingLibrary } from "../storage/library.ts";
import type { Salvaged, SalvagedRunRow, SalvagedStep } from "./salvage.ts";

/*
 * What was read out of a damaged library comes into one that is whole (a backup, or an empty one) as saves do: a step with
 * a higher rev as a new version, whose former text stays in the history; a step that is not there at its place in the
 * order; a run that is not there as a run. Nothing is overwritten unseen and nothing goes to the bin. Doing it again does
 * nothing, so that a recovery that was stopped can begin anew.
 */

/** Brings in what is newer; one transaction a run. */
export function mergeSalvaged(
  library: WritingLibrary,
  { runs, steps }: Salvaged,
): Outcome<SalvagedRun[], RunFailure | Misfit> {
  const brought: SalvagedRun[] = [];
  const stepsOf = Map.groupBy(steps, ({ runKey }) => runKey);
  const keys = new Set([...runs.keys(), ...stepsOf.keys()]);
  for (const key of [...keys].toSorted((one, other) => one - other)) {
    const merged = library.write<SalvagedRun | null, RunFailure | Misfit>((connection) =>
      mergeRun(connection, library, runs.get(key) ?? null, stepsOf.get(key) ?? []),
    );
    if (!merged.ok) return merged;
    if (merged.value !== null) brought.push(merged.value);
  }
  return success(brought);
}

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

function mergeRun(
  connection: WritingConnection,
  library: WritingLibrary,
  row: SalvagedRunRow | null,
  found: readonly SalvagedStep[],
): Outcome<SalvagedRun | null, RunFailure | Misfit> {
  const isEmpty = found.every(({ isBinned }) => isBinned);
  if (row === null && isEmpty) return success(null);
  const runId = runIdOf(connection, row, found);
  const before = connection.first(RUN_BY_ID, runId);
  // A run that is only a row is nothing anybody wrote, where there is no step to show.
  if (before === undefined && isEmpty) return success(null);
  const key = before?.key ?? insertRun(connection, library, runId, row);
  const isBinned = (before?.deletedAt ?? null) !== null;
  const details = row !== null && row.detailsRev > (before?.detailsRev ?? 0) ? row : null;
  if (details !== null) writeDetails(connection, key, details);
  // Saves go to runs in sight; one in the bin goes back there.
  if (isBinned) connection.run("UPDATE runs SET deleted_at = NULL WHERE key = ?", key);
  const plan = planFor(connection.all(ALL_STEPS, key), found);
  if (plan.steps.length > 0) {
    const run = visibleRun(connection, runId);
    if (run === undefined) throw new Error("A run was brought back and is not in sight");
    const by = { runId, batchId: newBatchId(), personId: library.me, deviceId: library.device };
    const saved = commitPlan(connection, by, run, plan, library.clock());
    if (!saved.ok) return saved;
  }
  if (isBinned) connection.run("UPDATE runs SET deleted_at = ? WHERE key = ?", before?.deletedAt ?? null, key);
  return success({
    runId,
    title: details?.title ?? before?.title ?? titleOf(row),
    found: found.length,
    brought: plan.steps.length,
    inBin: isBinned,
  });
}

/** Which run it is: its own id; where its row is lost, that of the run here that has its steps; else a new one. */
function runIdOf(connection: WritingConnection, row: SalvagedRunRow | null, found: readonly SalvagedStep[]): RunId {
  if (row !== null) return row.id;
  for (const { id } of found) {
    const run = connection.first(RUN_OF_STEP, id);
    if (run !== undefined) return run.runId;
  }
  return newRunId();
}

const titleOf = (row: SalvagedRunRow | null): string => row?.title ?? "A recovered run";

function insertRun(
  connection: WritingConnection,
  library: WritingLibrary,
  runId: RunId,
  row: SalvagedRunRow | null,
): number {
  const now = library.clock();
  const { lastKey } = connection.run(
    `INSERT INTO runs (id, origin, made_at, made_offset, changed_at, changed_offset, order_rev, details_rev, status,
       consent, title, tags, description, notes)
     VALUES (?, ?, ?, ?, ?, ?, 1, ?, 'draft', 0, ?, '[]', ?, ?)`,
    runId,
    row?.origin ?? "written",
    row?.madeAt ?? now.utcMs,
    row?.madeOffset ?? now.offsetMinutes,
    now.utcMs,
    now.offsetMinutes,
    Math.max(1, row?.detailsRev ?? 1),
    titleOf(row),
    row?.description ?? "",
    row?.notes ?? "",
  );
  addToTotals(connection, lastKey, NO_TOTALS);
  return lastKey;
}

function writeDetails(connection: WritingConnection, key: number, row: SalvagedRunRow): void {
  connection.run(
    "UPDATE runs SET title = ?, description = ?, notes = ?, details_rev = ? WHERE key = ?",
    row.title,
    row.description,
    row.notes,
    row.detailsRev,
    key,
  );
}

/** A step without the ids of its thoughts: one that came in may have had to take new ones (history/own-thoughts.ts). */
function textOf(content: StepContent): string {
  return JSON.stringify(content, (key, value: unknown) => (key === "id" ? undefined : value));
}

/** The steps that are newer than what stands, and the order with those that come in at their places. */
function planFor(standing: readonly StepRow[], found: readonly SalvagedStep[]): Plan {
  const here = new Map(standing.map((step) => [step.id, step]));
  const newer = found.filter((step) => {
    if (step.isBinned) return false;
    const known = here.get(step.id);
    if (known === undefined) return true;
    return step.rev > known.rev && textOf(step.content) !== textOf(known.content);
  });
  const stands = new Set(standing.filter((step) => step.deleted_at === null).map(({ id }) => id));
  const coming = newer.filter(({ id }) => !stands.has(id));
  if (coming.length === 0) return { steps: newer, order: null };
  const places: { id: StepId; position: number }[] = [...standing.filter(({ id }) => stands.has(id)), ...coming];
  const order = places.toSorted((one, other) => one.position - other.position).map(({ id }) => id);
  return { steps: newer, order };
}
