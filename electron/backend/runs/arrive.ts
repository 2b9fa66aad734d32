import { z } from "zod";

import type { RunRow } from "../../../shared/contract/run-methods.ts";
import { MAX_POSITION } from "../search/rowid.ts";
import type { RunProvenance } from "../../../shared/domain/exchange/provenance.ts";
import { newBatchId, type RunId } from "../../../shared/domain/ids.ts";
import { SECTION_NAMES } from "../../../shared/domain/section.ts";
import { type Skip, skipAfter } from "../../../shared/domain/states.ts";
import { contentOf, type Step } from "../../../shared/domain/step.ts";
import { totalWords } from "../../../shared/domain/words.ts";
import { type Outcome, success } from "../../../shared/lib/outcome.ts";
import type { Query, WritingConnection } from "../storage/connection.ts";
import type { LibraryFailure } from "../storage/failures.ts";
import { eraseArrivingRun } from "../storage/leftovers.ts";
import type { WritingLibrary } from "../storage/library.ts";
import { insertSnapshot } from "../history/snapshots.ts";
import { accountOf } from "./account.ts";
import { insertRun, type RunHead } from "./create.ts";
import { DerivedRows } from "./derived.ts";
import { readRunRows } from "./list.ts";
import { STEP_GAP } from "./positions.ts";
import { keepImported, keepKnown, logAct, type Writing } from "./provenance.ts";
import { contentColumn } from "./step-row.ts";

/*
 * An import in stages (document model, section 6). A run of 10,000 steps in one transaction would hold up every save for
 * seconds, so steps arrive some hundred at a time, each time in a short transaction, as rows of runs marked arriving,
 * which nobody sees. One last transaction makes all runs of the import visible together. What never came to that, because
 * the process died, is swept when the library is next opened for writing.
 */

/** An import on its way. */
export class Arrival {
  readonly #library: WritingLibrary;
  readonly #id = newBatchId();
  readonly #runs = new Map<RunId, ArrivingRun>();

  /** Use `beginArrival`. */
  constructor(library: WritingLibrary) {
    this.#library = library;
  }

  /**
   * Adds a run without steps; it stays out of sight. One that comes from another library keeps its `id`, which must be
   * free here; `hasHistory`: its history is added too, and nothing may stand in it that was not there.
   */
  startRun(
    head: RunHead,
    { id: known, hasHistory = false }: { readonly id?: RunId | undefined; readonly hasHistory?: boolean } = {},
  ): Outcome<RunId, LibraryFailure> {
    return this.#library.write<RunId, never>((connection) => {
      const { key, id } = insertRun(connection, head, this.#library.clock(), "imported", this.#id, known);
      this.#runs.set(id, { key, steps: 0, skip: "nothing", hasHistory });
      return success(id);
    });
  }

  /**
   * Adds steps at the end of an arriving run, in one transaction: hand over some hundred at a time. `known` is what
   * another library kept of how their sections came to be; without it they are imported and nothing else is known.
   */
  append(runId: RunId, steps: readonly Step[], known?: RunProvenance): Outcome<null, LibraryFailure> {
    const run = this.#arriving(runId);
    if ((run.steps + steps.length) * STEP_GAP > MAX_POSITION) throw new RangeError("A run cannot take so many steps");
    const skip = steps.reduce<Skip>((_before, step) => skipAfter(step), run.skip);
    const appended = this.#library.write<null, never>((connection) => {
      appendSteps(connection, this.#library, run, steps, known);
      return success(null);
    });
    if (appended.ok) this.#runs.set(runId, { ...run, steps: run.steps + steps.length, skip });
    return appended;
  }

  /** Adds what else belongs to an arriving run, in one transaction. */
  add(runId: RunId, write: (connection: WritingConnection, runKey: number) => void): Outcome<null, LibraryFailure> {
    const { key } = this.#arriving(runId);
    return this.#library.write<null, never>((connection) => {
      write(connection, key);
      return success(null);
    });
  }

  #arriving(runId: RunId): ArrivingRun {
    const run = this.#runs.get(runId);
    if (run === undefined) throw new Error(`Run ${runId} does not arrive with this import`);
    return run;
  }

  /**
   * Makes all runs of the import visible, all together; answers their rows in the order in which they were started.
   * `keepsHowItCame`: each run without a history of its own gets a snapshot to come back to.
   */
  finish({ keepsHowItCame = false }: { readonly keepsHowItCame?: boolean } = {}): Outcome<RunRow[], LibraryFailure> {
    return this.#library.write<RunRow[], never>((connection) => {
      connection.run("UPDATE runs SET arriving = NULL WHERE arriving = ?", this.#id);
      if (keepsHowItCame) {
        const now = this.#library.clock();
        for (const { key, hasHistory } of this.#runs.values())
          if (!hasHistory) insertSnapshot(connection, key, { why: "import", name: "" }, now);
      }
      const rows = readRunRows(connection).filter((row) => this.#runs.has(row.id));
      return success(rows);
    });
  }

  /** Takes away all that has arrived, run by run. What a failure leaves is swept when the library is next opened. */
  abandon(): Outcome<null, LibraryFailure> {
    for (const { key } of this.#runs.values()) {
      const erased = this.#library.write<null, never>((connection) => {
        eraseArrivingRun(connection, key);
        return success(null);
      });
      if (!erased.ok) return erased;
    }
    this.#runs.clear();
    return success(null);
  }
}

/** Begins an import; nothing is written yet. */
export function beginArrival(library: WritingLibrary): Arrival {
  return new Arrival(library);
}

/** How far a run has arrived; `skip` is what its last step hides of the next. */
type ArrivingRun = { readonly key: number; readonly steps: number; readonly skip: Skip; readonly hasHistory: boolean };

const KEYS: Query<{ person: number; device: number }> = {
  sql: "SELECT people.key AS person, devices.key AS device FROM people, devices WHERE people.id = ? AND devices.id = ?",
  row: z.object({ person: z.int(), device: z.int() }),
};

function appendSteps(
  connection: WritingConnection,
  library: WritingLibrary,
  run: ArrivingRun,
  steps: readonly Step[],
  known: RunProvenance | undefined,
): void {
  const keys = connection.first(KEYS, library.me, library.device);
  if (keys === undefined) throw new Error("The library does not know its own person and device");
  const writing: Writing = {
    runKey: run.key,
    batchKey: null,
    personKey: keys.person,
    deviceKey: keys.device,
    now: library.clock(),
    guide: null,
  };
  const derived = new DerivedRows(connection, run.key);
  let skip = run.skip;
  steps.forEach((step, index) => {
    const content = contentOf(step);
    const position = STEP_GAP * (run.steps + index + 1);
    const account = accountOf(content, skip);
    const { lastKey: stepKey } = connection.run(
      "INSERT INTO steps (id, run, position, rev, is_blank, content) VALUES (?, ?, ?, 1, ?, ?)",
      step.id,
      run.key,
      position,
      account.isBlank ? 1 : 0,
      contentColumn(content),
    );
    const kept = known?.get(step.id);
    for (const { section, words } of account.sections) {
      if (kept?.[section] === undefined) keepImported(connection, writing, stepKey, section, totalWords(words));
    }
    for (const section of SECTION_NAMES) {
      const stored = kept?.[section];
      if (stored !== undefined) keepKnown(connection, stepKey, section, stored);
    }
    // One row a step: what an import brought to each section stands in its provenance.
    const act = { section: null, kind: "imported" as const, added: account.stored, removed: 0, activeMs: 0 };
    // A run with a history of its own brings its log.
    if (!run.hasHistory) logAct(connection, writing, stepKey, act);
    derived.renew(stepKey, null, { position, content, skip });
    skip = skipAfter(content);
  });
  derived.write();
}
