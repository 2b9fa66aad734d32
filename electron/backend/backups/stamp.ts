import { z } from "zod";

import type { Query, ReadingConnection } from "../storage/connection.ts";

/*
 * Whether anything was changed between two looks at a library, asked every minute. So it is not read whole: of each table of
 * facts something is taken that every way of changing it moves. What a save moves anyway (steps, sections, words,
 * versions) needs no look of its own.
 */

/** When the values in a column of JSON were changed, all together; their lengths where they do not say. */
const changesOf = (column: string): string =>
  `count(*) || ' ' || total(length(${column})) || ' ' ||
   total(CASE WHEN json_valid(${column}) THEN json_extract(${column}, '$.updatedAt') END)`;

/**
 * Tables that tell of no change: they move with others, are made again from them, or say who opened the library or looked
 * at it: a look is nothing that anybody wrote.
 */
const UNSTAMPED =
  /^(?:library|people|devices|run_authors|steps|sections|section_words|run_totals|versions|bible_parts|file_readings|looks|run_examinations|writing_hours|writing_steps|(?:search|sqlite)(?:_.*)?)$/u;

/** What is taken of each table of facts. Of one that came later and is not here, how many rows and how much text. */
const STAMPED: Readonly<Record<string, string>> = {
  batches: "coalesce(max(key), 0)",
  writing_log: "coalesce(max(sequence), 0)",
  runs: `count(*) || ' ' || total(order_rev + details_rev) || ' ' || count(deleted_at) || ' ' || coalesce(max(changed_at), 0)`,
  projects: "group_concat(key || ' ' || title)",
  snapshots: "coalesce(max(key), 0)",
  verdicts: `${changesOf("verdict")} || ' ' || coalesce(max(at), 0)`,
  run_words: "count(*) || ' ' || coalesce(max(added_at), 0)",
  bible_revs: "count(*) || ' ' || total(rev)",
  baselines: "count(*) || ' ' || coalesce(max(at), 0) || ' ' || total(length(anchors))",
  review_copies: "count(*) || ' ' || total(length(reviewer))",
  review_remarks: `${changesOf("remark")} || ' ' || total(is_sent) || ' ' || total(is_withdrawn)`,
  review_judgements: changesOf("judgement"),
  run_answers: "count(*)",
  run_remarks: `${changesOf("remark")} || ' ' || total(is_resolved) || ' ' || total(is_withdrawn)`,
  run_judgements: changesOf("judgement"),
  run_withdrawals: "count(*)",
  review_batches: "count(*)",
  review_batch_states: "coalesce(max(key), 0)",
  run_goals: "group_concat(run || ' ' || goal)",
  pay_terms: "coalesce(max(key), 0)",
  guides: "count(*) || ' ' || coalesce(max(kept_at), 0) || ' ' || total(length(guide))",
};

const TABLES: Query<{ name: string }> = {
  sql: "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name",
  row: z.object({ name: z.string() }),
};
const COLUMNS: Query<{ name: string }> = {
  sql: "SELECT name FROM pragma_table_info(?)",
  row: z.object({ name: z.string() }),
};
const STAMP = z.object({ stamp: z.union([z.string(), z.number()]).nullable() });

/** Says whether anything was changed between two looks; for comparing only. Also of a library of an earlier release. */
export function readStamp(connection: ReadingConnection): string {
  return connection
    .all(TABLES)
    .filter(({ name }) => !UNSTAMPED.test(name))
    .map(({ name }) => {
      const taken = STAMPED[name] ?? lengthsOf(connection, name);
      const row = connection.first({ sql: `SELECT ${taken} AS stamp FROM "${name}"`, row: STAMP });
      return `${name} ${String(row?.stamp ?? "")}`;
    })
    .join(", ");
}

function lengthsOf(connection: ReadingConnection, table: string): string {
  const columns = connection.all(COLUMNS, table).map(({ name }) => `total(length("${name}"))`);
  return ["count(*)", ...columns].join(" || ' ' || ");
}
