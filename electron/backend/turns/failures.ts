import { plainFailure, type Failure } from "../../../shared/contract/failure.ts";
import { failed, type Outcome } from "../../../shared/lib/outcome.ts";
import { storageFailure } from "../context.ts";
import type { Misfit, RunFailure } from "../runs/failures.ts";
import type { LibraryFailure } from "../storage/failures.ts";
import type { NotAwaited } from "./land.ts";
import type { NoSuchTurn } from "./sent-turns.ts";

/** What comes of a turn that was sent, with its failures in words. */
export function fromTurns<T>(outcome: Outcome<T, LibraryFailure | NoSuchTurn>): Outcome<T, Failure> {
  if (outcome.ok) return outcome;
  if (outcome.failure.kind !== "noSuchTurn") return failed(storageFailure(outcome.failure));
  return failed(plainFailure("noSuchFile", "That turn is not in this library any more."));
}

/** What comes of an action that lands in a step (1-based), with its failures in words. */
export function fromLanding<T>(
  outcome: Outcome<T, RunFailure | Misfit | NotAwaited>,
  step: number,
): Outcome<T, Failure> {
  if (outcome.ok) return outcome;
  if (outcome.failure.kind !== "notAwaited") return failed(storageFailure(outcome.failure));
  const message = `Step ${step} does not wait for an action: it has one, or the run has gone on. Nothing was changed.`;
  return failed(plainFailure("exists", message));
}
