import type { CheckedImport } from "../../shared/contract/exchange-methods.ts";

/** A bounty file of one run that an import would take as it is; `parts` say what is otherwise. */
export function checkedImport(parts: Partial<CheckedImport> = {}): CheckedImport {
  const byType = { watsonian: 2, doylist: 0, meta: 0, comment: 0 };
  return {
    file: "ferry.json",
    format: "bounty",
    ok: true,
    problems: [],
    runs: [{ title: "The Lantern Ferry", steps: 3, words: 5, storyWords: 3, thoughtWords: 2, byType, arriving: "new" }],
    unclear: [],
    leftOut: [],
    found: [],
    beginning: [],
    repairs: 0,
    mapping: null,
    ...parts,
  };
}
