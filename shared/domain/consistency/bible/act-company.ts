import { endsPhrase, PREPOSITIONS } from "./grammar-words.ts";
import type { Sentence } from "./prose.ts";
import { isActing, isActOf, isBe } from "./verbs.ts";
import { isLively } from "./act-verbs.ts";
import { clauseStart } from "./unreal.ts";

/*
 * Dealings that take somebody who lives: who is asked, handed something, followed, woken, argued or walked with, at whose nod
 * something is done, or who is at somebody's heels.
 */

/** What is done only with somebody who is there and answers or moves: base forms. */
const WITH_THE_LIVING = new Set(
  (
    "follow greet trail tail interrupt ask wake chase race overtake nudge elbow shush hush hire pay bribe relieve persuade convince tease scold " +
    "outrun beckon invite order obey catch dodge outbid haggle help stop tell join arrest wrestle embrace tickle"
  ).split(" "),
);
/** "keep Mira from jumping", "hold Mira back". */
const WITHHELD = new Set(["keep", "hold", "prevent", "restrain", "drag", "pull", "haul"]);
/** Takes somebody who receives right behind it: "hand Mira the rope". */
const GIVES = new Set("hand toss throw pass lend offer pour give slip deal sell teach show feed fling".split(" "));
/** Verbs that take "with": "you argue with Mira". */
const TOGETHER = new Set(
  "argue quarrel talk speak chat walk ride dance dine eat drink share play trade agree bargain leave deal haggle whisper sit run go come arrive return travel wait stand squabble bicker fight wrestle swap confer consult laugh joke gossip plead reason breakfast sup keep catch work row split spar share exchange".split(
    " ",
  ),
);
/** Verbs that take "to" or "at" and somebody who sees or hears it. */
const TURNED_TO = new Set(
  "wave nod beckon shout call wink signal glare bow grin toss hand throw pass give lend offer sell deal".split(" "),
);
/** What of a person's doing comes "from Mira", or is at "Mira's nod". */
const GIVEN = new Set(
  "answer reply nod grin laugh shout whisper wink shrug smile glance look curse wave sigh snort cry yell warning order kiss hug shove kick blow question objection protest signal word call command whistle turn request insistence invitation demand cue bidding elbow heels boot knee foot fist shoulder whistling humming snoring singing cursing coughing orders cough hiss groan grunt growl yawn yelp squeak murmur mutter hum clap slap pat jab prod poke tug pinch instructions advice".split(
    " ",
  ),
);
const PRAYER = /(?<!\p{L})(?:forgiv\p{L}*|strength|guidance|courage|a sign|silently|prayers?|pray(?:s|ed)?)(?!\p{L})/iu;
const RECEIVES = /^(?:a|an|the|your|his|her|its|some|one|two|half|back|what|how|another|more|nothing|everything)$/u;
const AT_HEELS =
  /^(?:at (?:your|his|her|their) (?:heels|side|elbow|shoulder|back)|(?:right |close |just )?(?:behind|ahead|beside|in front|in the lead|on (?:watch|guard)))/u;

/** True when the sentence deals with the one named at the tokens as with somebody who is about. */
export function isDealtWith(sentence: Sentence, first: number, last: number): boolean {
  const { words } = sentence.tokens;
  if (PRAYER.test(sentence.text) || words[first - 2] === "without") return false;
  const before = words[first - 1] ?? "";
  const behind = words[last + 1] ?? "";
  if (isActOf(before, WITH_THE_LIVING) || /^(?:counting|including)$/u.test(before)) return isWhole(sentence, last);
  // "It takes both you and Mira to lift it".
  if (behind === "to" && /^(?:takes?|took)$/u.test(words[1] ?? "") && words[0] === "it") return true;
  if (isActOf(before, WITHHELD)) return /^(?:from|back)$/u.test(behind);
  if (/^(?:let|lets|letting)$/u.test(before))
    return /^(?:through|in|out|pass|past|have|do|sleep|finish|win|lead|speak|talk)$/u.test(behind);
  if (isActOf(before, GIVES)) return RECEIVES.test(behind);
  const clause = words.slice(Math.max(clauseStart(sentence, first), first - 6), first);
  switch (before) {
    case "from":
      return words.slice(Math.max(0, first - 9), first).some((word) => GIVEN.has(word));
    case "with":
      return clause.some((word) => isActOf(word, TOGETHER)) || isAccompanying(sentence, last);
    case "to":
    case "at":
      return (
        clause.some((word) => isActOf(word, TURNED_TO)) &&
        !clause.some((word) => /^(?:goodbye|farewell|prayer|glass|cup|toast)$/u.test(word))
      );
    case "by":
      return clause.some((word) => /^(?:gets|get|slips|slip|past)$/u.test(word));
    default:
      return false;
  }
}

/** True when a pronoun is no owner's: "you follow her", not "you follow her tracks". */
function isWhole({ tokens, text }: Sentence, last: number): boolean {
  if (tokens.words[last] !== "her") return true;
  const next = tokens.words[last + 1];
  return next === undefined || endsPhrase(next) || text.slice(tokens.ends[last], tokens.starts[last + 1]) !== " ";
}

/** "with Mira at your heels", "with Mira snoring beside you". */
function isAccompanying({ tokens, text }: Sentence, last: number): boolean {
  return (
    isActing(tokens.words[last + 1] ?? "") ||
    isLively(tokens.words, last + 1) ||
    AT_HEELS.test(text.slice(tokens.ends[last]).trimStart())
  );
}

/** "At Mira's nod you run", "it is Mira's turn to cook": what the living give or have, right behind their name. */
export function isGivenBy({ tokens: { words } }: Sentence, first: number, last: number): boolean {
  if (!GIVEN.has(words[last + 1] ?? "")) return false;
  if (words[last + 1] === "turn")
    return words[last + 2] === "to" || isBe(words[first - 1] ?? "") || words[first - 1] === "it's";
  return (
    /^(?:at|on|to|with|under|after|behind|over|by|above)$/u.test(words[first - 1] ?? "") &&
    !PREPOSITIONS.has(words[first - 2] ?? "")
  );
}
