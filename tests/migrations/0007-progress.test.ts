import { join } from "node:path";

import { expect, it } from "vitest";

import { runProgress } from "../../electron/backend/progress/run-progress.ts";
import { openLibraryForWriting } from "../../electron/backend/storage/library.ts";
import { MIGRATIONS } from "../../electron/backend/storage/migrations/list.ts";
import { progress } from "../../electron/backend/storage/migrations/0007-progress.ts";
import { generateRun } from "../support/generate-run.ts";
import { bringIn, openWriting, temporaryFolder, TEST_TIME, valueOf, writerAt } from "../support/library.ts";
import { stepsOf, writePrompt } from "../support/typing.ts";

it("[PR2] a library of the version before has its sums from the log that it brings", () => {
  const path = join(temporaryFolder(), "library");
  const old = valueOf(openLibraryForWriting(writerAt(path, { migrations: MIGRATIONS.slice(0, progress.version - 1) })));
  const runId = bringIn(old, generateRun({ seed: 4, steps: 3 }));
  const [first] = stepsOf(old, runId);
  if (first === undefined) throw new Error("No step");
  writePrompt(old, runId, first.id, "Two words", { added: 2, removed: 1, activeMs: 700 });
  valueOf(old.close());
  const found = valueOf(runProgress(openWriting(path), runId, 0, TEST_TIME));
  expect(found.days).toHaveLength(1);
  const [day] = found.days;
  expect(day?.acts.find(({ kind }) => kind === "typed")).toEqual({ kind: "typed", added: 2, removed: 1 });
  expect(day?.acts.find(({ kind }) => kind === "imported")?.added).toBeGreaterThan(500);
  expect(found.columns.activeMs).toEqual([700, 0, 0]);
});
