import { z } from "zod";

import { packedText } from "../../electron/backend/history/texts.ts";
import { partOfCode, partText } from "../../electron/backend/history/parts.ts";
import { FACTS } from "../../electron/backend/recovery/facts.ts";
import { ContentColumn } from "../../electron/backend/runs/step-row.ts";
import { Connection } from "../../electron/backend/storage/connection.ts";

type Row = Record<string, unknown>;
const AnyRow = z.record(z.string(), z.unknown());

/** Columns that are the library's own numbers, or that every opening and every change of another row moves. */
const NUMBERS: ReadonlySet<string> = new Set(["key", "sequence", "base", "content", "last_version", "step_keys"]);
const MOVED: Readonly<Record<string, readonly string[]>> = {
  library: ["is_open"],
  bible_revs: ["rev"],
  // A step that was deleted since the backup is in sight again.
  steps: ["rev", "position", "deleted_at", "is_blank"],
};

/**
 * Every fact that the library at `path` holds, table by table, as texts in which no number of a row stands: what a library
 * must hold to hold all that another does. Versions with the text that they stand for.
 */
export function factsIn(path: string): Record<string, string[]> {
  const connection = new Connection(path, "read");
  try {
    const rowsOf = (table: string): Row[] => connection.all({ sql: `SELECT * FROM ${table}`, row: AnyRow });
    const names = new Map<string, string>();
    const nameOf = (table: string, key: unknown): string => {
      const cached = `${table} ${String(key)}`;
      const known = names.get(cached);
      if (known !== undefined) return known;
      const row = connection.first({ sql: `SELECT * FROM ${table} WHERE key = ?`, row: AnyRow }, z.int().parse(key));
      const name = JSON.stringify(row?.["id"] ?? row?.["fingerprints"] ?? null);
      names.set(cached, name);
      return name;
    };
    const told = (table: string, refers: Readonly<Record<string, string>>): string[] =>
      rowsOf(table).map((row) => {
        const left = new Set([...NUMBERS, ...(MOVED[table] ?? [])]);
        const columns = Object.entries(row)
          .filter(([column]) => !left.has(column))
          .map(([column, value]) => {
            const referred = refers[column];
            return [column, referred === undefined || value === null ? value : nameOf(referred, value)];
          });
        return JSON.stringify([...columns, ...(table === "versions" ? [textOf(connection, row)] : [])]);
      });
    return {
      steps: told("steps", { run: "runs" }),
      ...Object.fromEntries(Object.entries(FACTS).map(([table, { refers }]) => [table, told(table, refers)])),
    };
  } finally {
    connection.close();
  }
}

const Content = z.object({ content: ContentColumn });

function textOf(connection: Connection, row: Row): string {
  const { key, step, section, content } = z
    .object({ key: z.int(), step: z.int(), section: z.int(), content: z.unknown() })
    .parse(row);
  if (content !== null) return packedText(connection, key).text;
  const standing = connection.first({ sql: "SELECT content FROM steps WHERE key = ?", row: Content }, step);
  return standing === undefined ? "nothing" : partText(standing.content, partOfCode(section));
}
