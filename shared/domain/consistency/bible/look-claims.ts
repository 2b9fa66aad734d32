import type { BibleId } from "../../bible/bible.ts";
import { isStory, type Passage } from "../passage.ts";
import type { RunIndex } from "../run-index.ts";
import type { Span } from "../sentence.ts";
import { colourOf } from "./look-colours.ts";
import { lookOfBody, lookOfCompound } from "./looks.ts";
import { ownerOf, ownerOfCompound } from "./look-owners.ts";
import type { Mention } from "./mentions.ts";
import { isInSpeech, isPossessive, type Sentence, sentenceOf } from "./prose.ts";
import type { Scene } from "./referent.ts";
import { isTold, isUnreal } from "./unreal.ts";

/** What a text says of somebody's look: the colour's place is the focus. */
export type Claim = { readonly entity: BibleId; readonly look: string; readonly word: string; readonly focus: Span };

/** Anywhere in a sentence, these say that a colour is not somebody's own. */
const NOT_HERS = new Set(
  (
    "if wig wigs dyed dye dyes mask masks disguise illusion glamour glamoured contact borrowed painted lens lenses doll puppet statue " +
    "firelight blood seem seems seemed trick"
  ).split(" "),
);

const BODY_WORDS =
  /(?<![\p{L}\p{M}])(?:eyes?|iris|irises|gaze|stare|hairs?|locks?|curls?|braids?|plaits?|ponytail|pigtails?|tress|tresses|ringlets?|mane|fringe|topknot|dreadlocks|beard|moustache|mustache|whiskers|eyed|haired|headed|tressed|maned|bearded)(?![\p{L}\p{M}])/giu;

/** What a text of the story says plainly of the looks of those whom it names (`mentions`: those of this text). */
export function claimsIn(passage: Passage, mentions: readonly Mention[], index: RunIndex): Claim[] {
  const { text } = passage;
  if (mentions.length === 0 || !isStory(passage)) return [];
  const scene: Scene = { text, mentions, index };
  return [...text.matchAll(BODY_WORDS)].flatMap((match): Claim[] => {
    const place = { start: match.index, end: match.index + match[0].length };
    const claim = isInSpeech(text, place.start) ? null : claimAt(scene, place);
    return claim === null ? [] : [claim];
  });
}

/** What is somebody's own is taken for granted: "you never look into Mira's blue eyes" says as much as "Mira has blue eyes". */
function isFancied(sentence: Sentence, body: number, colour: number): boolean {
  const { words } = sentence.tokens;
  const owner = [colour - 1, colour - 2, colour - 3].some(
    (at) => /^(?:her|his|their)$/u.test(words[at] ?? "") || isPossessive(sentence.text, sentence.tokens.ends[at] ?? 0),
  );
  return owner && colour < body ? isTold(sentence, colour) : isUnreal(sentence, Math.min(body, colour));
}

function claimAt(scene: Scene, place: Span): Claim | null {
  const sentence = sentenceOf(scene.text, place);
  const { tokens, span } = sentence;
  const body = tokens.starts.indexOf(place.start - span.start);
  const word = tokens.words[body] ?? "";
  const compound = lookOfCompound(word);
  const look = compound ?? lookOfBody(word);
  if (look === null) return null;
  const colour = colourOf(sentence, body, look, compound !== null);
  if (colour === null || tokens.words.some((each) => NOT_HERS.has(each)) || isFancied(sentence, body, colour))
    return null;
  const entity = compound === null ? ownerOf(scene, sentence, body, colour) : ownerOfCompound(scene, sentence, body);
  if (entity === null) return null;
  const start = span.start + Math.min(tokens.starts[colour] ?? 0, tokens.starts[body] ?? 0);
  const end = span.start + Math.max(tokens.ends[colour] ?? 0, tokens.ends[body] ?? 0);
  return { entity, look, word: tokens.words[colour] ?? "", focus: { start, end } };
}
