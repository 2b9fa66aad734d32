import type { BibleId } from "../../bible/bible.ts";
import { endsPhrase } from "./grammar-words.ts";
import { type Sentence, sentenceBefore, isPossessive } from "./prose.ts";
import { bringsInAnother, isPerson, type Scene } from "./referent.ts";
import { tokenize } from "../tokens.ts";
import { clauseStart } from "./unreal.ts";
import { isAct, isActBase } from "./verbs.ts";

/*
 * Whose a look is that the sentence gives to nobody: "Two brown eyes regard you over the rim of the cup." Where the stretch speaks
 * of one person alone it is theirs, unless they are the one who sees it, finds it or has to do with it.
 */

/** Sentences before its own in which the one is looked for whom a look belongs to. */
const SENTENCES_BACK = 2;
const TELLS = /^(?:says|said|reads|lists|listed|states|stated|mentions|mentioned|demands)$/u;
/** Words between eyes and whom they look at, at most. */
const FARTHEST_LOOK = 6;
/** Brings in somebody beside those who are named. */
const OTHERS =
  /(?<!\p{L})(?:my|they|(?<!(?:beneath|above|under|below|behind|around|over) )them|their|we|us|our|another|others|people|crowd|folk|everyone)(?!\p{L})/iu;
/** Before a look, these say that it is many people's, or nobody's. */
const ANYBODYS = /^(?:each|every|any|many|most|all|no|other|another)$/u;

/** The only person whom the stretch is about, where what begins at the token `first` can be theirs; else null. */
export function isAlone(scene: Scene, sentence: Sentence, first: number, body: number): BibleId | null {
  const { words } = sentence.tokens;
  if (
    isObject(scene, sentence, first, body) ||
    words.slice(Math.max(0, first - 1), body).some((word) => ANYBODYS.test(word))
  )
    return null;
  // "The bill on the gate says brown eyes".
  if (words.slice(0, first).some((word) => TELLS.test(word))) return null;
  let from = sentence;
  for (let back = 0; back <= SENTENCES_BACK; back += 1) {
    const people = scene.mentions.filter(
      (each) => each.start >= from.span.start && each.end <= sentence.span.end && isPerson(scene, each),
    );
    if (bringsInAnother(scene, from.span.start, sentence.span.end) || OTHERS.test(sentence.text)) return null;
    const [only] = people;
    if (only !== undefined)
      return people.every((each) => each.entity === only.entity) &&
        !isOtherOfPair(scene, only.entity, scene.text.slice(from.span.start, sentence.span.end)) &&
        !people.some(
          (each) =>
            isPossessive(scene.text, each.end) && each.start > sentence.span.start + (sentence.tokens.ends[body] ?? 0),
        )
        ? only.entity
        : null;
    const before = sentenceBefore(scene.text, from);
    if (before === null) break;
    from = before;
  }
  const [alone, ...others] = scene.cast;
  return alone !== undefined && others.length === 0 && !isOtherOfPair(scene, alone.id, from.text) ? alone.id : null;
}

/** A pronoun of the other sex stands for somebody else. */
function isOtherOfPair({ index }: Scene, id: BibleId, stretch: string): boolean {
  const sex = index.bible.entity(id)?.sex;
  if (sex === "f") return /(?<!\p{L})(?:he|him|his)(?!\p{L})/iu.test(stretch);
  return sex !== "m" || /(?<!\p{L})(?:she|her|hers)(?!\p{L})/iu.test(stretch);
}

/** True when a named one or a pronoun stands before it in its clause: it is what they see, handle or want; or when it lies about. */
function isObject(scene: Scene, sentence: Sentence, first: number, body: number): boolean {
  const { tokens, span } = sentence;
  if (/^(?:lies?|lay)$/u.test(tokens.words[body + 1] ?? "")) return true;
  const start = clauseStart(sentence, first);
  if (tokens.words.slice(start, first).some((word) => /^(?:she|he)$/u.test(word))) return true;
  if (isTurnedOn(scene, sentence, body)) return true;
  const [from, to] = [span.start + (tokens.starts[start] ?? 0), span.start + (tokens.starts[first] ?? 0)];
  return scene.mentions.some(
    (each) =>
      each.start >= from &&
      each.end < to &&
      isPerson(scene, each) &&
      !isPossessive(scene.text, each.end) &&
      !/(?:about|of|at|in|like) $|(?<!\p{L})(?:[Yy]ou|I|[Ww]e) /u.test(scene.text.slice(from, each.start)),
  );
}

/** "Yellow eyes look at Mira", "the brown eyes behind the curtain follow Mira": not hers. */
function isTurnedOn(scene: Scene, { tokens, span }: Sentence, body: number): boolean {
  const end = span.start + (tokens.ends[body] ?? 0);
  const behind = scene.mentions.find((each) => each.start > end && each.end <= span.end);
  // "Brown eyes look up at her".
  const at = tokens.words.findIndex((word, index) => index > body && /^(?:her|him)$/u.test(word));
  const isAt = /^(?:at|on|upon|into|towards?)$/u.test(tokens.words[at - 1] ?? "");
  if (isAt && endsPhrase(tokens.words[at + 1] ?? "and") && at - body <= FARTHEST_LOOK) return true;
  if (behind === undefined || isPossessive(scene.text, behind.end)) return false;
  const between = scene.text.slice(end, behind.start);
  return !/[,.:;—–]/u.test(between) && tokenize(between).words.some((word) => isAct(word) || isActBase(word));
}
