import { z } from "zod";

import type { ReplyOf, RequestOf } from "../../../shared/contract/contract.ts";
import type { SearchHit } from "../../../shared/contract/search-methods.ts";
import { RunId } from "../../../shared/domain/ids.ts";
import { type Outcome, success } from "../../../shared/lib/outcome.ts";
import type { Query, ReadingConnection } from "../storage/connection.ts";
import { DamagedRow, type LibraryFailure } from "../storage/failures.ts";
import type { ReadingLibrary } from "../storage/library.ts";
import { STEP_AT, type StepRow } from "../runs/step-row.ts";
import { MatchFinder } from "./matches.ts";
import { type Expression, searchExpression } from "./query.ts";
import { rowPlace, runRange } from "./rowid.ts";
import { stepTexts, type StepText } from "./rows.ts";
import { snippetOf } from "./snippet.ts";

/*
 * Search over all runs in sight. The index answers numbers of rows in reading order (rowid.ts) and stops after one page; the
 * texts are then read from their steps, and the places inside them found by FTS5 again (matches.ts). Filters are words of
 * the index (rows.ts) and runs are ranges of numbers, so that a rare filter on a common word does not walk all its hits.
 * Runs that arrive or lie in the bin are in the index too: the ranges leave them out.
 */

type SearchRequest = RequestOf<"search.find">;
type SearchReply = ReplyOf<"search.find">;

/** One page of hits in reading order, runs in the order of their making. `next` goes into `after` of the next page. */
export function findText(library: ReadingLibrary, request: SearchRequest): Outcome<SearchReply, LibraryFailure> {
  const expression = searchExpression(request.text, request);
  if (expression === null) return success({ hits: [], next: null });
  return library.read<SearchReply, never>((connection) => {
    const runs = connection.all(RUNS);
    const numbers = findNumbers(connection, expression, runs, request);
    const page = numbers.slice(0, request.limit);
    return success({
      hits: readHits(connection, runs, page, expression),
      next: numbers.length > page.length ? String(page.at(-1) ?? 0n) : null,
    });
  });
}

const RunOfIndex = z.object({ key: z.int(), id: RunId, title: z.string(), isHidden: z.int() });
type RunOfIndex = z.infer<typeof RunOfIndex>;
const RUNS: Query<RunOfIndex> = {
  sql: "SELECT key, id, title, arriving IS NOT NULL OR deleted_at IS NOT NULL AS isHidden FROM runs ORDER BY key",
  row: RunOfIndex,
};

const NUMBER = z.object({ number: z.bigint() });
const IN_RANGE: Query<{ number: bigint }> = {
  sql: "SELECT rowid AS number FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid LIMIT ?",
  row: NUMBER,
  bigints: true,
};
const IN_RUNS: Query<{ number: bigint }> = {
  sql: `SELECT rowid AS number FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ?
        AND (rowid >> 43) IN (SELECT value FROM json_each(?)) ORDER BY rowid LIMIT ?`,
  row: NUMBER,
  bigints: true,
};

/** Numbers of the next hits, one more than the page holds where there are more. */
function findNumbers(
  connection: ReadingConnection,
  expression: Expression,
  runs: readonly RunOfIndex[],
  { runs: chosen = [], after, limit }: SearchRequest,
): bigint[] {
  const start = after === undefined ? 0n : afterNumber(after);
  const chosenIds = new Set(chosen);
  const isWanted = (run: RunOfIndex): boolean => run.isHidden === 0 && (chosen.length === 0 || chosenIds.has(run.id));
  const ranges = wantedRanges(runs, isWanted);
  const [first] = ranges;
  const last = ranges.at(-1);
  if (first === undefined || last === undefined) return [];
  if (expression.hasBeginnings && ranges.length > 1) {
    const keys = JSON.stringify(runs.filter(isWanted).map((run) => run.key));
    const from = larger(start, first.first);
    return connection.all(IN_RUNS, expression.match, from, last.last, keys, limit + 1).map((row) => row.number);
  }
  const numbers: bigint[] = [];
  for (const range of ranges) {
    if (range.last < start) continue;
    const from = larger(start, range.first);
    const rows = connection.all(IN_RANGE, expression.match, from, range.last, limit + 1 - numbers.length);
    for (const row of rows) numbers.push(row.number);
    if (numbers.length > limit) break;
  }
  return numbers;
}

/** The highest number of a row (an SQLite integer). */
const MAX_NUMBER = 2n ** 63n - 1n;

/** The number after the last one of the page before; something that is no such number is past the end. */
function afterNumber(after: string): bigint {
  const number = /^\d{1,19}$/u.test(after) ? BigInt(after) + 1n : MAX_NUMBER;
  return number > MAX_NUMBER ? MAX_NUMBER : number;
}

function larger(left: bigint, right: bigint): bigint {
  return left > right ? left : right;
}

/** Ranges of numbers that hold the wanted runs and no other; neighbours share one. */
function wantedRanges(
  runs: readonly RunOfIndex[],
  isWanted: (run: RunOfIndex) => boolean,
): { first: bigint; last: bigint }[] {
  const stretches: { first: number; last: number }[] = [];
  let isOpen = false;
  for (const run of runs) {
    const stretch = stretches.at(-1);
    if (!isWanted(run)) isOpen = false;
    else if (isOpen && stretch !== undefined) stretch.last = run.key;
    else {
      stretches.push({ first: run.key, last: run.key });
      isOpen = true;
    }
  }
  return stretches.map(({ first, last }) => runRange(first, last));
}

const STEP_NUMBER: Query<{ count: number }> = {
  sql: "SELECT count(*) AS count FROM steps WHERE run = ? AND position <= ? AND deleted_at IS NULL",
  row: z.object({ count: z.int() }),
};

/** A step that holds hits, read once a page. */
type FoundStep = { readonly row: StepRow; readonly number: number; readonly texts: readonly StepText[] };

// Made with the first search: a command that never searches does without it.
let matchFinder: MatchFinder | null = null;

function readHits(
  connection: ReadingConnection,
  runs: readonly RunOfIndex[],
  numbers: readonly bigint[],
  { textMatch }: Expression,
): SearchHit[] {
  const runsByKey = new Map(runs.map((run) => [run.key, run]));
  const steps = new Map<string, FoundStep>();
  const found = numbers.map((number) => {
    const { runKey, position, ordinal } = rowPlace(number);
    const run = runsByKey.get(runKey);
    const place = `${String(runKey)}/${String(position)}`;
    const step = steps.get(place) ?? readStep(connection, runKey, position);
    steps.set(place, step);
    const text = step.texts[ordinal];
    if (run === undefined || text === undefined) throw indexAstray(number);
    return { run, step, text };
  });
  matchFinder ??= new MatchFinder();
  const matches = matchFinder.find(
    found.map(({ text }) => text.text),
    textMatch,
  );
  return found.map(({ run, step, text }, index) => {
    const match = matches[index]?.[0] ?? { start: 0, end: 0 };
    return {
      address: {
        runId: run.id,
        stepId: step.row.id,
        section: text.section,
        thoughtId: text.thought?.id ?? null,
        ...match,
      },
      runTitle: run.title,
      step: step.number,
      type: text.thought?.type ?? null,
      longterm: text.thought?.longterm ?? false,
      ...snippetOf(text.text, match),
    };
  });
}

function readStep(connection: ReadingConnection, runKey: number, position: number): FoundStep {
  const row = connection.first(STEP_AT, runKey, position);
  const number = connection.first(STEP_NUMBER, runKey, position)?.count;
  if (row === undefined || number === undefined) throw indexAstray(position);
  return { row, number, texts: [...stepTexts(row.content)] };
}

function indexAstray(place: bigint | number): DamagedRow {
  return new DamagedRow(`the search index names a text that is not there (${String(place)}); rebuild it`);
}
