import { createHash } from "node:crypto";

import { z } from "zod";

import { success } from "../../../shared/lib/outcome.ts";
import type { Query } from "../storage/connection.ts";
import type { ReadingLibrary, WritingLibrary } from "../storage/library.ts";
import { FileReading } from "./file-report.ts";

/** By what a file is known again without being read. */
export type FileStamp = { readonly name: string; readonly bytes: number; readonly modifiedMs: number };

const READINGS: Query<{ name: string; bytes: number; modified_ms: number; reading: string }> = {
  sql: "SELECT name, bytes, modified_ms, reading FROM file_readings WHERE folder = ?",
  row: z.object({ name: z.string(), bytes: z.number(), modified_ms: z.number(), reading: z.string() }),
};

/** Folders are kept by a hash of their path: the library travels, and paths of a machine have no business in it. */
function folderKey(path: string): string {
  return createHash("sha256").update(path).digest("hex");
}

/**
 * The readings of files that have not changed since (same name, size and time of change). A cache: without a library,
 * or where a row does not fit this release, the file is simply read again.
 */
export function recallReadings(
  library: ReadingLibrary | null,
  folder: string,
  stamps: readonly FileStamp[],
): Map<string, FileReading> {
  const known = new Map<string, FileReading>();
  if (library === null) return known;
  const rows = library.read((connection) => success(connection.all(READINGS, folderKey(folder))));
  if (!rows.ok) return known;
  const byName = new Map(rows.value.map((row) => [row.name, row]));
  for (const { name, bytes, modifiedMs } of stamps) {
    const row = byName.get(name);
    if (row === undefined || row.bytes !== bytes || row.modified_ms !== modifiedMs) continue;
    const reading = FileReading.safeParse(parsedJson(row.reading));
    if (reading.success) known.set(name, reading.data);
  }
  return known;
}

/** Keeps what was read anew. A cache that cannot be written costs the next reading its time and nothing else. */
export function rememberReadings(
  library: ReadingLibrary | WritingLibrary | null,
  folder: string,
  fresh: readonly (readonly [FileStamp, FileReading])[],
): void {
  if (library === null || !("write" in library) || fresh.length === 0) return;
  const key = folderKey(folder);
  library.write((connection) => {
    for (const [{ name, bytes, modifiedMs }, reading] of fresh) {
      connection.run(
        "INSERT OR REPLACE INTO file_readings (folder, name, bytes, modified_ms, reading) VALUES (?, ?, ?, ?, ?)",
        key,
        name,
        bytes,
        modifiedMs,
        JSON.stringify(reading),
      );
    }
    return success(null);
  });
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
