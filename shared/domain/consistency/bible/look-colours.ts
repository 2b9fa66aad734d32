import { isClaim, isLikeness } from "./looks.ts";
import type { Sentence } from "./prose.ts";

/*
 * Which colour a sentence gives a word of the body: before it ("long, very dark brown hair"), behind it ("eyes, blue and
 * cold", "hair is as red as rust"), of it ("the brown of her eyes"), or by a likeness ("eyes the colour of the sky").
 */

const LINKS = new Set(
  "were are was is had has falls fell hangs hung tumbles tumbled spills spilled looked shone gleamed flashed turned".split(
    " ",
  ),
);
/** May stand between the body's word, or its verb, and the colour. */
const MODIFIERS = new Set(
  "a an the so as very quite rather almost still pale deep dark bright light soft clear cold warm startling brilliant vivid dull rich pure now both all same long and".split(
    " ",
  ),
);
/** May follow a colour that is said of what stands before it; another word would be what the colour is of ("fixed on the blue door"). */
const FOLLOWERS = new Set(
  "as like and but or of in under against when while now again today tonight this enough by at over than beneath where because before behind above through on to the even still too you she he they i so waves curls tangles ringlets strands".split(
    " ",
  ),
);
/** Behind "is" these begin something that the colour would belong to, or deny it. */
const BREAKS = new Set(
  "on under with by at to from over of through behind into upon against beneath for her his their your my not no never nothing anything like if neither nor hidden covered".split(
    " ",
  ),
);
const OWNERS = new Set(["her", "his", "their"]);
/** Words between a possessive and the body's word at most ("her long, very dark brown hair"). */
export const MOST_ADJECTIVES = 5;
const MOST_MODIFIERS = 4;

/** The token of the colour that a sentence gives the word of the body at the token `body`; null where it gives none plainly. */
export function colourOf(sentence: Sentence, body: number, look: string, isCompound: boolean): number | null {
  const before = sentence.tokens.words[body - 1] ?? "";
  if (isCompound) return isClaim(look, before) || isLikeness(look, before) ? body - 1 : null;
  return colourBefore(sentence, body, look) ?? colourBehind(sentence, body, look) ?? likenessOf(sentence, body, look);
}

function colourBefore({ tokens, text }: Sentence, body: number, look: string): number | null {
  const { words } = tokens;
  for (let at = body - 1; at >= Math.max(0, body - MOST_ADJECTIVES); at -= 1) {
    const gap = text.slice(tokens.ends[at], tokens.starts[at + 1]);
    const word = words[at] ?? "";
    if (gap.startsWith("'") || gap.startsWith("’")) return abstractBefore(words, at, look);
    if (!/^(?:,? |-)$/u.test(gap)) return null;
    if (isClaim(look, word)) return at;
    if (/^colou?red$/u.test(word) && isLikeness(look, words[at - 1] ?? "")) return at - 1;
    if (OWNERS.has(word)) return abstractBefore(words, at, look);
  }
  return null;
}

/** "the brown of her eyes", "how blue her eyes are": the colour before the owner, who stands at `owner`. */
function abstractBefore(words: readonly string[], owner: number, look: string): number | null {
  for (const [link, colour] of [
    [words[owner - 1] === "of" || words[owner - 1] === "in", owner - 2],
    [words[owner - 2] === "how", owner - 1],
  ] as const)
    if (link && isClaim(look, words[colour] ?? "")) return colour;
  return null;
}

function colourBehind({ tokens, text }: Sentence, body: number, look: string): number | null {
  const { words } = tokens;
  const which = body + 1 + linkedBy(words, body + 1);
  const hasLink = LINKS.has(words[which] ?? "");
  const from = hasLink ? which + 1 : body + 1;
  for (let at = from; at <= from + MOST_MODIFIERS; at += 1) {
    if (!/^(?:[ -]|,? (?:— ?|– ?)?|--|: |[—–])$/u.test(text.slice(tokens.ends[at - 1], tokens.starts[at]))) return null;
    const word = words[at] ?? "";
    if (isClaim(look, word)) return endsDescription(words[at + 1], text.slice(tokens.ends[at])) ? at : null;
    if (!(MODIFIERS.has(word) || (hasLink && !BREAKS.has(word)))) return null;
  }
  return null;
}

/** How many words take up the body's word before its verb: "eyes which are", "eyes, and they are". */
function linkedBy(words: readonly string[], next: number): number {
  if (/^(?:which|that)$/u.test(words[next] ?? "")) return 1;
  return words[next] === "and" && /^(?:they|it)$/u.test(words[next + 1] ?? "") ? 2 : 0;
}

function endsDescription(next: string | undefined, rest: string): boolean {
  return next === undefined || /^\s*[,;:.!—–)]/u.test(rest) || FOLLOWERS.has(next);
}

/** "eyes the colour of a summer sky", "hair like spun gold". */
function likenessOf({ tokens: { words } }: Sentence, body: number, look: string): number | null {
  const found = words.findIndex(
    (word, at) =>
      at > body &&
      at <= body + MOST_MODIFIERS &&
      (word === "like" || (word === "of" && /^(?:colou?r|shade|hue)$/u.test(words[at - 1] ?? ""))),
  );
  if (found < 0) return null;
  for (let at = found + 1; at <= found + MOST_MODIFIERS; at += 1)
    if (isLikeness(look, words[at] ?? "") || isClaim(look, words[at] ?? "")) return at;
  return null;
}
