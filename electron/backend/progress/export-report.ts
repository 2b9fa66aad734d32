import type { ReplyOf } from "../../../shared/contract/contract.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import type { RunId } from "../../../shared/domain/ids.ts";
import type { RunReport } from "../../../shared/domain/progress/report.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import { fromStorage, readingLibrary, type BackendContext } from "../context.ts";
import { writeOneFile } from "../exchange/write-files.ts";
import type { LentPath } from "../handles.ts";
import type { Job } from "../jobs.ts";
import { writePackage } from "../package/container.ts";
import { NO_SUCH_RUN, type RunFailure } from "../runs/failures.ts";
import { visibleRun } from "../runs/run-row.ts";
import { REPORT_PART } from "./file-report.ts";
import { runReport } from "./library-reports.ts";

/** Writes the progress file of a run, which is looked through for it. The same state gives the same bytes. */
export async function exportReport(
  context: Pick<BackendContext, "library" | "crew">,
  runId: RunId,
  startsAt: number,
  { target, overwrite }: { readonly target: LentPath; readonly overwrite: boolean },
  job: Job,
): Promise<Outcome<ReplyOf<"progress.export">, Failure>> {
  const library = readingLibrary(context);
  if (!library.ok) return library;
  const report = fromStorage(
    library.value.read<RunReport, RunFailure>((connection) => {
      const run = visibleRun(connection, runId);
      return run === undefined ? failed(NO_SUCH_RUN) : success(runReport(connection, run.key, startsAt));
    }),
  );
  if (!report.ok) return report;
  const examined = await context.crew.examineRun({ kind: "examineRun", library: library.value.path, runId });
  if (!examined.ok) return examined;
  const told: RunReport = { ...report.value, examined: examined.value.examination };
  const bytes = writePackage("progress", [[REPORT_PART, told]]);
  const written = await writeOneFile(target, { name: target.name, chunks: [bytes] }, overwrite, job);
  return written.ok
    ? success({ file: written.value.name, bytes: written.value.bytes, sha256: written.value.sha256 })
    : written;
}
