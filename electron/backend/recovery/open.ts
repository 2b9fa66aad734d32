import { backUp } from "../backups/back-up.ts";
import { readPlaces, secondShelf, shelfBeside } from "../backups/places.ts";
import { plainFailure, type Failure } from "../../../shared/contract/failure.ts";
import { failed, type Outcome, success } from "../../../shared/lib/outcome.ts";
import { storageFailure } from "../context.ts";
import { snapshotEveryRun } from "../history/snapshots.ts";
import { examine } from "../storage/examine.ts";
import { openLibraryForWriting, type WriterRequest, type WritingLibrary } from "../storage/library.ts";
import { MIGRATIONS } from "../storage/migrations/list.ts";
import { openOrRecover } from "./recover.ts";

/** The version of the tables from which a run can have snapshots. */
const SNAPSHOTS_SINCE = 3;

/**
 * Opens a library for writing. Before its tables are brought to this release it is backed up, and not opened when that
 * fails; after it every run has a snapshot. `tends`: a damaged one is recovered instead of refused.
 */
export async function openForWriting(
  request: WriterRequest,
  tends: boolean,
): Promise<Outcome<WritingLibrary, Failure>> {
  const newest = MIGRATIONS.at(-1)?.version ?? 0;
  const examined = examine(request.path, newest);
  const from = examined.ok && examined.value.version < newest ? examined.value.version : null;
  if (from !== null) {
    const made = await backUp({
      kind: "backUp",
      source: request.path,
      shelf: shelfBeside(request.path),
      second: secondShelf(request.path, readPlaces(request.path)),
      why: "migration",
      at: request.clock(),
      thin: true,
    });
    if (!made.ok && made.failure.kind !== "damaged") {
      const why = `This library is of an earlier release and is backed up before it is brought to this one; that failed. ${made.failure.message}`;
      return failed(
        made.failure.kind === "refused" || made.failure.kind === "invalidRequest"
          ? made.failure
          : plainFailure(made.failure.kind, why),
      );
    }
  }
  const opened = tends ? openOrRecover(request) : openPlainly(request);
  if (!opened.ok || from === null || from < SNAPSHOTS_SINCE) return opened;
  const taken = snapshotEveryRun(opened.value, { why: "migration", name: "" });
  if (taken.ok) return success(opened.value);
  opened.value.close();
  return failed(storageFailure(taken.failure));
}

function openPlainly(request: WriterRequest): Outcome<WritingLibrary, Failure> {
  const opened = openLibraryForWriting(request);
  return opened.ok ? opened : failed(storageFailure(opened.failure));
}
