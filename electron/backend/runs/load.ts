import type { RunDetails, RunPlace, StoredStep } from "../../../shared/contract/run-methods.ts";
import type { RunId, StepId } from "../../../shared/domain/ids.ts";
import type { Step } from "../../../shared/domain/step.ts";
import { failed, type Outcome, success } from "../../../shared/lib/outcome.ts";
import type { ReadingLibrary } from "../storage/library.ts";
import { readDetails } from "./details.ts";
import { NO_SUCH_RUN, type RunFailure } from "./failures.ts";
import { readPlace } from "./place.ts";
import { visibleRun } from "./run-row.ts";
import { presentPlaces } from "./sequence.ts";
import { STEP_BY_ID, stepOfRow, STEPS_IN_ORDER, storedStepOfRow } from "./step-row.ts";

/** A whole run as a page opens it; steps in reading order. */
export type LoadedRun = {
  readonly runId: RunId;
  readonly details: RunDetails;
  readonly detailsRev: number;
  readonly orderRev: number;
  readonly steps: StoredStep[];
  readonly place: RunPlace | null;
};

/** Loads a run whole, in one snapshot; every step is checked. 1,000 steps take some 35 ms. */
export function loadRun(library: ReadingLibrary, runId: RunId): Outcome<LoadedRun, RunFailure> {
  return library.read<LoadedRun, RunFailure>((connection) => {
    const run = visibleRun(connection, runId);
    if (run === undefined) return failed(NO_SUCH_RUN);
    return success({
      runId,
      details: readDetails(connection, run.key),
      detailsRev: run.detailsRev,
      orderRev: run.orderRev,
      steps: connection.all(STEPS_IN_ORDER, run.key).map(storedStepOfRow),
      place: readPlace(connection, run.key),
    });
  });
}

/**
 * Visits every step of a run in reading order without holding them all, in one snapshot. `number` is 1-based. The visit
 * must not write to this library.
 */
export function eachStep(
  library: ReadingLibrary,
  runId: RunId,
  visit: (step: Step, number: number) => void,
): Outcome<null, RunFailure> {
  return library.read<null, RunFailure>((connection) => {
    const run = visibleRun(connection, runId);
    if (run === undefined) return failed(NO_SUCH_RUN);
    let number = 0;
    for (const row of connection.each(STEPS_IN_ORDER, run.key)) {
      number += 1;
      visit(stepOfRow(row), number);
    }
    return success(null);
  });
}

/** The order of a run and some of its steps as they are; ids of steps that it does not have (any more) are left out. */
export function loadSteps(
  library: ReadingLibrary,
  runId: RunId,
  ids: readonly StepId[],
): Outcome<{ readonly orderRev: number; readonly order: StepId[]; readonly steps: StoredStep[] }, RunFailure> {
  type Loaded = { readonly orderRev: number; readonly order: StepId[]; readonly steps: StoredStep[] };
  return library.read<Loaded, RunFailure>((connection) => {
    const run = visibleRun(connection, runId);
    if (run === undefined) return failed(NO_SUCH_RUN);
    const steps = ids.flatMap((id) => {
      const row = connection.first(STEP_BY_ID, id);
      return row === undefined || row.run !== run.key || row.deleted_at !== null ? [] : [storedStepOfRow(row)];
    });
    return success({ orderRev: run.orderRev, order: presentPlaces(connection, run.key).map(({ id }) => id), steps });
  });
}
