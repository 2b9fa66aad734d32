import type { RunRow } from "../../shared/contract/run-methods.ts";
import { newRunId } from "../../shared/domain/ids.ts";

/** A run as the library lists it: two steps by one author, in which nothing is unusual. */
export function runRow(parts: Partial<RunRow> = {}): RunRow {
  return {
    id: newRunId(),
    title: "The Lantern Ferry",
    authors: [{ name: "Noor Dahlberg", role: "dm" }],
    status: "writing",
    steps: 2,
    words: 9,
    storyWords: 4,
    thoughtWords: 5,
    byType: { watsonian: 5, doylist: 0, meta: 0, comment: 0 },
    targetWords: null,
    createdAt: 0,
    updatedAt: 0,
    ...parts,
  };
}
