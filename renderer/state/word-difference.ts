import { diffWordsWithSpace } from "diff";

import { countWords } from "../../shared/domain/words.ts";

/** A stretch of text that both have, that only the later has, or that only the earlier had. */
export type Stretch = { readonly kind: "same" | "added" | "removed"; readonly text: string };

/** Words that came and words that went. */
export type WordChange = { readonly added: number; readonly removed: number };

/**
 * So many words may differ before the two texts are shown as one that went and one that came: a text that was written
 * anew shares little but its small words, and the search for them grows with the square of the difference.
 */
const MOST_CHANGES = 1_500;

/**
 * The difference of two texts by words. What is same and added is the later text, what is same and removed the earlier
 * one. Blanks between two changed words belong to the change, so that a rewritten phrase is shown as one.
 */
export function wordDifference(before: string, after: string): readonly Stretch[] {
  if (before === after) return before === "" ? [] : [{ kind: "same", text: before }];
  const changes = diffWordsWithSpace(before, after, { maxEditLength: MOST_CHANGES });
  if (changes === undefined)
    return stretches([
      ["removed", before],
      ["added", after],
    ]);
  const found: [Stretch["kind"], string][] = [];
  let removed = "";
  let added = "";
  const end = (): void => {
    found.push(["removed", removed], ["added", added]);
    removed = "";
    added = "";
  };
  for (const [index, change] of changes.entries()) {
    if (change.removed) removed += change.value;
    else if (change.added) added += change.value;
    else if (isBlank(change.value) && removed + added !== "" && index + 1 < changes.length) {
      removed += change.value;
      added += change.value;
    } else {
      end();
      found.push(["same", change.value]);
    }
  }
  end();
  return stretches(found);
}

function isBlank(text: string): boolean {
  return text.trim() === "" && !text.includes("\n");
}

function stretches(found: readonly (readonly [Stretch["kind"], string])[]): Stretch[] {
  return found.flatMap(([kind, text]) => (text === "" ? [] : [{ kind, text }]));
}

/** How many words came and went. */
export function wordChange(difference: readonly Stretch[]): WordChange {
  const count = (kind: Stretch["kind"]): number =>
    difference.reduce((sum, stretch) => sum + (stretch.kind === kind ? countWords(stretch.text) : 0), 0);
  return { added: count("added"), removed: count("removed") };
}
