import type { BibleId } from "../../bible/bible.ts";
import { isStory, type Passage } from "../passage.ts";
import type { Span } from "../sentence.ts";
import { coloursOf, coloursTakenUp } from "./look-colours.ts";
import { HAIR_NAMES, LOOK_WORDS, lookOfBody, lookOfCompound } from "./looks.ts";
import { ownerOfCompound, ownerOfHairName } from "./look-names.ts";
import { ownerOf } from "./look-owners.ts";
import { isInSpeech, isPossessive, type Sentence, sentenceAfter, sentenceBefore, sentenceOf } from "./prose.ts";
import type { Scene } from "./referent.ts";
import { bringsUpDepiction, clauseStart, isDreamt, isTold, isUnreal } from "./unreal.ts";

/** What a text says of somebody's look: the plainest colour's place is the focus, `words` are all that it names of it. */
export type Claim = {
  readonly entity: BibleId;
  readonly look: string;
  readonly word: string;
  readonly words: readonly string[];
  readonly focus: Span;
};

/** Anywhere in a sentence, these say that a colour is not somebody's own. */
const NOT_HERS = new Set(
  (
    "wig wigs dyed dye dyes disguise disguised illusion glamour glamoured contact tinted hairpiece toupee peroxide " +
    "henna hennaed bleach bleached bleaches rinse"
  ).split(" "),
);
const LENT =
  /(?<!\p{L})trick of the|born with|(?<!\p{L})(?:seem\p{L}*|appear(?:s|ed)?) (?:to have|to be|almost)(?!\p{L})/iu;

function isDisguised({ tokens: { words } }: { readonly tokens: Pick<Sentence["tokens"], "words"> }): boolean {
  return words.some((each) => NOT_HERS.has(each));
}

/** True when a sentence says that a colour is not somebody's own, or only seems so. */
function isLent({ tokens: { words }, text }: Sentence, body: number, colour: number): boolean {
  if (isDisguised({ tokens: { words } }) || LENT.test(text)) return true;
  if (words.slice(0, body).some((word) => DEPICTS.test(word))) return true;
  if (colour <= body) return false;
  if (words.slice(Math.max(body, colour - 3), colour).some((word) => CHANGES.test(word))) return true;
  // Blood and paint redden what they run into.
  return words.some((word) => /^(?:blood|gore|paint|firelight)$/u.test(word));
}

const DEPICTS = /^(?:(?:paint|sketch|describ|sculpt|embroider|draw|carv)(?:e?s|ed|ing)?|drew)$/u;
const CHANGES = /^(?:(?:seem|appear|look|turn|go|grow|becom)(?:e?s|ed|ing)?|went|grew|became)$/u;

/** What a scene of the story says plainly of the looks of those who are in it. */
export function claimsIn(passage: Passage, scene: Scene): Claim[] {
  const { text, mentions, cast } = scene;
  if ((mentions.length === 0 && cast.length === 0) || !isStory(passage)) return [];
  return [...text.matchAll(LOOK_WORDS)].flatMap((match): Claim[] => {
    const place = { start: match.index, end: match.index + match[0].length };
    const claim = isInSpeech(text, place.start) ? null : claimAt(scene, place);
    return claim === null ? [] : [claim];
  });
}

/**
 * True when a colour is only remembered, supposed or denied. What is somebody's own is taken for granted: "you never look into
 * Mira's blue eyes" says as much as "Mira has blue eyes", and so does "never as red as Mira's hair".
 */
function isFancied(sentence: Sentence, body: number, colour: number): boolean {
  const { words, ends } = sentence.tokens;
  if (isTold(sentence, colour)) return true;
  const [from, to] = [Math.min(body, colour), Math.max(body, colour)];
  const isOwned = [colour - 1, colour - 2, colour - 3].some(
    (at) => /^(?:her|his|their)$/u.test(words[at] ?? "") || isPossessive(sentence.text, ends[at] ?? 0),
  );
  const isKnown =
    words[colour + 1] === "of" ||
    isOwned ||
    words[body + 1] === "of" ||
    [colour - 1, colour - 2].some((at) => /^(?:those|that)$/u.test(words[at] ?? ""));
  if ((isKnown && colour < body) || (words[colour - 1] === "as" && words[colour + 1] === "as")) return false;
  const that = words.lastIndexOf("that", from);
  return words.slice(Math.max(clauseStart(sentence, from), that), to).some((word) => DENIES.test(word));
}

const DENIES =
  /^(?:would|could|might|should|may|must|shall|will|cannot|not|never|no|nobody|none|neither|nor|hardly|scarcely|barely|\p{L}+n't|\p{L}+'d|\p{L}+'ll)$/u;

function claimAt(scene: Scene, place: Span): Claim | null {
  const sentence = sentenceOf(scene.text, place);
  const { tokens, span } = sentence;
  const body = tokens.starts.indexOf(place.start - span.start);
  const word = tokens.words[body] ?? "";
  if (isVerb(scene, sentence, body)) return null;
  if (HAIR_NAMES.has(word)) {
    const entity =
      isUnreal(sentence, body) || isLent(sentence, body, body) ? null : ownerOfHairName(scene, sentence, body);
    return entity === null ? null : claimOf(entity, "hair", sentence, [body], body);
  }
  const compound = lookOfCompound(word);
  const part = compound === null ? lookOfBody(word) : { look: compound, isLoose: false };
  if (part === null) return null;
  const colours = coloursOf(sentence, body, part.look, compound !== null);
  const [colour] = colours;
  if (colour === undefined) return takenUp(scene, sentence, body, part.look);
  if (
    isLent(sentence, body, colour) ||
    isFancied(sentence, body, colour) ||
    isBruise(sentence, body, colour) ||
    isName(sentence, body)
  )
    return null;
  const before = sentenceBefore(scene.text, sentence);
  if (before !== null && (isDreamt(before) || bringsUpDepiction(before) || isDisguised(before))) return null;
  const entity =
    compound === null ? ownerOf(scene, sentence, body, colour, part.isLoose) : ownerOfCompound(scene, sentence, body);
  return entity === null ? null : claimOf(entity, part.look, sentence, colours, body);
}

/** A look of which only the next sentence tells the colour. */
function takenUp(scene: Scene, sentence: Sentence, body: number, look: string): Claim | null {
  const next = body > sentence.tokens.words.length - MOST_BEHIND ? sentenceAfter(scene.text, sentence) : null;
  const colours = next === null ? [] : coloursTakenUp(next, look);
  const [colour] = colours;
  if (next === null || colour === undefined || isUnreal(next, colour) || isTold(sentence, body)) return null;
  if (isLent(next, 0, colour) || isLent(sentence, body, body) || isInSpeech(scene.text, next.span.start)) return null;
  const entity = ownerOf(scene, sentence, body, body);
  return entity === null ? null : claimOf(entity, look, next, colours, colour);
}

/** Words behind the word of the body at most, for the next sentence to take it up. */
const MOST_BEHIND = 6;

function claimOf(
  entity: BibleId,
  look: string,
  { tokens, span }: Sentence,
  colours: readonly number[],
  body: number,
): Claim {
  const [colour = body] = colours;
  const start = span.start + Math.min(tokens.starts[colour] ?? 0, tokens.starts[body] ?? 0);
  const end = span.start + Math.max(tokens.ends[colour] ?? 0, tokens.ends[body] ?? 0);
  const words = colours.map((at) => tokens.words[at] ?? "");
  return { entity, look, word: tokens.words[colour] ?? "", words, focus: { start, end } };
}

/** "Mira eyes the blue door": no part of her. */
function isVerb(scene: Scene, { text, tokens, span }: Sentence, body: number): boolean {
  if (!/^(?:eyes?|crop|locks?|waves|stare|gaze|coils)$/u.test(tokens.words[body] ?? "")) return false;
  const end = tokens.ends[body - 1] ?? -1;
  if (text.slice(end, tokens.starts[body]) !== " ") return false;
  if (/^(?:she|he|you|i|they|we|to)$/u.test(tokens.words[body - 1] ?? "")) return true;
  return scene.mentions.some((each) => each.end === span.start + end);
}

/** "The Brown Eyes" is an inn. */
function isName({ text, tokens }: Sentence, body: number): boolean {
  return (
    body > 0 && /^\p{Lu}/u.test(text.slice(tokens.starts[body])) && /^\p{Lu}/u.test(text.slice(tokens.starts[body - 1]))
  );
}

/** "a black eye" is a blow's. */
function isBruise({ tokens: { words } }: Sentence, body: number, colour: number): boolean {
  // "black as the shafts": a pupil that the dark has widened; "purple by supper, yellow by the end of the week": a blow.
  if (words[colour] === "black" && words.some((word) => /^pupils?$/u.test(word))) return true;
  if (words[body] === "eye" && words.some((word) => /^(?:purple|swollen|bruised?|swelling|punch|blow)$/u.test(word)))
    return true;
  return words[body] === "eye" && words[colour] === "black" && !/^(?:her|his)$/u.test(words[colour - 1] ?? "");
}
