import { readBounty } from "../../../shared/domain/bounty/read.ts";
import type { RunId } from "../../../shared/domain/ids.ts";
import type { Step } from "../../../shared/domain/step.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import type { LibraryFailure } from "../storage/failures.ts";
import type { WritingLibrary } from "../storage/library.ts";
import { beginArrival } from "./arrive.ts";
import { moveRunToBin } from "./bin.ts";
import type { NoSuchRun } from "./failures.ts";
import { readRunRows } from "./list.ts";
import sample from "./sample/harbour-of-knocks.json" with { type: "json" };

/** The built-in sample as a bounty file: 12 steps that show every type of thought, long-term thoughts and both tags. */
export function sampleFile(): Uint8Array {
  return Buffer.from(JSON.stringify(sample, null, 2), "utf8");
}

/** Adds the sample as it came; one that is there already, changed or not, goes to the bin first. */
export function addSample(library: WritingLibrary): Outcome<RunId, LibraryFailure | NoSuchRun> {
  const rows = library.read<ReturnType<typeof readRunRows>, LibraryFailure>((connection) =>
    success(readRunRows(connection)),
  );
  if (!rows.ok) return rows;
  for (const row of rows.value.filter((each) => each.title === sample.title)) {
    const moved = moveRunToBin(library, row.id);
    if (!moved.ok) return moved;
  }
  const steps: Step[] = [];
  const chunks = [sampleFile()];
  const reading = readBounty({ next: () => chunks.pop() ?? null }, { step: (step) => steps.push(step) });
  const arrival = beginArrival(library);
  const run = arrival.startRun({
    title: reading.title,
    authors: reading.authors.map((name) => ({ name, role: "dm" })),
  });
  if (!run.ok) return run;
  const appended = arrival.append(run.value, steps);
  if (!appended.ok) return appended;
  const finished = arrival.finish();
  return finished.ok ? success(run.value) : failed(finished.failure);
}
