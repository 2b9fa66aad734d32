import { createHash } from "node:crypto";
import { existsSync } from "node:fs";

import Database from "better-sqlite3";
import { z } from "zod";

import {
  openLibraryForWriting,
  type ReadingLibrary,
  type WriterRequest,
  type WritingLibrary,
} from "../../../electron/backend/storage/library.ts";
import { type Outcome, success } from "../../../shared/lib/outcome.ts";

/*
 * What a library holds, as one short text, so that "the old state or the new state and nothing between" is a comparison.
 * Every row of every table counts, and every word of the search index. Left out is what opening itself changes (the mark
 * of an open library, the devices) and people, who stay known after an import that came to nothing. Ids are made anew at
 * every run of an act and stand for the order in which they appear.
 */

/** The state of a place where no library is. */
export const NOTHING = "nothing";

const CHANGED_BY_OPENING = new Set(["library", "devices", "people"]);
const UUID = /[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[\da-f]{4}-[\da-f]{12}/gu;

const Named = z.object({ name: z.string() });

/** What the library at `path` holds now. Reads on a connection of its own. */
export function stateOf(path: string): string {
  const database = new Database(path, { readonly: true, fileMustExist: true });
  try {
    database.exec("CREATE VIRTUAL TABLE temp.words USING fts5vocab (main, search, instance)");
    const tables = database
      .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER BY name")
      .all()
      .map((row) => Named.parse(row).name)
      .filter((name) => !name.startsWith("sqlite_") && !CHANGED_BY_OPENING.has(name));
    const ids = new Map<string, string>();
    const hash = createHash("sha256");
    for (const source of [...tables, "temp.words"]) {
      const order = source === "temp.words" ? " ORDER BY doc, col, offset" : "";
      const rows = database.prepare(`SELECT * FROM ${source}${order}`).safeIntegers().all();
      // A table without rows is as good as one that a later migration brings.
      if (rows.length === 0) continue;
      const text = JSON.stringify(rows, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value));
      hash.update(source).update(
        text.replace(UUID, (id) => {
          const known = ids.get(id) ?? `id ${String(ids.size)}`;
          ids.set(id, known);
          return known;
        }),
      );
    }
    return hash.digest("hex").slice(0, 16);
  } finally {
    database.close();
  }
}

/** One time for every act: when something happened is no part of what these drills compare. */
export const DRILL_TIME = { utcMs: Date.UTC(2026, 2, 1, 11), offsetMinutes: 60 } as const;

/** How the drills open a library for writing. */
export function drillWriter(path: string, changes: Partial<WriterRequest> = {}): WriterRequest {
  return {
    path,
    create: false,
    person: { name: "Dana Drill" },
    device: { id: null, name: "drill" },
    clock: () => DRILL_TIME,
    ...changes,
  };
}

/** What came of opening a library after something had happened to it. */
export type Opened =
  | { readonly kind: "whole"; readonly state: string }
  /** The program would not open it; `what` is the failure. */
  | { readonly kind: "refused"; readonly what: string }
  /** It opened, but SQLite found it broken. */
  | { readonly kind: "damaged"; readonly what: string };

const INTEGRITY = { sql: "PRAGMA integrity_check", row: z.object({ integrity_check: z.string() }) } as const;

/** What SQLite finds when it checks the whole library: "ok", or what is broken. */
export function integrityOf(library: ReadingLibrary): string {
  const checked = library.read<string, never>((connection) =>
    success(
      connection
        .all(INTEGRITY)
        .map((row) => row.integrity_check)
        .join("; "),
    ),
  );
  return checked.ok ? checked.value : JSON.stringify(checked.failure);
}

/** A way of opening a library for writing. */
export type OpenAt = (request: WriterRequest) => Outcome<WritingLibrary, { readonly kind: string }>;

/** Opens the library as the program does at its start, has SQLite check it whole, and closes it again. */
export function openAfterwards(path: string, open: OpenAt = openLibraryForWriting): Opened {
  const opened = open(drillWriter(path));
  if (!opened.ok) {
    return opened.failure.kind === "missing" && !existsSync(path)
      ? { kind: "whole", state: NOTHING }
      : { kind: "refused", what: JSON.stringify(opened.failure) };
  }
  const integrity = integrityOf(opened.value);
  const closed = opened.value.close();
  if (integrity !== "ok") return { kind: "damaged", what: integrity };
  return closed.ok
    ? { kind: "whole", state: stateOf(path) }
    : { kind: "refused", what: JSON.stringify(closed.failure) };
}
