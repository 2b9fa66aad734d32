import { pastAdverbs } from "./act-clauses.ts";
import type { Sentence } from "./prose.ts";
import { isInPresent } from "./tense.ts";
import { isAct, isActBase, isActing, isBe, isParticiple, isPastOnly } from "./verbs.ts";

/*
 * Whether what stands behind a subject is an act of somebody who lives: a verb of doing, what they are at, how only the living
 * are, what they refrain from, want, or have just done.
 */

/** What the living refrain from where they are: "she does not look up". */
const REFRAINED = new Set(
  "turn stir flinch blink stop slow pause hesitate wait bother budge glance let notice listen mind care like want trust believe ask need".split(
    " ",
  ),
);
/** Of these the dead do as much as anybody: they do not move, hear or speak. */
const LIFELESS = new Set("move wake hear speak reply answer laugh say".split(" "));
/** "looks up" is an act, "looks pale" and "looks like him" are none. */
const AT_SOMETHING = new Set(
  "up at back away round around down over out for from to into past through along about toward towards straight".split(
    " ",
  ),
);
/** Whoever is asked is there, so that their silence is one of now. */
const ASKED = /(?<!\p{L})(?:ask|call|greet|beg|question)(?:s|ed)?(?!\p{L})/iu;
/** How only the living are. */
const LIVELY = new Set(
  (
    "asleep awake busy drunk tipsy furious angry pleased delighted annoyed ready breathless hungry thirsty seasick unimpressed impatient sober " +
    "bored hoarse jealous sulky amused eager afraid certain sure unconvinced delighted late outside aboard ashore ahead upstairs downstairs here back restless wary cross"
  ).split(" "),
);
const UP_TO = new Set("watch guard duty deck board shift foot horseback tiptoe".split(" "));
const ON_HER = /^(?:way|feet|knees|toes|second|third|fourth|fifth|last)$/u;
/** "is over the wall", "is off down the hill". */
const OVER_IT =
  /^(?:wall|rail|fence|gate|hedge|door|window|sill|side|ditch|bridge|river|stream|road|street|yard|roof|hill|stairs|ladder|the|you|your|again|before|anyone|saddle|line|gap)$/u;
/** Where one stands, sits or works who is about: "is at the window". */
const POSTS =
  /^(?:window|door|gate|wheel|helm|tiller|oars|table|hearth|stove|bar|counter|rail|anvil|forge|loom|reins|desk|fire|top|foot|bottom|head|well|kitchen|stairs|ladder|roof|saddle|yard|doorway|bellows|pump|stern|prow|bow|rigging|sink|pan)$/u;
/** In the present these tell of somebody's mind; in the past, of the dead as well. */
const MINDS =
  /^(?:wants|needs|hopes|fears|believes|trusts|knows|thinks|doubts|understands|suspects|agrees|disagrees|refuses|insists|prefers|hates|likes|wishes|remembers|forgets)$/u;
const OF_MIND = /^(?:to|that|you|nothing|better|it|how|what|why|where|no|none|the|a|more|another|her|his|only)$/u;
/** What one has who is about: "has the watch", "has her feet on the table". */
const IN_CHARGE =
  /^(?:watch|helm|wheel|tiller|reins|oars|lead|floor|hand|hands|arm|arms|feet|foot|boots|back|nose|head|eyes|eye|fingers|sleeves)$/u;
/** What has become of the dead. */
const DEPARTED = new Set("been died gone left passed fallen become lain vanished".split(" "));

/** Whether a verb of an act stands behind a subject, at the token `from` or behind adverbs. */
export function isVerbAt(sentence: Sentence, from: number, plural: boolean): boolean {
  const { passage, span, tokens } = sentence;
  const { words } = tokens;
  const at = pastAdverbs(words, from);
  const word = words[at] ?? "";
  const next = words[at + 1] ?? "";
  if (isBe(word)) return isDoing(sentence, at + 1);
  if (/^look(?:s|ed)?$/u.test(word)) return AT_SOMETHING.has(next);
  if (/^(?:do|does|did)(?:n't)?$/u.test(word)) return isRefraining(sentence, at);
  if (/^(?:has|have)$/u.test(word)) return hasDone(words, at + 1);
  if (/^(?:will|won't|can|can't|cannot|must)$/u.test(word)) return isAbleOrWilling(sentence, at);
  const isPresent = isInPresent(passage, span.start);
  if (MINDS.test(word)) return OF_MIND.test(next) && !words.includes("still");
  if (isPastOnly(word) && (isPresent || words.slice(from, at).includes("never"))) return false;
  if ((next === "by" && word.endsWith("ed")) || /^(?:not|never|no)$/u.test(next)) return false;
  if (word.startsWith("watch") && next === "over") return false;
  return isAct(word) || (plural && isActBase(word));
}

/** "has vaulted the rail", "has already eaten"; what has become of the dead is no act. */
function hasDone(words: readonly string[], from: number): boolean {
  const at = pastAdverbs(words, from);
  if (words.slice(from, at).some((word) => /^(?:never|once|always)$/u.test(word))) return false;
  if (words[at] === "been") return isActing(words[pastAdverbs(words, at + 1)] ?? "");
  if (words[at] === "to") return isActBase(words[at + 1] ?? "");
  if (words[at] === "a") return /^(?:cold|cough|headache|stitch|plan|question|point)$/u.test(words[at + 1] ?? "");
  if (/^(?:hold|her|his|one|both|the)$/u.test(words[at] ?? ""))
    return words[at] === "hold" || IN_CHARGE.test(words[at + 1] ?? "");
  return isParticiple(words[at] ?? "") && !DEPARTED.has(words[at] ?? "");
}

/** "will not look at you", "can hardly stand", "must have heard": of now, by an ability or a refusal. */
function isAbleOrWilling({ tokens: { words } }: Sentence, modal: number): boolean {
  const word = words[modal] ?? "";
  const isNegative = /^(?:won't|can't|cannot)$/u.test(word) || words[modal + 1] === "not";
  const at = pastAdverbs(words, modal + (words[modal + 1] === "not" ? 2 : 1));
  const verb = words[at] ?? "";
  if (word === "must")
    return verb === "have" && isParticiple(words[at + 1] ?? "") && !DEPARTED.has(words[at + 1] ?? "");
  if (!isNegative) return word === "can" && isActBase(verb);
  return (isActBase(verb) && !LIFELESS.has(verb) && !/^(?:come|return|see|be)$/u.test(verb)) || verb === "help";
}

/** Behind a form of "to be": what somebody is doing, where they are at work, or how only the living are. */
export function isDoing({ tokens: { words } }: Sentence, from: number): boolean {
  const what = pastAdverbs(words, from);
  if (words[what] === "not") return NOT_SO.test(words[what + 1] ?? "");
  if (words[what] === "the" && /^(?:only|first|last|one)$/u.test(words[what + 1] ?? ""))
    return isAmong(words, what + 2);
  return isActing(words[what] ?? "") || isLively(words, what) || isLively(words, from);
}

/** What one is not who is there to be it. */
const NOT_SO =
  /^(?:impressed|amused|convinced|fooled|listening|pleased|happy|finished|done|ready|sure|having|looking|in|about)$/u;

/** "is the only one who does not laugh", "the first to laugh". */
function isAmong(words: readonly string[], from: number): boolean {
  const at = words[from] === "one" || words[from] === "person" ? from + 1 : from;
  const verb = words[at + 1] ?? "";
  return words[at] === "to" ? isActBase(verb) : words[at] === "who" && (isAct(verb) || /^(?:does|is|has)$/u.test(verb));
}

/** "does not look up", and of one who is asked "doesn't answer". */
function isRefraining({ tokens: { words }, text }: Sentence, does: number): boolean {
  const isShort = words[does]?.endsWith("n't") === true;
  if (!isShort && words[does + 1] !== "not")
    return isActBase(words[does + 1] ?? "") || /^(?:up|her|his|the|it|nothing|as|so)$/u.test(words[does + 1] ?? "");
  const at = pastAdverbs(words, does + (isShort ? 1 : 2));
  if (words[at] === "so" && words[at + 1] === "much") return isActBase(words[at + 2] ?? "");
  const verb = words[at] ?? "";
  if (verb === "look") return AT_SOMETHING.has(words[at + 1] ?? "");
  return LIFELESS.has(verb) ? ASKED.test(text) : REFRAINED.has(verb);
}

/** True when the words at a token say how or where only the living are. */
export function isLively(words: readonly string[], at: number): boolean {
  const word = words[at] ?? "";
  const next = words[at + 1] ?? "";
  if (word === "on" && (UP_TO.has(next) || (/^(?:her|his)$/u.test(next) && ON_HER.test(words[at + 2] ?? ""))))
    return true;
  if (word === "halfway" || (word === "already" && /^(?:halfway|on|up|out|in|at|there)$/u.test(next))) return true;
  if (word === "up") return /^(?:and|before|already|to|on|a|the)$/u.test(next);
  if (/^(?:at|by|on|in)$/u.test(word)) return words.slice(at + 1, at + 4).some((each) => POSTS.test(each));
  if (/^(?:over|through|across|past|off|out)$/u.test(word))
    return /^(?:the|down|to|before|of|up|again)$/u.test(next) && OVER_IT.test(words[at + 2] ?? words[at + 1] ?? "");
  if (word === "no") return next === "fool" || next === "help";
  return LIVELY.has(word);
}
