import { beginsClause, isFreshlyPerceived, opensWithPlace } from "./act-clauses.ts";
import { isVerbAt } from "./act-verbs.ts";
import { isActing, isBe } from "./verbs.ts";
import type { Sentence } from "./prose.ts";

/* Hands, voices and looks that only the living have of their own accord: "Mira's voice comes down the stairs". */

const BODY = new Set(
  (
    "voice hand hands finger fingers fist fists arm arms eyes gaze glance lips mouth smile grin laugh laughter giggle chuckle head foot " +
    "feet footsteps footfalls jaw brow eyebrow eyebrows shoulders shoulder elbow knee knees thumb palm grip breath breathing snore snores snoring " +
    "whisper whispers shout cry scream sigh cough whistle whistling humming singing reply answer boots boot heels tread step steps knock shadow " +
    "silhouette cheeks cheek face nose teeth tongue question temper fingertips knuckles stride chin frown scowl shrug wink nod stomach snort pulse stare expression patience"
  ).split(" "),
);
const SOUNDS = new Set(
  "voice laugh laughter giggle chuckle footsteps footfalls breath breathing snore snores snoring whisper whispers shout cry scream sigh cough whistle whistling humming singing hand fingers grip gaze eyes boots step steps tread knock elbow boot knee foot shoulder fist palm".split(
    " ",
  ),
);
/** Worn or cast by somebody, they need more than to stand there. */
const LEFT_BEHIND = new Set("boots boot shadow face hand hands silhouette".split(" "));
/** Of these "is" says that somebody is alive: "her breathing is slow". */
const TELLS_LIFE = new Set(
  "breath breathing pulse voice tone grip reply answer laugh glance stare temper stomach patience".split(" "),
);
/** What the voice of the dead does in those who heard it. */
const LINGERS =
  /^(?:rings|rang|echoes|echoed|lingers|lingered|returns|returned|haunts|haunted|follows|followed|fades|faded)$/u;
/** "falls open", "goes slack": what a part does that nobody moves. */
const LETS_GO = /^(?:falls?|fell|drops?|dropped|goes|went|hangs?|hung|lolls?|lolled|slips?|slides?|stiffens?)$/u;
const LIMP = /^(?:open|limp|slack|loose|aside|away|back|down|still|cold|sideways|stiff|from|off)$/u;
/** "Mira's hand is on your shoulder". */
const REACHES = new Set("hand hands fingers arm arms grip palm fist elbow foot boot thumb breath".split(" "));
/** What a part does by its own weight, or that merely shows. */
const DANGLES = /^(?:roll|flop|dangle|sag|bob|trail|stick|protrude|jut|poke|stiffen|loll|sway|swing)(?:s|ed|ing)?$/u;
/** "Mira's eyes stare at nothing", "her eyes open": how they are, not what they do. */
const UNSEEING = /^(?:star|gaz|look)(?:e|es|s|ed)?$|^(?:open|shut|closed)$/u;
/** Clothes stand, sit and wait by themselves. */
const STAYS = /^(?:stands?|sits?|waits?|hangs?|lies?|rests?|gathers?|stares?|looks?)$/u;
/** A sound that is heard from there is a sound of now. */
const NEARBY = new Set(
  "behind from outside above below beyond through down up across on next near over at two one".split(" "),
);

/** Heard, they are somebody's who is near. */
const HEARD =
  /^(?:snoring|snores?|cough|coughing|footsteps|footfalls|tread|knock|sneeze|laugh|laughter|voice|whistling|humming|singing|cursing|swearing)$/u;

/** "The snoring from the upper bunk is Mira's", "from the kitchen comes the voice of Mira". */
export function isHeard(sentence: Sentence, first: number): boolean {
  const { words } = sentence.tokens;
  const before = words[first - 1] ?? "";
  if (isBe(before)) return words.slice(0, first - 1).some((word) => HEARD.test(word)) || isAtWork(sentence, first);
  if (before === "to" && /^belong(?:s|ed)?$/u.test(words[first - 2] ?? ""))
    return words
      .slice(0, first - 2)
      .some((word) => HEARD.test(word) || /^(?:face|hand|hands|figure|silhouette|shape)$/u.test(word));
  if (before !== "of" || !HEARD.test(words[first - 2] ?? "")) return false;
  return words.slice(0, first - 2).some((word) => /^(?:comes?|came|hears?|heard|drifts?|floats?)$/u.test(word));
}

/** "The fingers that do up your buckle are Mira's". */
function isAtWork(sentence: Sentence, first: number): boolean {
  const { words } = sentence.tokens;
  const that = words.findIndex((word, at) => at < first && at <= 3 && /^(?:that|which)$/u.test(word));
  return that > 0 && BODY.has(words[that - 1] ?? "") && isVerbAt(sentence, that + 1, isPlural(words[that - 1] ?? ""));
}

const WITHIN =
  /(?<!\p{L})in (?:(?:your|his|her|my) \p{L}+|the (?:next|other|kitchen|hall|yard|passage|corridor|room|street|garden|cellar|attic|stairwell|doorway))(?!\p{L})/iu;

/** Whether the part or sound behind an owner's name or pronoun does something now. */
export function bodyActs(sentence: Sentence, first: number, last: number): boolean {
  const { words } = sentence.tokens;
  const body = [last + 1, last + 2, last + 3].find((at) => BODY.has(words[at] ?? ""));
  if (body === undefined) return false;
  const verb = words[body + 1] ?? "";
  const behind = words[body + 2] ?? "";
  if (isActing(verb) && !/^(?:lying|hanging|resting|staring)$/u.test(verb)) return true;
  if (
    /^(?:is|are|was|were)$/u.test(verb) &&
    REACHES.has(words[body] ?? "") &&
    /^(?:on|at|around|over|against|under)$/u.test(behind)
  )
    return /^(?:your|my|his)$/u.test(words[body + 3] ?? "");
  // "rings out" is heard now, "rings in your ears" may be all that is left.
  if (/^c[oa]mes?$/u.test(verb) && behind === "back") return false;
  if (verb === "still" || (LINGERS.test(verb) && behind !== "out")) return false;
  if (DANGLES.test(verb) || (LETS_GO.test(verb) && LIMP.test(behind))) return false;
  if (
    /^eyes?$/u.test(words[body] ?? "") &&
    UNSEEING.test(verb) &&
    !/^(?:you|him|her|your)$/u.test(words[body + 3] ?? "")
  )
    return false;
  if (LEFT_BEHIND.has(words[body] ?? "") && STAYS.test(verb)) return false;
  if (SOUNDS.has(words[body] ?? "") && isFreshlyPerceived(words, first))
    return words.slice(body + 1, body + 5).some((word) => NEARBY.has(word)) || WITHIN.test(sentence.text);
  if (TELLS_LIFE.has(words[body] ?? "") && /^(?:is|are|grows|slows|quickens|comes|has)$/u.test(verb))
    return !/^(?:gone|only|still|in|no|not|never|lost|silent|what|all|one|the|missed|stopped|left|faded)$/u.test(
      behind,
    );
  return (
    (beginsClause(sentence, first) || opensWithPlace(sentence, first)) &&
    isVerbAt(sentence, body + 1, isPlural(words[body] ?? ""))
  );
}

function isPlural(body: string): boolean {
  return (body.endsWith("s") && body !== "pulse") || body === "feet" || body === "teeth";
}
