import type { Thing } from "./handling-who.ts";
import type { Sentence } from "./prose.ts";
import { clauseStart } from "./unreal.ts";

/*
 * What tells that a thing is not the one, not here, or back: another of its kind, a likeness, a search, a loss, a find. A
 * thing that comes back is rightly in use from there on, and the bible only lacks the gain.
 */

/** Any of these as whole words, in any case. */
function anyOf(...phrases: readonly string[]): RegExp {
  return new RegExp(`(?<!\\p{L})(?:${phrases.join("|")})(?!\\p{L})`, "iu");
}

/** Up to so many words between two of a phrase. */
const some = (most: number): string => `(?:[\\p{L}’'-]+ ){0,${most}}`;

const IS_LOST = "lost|loss|losses|missing|stolen|theft|wherever|whereabouts";
const ANOTHER =
  "twin|cop(?:y|ies)|copied|replicas?|forger(?:y|ies)|fakes?|imitations?|likeness|counterfeit|duplicate|pasteboard";
const IN_MIND = "in (?:her|his|your|my|their|the) (?:mind|memory|thoughts|imagination|dreams?|sleep|fever)";
/** What only seems, is played or is talked of. */
const NOT_THERE = [
  "mimes?|mimed|rehears\\p{L}*|hallucinat\\p{L}*|mirage|actors?|actress|stage|model|mock|talk|conversation|gossip|suspicion",
  "(?:thinks?|thought|fanc(?:y|ies|ied)|swears?|swore|seems? to) (?:you|she|he|i) (?:sees?|saw|feels?|felt|hears?|heard)",
  "still (?:feels?|felt|sees?|saw|smells?|hears?|heard|tastes?)",
  "(?:on|finds?|but|is|at) (?:nothing|air|thin air)|empty air|nothing there|not there|isn['’]t there",
];
const IS_GONE = [
  "(?:is|are|was|were|be|been) gone|sank|sunk|drowned|vanished|disappeared|absence|no longer|anymore|any more|ever since",
  "(?:places?|spot|nail|hook|peg|shelf) where|longs|longed|longing|regrets?|regretted|aches? for|mourn\\p{L}*|griev\\p{L}*",
  "(?:has|have) (?:\\p{L}+ )?(?:sold|pawned|dropped|left|traded|buried|burnt|burned|melted)",
];
/** A sword is drawn from its sheath; a picture on something, or for somebody who is to know it. */
const PICTURED = `(?:draws?|drew|drawing|sketch\\p{L}*|painte?[ds]?|carve[ds]?) ${some(9)}(?:on the back|in the (?:dust|sand|margin|dirt|snow|air|ash)|from memory|on (?:a|the) (?:page|menu|paper|wall|napkin|slate|board|map)|for the \\p{L}+)`;
/** Modelled in something, it is a likeness. */
const MODELLED =
  "(?:shapes?d?|models?|modelled|moulds?|moulded|kneads?|cuts?|builds?|built|makes?|made|carves?d?|whittles?d?) (?:[\\p{L}’'-]+ ){0,6}(?:in|out of|from) (?:clay|wax|dough|snow|wood|paper|chalk|charcoal|sand|bread|soap|butter)";
/** Said in a sentence, the thing is gone from where it was, is wished for, or is another. */
const GONE = anyOf(IS_LOST, ANOTHER, IN_MIND, PICTURED, MODELLED, ...NOT_THERE, ...IS_GONE);
/** Said in a sentence, somebody has lost it or has not it, whoever had it before, or holds it for a moment only. */
const NOT_HELD = anyOf(
  IS_LOST,
  ANOTHER,
  IN_MIND,
  "for (?:a|one) (?:moment|while|minute|second|breath|heartbeat|bit|little)",
);

/** Where what was lost comes out of. */
const WILDS =
  "wreck|depths?|deep|sea|river|lake|pond|mud|sand|silt|slime|bottom|well|ashes|ruins|rubble|weeds?|reeds|ditch|drain|marsh|bog|snow|ice|surf|nets?";
/** Said in a sentence, the thing is looked for, or has just come back. */
const BACK = anyOf(
  "finds?|found|finding|search(?:es|ed|ing)|search (?:the|every|her|his|for|all)|seeks?|sought|divers?|ashore|safely home|at last",
  "retriev\\p{L}*|recover\\p{L}*|salvag\\p{L}*|unearth\\p{L}*|dredg\\p{L}*|resurfac\\p{L}*|reappear\\p{L}*|restor\\p{L}*|reunit\\p{L}*",
  "ransom\\p{L}*|redeem\\p{L}*|reclaim\\p{L}*|replac\\p{L}*|return(?:s|ed|ing)?|(?<!be )(?:mend(?:s|ed)|repair(?:s|ed)|reforged)",
  "(?:digs?|dug|fish(?:es|ed)?|haul(?:s|ed)?|washe[sd]|turn(?:s|ed)|brings?|brought|gives?|gave|given|offers?) up|fish(?:es|ed)? out",
  "back (?:down|in|into|out|up|under) (?:the|for)|(?:goes|went|dives?|dived) (?:\\p{L}+ ){0,4}for it",
  `(?:comes?|came|coming|swims?|swam) up|(?:draws?|drew|drawn) ${some(3)}up`,
  `(?:buy|win|steal|get|give|hand|bring)s? ${some(3)}back|(?:bought|won|stole|got|gave|given|handed|brought|comes?|came) ${some(3)}back`,
  `(?:out of|from|under|beneath) the (?:${WILDS})`,
  "(?:tide|flood|ebb|waves?|current|thaw|ice)[^.;]{0,30} (?:left|leaves|brings|brought|gives?|gave|throws?|threw|cast|casts|washes|washed)",
  "(?:weeks|months|years|days|hours) (?:later|lost)|after all (?:these|those|this)|all along|for (?:weeks|months|a month|a year)|(?:snow|ice) (?:melts|melted|goes|went)",
);

const SEASONS = "winters?|summers?|springs?|autumns?";
/** A time that is over: what is told of it is not now. */
const BYGONE = anyOf(
  `back (?:when|then)|back in (?:the )?(?:\\p{L}+ )?(?:${SEASONS}|days?|times|year|war)|there was a (?:time|day|night)|as a (?:girl|boy|child|bride|lad|lass|student|novice|young \\p{L}+)`,
  "in (?:those|the old|older|better|happier|earlier|younger|her younger|his younger|former) (?:days|times|years)|in (?:her|his|your|my) (?:youth|day|(?:grand)?(?:mother|father|parents)['’]s?)",
  `that (?:${SEASONS}|night|day|morning|evening|year|time) (?:when|she|he|you)|long ago|previously|years? since`,
  `the (?:${SEASONS}|night|day|morning|evening|year|week|month|time|days|years) (?:when|that|of|before|she|he|you|they|it)`,
  `(?:${SEASONS}|years?|weeks?|months?|days) (?:back|ago|past|gone)|before (?:the|she|he|you|they|it) (?:\\p{L}+ )?(?:went|fell|sank|broke|came|turned|took|capsized)|before the (?:flood|fire|wreck|war|theft|river|storm|ambush|fall)`,
  `for (?:ten|twenty|many|seven) years|all (?:last|that|those) (?:${SEASONS}|years?|weeks)`,
);
/** Right before the thing's name (its article aside) these make another thing of it, or none. */
const NOT_THAT_ONE = new Set(
  "another a an similar second copy replica spare different new identical like no nor without missing lost broken empty imaginary painted for of about than not as".split(
    " ",
  ),
);

/** True when a sentence speaks of loss, want, search or return: what it says of a thing that is gone is not that somebody uses it. */
export function isOfLoss({ text }: Sentence): boolean {
  return GONE.test(text) || BACK.test(text) || NEWCOMER.test(text);
}

/** True when a sentence tells of a time that is over. */
export function isBygone({ text }: Sentence): boolean {
  return BYGONE.test(text);
}

/** True when a sentence speaks of a thing's loss, its likeness or a short loan: it puts it in nobody's hands. */
export function isElsewhere({ text }: Sentence): boolean {
  return NOT_HELD.test(text);
}

/** Somebody new at the head of a sentence, with what they do: "A child comes to the door with …". */
const NEWCOMER =
  /^(?:An?|One|Some) (?:\p{Ll}+ ){0,2}(?:child|boy|girl|man|woman|lad|lass|urchin|monk|nun|priest|thief|smith|\p{Ll}+(?:man|woman|er|or|ist|ar)) \p{Ll}+/u;

/** True when a sentence tells that a thing that was gone is back, or that somebody new comes with it. */
export function isOfReturn({ text }: Sentence): boolean {
  return BACK.test(text) || NEWCOMER.test(text);
}

/** True when another is held against the thing: "nothing like the lantern". */
export function isLikened({ sentence, first }: Thing): boolean {
  return sentence.tokens.words
    .slice(Math.max(0, first - 2), first)
    .some((word) => /^(?:like|than|as|another|similar|identical|same|unlike)$/u.test(word));
}

/** True when the words before the thing make another of it, or only speak of it. */
export function isAnother({ sentence, first }: Thing): boolean {
  const from = Math.max(first - 2, clauseStart(sentence, first), 0);
  return sentence.tokens.words.slice(from, first).some((word) => NOT_THAT_ONE.has(word));
}
