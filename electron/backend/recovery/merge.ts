import type { SalvagedRun, Tally } from "../../../shared/contract/recovery-methods.ts";
import { newBatchId } from "../../../shared/domain/ids.ts";
import { type Outcome, success } from "../../../shared/lib/outcome.ts";
import type { Misfit, RunFailure } from "../runs/failures.ts";
import type { WritingConnection } from "../storage/connection.ts";
import type { WritingLibrary } from "../storage/library.ts";
import type { PlainFact, Row } from "./fact.ts";
import { LIBRARY_FACTS } from "./library-facts.ts";
import { Keys, type Merging, mergeRows, Tallies } from "./merge-facts.ts";
import { mergeLog } from "./merge-log.ts";
import { type FoundFacts, type FoundRun, mergeRun } from "./merge-run.ts";
import type { Salvaged, SalvagedFacts, SalvagedStep } from "./salvage.ts";

/*
 * What was read out of a damaged library comes into one that is whole (a backup, or an empty one) as saves do: a step with
 * a higher rev as a new version, whose former text stays in the history; a step that is not there at its place in the
 * order, or in the bin where it lay; a run that is not there as a run; after the steps of a run its history and every other
 * fact. Nothing is overwritten unseen and nothing that is in sight goes to the bin. Doing it again does nothing, so that a
 * recovery that was stopped can begin anew.
 */

/** What came in: run by run, and beside the runs. */
export type Brought = { readonly runs: readonly SalvagedRun[]; readonly others: readonly Tally[] };

/** How a merge is done. */
export type MergeOrder = {
  /** Whether the damaged file is a later state of this very library. */
  readonly isSuccessor: boolean;
  /** Is told what has come in so far as the last act of each transaction: what it throws takes the transaction back. */
  readonly note: (sofar: Brought) => void;
};

/** Brings in what is newer; one transaction a run. */
export function mergeSalvaged(
  library: WritingLibrary,
  { runs, steps, facts }: Salvaged,
  { isSuccessor, note }: MergeOrder,
): Outcome<Brought, RunFailure | Misfit> {
  const keys = new Keys();
  const others = new Tallies();
  const brought: SalvagedRun[] = [];
  const sofar = (): Brought => ({ runs: brought, others: others.told() });
  const apart = (merge: (merging: Merging) => void): Outcome<null, RunFailure | Misfit> =>
    library.write<null, never>((connection) => {
      merge({ connection, keys, tallies: others, isSuccessor });
      note(sofar());
      return success(null);
    });

  const begun = apart((merging) => {
    for (const [table, rows] of facts.library) mergeRows(merging, libraryFact(table), rows.shape, rows.rows());
    keepOrderOfBatches(merging.connection, facts);
  });
  if (!begun.ok) return begun;
  for (const found of runsOf({ runs, steps, facts })) {
    const tallies = new Tallies();
    const merged = library.write<null, RunFailure | Misfit>((connection) => {
      const run = mergeRun({ connection, keys, tallies, isSuccessor }, library, found);
      if (!run.ok) return run;
      if (run.value !== null) brought.push({ ...run.value, others: tallies.told() });
      note(sofar());
      return success(null);
    });
    if (!merged.ok) return merged;
  }
  const ended = apart((merging) => mergeLog(merging, facts.log.rows()));
  return ended.ok ? success(sofar()) : ended;
}

function libraryFact(table: string): PlainFact {
  const fact = Object.entries<PlainFact>(LIBRARY_FACTS).find(([name]) => name === table);
  if (fact === undefined) throw new Error(`${table} is no table of facts of the library`);
  return fact[1];
}

/**
 * What is written from now on comes after what came in: the order of writing is told by the numbers of batches, so the
 * highest of them is taken by one that nobody sends.
 */
function keepOrderOfBatches(connection: WritingConnection, { log, versions }: SalvagedFacts): void {
  const batches = [...log.rows(), ...versions.rows()].map(({ batch }) => batch ?? 0);
  const highest = batches.reduce((most, batch) => Math.max(most, batch), 0);
  if (highest === 0) return;
  connection.run(
    `INSERT INTO batches (key, id, run, answer) SELECT ?, ?, 0, '{}'
     WHERE NOT EXISTS (SELECT 1 FROM batches WHERE key >= ?)`,
    highest,
    newBatchId(),
    highest,
  );
}

/** Everything that was read, run by run; a run of which only steps were read counts too. */
function runsOf({ runs, steps, facts }: Salvaged): FoundRun[] {
  const stepsOf = Map.groupBy(steps, ({ runKey }) => runKey);
  const factsOf = factsByRun(steps, facts);
  const keys = new Set([...runs.keys(), ...stepsOf.keys()]);
  return [...keys]
    .toSorted((one, other) => one - other)
    .map((key) => ({ key, row: runs.get(key) ?? null, steps: stepsOf.get(key) ?? [], facts: factsOf(key) }));
}

function factsByRun(steps: readonly SalvagedStep[], facts: SalvagedFacts): (runKey: number) => FoundFacts {
  const runOfStep = new Map(steps.map(({ key, runKey }) => [key, runKey]));
  const batches = facts.runs.get("review_batches")?.rows() ?? [];
  const runOfBatch = new Map(batches.map((row) => [row["key"], row["run"]]));
  const runOf = (row: Row): unknown =>
    row["run"] ?? (typeof row["step"] === "number" ? runOfStep.get(row["step"]) : runOfBatch.get(row["batch"]));
  const plain = [...facts.runs.values()].map((found) => ({ shape: found.shape, of: Map.groupBy(found.rows(), runOf) }));
  const versions = Map.groupBy(facts.versions.rows(), ({ run }) => run);
  const snapshots = Map.groupBy(facts.snapshots.rows(), ({ run }) => run);
  const authors = Map.groupBy(facts.authors.rows(), ({ run }) => run);
  return (runKey) => ({
    plain: plain.map(({ shape, of }) => ({ shape, rows: of.get(runKey) ?? [] })),
    versions: versions.get(runKey) ?? [],
    snapshots: snapshots.get(runKey) ?? [],
    authors: authors.get(runKey) ?? [],
  });
}
