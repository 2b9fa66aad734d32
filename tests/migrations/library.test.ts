import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { expect, it } from "vitest";

import { listRuns } from "../../electron/backend/runs/list.ts";
import { rebuildCaches } from "../../electron/backend/runs/rebuild.ts";
import { openLibraryForReading, openLibraryForWriting } from "../../electron/backend/storage/library.ts";
import { MIGRATIONS } from "../../electron/backend/storage/migrations/list.ts";
import type { Migration } from "../../electron/backend/storage/migrations/migration.ts";
import { describeLibrary } from "../fixtures/describe-library.ts";
import { failureIn, openReading, openWriting, temporaryFolder, valueOf, writerAt } from "../support/library.ts";
import { tablesOf } from "../support/tables.ts";

const LIBRARIES = new URL("../fixtures/libraries/", import.meta.url);

/** The tables of version 1: a frozen library has rows in each. */
const FIRST_TABLES = [
  "library",
  "people",
  "devices",
  "projects",
  "runs",
  "run_authors",
  "steps",
  "sections",
  "section_words",
  "run_totals",
  "writing_log",
  "batches",
  "search",
] as const;

/** A copy of the library that a release wrote, and what it held. */
function frozen(version: string): { path: string; holds: unknown } {
  const folder = new URL(`${version}/`, LIBRARIES);
  const path = join(temporaryFolder(), "library");
  writeFileSync(path, gunzipSync(readFileSync(new URL("library.gz", folder))));
  return { path, holds: JSON.parse(readFileSync(new URL("holds.json", folder), "utf8")) };
}

it.each(readdirSync(LIBRARIES))(
  "[L13] opens the library that version %s wrote, to read and to write, with all that it held",
  (version) => {
    const { path, holds } = frozen(version);
    const bytes = readFileSync(path);
    const reader = openReading(path);
    expect(JSON.parse(JSON.stringify(describeLibrary(reader)))).toEqual(holds);
    valueOf(reader.close());
    expect(readFileSync(path).equals(bytes)).toBe(true);

    const writer = openWriting(path, { device: { id: null, name: "the first machine" } });
    expect(writer.lastClose).toBe("clean");
    expect(JSON.parse(JSON.stringify(describeLibrary(writer)))).toEqual(holds);
    const kept = tablesOf(writer);
    for (const table of FIRST_TABLES) expect([table, kept[table].length]).not.toEqual([table, 0]);
    valueOf(rebuildCaches(writer));
    expect(tablesOf(writer)).toEqual(kept);
  },
);

const addTable: Migration = {
  version: MIGRATIONS.length + 1,
  up: (connection) =>
    connection.script("CREATE TABLE of_tomorrow (a INTEGER NOT NULL) STRICT; INSERT INTO of_tomorrow VALUES (1)"),
};

it("[L13] numbers migrations from 1 without a gap", () => {
  expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_migration, index) => index + 1));
});

it("[L13] reads a library of an older release from a migrated copy and leaves the file as it was", () => {
  const { path } = frozen("0001");
  const bytes = readFileSync(path);
  const reader = valueOf(openLibraryForReading({ path, migrations: [...MIGRATIONS, addTable] }));
  expect(valueOf(listRuns(reader))).toHaveLength(2);
  valueOf(reader.close());
  expect(readFileSync(path).equals(bytes)).toBe(true);
});

it("[L13] migrates a library once, and an older release then refuses it", () => {
  const { path } = frozen("0001");
  for (let time = 0; time < 2; time += 1) {
    const library = openWriting(path, { migrations: [...MIGRATIONS, addTable] });
    expect(valueOf(listRuns(library))).toHaveLength(2);
    valueOf(library.close());
  }
  expect(failureIn(openLibraryForWriting(writerAt(path)))).toMatchObject({
    kind: "newerRelease",
    found: addTable.version,
  });
});

it("[L13] leaves the tables as they were when a migration fails in the middle", () => {
  const { path, holds } = frozen("0001");
  const broken: Migration = {
    version: MIGRATIONS.length + 1,
    up: (connection) => {
      connection.script("DROP TABLE sections");
      throw new Error("a fault in the migration");
    },
  };
  expect(() => openLibraryForWriting(writerAt(path, { migrations: [...MIGRATIONS, broken] }))).toThrow(
    "a fault in the migration",
  );
  const library = openWriting(path, { device: { id: null, name: "the first machine" } });
  expect(JSON.parse(JSON.stringify(describeLibrary(library)))).toEqual(holds);
});
