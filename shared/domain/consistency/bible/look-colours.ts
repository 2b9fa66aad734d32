import {
  AUXILIARIES,
  CONJUNCTIONS,
  DETERMINERS,
  endsPhrase,
  POSSESSIVES,
  PREPOSITIONS,
  PRONOUNS,
} from "./grammar-words.ts";
import { isClaim, isColour, isLikeness } from "./looks.ts";
import type { Sentence } from "./prose.ts";

/*
 * Which colours a sentence gives a word of the body: before it ("long, very dark brown hair"), behind it or its verb ("eyes, blue
 * and cold", "hair, in this light, is as red as rust"), of it ("the brown of her eyes"), by a likeness ("eyes the colour of the
 * sky"), or in the sentence that takes it up ("They are brown"). A colour that stands before another noun is that noun's.
 */

/** Verbs that say of what colour something is; those of turning, seeming and shining in some light are none. */
const LINKS = new Set("were are was is be has had falls fell hangs hung tumbles tumbled spills spilled".split(" "));
/** Shines in a colour of its own, if no light is named that lends it. */
const SHINES = new Set(
  "shines shine shone gleams gleam gleamed glows glow glowed glints glint glinted glitters glittered flashes flash flashed burns burn burned streams streamed blazes blazed".split(
    " ",
  ),
);
const LIGHT =
  /(?<!\p{L})(?:moon|sun|fire|lamp|torch|candle|star|light|day|gas|lantern)\p{L}*|(?<!\p{L})(?:dawn|dusk|sunset|sunrise|glow|embers|coals|flames?|brazier)(?!\p{L})/iu;
/** Denies, compares, or begins something else that the colour would belong to. */
const BREAKS = new Set(
  "not no never nothing anything if neither nor hidden covered hardly scarcely barely anything".split(" "),
);
/** May open what is said of a look with no verb before it: "eyes a startling blue". */
const DEGREES = new Set(
  "a an the so as two very quite rather almost still pale deep dark bright light soft clear cold warm startling brilliant vivid dull rich pure now both all same long wide and".split(
    " ",
  ),
);
/** A part of a look: "the flaxen back of her head", "a red gleam of her hair". */
const OF_IT = /^(?:back|top|crown|nape|ends?|gleam|flash|sheen|glint|mass|tangle|mop|cloud|shock|tumble|fall)$/u;
const SHADES = new Set(["colour", "color", "shade", "hue", "tint"]);
/** "bright as copper" tells a colour, "hard as iron" none. */
const LOOKS_LIKE = /^(?:bright|dark|pale|warm|clear|glossy|shiny|rich|light|deep)$/u;
/** Words between a possessive and the body's word at most ("her long, very dark brown hair"). */
export const MOST_ADJECTIVES = 5;
const MOST_MODIFIERS = 5;
const LONGEST_INSERTION = 12;
/** Words between the body's word and its verb at most ("her eyes in this light are brown"). */
const LONGEST_PLACE = 5;

/** The tokens of the colours that a sentence gives the word of the body at the token `body`, the plainest first. */
export function coloursOf(sentence: Sentence, body: number, look: string, isCompound: boolean): readonly number[] {
  if (isCompound) return compoundColour(sentence, body, look);
  const before = coloursBefore(sentence, body, look);
  if (before.length > 0) return before;
  const behind = coloursBehind(sentence, body, look);
  return behind.length > 0 ? behind : likenessOf(sentence, body, look);
}

function compoundColour({ tokens, text }: Sentence, body: number, look: string): readonly number[] {
  const word = tokens.words[body - 1] ?? "";
  const isJoined = text.slice(tokens.ends[body - 1], tokens.starts[body]) === "-";
  return isJoined && (isClaim(look, word) || isLikeness(look, word)) ? [body - 1] : [];
}

function coloursBefore({ tokens, text }: Sentence, body: number, look: string): readonly number[] {
  const { words } = tokens;
  const found: number[] = [];
  for (let at = body - 1; at >= Math.max(0, body - MOST_ADJECTIVES); at -= 1) {
    const gap = text.slice(tokens.ends[at], tokens.starts[at + 1]);
    const word = words[at] ?? "";
    const isOwner = /^['’]/u.test(gap) || POSSESSIVES.has(word);
    if (isOwner) return found.length > 0 ? found : colourOfWhat(words, at, look);
    if (!/^(?:,? |-)$/u.test(gap)) break;
    if (isClaim(look, word)) found.push(at);
    else if (isColour(look, word)) {
      if (found.length === 0) return [];
    } else if (/^colou?red$/u.test(word) && isLikeness(look, words[at - 1] ?? "")) found.push(at - 1);
    else if (endsPhrase(word) && !/^(?:and|or|very|so|too)$/u.test(word) && !word.endsWith("ly"))
      return found.length > 0 ? found : demonstrated(words, at, look);
  }
  return found;
}

/** "the brown of those eyes", "the brown of the eyes". */
function demonstrated(words: readonly string[], at: number, look: string): readonly number[] {
  return DETERMINERS.has(words[at] ?? "") ? colourOfWhat(words, at, look) : [];
}

/** "the brown of her eyes", "how blue her eyes are", "as red as her hair": the colour before the owner, who stands at `owner`. */
function colourOfWhat(words: readonly string[], owner: number, look: string): readonly number[] {
  const [third, second, first] = [words[owner - 3], words[owner - 2] ?? "", words[owner - 1] ?? ""];
  if (["of", "in"].includes(first) && isClaim(look, second) && !isColour(look, third ?? ""))
    return first === "of" || (third === "the" && look === "eyes") ? [owner - 2] : [];
  if (first === "of" && OF_IT.test(second) && isClaim(look, third ?? "")) return [owner - 3];
  if (["how", "so"].includes(second) && isClaim(look, first)) return [owner - 1];
  // "a topaz of the same warm brown as her eyes".
  if (first === "as" && isClaim(look, second) && words.slice(Math.max(0, owner - 5), owner - 2).includes("same"))
    return [owner - 2];
  return first === "as" && isClaim(look, second) && third === "as" ? [owner - 2] : [];
}

function coloursBehind(sentence: Sentence, body: number, look: string): readonly number[] {
  const inverted = invertedBefore(sentence, body, look);
  if (inverted.length > 0) return inverted;
  const apposed = complement(sentence, body + 1, look, false);
  if (apposed.length > 0) return isMadeSo(sentence, body) ? [] : apposed;
  const ofColour = sentence.tokens.words[body + 1] === "of" ? complement(sentence, body + 2, look, true) : [];
  if (ofColour.length > 0) return ofColour;
  const { words } = sentence.tokens;
  const verb = linkBehind(sentence, body) ?? linkBehindRelative(words, body);
  if (verb !== null && SHINES.has(words[verb] ?? "") && LIGHT.test(sentence.text)) return [];
  const said = verb === null ? [] : complement(sentence, verb + 1, look, true);
  if (said.length > 0) return said;
  const added = addedBehind(sentence, body, look);
  return added.length > 0 ? added : takenUpWithin(words, body, look);
}

/** "Mud has turned her hair brown": a colour that something lent. */
function isMadeSo({ tokens: { words } }: Sentence, body: number): boolean {
  return words.slice(Math.max(0, body - 4), body).some((word) => LENDS.test(word));
}

const LENDS =
  /^(?:turn|paint|dye|stain|colou?r|bleach|tint|streak|mak|light|wash|crust|cak)(?:e|es|s|ed|ing)?$|^(?:made|lit)$/u;

/** "Brown, wide and perfectly innocent are her eyes": the sentence begins with what it says of them. */
function invertedBefore({ tokens, text, ...rest }: Sentence, body: number, look: string): readonly number[] {
  const { words } = tokens;
  const verb = words.slice(0, body).findLastIndex((word) => /^(?:is|are|was|were)$/u.test(word));
  if (verb < 1 || verb < body - 3) return [];
  const first = complement({ tokens, text, ...rest }, 0, look, false);
  return first.filter((at) => at < verb && words[at + 1] !== "with");
}

/** "her hair tumbles out, fair as flax", "a curl of hers, cut today, bright as copper": added behind a comma, nothing else named between. */
function addedBehind(sentence: Sentence, body: number, look: string): readonly number[] {
  const { tokens, text } = sentence;
  for (let at = body + 1; at <= body + LONGEST_INSERTION && at < tokens.words.length; at += 1) {
    const word = tokens.words[at] ?? "";
    if (!text.slice(tokens.ends[at - 1], tokens.starts[at]).startsWith(",")) {
      const isRelative = at === body + 1 && /^(?:she|he)$/u.test(word);
      if (!isRelative && /^(?:the|an?|and|but|you|i|we|she|he|they)$/u.test(word)) return [];
      continue;
    }
    const found = complement(sentence, at, look, false);
    if (found.length > 0) return found;
    const all = massOf(tokens.words, at, look);
    if (all.length > 0) return all;
    const like = likenessOf(sentence, at - 1, look);
    if (like.length > 0) return like;
  }
  return [];
}

/** "the plait, a good yard of auburn", "her hair, a yellow rope of it". */
function massOf(words: readonly string[], from: number, look: string): readonly number[] {
  const of = words.indexOf("of", from);
  if (of < 0 || of > from + MOST_MODIFIERS || !/^(?:an?|all|one|two|the)$/u.test(words[from] ?? "")) return [];
  if (isClaim(look, words[of + 1] ?? "")) return [of + 1];
  const colour = words.findIndex((word, at) => at > from && at < of && isClaim(look, word));
  return colour > 0 && /^(?:it|them)$/u.test(words[of + 1] ?? "") ? [colour] : [];
}

/** "... and it makes the green of them almost indecent". */
function takenUpWithin(words: readonly string[], body: number, look: string): readonly number[] {
  const of = words.findIndex(
    (word, at) => at > body + 1 && word === "of" && /^(?:them|it)$/u.test(words[at + 1] ?? ""),
  );
  return of > 0 && isClaim(look, words[of - 1] ?? "") && words[of - 2] === "the" ? [of - 1] : [];
}

/** The verb that says how the word of the body looks: right behind it, or behind a place or an insertion. */
function linkBehind({ tokens, text }: Sentence, body: number): number | null {
  const { words } = tokens;
  let at = body + 1;
  const gap = text.slice(tokens.ends[body], tokens.starts[at]);
  if (gap.startsWith(",")) {
    if (words[at] === "and" && /^(?:they|it)$/u.test(words[at + 1] ?? "")) at += 2;
    else if (/^(?:which|that)$/u.test(words[at] ?? "")) at += 1;
    else at = afterInsertion({ tokens, text }, at) ?? words.length;
    return LINKS.has(words[at] ?? "") ? at : null;
  }
  if (gap.startsWith(";") && /^(?:they|it)$/u.test(words[at] ?? "")) at += 1;
  else if (gap !== " ") return null;
  else if (/^(?:they|it)$/u.test(words[at] ?? "") && LINKS.has(words[at + 1] ?? "")) return at + 1;
  if (/^(?:which|that)$/u.test(words[at] ?? "")) at += 1;
  if (words[at] === "and" && /^(?:they|it)$/u.test(words[at + 1] ?? "")) at += 2;
  for (let step = 0; step <= LONGEST_PLACE; step += 1) {
    const word = words[at + step] ?? "";
    if (LINKS.has(word) || SHINES.has(word)) return at + step;
    const isPlace = step === 0 ? PREPOSITIONS.has(word) || word.endsWith("ly") : !CONJUNCTIONS.has(word);
    if (
      !isPlace ||
      PRONOUNS.has(word) ||
      /^[^ ]/u.test(text.slice(tokens.ends[at + step], tokens.starts[at + step + 1]))
    )
      return null;
  }
  return null;
}

/** "The eyes that Mira turned on you were brown": the verb behind a relative clause. */
function linkBehindRelative(words: readonly string[], body: number): number | null {
  if (words[body + 1] !== "that") return null;
  const verb = words.findIndex(
    (word, at) => at > body + 3 && at <= body + LONGEST_INSERTION && /^(?:were|are|was|is)$/u.test(word),
  );
  return verb < 0 ? null : verb;
}

/** Where the clause goes on behind an insertion between commas that begins at a token. */
function afterInsertion({ tokens, text }: Pick<Sentence, "tokens" | "text">, from: number): number | null {
  for (let at = from; at <= from + LONGEST_INSERTION && at < tokens.words.length; at += 1)
    if (text[tokens.ends[at] ?? 0] === ",") return at + 1;
  return null;
}

/** What eyes are said to be, so that the colour before it is theirs: "his eyes two green slits". */
const LIKE_STONES = new Set(
  "slits pools chips stones points lamps sparks marbles beads buttons discs jewels gems flames coals pinpricks mirrors lakes glass".split(
    " ",
  ),
);
const JOINED = /^(?:[ -]|,? (?:— ?|– ?)?|--|: |[—–]|\.\.\. |… ?)$/u;

/** The colours that a description beginning at a token names, while it goes on. */
function complement({ tokens, text }: Sentence, from: number, look: string, hasLink: boolean): readonly number[] {
  const { words } = tokens;
  const found: number[] = [];
  // "her eyes a light and restless blue".
  const isOfSort = /^an?$/u.test(words[from] ?? "");
  for (let at = from; at <= from + MOST_MODIFIERS; at += 1) {
    const word = words[at];
    if (word === undefined || BREAKS.has(word) || (at === from && word === "and")) break;
    if (at > 0 && !JOINED.test(text.slice(tokens.ends[at - 1], tokens.starts[at]))) break;
    if (isClaim(look, word)) {
      if (!hasLink && words[at - 1] === "the" && words[at + 1] !== "of") break;
      if (LIKE_STONES.has(words[at + 1] ?? "") && look === "eyes") found.push(at);
      else if (endsDescription(words[at + 1], text.slice(tokens.ends[at]), look)) found.push(at);
      else if (!isColour(look, words[at + 1] ?? "")) break;
    } else if (isColour(look, word)) return [];
    else if (!(DEGREES.has(word) || word.endsWith("ly") || ((hasLink || isOfSort) && !endsPhrase(word)))) break;
  }
  return found;
}

/** Whether a colour is said of what stands before it; another noun would be what it belongs to, and "with" tells what lent it. */
function endsDescription(next: string | undefined, rest: string, look: string): boolean {
  if (next === "with" || next === "from") return false;
  return next === undefined || /^\s*[,;:.!?—–)…"”]/u.test(rest) || (endsPhrase(next) && !isColour(look, next));
}

/** "eyes the colour of a summer sky", "hair like spun gold". */
function likenessOf({ tokens: { words } }: Sentence, body: number, look: string): readonly number[] {
  const found = words.findIndex(
    (word, at) =>
      at > body &&
      at <= body + MOST_MODIFIERS &&
      (word === "like" ||
        (word === "of" && SHADES.has(words[at - 1] ?? "")) ||
        SHADES.has(words[at - 1] ?? "") ||
        (word === "as" && LOOKS_LIKE.test(words[at - 1] ?? ""))),
  );
  if (found < 0 || words.slice(body + 1, found).some((word) => BREAKS.has(word))) return [];
  for (let at = found + 1; at <= found + MOST_MODIFIERS; at += 1)
    if (isLikeness(look, words[at] ?? "") || isClaim(look, words[at] ?? "")) return [at];
  return [];
}

/** The colours with which a sentence takes up the look of the one before: "They are brown as chestnuts.", "Brown, like a hawk's." */
export function coloursTakenUp(sentence: Sentence, look: string): readonly number[] {
  const { words } = sentence.tokens;
  const opens = /^(?:they|both|it|these|those)$/u.test(words[0] ?? "");
  const verb = words[1] === "both" ? 2 : 1;
  if (!opens) return complement(sentence, 0, look, false);
  return AUXILIARIES.has(words[verb] ?? "") && LINKS.has(words[verb] ?? "")
    ? complement(sentence, verb + 1, look, true)
    : [];
}
