import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { z } from "zod";

import { listRuns } from "../../../electron/backend/runs/list.ts";
import { createRun } from "../../../electron/backend/runs/create.ts";
import { libraryFailureSentence } from "../../../electron/backend/storage/failures.ts";
import { openLibraryForReading, openLibraryForWriting } from "../../../electron/backend/storage/library.ts";
import { MIGRATIONS } from "../../../electron/backend/storage/migrations/list.ts";
import { fullStep, run } from "../../support/build.ts";
import {
  bringIn,
  failureIn,
  newLibrary,
  openReading,
  openWriting,
  temporaryFolder,
  valueOf,
  writerAt,
} from "../../support/library.ts";

const anyRow = z.record(z.string(), z.unknown());

/** Every file of a folder with its bytes: what must be the same after a refusal. */
function bytesIn(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder)
      .toSorted()
      .map((name) => [name, readFileSync(join(folder, name)).toString("hex")]),
  );
}

/** A database of another program, with a -wal that holds its last rows. */
function foreignDatabase(path: string, settings: string): Database.Database {
  const database = new Database(path);
  database.pragma("journal_mode = WAL");
  database.exec(`CREATE TABLE t (a); ${settings}`);
  database.exec("INSERT INTO t VALUES ('their words')");
  return database;
}

const foreign: [what: string, make: (path: string) => void, kind: string][] = [
  ["an empty file", (path) => writeFileSync(path, ""), "notALibrary"],
  ["a text", (path) => writeFileSync(path, "Once upon a time".repeat(100)), "notALibrary"],
  ["the first bytes of a database", (path) => writeFileSync(path, "SQLite format 3\0"), "notALibrary"],
  ["a folder", (path) => mkdirSync(path), "folder"],
  ["another program's database", (path) => foreignDatabase(path, "").close(), "notALibrary"],
  [
    "another program's database that says it is one",
    (path) => foreignDatabase(path, "PRAGMA application_id = 7; PRAGMA user_version = 1").close(),
    "notALibrary",
  ],
];

it.each(foreign)("[L1] refuses %s and leaves it as it was", (_what, make, kind) => {
  const folder = temporaryFolder();
  const path = join(folder, "thing");
  make(path);
  const before = kind === "folder" ? null : bytesIn(folder);
  for (const opened of [openLibraryForReading({ path }), openLibraryForWriting(writerAt(path))]) {
    const failure = failureIn(opened);
    expect(failure).toEqual({ kind, path });
    expect(libraryFailureSentence(failure)).toContain(path);
  }
  if (before !== null) expect(bytesIn(folder)).toEqual(before);
  expect(readdirSync(folder)).toEqual(["thing"]);
});

it("[L1] leaves a database of another program with its -wal as it was", () => {
  const folder = temporaryFolder();
  const path = join(folder, "theirs");
  const theirs = foreignDatabase(path, "PRAGMA wal_checkpoint(TRUNCATE);");
  try {
    const before = bytesIn(folder);
    expect(Object.keys(before)).toContain("theirs-wal");
    expect(failureIn(openLibraryForReading({ path })).kind).toBe("notALibrary");
    expect(failureIn(openLibraryForWriting(writerAt(path))).kind).toBe("notALibrary");
    expect(bytesIn(folder)).toEqual(before);
  } finally {
    theirs.close();
  }
});

it.each(["in the file", "in the -wal alone"])(
  "[L1] leaves a library of a newer release as it was: its version %s",
  (where) => {
    const folder = temporaryFolder();
    const path = join(folder, "library");
    const library = openWriting(path);
    bringIn(library, run("Kept", fullStep("1")));
    valueOf(library.close());
    const newer = new Database(path);
    newer.pragma("journal_mode = WAL");
    newer.exec("CREATE TABLE of_tomorrow (a); PRAGMA user_version = 99");
    if (where === "in the file") newer.close();
    try {
      const before = bytesIn(folder);
      expect("library-wal" in before).toBe(where === "in the -wal alone");
      for (const opened of [openLibraryForReading({ path }), openLibraryForWriting(writerAt(path))]) {
        const failure = failureIn(opened);
        expect(failure).toEqual({ kind: "newerRelease", path, found: 99, known: MIGRATIONS.length });
        expect(libraryFailureSentence(failure)).toContain("Update Runwright");
      }
      expect(bytesIn(folder)).toEqual(before);
    } finally {
      newer.close();
    }
  },
);

it("[L1] says that nothing is there, and makes a library only when asked to and only in a folder that is there", () => {
  const folder = temporaryFolder();
  const path = join(folder, "library");
  expect(failureIn(openLibraryForReading({ path }))).toEqual({ kind: "missing", path });
  expect(failureIn(openLibraryForWriting(writerAt(path, { create: false })))).toEqual({ kind: "missing", path });
  const nowhere = join(folder, "no", "library");
  expect(failureIn(openLibraryForWriting(writerAt(nowhere)))).toEqual({ kind: "missing", path: nowhere });
  expect(readdirSync(folder)).toEqual([]);
});

it("[L1] calls a library damaged when its end is missing, and leaves it as it was", () => {
  const folder = temporaryFolder();
  const path = join(folder, "library");
  const library = openWriting(path);
  bringIn(library, run("Long", ...Array.from({ length: 30 }, (_, index) => fullStep(String(index)))));
  valueOf(library.close());
  truncateSync(path, 40_960);
  const before = bytesIn(folder);
  expect(failureIn(openLibraryForReading({ path }))).toMatchObject({ kind: "damaged", path });
  expect(failureIn(openLibraryForWriting(writerAt(path)))).toMatchObject({ kind: "damaged", path });
  expect(bytesIn(folder)).toEqual(before);
});

it("[L1] answers damage that shows only in a row as a failure", () => {
  const library = newLibrary();
  bringIn(library, run("Kept", fullStep("1")));
  valueOf(
    library.write<null, never>((connection) => {
      connection.run("UPDATE runs SET id = 'no id'");
      return { ok: true, value: null };
    }),
  );
  expect(failureIn(listRuns(library))).toMatchObject({ kind: "damaged" });
});

it("[L3] says every setting that matters and finds it set after a write", () => {
  const library = newLibrary();
  valueOf(createRun(library, { title: "A", authors: [] }));
  const readBack = (pragma: string): unknown => {
    let value: unknown;
    valueOf(
      library.read<null, never>((connection) => {
        value = connection.first({ sql: `PRAGMA ${pragma}`, row: anyRow });
        return { ok: true, value: null };
      }),
    );
    return value;
  };
  expect(readBack("journal_mode")).toEqual({ journal_mode: "wal" });
  expect(readBack("synchronous")).toEqual({ synchronous: 2 });
  expect(readBack("fullfsync")).toEqual({ fullfsync: 1 });
  expect(readBack("checkpoint_fullfsync")).toEqual({ checkpoint_fullfsync: 1 });
  expect(readBack("foreign_keys")).toEqual({ foreign_keys: 1 });
  expect(readBack("wal_autocheckpoint")).toEqual({ wal_autocheckpoint: 1_000 });
  expect(readBack("journal_size_limit")).toEqual({ journal_size_limit: 16_777_216 });
  expect(readBack("trusted_schema")).toEqual({ trusted_schema: 0 });
  expect(readBack("busy_timeout")).toEqual({ timeout: 3_000 });
  expect(readBack("cache_size")).toEqual({ cache_size: -32_768 });
  expect(readBack("temp_store")).toEqual({ temp_store: 2 });
  expect(readBack("mmap_size")).toEqual({ mmap_size: 0 });
});

it("closes cleanly: everything is in the one file, and the next writer knows", () => {
  const folder = temporaryFolder();
  const path = join(folder, "library");
  const first = openWriting(path);
  expect(first.lastClose).toBe("clean");
  bringIn(first, run("Kept", fullStep("1")));
  valueOf(first.close());
  expect(valueOf(first.close())).toBeNull();
  expect(readdirSync(folder).toSorted()).toEqual(["library", "library.lock"]);
  const second = openWriting(path);
  expect(second).toMatchObject({ lastClose: "clean", id: first.id, me: first.me, device: first.device });
  expect(valueOf(listRuns(second))).toHaveLength(1);
});

it("keeps a -wal that lies where a new library is made out of it", () => {
  const folder = temporaryFolder();
  const path = join(folder, "library");
  writeFileSync(`${path}-wal`, "somebody's last words");
  valueOf(openWriting(path).close());
  const left = readdirSync(folder).find((name) => name.endsWith("-wal"));
  expect(readFileSync(join(folder, left ?? ""), "utf8")).toBe("somebody's last words");
});

it("[L2] reads while a writer writes, one moment at a time", () => {
  const path = join(temporaryFolder(), "library");
  const writer = openWriting(path);
  const reader = openReading(path);
  expect(valueOf(listRuns(reader))).toEqual([]);
  valueOf(
    reader.read<null, never>((connection) => {
      const count = { sql: "SELECT count(*) AS runs FROM runs", row: anyRow };
      expect(connection.first(count)).toEqual({ runs: 0 });
      bringIn(writer, run("New", fullStep("1")));
      expect(connection.first(count)).toEqual({ runs: 0 });
      return { ok: true, value: null };
    }),
  );
  expect(valueOf(listRuns(reader))).toMatchObject([{ title: "New", steps: 1 }]);
});
