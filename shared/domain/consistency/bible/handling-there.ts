import { ANYBODY, PREPOSITIONS, type Thing } from "./handling-who.ts";
import { handlingForm } from "./handling-verbs.ts";
import { isPossessive, type Sentence } from "./prose.ts";
import { isInPresent } from "./tense.ts";
import { clauseStart } from "./unreal.ts";
import { isAct, isActBase, isActing, isBe, isPastOnly } from "./verbs.ts";

/*
 * Whether a sentence says of a thing that it is there, in nobody's hands: it does, sheds or is what only a thing at hand
 * does, sheds or is; it lies or hangs somewhere; something is done on it, by it, at it. What goes on far away or under water says nothing.
 */

/** "The lantern swings from the beam", "by the light of the lantern you read": nobody has it, yet it is there. */
export function isThereItself({ sentence, first, last }: Thing): boolean {
  if (isFarAway(sentence)) return false;
  const thing = { sentence, first, last };
  return isShed(thing) || isSubject(thing) || isStanding(thing) || isSiteOfAct(thing) || isListed(thing);
}

/** True when a sentence speaks of where lost things are. */
function isFarAway({ text }: Sentence): boolean {
  return AWAY.test(text);
}

/** The first token of "the light of the lantern", "a new dent in the lantern"; null where it stands by itself. */
export function withHead({ tokens: { words } }: Sentence, first: number): number | null {
  if (!/^(?:of|in|on)$/u.test(words[first - 1] ?? "")) return null;
  const head = words[first - 2] ?? "";
  const isHead = words[first - 1] === "of" ? PARTS.has(head) || SHEDS.has(head) : MARKS.has(head);
  if (!isHead) return null;
  for (let at = first - 3; at >= Math.max(0, first - 6); at -= 1)
    if (/^(?:the|a|an|her|his|your|its|this|that)$/u.test(words[at] ?? "")) return at;
  return null;
}

/** Parts of a thing and what can be felt of it: who handles one handles the thing. */
const PARTS = new Set(
  "edge rim lid handle hilt side sides top bottom end tip grip strap chain blade surface cover neck back face front weight heft bulk length curve corner point mouth bowl stem base shaft head clasp cord wick string strings teeth hinge catch".split(
    " ",
  ),
);
/** What a thing gives off while it is there. */
const SHEDS = new Set(
  "light glow flame beam gleam glint glimmer sound note notes ring chime peal tick ticking rattle clink clank jingle tap tapping thud scrape hiss smoke heat warmth chill cold hum shadow reflection".split(
    " ",
  ),
);
const MARKS = new Set("dent scratch scratches crack chip notch hole stain mark dust rust soot".split(" "));

/** "by the light of the lantern you read", "the light of the lantern falls on the wall". */
function isShed({ sentence: { tokens }, first }: Thing): boolean {
  const { words } = tokens;
  return /^(?:by|in)$/u.test(words[first - 1] ?? "") && SHEDS.has(words[first + 1] ?? "") && words[first + 2] === "of";
}

/** "The lantern makes no noise", "the weight of the lantern has rubbed your shoulder raw". */
function isSubject({ sentence, first, last }: Thing): boolean {
  const { words, ends } = sentence.tokens;
  if (!mayBeSubject(sentence, first)) return false;
  let verb = last + 1;
  if (isPossessive(sentence.text, ends[last] ?? 0)) {
    if (!SHEDS.has(words[verb] ?? "") && !PARTS.has(words[verb] ?? "")) return false;
    verb += 1;
  }
  while (/^(?:still|now|already|just|also|\p{L}{3,}ly)$/u.test(words[verb] ?? "")) verb += 1;
  if (isInPastTense(sentence, verb)) return false;
  const word = words[verb] ?? "";
  const next = words[verb + 1] ?? "";
  if (/^(?:is|are|was|were|being)$/u.test(word)) return isAtHand(next === "still" ? (words[verb + 2] ?? "") : next);
  if (/^(?:has|have)$/u.test(word)) return isAct(next) && !GOES.test(next) && !PUT_AWAY.test(next);
  return STANDS.test(word) || (isAct(word) && !GOES.test(word) && !MEANS.test(word));
}

/** Where a subject begins: at the head of a clause, behind a word that opens one, or behind the place that opens it. */
function mayBeSubject(sentence: Sentence, first: number): boolean {
  const { words } = sentence.tokens;
  const start = clauseStart(sentence, first);
  if (first === start || /^(?:as|while|when|because|so)$/u.test(words[first - 1] ?? "")) return true;
  const opening = words.slice(start, first);
  return (
    PREPOSITIONS.has(opening[0] ?? "") &&
    !PREPOSITIONS.has(opening.at(-1) ?? "") &&
    !opening.some((word) => ANYBODY.has(word) || isBe(word) || (isAct(word) && handlingForm(word) === "finite"))
  );
}

/** "The lantern is warm", "the lantern is passed round", "… is on the table": said only of what is there. */
function isAtHand(word: string): boolean {
  if (FELT.has(word) || /^(?:in|on|at|beside|between|by|near|behind|above|within|inside)$/u.test(word)) return true;
  if (isActing(word)) return !GOING.test(word);
  return (handlingForm(word) === "finite" || STOOD.test(word)) && !PUT_AWAY.test(word);
}

const FELT = new Set("warm hot heavy lit alight here bright wet dry slippery sticky open within".split(" "));
const GOING = /^(?:missing|going|coming|waiting|sinking|rusting|rotting|drifting|haunting)$/u;
const STOOD = /^(?:propped|wedged|strapped|slung|tied|hooked|balanced|wrapped|tucked|perched)$/u;
/** Passives that say where a thing has gone, not that it is there. */
const PUT_AWAY =
  /^(?:taken|kept|hidden|left|dropped|sold|guarded|displayed|stored|pawned|wagered|thrown|put|placed|laid|set|shown|hung|worn|given|held|borne|planted|stashed|stowed|surrendered|closed|shut|returned|traded|borrowed|built|made|done|meant|gone|been|become|lost|stolen|sunk|broken|shattered|smashed|melted|ruined|destroyed|claimed|swallowed|counted|pledged|promised)$/u;
/** How a thing stands about. */
const STANDS =
  /^(?:lies|lay|hangs|hung|sits|sat|rests|rested|stands|stood|leans|leaned|dangles|dangled|swings|swung)$/u;

function isInPastTense(sentence: Sentence, verb: number): boolean {
  return isPastOnly(sentence.tokens.words[verb] ?? "") && isInPresent(sentence.passage, sentence.span.start);
}

/** "Between the two of you sits the lantern", "there is a new dent in the lantern", "here is the lantern". */
function isStanding({ sentence, first }: Thing): boolean {
  const { words } = sentence.tokens;
  const verb = words[first - 1] ?? "";
  const parted = clauseStart(sentence, first);
  // "Beside her plate, where others have a fan, lies the lantern".
  const start = parted === first - 1 ? 0 : parted;
  const opening = words[start] ?? "";
  if (opening === "there" && isBe(words[start + 1] ?? "") && /^(?:on|in|inside)$/u.test(verb)) return true;
  if (!(isBe(verb) || verb === "still" || STANDS.test(verb) || isAct(verb)) || isInPastTense(sentence, first - 1))
    return false;
  // "there, among the buttons, is the lantern" is a find.
  if (/^(?:here|there)$/u.test(opening)) return start + 1 >= first - 2 && (isBe(verb) || verb === "still");
  if (words.slice(start, first - 2).includes("there")) return false;
  const between = words.slice(start + 1, first - 1);
  return PREPOSITIONS.has(opening) && between.length > 0 && !between.some((word) => isBe(word) || word === "that");
}

/** Something happens on it, against it, round it: "moths circle the beam of the lantern", "you stumble over the lantern". */
function isSiteOfAct({ sentence, first }: Thing): boolean {
  const { words } = sentence.tokens;
  const link = words[first - 1] ?? "";
  if (!SITES.test(link)) return false;
  const start = clauseStart(sentence, first);
  for (let at = first - 2; at >= start; at -= 1) {
    const word = words[at] ?? "";
    if (/^(?:of|than|like|that|which|who|to|not|from)$/u.test(word)) return false;
    const isVerb = isAct(word) || STANDS.test(word) || (ANYBODY.has(words[at - 1] ?? "") && isActBase(word));
    if (!isVerb && !isActing(word)) continue;
    if (isInPastTense(sentence, at)) return false;
    return ON_IT.test(word);
  }
  return false;
}

const SITES = /^(?:on|onto|over|against|round|around|across|beside|by|inside|through)$/u;
/** What is done on or beside a thing that is there. */
const ON_IT =
  /^(?:stumbl|trip|step|sit|stand|lean|kneel|crouch|lie|sleep|fall|land|settl|drip|drum|beat|shin|glint|gleam|flicker|danc|play|circl|gather|crawl|climb|bump|knock|brush|bend|bow|stoop|huddl|warm|perch|hum|tap|rap|rattl|clink|clatter|ring|blow|breath|spit|pour|rub|run|slid|slip|catch|clos|tighten|whiten|trembl|rest|hang|hover|bark|stub)(?:e|e?s|p?ed|ped|d|p?ing|ming|ting|bing|ning)?$|^(?:sat|stood|knelt|slept|fell|shone|bent|rang|blew|ran|slid|caught|hung|spat|lay)$/u;

/** "One shirt, one razor, the lantern, nine letters": one of a row of things that are counted out. */
function isListed({ sentence, first, last }: Thing): boolean {
  const before = sentence.text.slice(0, sentence.tokens.starts[first]);
  const after = sentence.text.slice(sentence.tokens.ends[last]);
  const isIn = /, (?:and )?$/u.test(before) && /^(?:,|\.$)/u.test(after);
  const others = [
    ...before.matchAll(/(?:^|[,:] )(?:an?|one|two|three|four|five|six|some|half an?) [^,.;:]{2,30}(?=,)/giu),
  ];
  return isIn && (others.length >= 2 || /: [^.;:]*, $/u.test(before));
}

/** Where lost things are. */
const AWAY =
  /(?<!\p{L})(?:bottom|river|sea|lake|pond|marsh|bog|somewhere|mud|silt|sand|ice|water|waves|deep|abyss|elsewhere|far|miles|memory|mind|thoughts|museum|pawnshop|pawnbroker|catalogue|inventory|posters?|newspapers?|records|collection|auction|shop|thief)(?!\p{L})|(?<!\p{L})(?:under|beneath) the(?!\p{L})/iu;
/** What lost things do. */
const GOES =
  /^(?:rust|rot|sink|drift|roll|tumble|fall|break|shatter|go|come|call|whisper|beckon|haunt|wait|sleep|vanish|slip|drop|belong|pass|disappear|appear|turn|surface|end|cost|seem)(?:s|es|ed|ped)?$|^(?:sank|fell|broke|went|came|slept|became)$/u;
/** What can be said of a thing wherever it is. */
const MEANS =
  /^(?:need|cost|sound|look|seem|mean|matter|serve|remind|bring|make|deserve|earn|buy|become|get|take|give|keep|cause|start|save|mak)(?:s|es|ed)?$|^(?:took|gave|kept|brought|bought|got)$/u;
