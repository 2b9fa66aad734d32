import type { BibleId } from "../../bible/bible.ts";
import { endsPhrase } from "./grammar-words.ts";
import { ownerOf } from "./look-owners.ts";
import { isBehindPreposition, placeOf, subjectOver } from "./look-subjects.ts";
import { isPossessive, type Sentence } from "./prose.ts";
import { antecedent, isPerson, namesSomebody, type Scene } from "./referent.ts";

/* Whom a word says to be of some look as a whole: "the green-eyed Mira", "Mira is a redhead". */

/** "Tom is a big man, brown-eyed": what somebody is said to be before it. */
const SAID_TO_BE = /^(?:,| is| was) (?:an?|the) (?:[\p{L}-]+,? ){0,3}(?:woman|man|girl|boy|person|fellow|lady)(?=,)/u;

const PEOPLE = /^(?:woman|man|girl|boy|creature|lady|fellow|person|youth)$/u;

/** What a person does with a look of some colour: "her blue-eyed stare". */
const LOOKED = new Set("gaze stare glance look smile face squint glare".split(" "));

/** "the green-eyed Mira", "Mira is brown-eyed", "Mira: tall, sharp, brown-eyed". */
export function ownerOfCompound(scene: Scene, sentence: Sentence, body: number): BibleId | null {
  const { start, end } = placeOf(sentence, body);
  const next = placeOf(sentence, body + 1).start;
  const behind = scene.mentions.find((each) => each.start === next);
  if (behind !== undefined) return behind.entity;
  const before = scene.mentions.findLast((each) => each.end <= start && each.start >= sentence.span.start);
  if (LOOKED.has(sentence.tokens.words[body + 1] ?? "")) return ownerOf(scene, sentence, body - 1, body - 1);
  const ahead = scene.mentions.find((each) => each.start >= end && each.end <= sentence.span.end);
  // "Blue-eyed and barefoot, Mira steps in".
  if (before === undefined && ahead !== undefined && body <= 2)
    return /^(?:(?:,? (?:and )?[\p{L}-]+){0,4}|(?: [\p{L}-]+){1,6}), $/u.test(scene.text.slice(end, ahead.start)) &&
      !isPossessive(scene.text, ahead.end)
      ? ahead.entity
      : null;
  const loose = looseCompound(scene, sentence, body);
  if (loose !== null) return loose;
  const bearer = before === undefined || !isPerson(scene, before) ? pronounSubject(scene, sentence, body) : before;
  if (bearer === null) return null;
  if (
    before !== undefined &&
    isBehindPreposition(sentence, before) &&
    namesSomebody(scene.text.slice(sentence.span.start, before.start))
  )
    return null;
  const between = scene.text.slice(bearer.end, end).replace(SAID_TO_BE, "");
  const following = sentence.tokens.words[body + 1];
  // "Mira, a brown-eyed woman with ink to the elbows".
  if (PEOPLE.test(following ?? "") && /^, an? (?:[\p{Ll}-]+,? ){0,3}\p{L}+-\p{L}+$/u.test(between))
    return bearer.entity;
  // "unlike her brown-eyed brothers": it is theirs.
  if (following !== undefined && !endsPhrase(following) && /^ \p{L}/u.test(scene.text.slice(end, end + 2))) return null;
  return /^(?:(?:[:,]| [—–]) (?:\p{L}+,? ){0,4}|,? (?:is|was) (?:\p{L}+,? ){0,3}|, an? )\p{L}+-\p{L}+$/u.test(
    between,
  ) &&
    !namesSomebody(between) &&
    !/(?<!\p{L})(?:and|sees|with|the)(?!\p{L})/u.test(between)
    ? bearer.entity
    : null;
}

/** "Mira looks up from the winch, blue-eyed and furious": behind a comma and before no noun, it is the subject's. */
function looseCompound(scene: Scene, sentence: Sentence, body: number): BibleId | null {
  const { text, tokens } = sentence;
  const isLoose = /^(?: and \p{L}+)?(?:[,.;—–!]|$)/u.test(text.slice(tokens.ends[body]));
  const opens = /^, $/u.test(text.slice(tokens.ends[body - 2], tokens.starts[body - 1]));
  return isLoose && opens ? subjectOver(scene, sentence, body - 1) : null;
}

type Bearer = { readonly entity: BibleId; readonly end: number };

/** "She is brown-eyed": the pronoun that the sentence is about. */
function pronounSubject(scene: Scene, sentence: Sentence, until: number): Bearer | null {
  const at = sentence.tokens.words.findIndex((word, index) => index < until && /^(?:she|he)$/u.test(word));
  const entity = at < 0 ? null : antecedent(scene, sentence, at);
  return entity === null ? null : { entity, end: placeOf(sentence, at).end };
}

/** Whom a name of the hair's colour means: "Mira is a redhead", "a redhead like Mira", "the redhead Mira", "Mira, the only blonde". */
export function ownerOfHairName(scene: Scene, sentence: Sentence, at: number): BibleId | null {
  const { start, end } = placeOf(sentence, at);
  const ahead = scene.mentions.find((each) => each.start > start && each.start < sentence.span.end);
  const opens = at <= 1 ? /^(?: like|,)? $/u : /^(?: like)? $/u;
  if (ahead !== undefined && isPerson(scene, ahead) && opens.test(scene.text.slice(end, ahead.start)))
    return isPossessive(scene.text, ahead.end) ? null : ahead.entity;
  const before = scene.mentions.findLast((each) => each.end <= start && each.start >= sentence.span.start);
  const bearer = before === undefined || !isPerson(scene, before) ? pronounSubject(scene, sentence, at) : before;
  if (bearer === null) return null;
  const between = scene.text.slice(bearer.end, start);
  const isSaid = /^(?:,? (?:is|was),? (?:\p{L}+,? ){0,4}|,? (?:an?|the) (?:[\p{L}-]+,? ){0,3})$/u.test(between);
  const ends =
    !/^ \p{L}/u.test(scene.text.slice(end, end + 2)) ||
    /^ (?:and|with|who|in|to|of)(?!\p{L})/u.test(scene.text.slice(end));
  return isSaid && ends && !/(?<!\p{L})(?:not|no|never|like|and)(?!\p{L})/u.test(between) && !namesSomebody(between)
    ? bearer.entity
    : null;
}
