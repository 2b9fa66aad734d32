import type { ReplyOf } from "../../../shared/contract/contract.ts";
import { plainFailure, type Failure } from "../../../shared/contract/failure.ts";
import type { RunId } from "../../../shared/domain/ids.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import { fromStorage, readingLibrary, type BackendContext } from "../context.ts";
import { writeOneFile } from "../exchange/write-files.ts";
import type { LentPath } from "../handles.ts";
import type { Job } from "../jobs.ts";
import { writePackage } from "../package/container.ts";
import { REPORT_PART } from "./file-report.ts";
import { libraryReports } from "./library-reports.ts";

/** Writes the progress file of a run. The same state gives the same bytes. */
export async function exportReport(
  context: Pick<BackendContext, "library">,
  runId: RunId,
  startsAt: number,
  { target, overwrite }: { readonly target: LentPath; readonly overwrite: boolean },
  job: Job,
): Promise<Outcome<ReplyOf<"progress.export">, Failure>> {
  const library = readingLibrary(context);
  if (!library.ok) return library;
  const reports = fromStorage(library.value.read((connection) => success(libraryReports(connection, startsAt, true))));
  if (!reports.ok) return reports;
  const report = reports.value.find((each) => each.runId === runId);
  if (report === undefined) return failed(plainFailure("noSuchRun", "That run is not in this library any more."));
  const bytes = writePackage("progress", [[REPORT_PART, report]]);
  const written = await writeOneFile(target, { name: target.name, chunks: [bytes] }, overwrite, job);
  return written.ok
    ? success({ file: written.value.name, bytes: written.value.bytes, sha256: written.value.sha256 })
    : written;
}
