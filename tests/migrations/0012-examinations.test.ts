import { join } from "node:path";

import { expect, it } from "vitest";

import { examinationsKept, keepExamination } from "../../electron/backend/progress/examinations.ts";
import { examineRun } from "../../electron/backend/progress/examine-run.ts";
import { todayOf } from "../../electron/backend/progress/run-progress.ts";
import { createRun } from "../../electron/backend/runs/create.ts";
import { openLibraryForWriting } from "../../electron/backend/storage/library.ts";
import { MIGRATIONS } from "../../electron/backend/storage/migrations/list.ts";
import { examinations } from "../../electron/backend/storage/migrations/0012-examinations.ts";
import { success } from "../../shared/lib/outcome.ts";
import { openWriting, temporaryFolder, TEST_TIME, valueOf, writerAt } from "../support/library.ts";
import { saveStep, stepsOf } from "../support/typing.ts";

it("[PR15][PR16] a library of the version before counts its steps of today and keeps what is found in its runs", () => {
  const path = join(temporaryFolder(), "library");
  const before = MIGRATIONS.slice(0, examinations.version - 1);
  const old = valueOf(openLibraryForWriting(writerAt(path, { migrations: before })));
  const runId = valueOf(createRun(old, { title: "A run", authors: [] }));
  const [step] = stepsOf(old, runId);
  if (step === undefined) throw new Error("A new run has a step");
  const act = { section: "outcome" } as const;
  saveStep(old, runId, step.id, (content) => ({ ...content, outcome: { ...content.outcome, text: "It opens." } }), act);
  valueOf(old.close());
  const library = openWriting(path);
  expect(valueOf(todayOf(library, runId, 4, TEST_TIME)).steps).toBe(1);
  const kept = (): unknown => valueOf(library.read((connection) => success(examinationsKept(connection).get(runId))));
  expect(kept()).toBeUndefined();
  const examined = valueOf(examineRun({ kind: "examineRun", library: path, runId }));
  keepExamination(library, runId, examined);
  expect(kept()).toEqual({ ...examined.examination, isFresh: true });
});
