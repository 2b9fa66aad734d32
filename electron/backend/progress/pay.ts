import { z } from "zod";

import type { ReplyOf, RequestOf } from "../../../shared/contract/contract.ts";
import { RunId } from "../../../shared/domain/ids.ts";
import { amountOf, payBalance, PayTerms, worthOf } from "../../../shared/domain/progress/pay.ts";
import { failed, type Outcome, success } from "../../../shared/lib/outcome.ts";
import { NO_SUCH_RUN, type RunFailure } from "../runs/failures.ts";
import { JsonColumn } from "../runs/json-column.ts";
import { visibleRun } from "../runs/run-row.ts";
import type { Query } from "../storage/connection.ts";
import type { LibraryFailure } from "../storage/failures.ts";
import type { ReadingLibrary, WritingLibrary } from "../storage/library.ts";
import { batchesByRun } from "./library-reports.ts";
import { readAllAuthors } from "../runs/authors.ts";

const Terms = z.object({ run: z.int(), terms: JsonColumn.pipe(PayTerms), at: z.int() });
const TERMS: Query<z.infer<typeof Terms>> = { sql: "SELECT run, terms, at FROM pay_terms ORDER BY key", row: Terms };

const Head = z.object({ key: z.int(), id: RunId, title: z.string(), steps: z.int() });
const HEADS: Query<z.infer<typeof Head>> = {
  sql: `
    SELECT runs.key, runs.id, runs.title, (
      SELECT count(*) FROM steps WHERE steps.run = runs.key AND steps.deleted_at IS NULL AND is_blank = 0) AS steps
    FROM runs WHERE arriving IS NULL AND deleted_at IS NULL ORDER BY runs.key`,
  row: Head,
};

/** Where the pay of every run in sight stands, batch by batch. */
export function readPay(library: ReadingLibrary): Outcome<ReplyOf<"progress.pay">, LibraryFailure> {
  return library.read<ReplyOf<"progress.pay">, never>((connection) => {
    const all = connection.all(TERMS);
    const terms = Map.groupBy(all, ({ run }) => run);
    const batches = batchesByRun(connection);
    const authors = readAllAuthors(connection);
    const runs = connection.all(HEADS).map(({ key, id, title, steps }) => {
      const held = terms.get(key) ?? [];
      const own = batches.get(key) ?? [];
      return {
        runId: id,
        title,
        authors: (authors.get(key) ?? []).map(({ name }) => name),
        written: steps,
        terms: held.at(-1)?.terms ?? null,
        batches: own.map((batch, index) => ({
          batchId: batch.batchId,
          number: index + 1,
          steps: batch.steps,
          state: batch.state,
          submittedAt: batch.submittedAt,
          acceptedAt: batch.acceptedAt,
          ...(amountOf(batch, held, index === 0) ?? { centsPerStep: null, cents: null }),
        })),
        worthCents: worthOf(steps, own, held),
        ...payBalance(own, held),
      };
    });
    return success({ runs, latest: all.at(-1)?.terms ?? null });
  });
}

/** Sets what is paid for runs from now on, for all or none of them; what was accepted before keeps its rate. */
export function keepTerms(
  library: WritingLibrary,
  runs: RequestOf<"progress.keepPay">["runs"],
): Outcome<null, RunFailure> {
  return library.write<null, RunFailure>((connection) => {
    const { utcMs, offsetMinutes } = library.clock();
    for (const { runId, terms } of runs) {
      const run = visibleRun(connection, runId);
      if (run === undefined) return failed(NO_SUCH_RUN);
      connection.run(
        "INSERT INTO pay_terms (run, terms, at, at_offset) VALUES (?, ?, ?, ?)",
        run.key,
        JSON.stringify(terms),
        utcMs,
        offsetMinutes,
      );
    }
    return success(null);
  });
}
