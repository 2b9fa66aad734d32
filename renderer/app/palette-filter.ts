import { fold } from "../words/fold.ts";

/**
 * How the palette and the Go to box find titles: every word asked for must occur in the title, in any order; a beginning
 * of a word counts more than its inside, an early place more than a late one, the whole title most. Case and diacritics
 * do not matter.
 */

/** Where a title matches, in UTF-16 units of the title, in order and not overlapping. */
export type Match = { readonly score: number; readonly ranges: readonly (readonly [start: number, end: number])[] };

const AT_WORD_START = 10;
const INSIDE_WORD = 1;
const AT_TITLE_START = 5;
const WHOLE_TITLE = 10;

/** How a title matches what was asked, or null. An empty question matches everything alike. */
export function match(title: string, asked: string): Match | null {
  const folded = fold(title);
  const ranges: [number, number][] = [];
  let score = 0;
  for (const word of fold(asked).split(/\s+/u).filter(Boolean)) {
    const found = place(folded, word, ranges);
    if (found === null) return null;
    ranges.push([found.at, found.at + word.length]);
    score += (found.startsWord ? AT_WORD_START : INSIDE_WORD) + (found.at === 0 ? AT_TITLE_START : 0);
  }
  if (ranges.length > 0 && folded === fold(asked.trim())) score += WHOLE_TITLE;
  return { score, ranges: ranges.toSorted((left, right) => left[0] - right[0]) };
}

function place(
  folded: string,
  word: string,
  taken: readonly [number, number][],
): { at: number; startsWord: boolean } | null {
  let inside: number | null = null;
  for (let at = folded.indexOf(word); at !== -1; at = folded.indexOf(word, at + 1)) {
    const end = at + word.length;
    if (taken.some(([from, to]) => at < to && end > from)) continue;
    if (at === 0 || !/[\p{L}\p{N}]/u.test(folded[at - 1] ?? "")) return { at, startsWord: true };
    inside ??= at;
  }
  return inside === null ? null : { at: inside, startsWord: false };
}

/** How a title matches together with words that it does not show: less than any title does by itself. */
function matchAlso(title: string, also: string, asked: string): Match | null {
  const found = match(`${title} ${also}`, asked);
  return found === null ? null : { score: 0, ranges: found.ranges.filter(([, end]) => end <= title.length) };
}

/** The items that match, best first; equals keep their order. `also`: more words by which one is found. */
export function filterByTitle<Item extends { readonly title: string; readonly also?: string | undefined }>(
  items: readonly Item[],
  asked: string,
): { item: Item; match: Match }[] {
  return items
    .flatMap((item) => {
      const found =
        match(item.title, asked) ?? (item.also === undefined ? null : matchAlso(item.title, item.also, asked));
      return found === null ? [] : [{ item, match: found }];
    })
    .toSorted((left, right) => right.match.score - left.match.score);
}
