import type { BibleId } from "../../bible/bible.ts";
import { handlingForm } from "./handling-verbs.ts";
import type { Mention } from "./mentions.ts";
import { isPossessive, type Sentence, tokensOf } from "./prose.ts";
import { antecedent, isPerson, isPersonal, namesSomebody, type Scene } from "./referent.ts";
import { isPerceiving, isUnreal } from "./unreal.ts";
import { isAct, isBe, SPEECH } from "./verbs.ts";

/* Who does what is done to a thing, and whose what holds it is: by name, by a pronoun, "you". */

/** Who has the thing: an entity, "anybody" for you, I and we, "nobody" where it is only there, or who has it is not plain. */
export type Hands = BibleId | "anybody" | "nobody";

/** A thing where a sentence names it, or says "it": its tokens, the article with them. */
export type Thing = { readonly sentence: Sentence; readonly first: number; readonly last: number };

export const ANYBODY = new Set(["you", "i", "we"]);

const YOURS = new Set(["your", "my", "our"]);

export const PREPOSITIONS = new Set(
  "in on at from under around round inside across over against into between through behind beside by out of beneath along about near off to with onto".split(
    " ",
  ),
);

/** Behind these somebody does what the base says: "lets him hold it". */
export const CAUSES = /^(?:let|lets|letting|make|makes|made|help|helps|helped|have|has)$/u;

/** Whom the pronoun at a token means; where that is not plain, it is somebody's hands yet nobody's in particular. */
export function meant(scene: Scene, sentence: Sentence, at: number): Hands {
  return antecedent(scene, sentence, at) ?? "nobody";
}

/** You and I are one; among "we" may be whoever has it. */
export function yoursOr(word: string): Hands {
  return word === "we" || word === "our" ? "nobody" : "anybody";
}

/** Whose the thing behind the token is: a name's with its 's, a pronoun's, yours; null where no owner ends there. */
export function ownerAt(scene: Scene, sentence: Sentence, at: number): Hands | null {
  const word = sentence.tokens.words[at] ?? "";
  if (YOURS.has(word)) return yoursOr(word);
  if (word === "her" || word === "his" || word === "their") return meant(scene, sentence, at);
  const owner = personEnding(scene, sentence, at);
  return owner !== undefined && isPossessive(scene.text, owner.end) ? owner.entity : null;
}

/** The person whose name begins at a token. */
export function personAt(scene: Scene, { tokens, span }: Sentence, at: number): Mention | null {
  const start = span.start + (tokens.starts[at] ?? -1);
  return scene.mentions.find((each) => each.start === start && isPerson(scene, each)) ?? null;
}

/** The person whose name ends at a token. */
export function personEnding(scene: Scene, { tokens, span }: Sentence, at: number): Mention | undefined {
  const end = span.start + (tokens.ends[at] ?? -1);
  return scene.mentions.find((each) => each.end === end && isPerson(scene, each));
}

/** The first token going back from `from` that is no adverb. */
export function pastAdverbsBack(words: readonly string[], from: number): number {
  let at = from;
  while (/^(?:still|now|then|just|also|again|even|always|already|often|both|\p{L}{3,}ly)$/u.test(words[at] ?? ""))
    at -= 1;
  return at;
}

/** Who does the verb at a token: the nearest before it who is no object, if the clause is of the story's present. */
export function subjectOf(scene: Scene, sentence: Sentence, verb: number): Hands | null {
  const { words, starts } = sentence.tokens;
  for (let at = verb - 1; at >= 0; at -= 1) {
    const word = words[at] ?? "";
    const mention = personEnding(scene, sentence, at);
    if (/^(?:who|whom|whoever|that|which)$/u.test(word)) return whoIs(scene, sentence, at);
    const first = mention === undefined ? at : (tokensOf(sentence, mention)?.[0] ?? at);
    if (mention === undefined && !isPersonal(word) && !ANYBODY.has(word)) continue;
    const isOwner = mention === undefined ? /^(?:her|his|their)$/u.test(word) : isPossessive(scene.text, mention.end);
    const isObject = isObjectAt(words, first, at, verb) && !isSpeaker(sentence, first);
    if (isOwner || isObject) continue;
    if (isUnreal(sentence, first)) return null;
    const from = sentence.span.start + (sentence.tokens.ends[at] ?? 0);
    // "Mira bows, and the guard lifts it".
    const between = scene.text.slice(from, sentence.span.start + (starts[verb] ?? 0));
    if (namesSomebody(between.replaceAll(/"[^"]*"|“[^”]*”/gu, " "))) return "nobody";
    if (mention !== undefined) return mention.entity;
    return ANYBODY.has(word) ? yoursOr(word) : meant(scene, sentence, at);
  }
  return null;
}

/** "“Mine,” says Tom, and shows": who is named behind a verb of speech and a quote speaks. */
function isSpeaker({ text, tokens }: Sentence, first: number): boolean {
  const before = first - 1;
  return SPEECH.has(tokens.words[before] ?? "") && /["”]\s$/u.test(text.slice(0, tokens.starts[before]));
}

/** "Mira, who lifts it": the name right before "who" and a comma. */
function whoIs(scene: Scene, sentence: Sentence, who: number): Hands | null {
  const { tokens, text } = sentence;
  const named = personEnding(scene, sentence, who - 1);
  return tokens.words[who] === "who" && text[tokens.ends[who - 1] ?? 0] === "," ? (named?.entity ?? null) : null;
}

/** Who is spoken of behind a thing that the sentence opens with: "with the lantern under one arm, Mira …", "holding the lantern, she …". */
export function subjectBehind(scene: Scene, { sentence, last }: Thing): Hands | null {
  const { words } = sentence.tokens;
  for (let at = last + 1; at < words.length; at += 1) {
    const word = words[at] ?? "";
    const named = personAt(scene, sentence, at);
    if (/^(?:that|which|who|would|could|might|should|if|not|never)$/u.test(word)) return null;
    if (PREPOSITIONS.has(words[at - 1] ?? "")) continue;
    if (named !== null && isPossessive(scene.text, named.end)) continue;
    const end = named === null ? at : (tokensOf(sentence, named)?.[1] ?? at);
    const who =
      named?.entity ??
      (ANYBODY.has(word) ? yoursOr(word) : /^(?:she|he)$/u.test(word) ? meant(scene, sentence, at) : null);
    if (who !== null) return MODALS.test(words[end + 1] ?? "") && !/^only$/u.test(words[end + 2] ?? "") ? null : who;
  }
  return null;
}

const MODALS = /^(?:would|could|might|should|will|must|may)$/u;

/** A name or pronoun behind a preposition or a verb is its object, unless it is seen doing the verb itself. */
function isObjectAt(words: readonly string[], first: number, last: number, verb: number): boolean {
  const before = words[first - 1] ?? "";
  const next = words[last + 1] ?? "";
  // "When the shooting stops you are …".
  if (!PREPOSITIONS.has(before) && (isBe(next) || next === "has" || next === "have")) return false;
  if (last === verb - 1 && (isPerceiving(before) || CAUSES.test(before) || !PREPOSITIONS.has(before))) return false;
  return PREPOSITIONS.has(before) || (first > 0 && (isAct(before) || handlingForm(before) !== undefined));
}

/** Whether a stretch behind a thing puts it where it is somebody's own: "into her pocket", "at his belt". */
export function holdsOf(words: readonly string[]): boolean {
  return words.some((word, at) => /^(?:her|his|their)$/u.test(word) && PREPOSITIONS.has(words[at - 1] ?? ""));
}
