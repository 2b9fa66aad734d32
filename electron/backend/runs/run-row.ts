import { z } from "zod";

import type { RunId } from "../../../shared/domain/ids.ts";
import type { Query, ReadingConnection } from "../storage/connection.ts";

/** What every act on a run needs of its row. */
export type RunKeys = { readonly key: number; readonly orderRev: number; readonly detailsRev: number };

const VISIBLE_RUN: Query<RunKeys> = {
  sql: `SELECT key, order_rev AS orderRev, details_rev AS detailsRev FROM runs
        WHERE id = ? AND arriving IS NULL AND deleted_at IS NULL`,
  row: z.object({ key: z.int(), orderRev: z.int(), detailsRev: z.int() }),
};

/** The run of this id; undefined when it is not in sight (never there, still arriving, in the bin). */
export function visibleRun(connection: ReadingConnection, runId: RunId): RunKeys | undefined {
  return connection.first(VISIBLE_RUN, runId);
}
