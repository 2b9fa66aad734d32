import type { Node } from "prosemirror-model";

import { countWords, totalWords } from "../../../shared/domain/words.ts";
import { storedSectionWords } from "./section-words.ts";

/**
 * How many words came into a section and how many went, for a change that replaced a stretch of it. The texts are compared
 * from both ends up to the nearest white space, so that words which only stood beside the stretch count for nothing;
 * `added - removed` is exactly the difference of the stored words.
 */
export function wordsThatCameAndWent(was: Node, is: Node): { added: number; removed: number } {
  const old = textOf(was);
  const now = textOf(is);
  if (old === now) return { added: 0, removed: 0 };
  const shorter = Math.min(old.length, now.length);
  let start = 0;
  while (start < shorter && old[start] === now[start]) start += 1;
  let same = 0;
  while (same < shorter - start && old[old.length - 1 - same] === now[now.length - 1 - same]) same += 1;
  start = old.slice(0, start).search(/\S*$/u);
  const tail = /^\S*/u.exec(old.slice(old.length - same))?.[0].length ?? 0;
  same -= tail;
  const added = countWords(now.slice(start, now.length - same));
  const removed = added - (totalWords(storedSectionWords(is)) - totalWords(storedSectionWords(was)));
  return removed >= 0 ? { added, removed } : { added: added - removed, removed: 0 };
}

/** A section's text with every text block on a line of its own. */
function textOf(section: Node): string {
  return section.textBetween(0, section.content.size, "\n", "\n");
}
