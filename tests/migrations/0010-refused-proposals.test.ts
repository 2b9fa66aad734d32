import { join } from "node:path";

import { expect, it } from "vitest";

import { changeBible, loadBible } from "../../electron/backend/bible/parts.ts";
import { openLibraryForWriting } from "../../electron/backend/storage/library.ts";
import { MIGRATIONS } from "../../electron/backend/storage/migrations/list.ts";
import { refusedProposals } from "../../electron/backend/storage/migrations/0010-refused-proposals.ts";
import { EMPTY_BIBLE, newEntity, refusalOf } from "../../shared/domain/bible/bible.ts";
import { generateRun } from "../support/generate-run.ts";
import { bringIn, openWriting, temporaryFolder, valueOf, writerAt } from "../support/library.ts";
import { stepsOf } from "../support/typing.ts";

it("[BI15] a library of the version before keeps its bible and takes refusals", () => {
  const path = join(temporaryFolder(), "library");
  const migrations = MIGRATIONS.slice(0, refusedProposals.version - 1);
  const old = valueOf(openLibraryForWriting(writerAt(path, { migrations })));
  const runId = bringIn(old, generateRun({ seed: 4, steps: 3 }));
  const entities = ["Mira", "Tom"].map((name) => newEntity(EMPTY_BIBLE, "character", name));
  const put = entities.map((value) => ({ part: "entity" as const, value }));
  valueOf(changeBible(old, runId, { put, remove: [] }));
  const [step] = stepsOf(old, runId);
  const [mira] = entities;
  if (step === undefined || mira === undefined) throw new Error("Neither step nor entity");
  valueOf(old.close());

  const library = openWriting(path);
  expect(valueOf(loadBible(library, runId))).toEqual({ rev: 1, bible: { ...EMPTY_BIBLE, entities } });
  const refusal = refusalOf(mira.id, { kind: "event", event: "dies" }, step.id);
  const kept = valueOf(changeBible(library, runId, { put: [{ part: "refusal", value: refusal }], remove: [] }));
  expect(kept).toEqual({ rev: 2, bible: { ...EMPTY_BIBLE, entities, refusals: [refusal] } });
});
