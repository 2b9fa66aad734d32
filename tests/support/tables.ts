import Database from "better-sqlite3";
import { z } from "zod";

type Row = Record<string, unknown>;
const Rows = z.array(z.record(z.string(), z.unknown()));

/** The tables of a library, each with the order in which its rows are compared. */
const TABLES = {
  library: "one",
  people: "key",
  devices: "key",
  projects: "key",
  runs: "key",
  run_authors: "run, position",
  steps: "key",
  sections: "step, section",
  section_words: "step, section",
  run_totals: "run",
  writing_log: "sequence",
  writing_hours: "run, hour, kind",
  writing_steps: "step",
  batches: "key",
  versions: "key",
  snapshots: "key",
  run_words: "run, word",
} as const;

/**
 * Everything that a library's file holds, table by table, and the search index word by word: what two libraries must
 * have in common to be the same. Reads on a connection of its own.
 */
export function tablesOf({ path }: { readonly path: string }): Record<keyof typeof TABLES | "search", Row[]> {
  const database = new Database(path, { readonly: true });
  const rows = (sql: string): Row[] => Rows.parse(database.prepare(sql).safeIntegers().all());
  try {
    database.exec("CREATE VIRTUAL TABLE temp.words USING fts5vocab (main, search, instance)");
    const table = (name: keyof typeof TABLES): Row[] => rows(`SELECT * FROM ${name} ORDER BY ${TABLES[name]}`);
    return {
      library: table("library"),
      people: table("people"),
      devices: table("devices"),
      projects: table("projects"),
      runs: table("runs"),
      run_authors: table("run_authors"),
      steps: table("steps"),
      sections: table("sections"),
      section_words: table("section_words"),
      run_totals: table("run_totals"),
      writing_log: table("writing_log"),
      writing_hours: table("writing_hours"),
      writing_steps: table("writing_steps"),
      batches: table("batches"),
      versions: table("versions"),
      snapshots: table("snapshots"),
      run_words: table("run_words"),
      // A contentless index answers no texts: it is compared by its words and where each of them stands.
      search: rows("SELECT doc, col, offset, term FROM temp.words ORDER BY doc, col, offset"),
    };
  } finally {
    database.close();
  }
}
