import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { onTestFinished } from "vitest";

import { beginArrival } from "../../electron/backend/runs/arrive.ts";
import {
  openLibraryForReading,
  openLibraryForWriting,
  type ReadingLibrary,
  type WriterRequest,
  type WritingLibrary,
} from "../../electron/backend/storage/library.ts";
import type { RunId } from "../../shared/domain/ids.ts";
import type { Run } from "../../shared/domain/run.ts";
import type { Outcome } from "../../shared/lib/outcome.ts";
import type { Clock } from "../../shared/lib/time.ts";

/** A folder of its own for one test; it goes when the test has ended. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "runwright-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The value of an outcome that must be a success; the test fails with the failure otherwise. */
export function valueOf<T>(outcome: Outcome<T, unknown>): T {
  if (!outcome.ok) throw new Error(`Unexpected failure: ${JSON.stringify(outcome.failure)}`);
  return outcome.value;
}

/** The failure of an outcome that must not be a success. */
export function failureIn<F>(outcome: Outcome<unknown, F>): F {
  if (outcome.ok) throw new Error(`Unexpected success: ${JSON.stringify(outcome.value)}`);
  return outcome.failure;
}

/** 1 March 2026, 12:00 in Berlin. */
export const TEST_TIME = { utcMs: Date.UTC(2026, 2, 1, 11), offsetMinutes: 60 } as const;

/** A clock that goes a second further with every look. */
export function tickingClock(): Clock {
  let looks = 0;
  return () => {
    looks += 1;
    return { utcMs: TEST_TIME.utcMs + looks * 1_000, offsetMinutes: TEST_TIME.offsetMinutes };
  };
}

/** What a writer in a test says of itself. */
export function writerAt(path: string, changes: Partial<WriterRequest> = {}): WriterRequest {
  return {
    path,
    create: true,
    person: { name: "Ann Example" },
    device: { id: null, name: "test machine" },
    clock: tickingClock(),
    ...changes,
  };
}

/** Opens a library for writing, made when it is not there; it is closed when the test has ended. */
export function openWriting(path: string, changes: Partial<WriterRequest> = {}): WritingLibrary {
  const library = valueOf(openLibraryForWriting(writerAt(path, changes)));
  onTestFinished(() => void library.close());
  return library;
}

/** Opens a library for reading; it is closed when the test has ended. */
export function openReading(path: string): ReadingLibrary {
  const library = valueOf(openLibraryForReading({ path }));
  onTestFinished(() => void library.close());
  return library;
}

/** A new library in a folder of its own. */
export function newLibrary(): WritingLibrary {
  return openWriting(join(temporaryFolder(), "library.runwright"));
}

/** How many steps a test hands over at once, so that runs of a few steps cross the border too. */
const STEPS_AT_ONCE = 7;

/** Puts a run into a library as an import does; answers the id it has there. */
export function bringIn(
  library: WritingLibrary,
  { title, authors, steps }: Pick<Run, "title" | "authors" | "steps">,
): RunId {
  const arrival = beginArrival(library);
  const runId = valueOf(arrival.startRun({ title, authors }));
  for (let index = 0; index < steps.length; index += STEPS_AT_ONCE) {
    valueOf(arrival.append(runId, steps.slice(index, index + STEPS_AT_ONCE)));
  }
  valueOf(arrival.finish());
  return runId;
}
