import type { CheckedImport, KnownRun } from "../../shared/contract/exchange-methods.ts";

/** A run of a file that comes in anew; `known` is the run here that it is about. */
export function checkedRun(known: KnownRun | null = null): CheckedImport["runs"][number] {
  const byType = { watsonian: 2, doylist: 0, meta: 0, comment: 0 };
  const words = { words: 5, storyWords: 3, thoughtWords: 2, byType };
  return { title: "The Lantern Ferry", steps: 3, ...words, arriving: "new", known };
}

/** A bounty file of one run that an import would take as it is; `parts` say what is otherwise. */
export function checkedImport(parts: Partial<CheckedImport> = {}): CheckedImport {
  return {
    file: "ferry.json",
    format: "bounty",
    ok: true,
    problems: [],
    runs: [checkedRun()],
    unclear: [],
    leftOut: [],
    found: [],
    beginning: [],
    repairs: 0,
    mapping: null,
    ...parts,
  };
}
