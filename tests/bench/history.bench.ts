import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { beginArrival } from "../../electron/backend/runs/arrive.ts";
import { openLibraryForWriting } from "../../electron/backend/storage/library.ts";
import type { Outcome } from "../../shared/lib/outcome.ts";
import { generateRun } from "../support/generate-run.ts";
import { writeForThreeMonths } from "../support/three-months.ts";
import { median, percentile, type Report } from "./report.ts";

/*
 * A history of three months in its full size: 1,000 steps of 300,000 words and 200,000 bursts. It takes some minutes,
 * so `RUNWRIGHT_BURSTS` makes it shorter; steps shrink with it, so that each section keeps its 33 bursts.
 */
const BURSTS = Number(process.env["RUNWRIGHT_BURSTS"] ?? 200_000);
const BURSTS_A_STEP = 200;
/** What the history may take, in sizes of the text. */
const AT_MOST_TEXTS = 10;

export async function bench(report: Report): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "runwright-bench-"));
  try {
    let utcMs = Date.UTC(2026, 0, 1);
    const time = {
      clock: () => ({ utcMs, offsetMinutes: 60 }),
      pass: (ms: number) => {
        utcMs += Math.round(ms);
      },
    };
    const library = taken(
      openLibraryForWriting({
        path: join(folder, "library"),
        create: true,
        person: { name: "Ann" },
        device: { id: null, name: "bench" },
        clock: time.clock,
      }),
    );
    const run = generateRun({ seed: 5, steps: Math.max(1, Math.round(BURSTS / BURSTS_A_STEP)) });
    const arrival = beginArrival(library);
    const runId = taken(arrival.startRun(run));
    taken(arrival.append(runId, run.steps));
    taken(arrival.finish());
    const months = writeForThreeMonths(library, runId, time, { seed: 6, bursts: BURSTS });
    report.figure(`${BURSTS} bursts: versions kept`, months.versions, "");
    report.figure("text", months.textBytes / 1024, "KiB");
    report.figure("history", months.historyBytes / 1024, "KiB");
    report.ratio("history to text", months.historyBytes / months.textBytes, AT_MOST_TEXTS);
    report.figure("save, median", median(months.saves), "ms");
    report.figure("save, 95th percentile", percentile(months.saves, 0.95), "ms");
    report.figure("save, longest", Math.max(...months.saves), "ms");
    taken(library.close());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  await Promise.resolve();
}

function taken<T>(outcome: Outcome<T, { readonly kind: string }>): T {
  if (!outcome.ok) throw new Error(outcome.failure.kind);
  return outcome.value;
}
