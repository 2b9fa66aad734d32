import { join } from "node:path";

import { expect, it } from "vitest";
import { z } from "zod";

import { changeBible, loadBible } from "../../electron/backend/bible/parts.ts";
import type { Query } from "../../electron/backend/storage/connection.ts";
import { openLibraryForWriting } from "../../electron/backend/storage/library.ts";
import { formerNames } from "../../electron/backend/storage/migrations/0013-former-names.ts";
import { MIGRATIONS } from "../../electron/backend/storage/migrations/list.ts";
import { EMPTY_BIBLE, newEntity } from "../../shared/domain/bible/bible.ts";
import { success } from "../../shared/lib/outcome.ts";
import { generateRun } from "../support/generate-run.ts";
import { bringIn, openWriting, temporaryFolder, valueOf, writerAt } from "../support/library.ts";

const STORED: Query<{ formerly: string }> = {
  sql: "SELECT json_extract(value, '$.formerly') AS formerly FROM bible_parts",
  row: z.object({ formerly: z.string() }),
};

it("[BI17] a library of the version before keeps its entities, which have no former names yet, and takes some", () => {
  const path = join(temporaryFolder(), "library");
  const migrations = MIGRATIONS.slice(0, formerNames.version - 1);
  const old = valueOf(openLibraryForWriting(writerAt(path, { migrations })));
  const runId = bringIn(old, generateRun({ seed: 4, steps: 3 }));
  const tessa = { ...newEntity(EMPTY_BIBLE, "character", "Tessa"), notes: "a “smith”" };
  valueOf(changeBible(old, runId, { put: [{ part: "entity", value: tessa }], remove: [] }));
  valueOf(
    old.write((connection) => {
      connection.run("UPDATE bible_parts SET value = json_remove(value, '$.formerly')");
      return success(null);
    }),
  );
  valueOf(old.close());

  const library = openWriting(path);
  expect(valueOf(library.read((connection) => success(connection.all(STORED))))).toEqual([{ formerly: "[]" }]);
  expect(valueOf(loadBible(library, runId)).bible.entities).toEqual([tessa]);
  const renamed = { ...tessa, formerly: ["Mira"] };
  valueOf(changeBible(library, runId, { put: [{ part: "entity", value: renamed }], remove: [] }));
  expect(valueOf(loadBible(library, runId)).bible.entities).toEqual([renamed]);
});
