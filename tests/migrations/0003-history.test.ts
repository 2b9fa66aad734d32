import { join } from "node:path";

import { expect, it } from "vitest";

import { listVersions, readVersion } from "../../electron/backend/history/list.ts";
import { loadRun } from "../../electron/backend/runs/load.ts";
import { openLibraryForWriting } from "../../electron/backend/storage/library.ts";
import { MIGRATIONS } from "../../electron/backend/storage/migrations/list.ts";
import { newStepId } from "../../shared/domain/ids.ts";
import { generateRun } from "../support/generate-run.ts";
import { bringIn, openWriting, temporaryFolder, valueOf, writerAt } from "../support/library.ts";
import { writePrompt } from "../support/typing.ts";

it("[DU2] a library of version 2 keeps every word, and its history begins with what it held", () => {
  const path = join(temporaryFolder(), "library");
  const old = valueOf(openLibraryForWriting(writerAt(path, { migrations: MIGRATIONS.slice(0, 2) })));
  const runId = bringIn(old, generateRun({ seed: 4, steps: 12, valid: false }));
  const before = valueOf(loadRun(old, runId));
  valueOf(old.close());

  const library = openWriting(path);
  expect(valueOf(loadRun(library, runId))).toEqual(before);
  const stepId = before.steps[3]?.id ?? newStepId();
  const all = { runId, stepId, part: null, before: null, limit: 10 };
  expect(valueOf(listVersions(library, all)).versions).toEqual([]);
  writePrompt(library, runId, stepId, "After the migration");
  const { versions } = valueOf(listVersions(library, all));
  const beginning = versions.at(-1);
  const prompt = before.steps[3]?.content.prompt;
  expect(versions).toHaveLength(prompt?.text === "" ? 1 : 2);
  if (beginning === undefined) throw new Error("No version");
  expect(valueOf(readVersion(library, runId, beginning.version)).was).toEqual(prompt);
});
