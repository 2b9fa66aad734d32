import type { ReadingLibrary } from "../storage/library.ts";
import { listRuns } from "./list.ts";
import { loadRun } from "./load.ts";

/**
 * Reads the run that was changed last as a page opens it, and keeps nothing of it: the first reading of 1,000 steps takes
 * twice as long as the second, and a host has nobody to answer while the page is still being fetched. What goes wrong is
 * told to the page that asks for the run.
 */
export function readAhead(library: ReadingLibrary): void {
  const runs = listRuns(library);
  if (!runs.ok) return;
  const [latest] = runs.value.toSorted((one, other) => other.updatedAt - one.updatedAt);
  if (latest !== undefined) loadRun(library, latest.id);
}
