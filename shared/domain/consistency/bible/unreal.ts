import { DETERMINERS, PREPOSITIONS, PRONOUNS } from "./grammar-words.ts";
import type { Sentence } from "./prose.ts";
import { isAct, isBe, isPastOnly } from "./verbs.ts";

/*
 * What a sentence tells that is not the story's present: a memory, a dream, a supposition, what is depicted, denied, asked
 * or reported. Some words make the whole sentence unreal, some all that stands behind them, some only their own clause.
 */

/** Makes the whole sentence unreal, wherever it stands in it. */
const MEMORY =
  /^(?:remember\p{L}*|recall\p{L}*|memor\p{L}*|dream\p{L}*|dreamt|nightmare\p{L}*|ago|formerly|former|imagin\p{L}*|legend\p{L}*|flashback|vision\p{L}*|reminisc\p{L}*|pretend\p{L}*|illusion|impostor|disguis\p{L}*|echo|echoes|childhood|yesterday|wish|wishes|wished|wishing|namesake\p{L}*|named|christened|yore)$/u;
/** Does so for what people do, not for how they look. */
const OF_THE_DEAD =
  /^(?:ghost\p{L}*|spirit\p{L}*|spectre|haunt\p{L}*|tomb\p{L}*|graves?|graveside|graveyard|gravestone\p{L}*|buried|bury|deceased|corpse|funeral|burial|mourn\p{L}*|wraith|apparition|phantom|undead|zombie|posthumous\p{L}*)$/u;
/** Shows or sings of people. */
const PORTRAYS = new Set(
  (
    "portrait portraits painting picture pictures photograph photographs statue statues effigy effigies mural murals tapestry " +
    "tapestries fresco sketch drawing poster posters engraving carving song songs ballad ballads tale tales story stories poem memoir memoirs chapter novel epic saga opera pageant masque anecdote mummers mummer " +
    "play figurine mosaic canvas medallion verse chronicle rumour rumours rumor rumors likeness icon relief bust cameo locket cylinder gramophone phonograph recording tape reel film newsreel screen"
  ).split(" "),
);
/** Holds what people wrote or what was written of them. */
const WRITINGS = new Set(
  "diary letter letters papers paper passport file dossier warrant notice description report certificate licence register form handbill journal mask doll puppet coin coins frame banner book page pages notebook note notes bill playbill margin inscription log logbook ledger bard minstrel poet storyteller skald balladeer chronicler playwright".split(
    " ",
  ),
);
const INTO = new Set("in on into of inside across".split(" "));
/** Behind a picture or a writing: that it is of or by somebody, or tells of them. */
const TELLS_OF = new Set(
  "about that which says said tells told has had shows showed shown showing gives gave makes made describes described depicts depicting calls".split(
    " ",
  ),
);
const READS =
  /(?<!\p{L})(?:read|reads|reading|opens?|opened|unfolds?|unfolded|leafs?|leafed|turns? (?:to|the)|looks?|looked|stud(?:y|ies|ied)|sings?|sang|listens?|listened|hears?|heard|recites?|recited|here|there|is (?:in|from|by|signed)|was (?:in|from|by|signed))(?!\p{L})/iu;
/** Makes unreal all that stands behind it in its sentence. */
const SUPPOSES = new Set("if unless whether perhaps maybe suppose supposing wherever".split(" "));
/** Takes what stands behind it, in its clause, out of what is asserted. */
const WITHHOLDS = new Set(
  (
    "would could might should may must shall will can cannot not never no nobody none neither nor hardly scarcely barely " +
    "like than almost nearly unlike"
  ).split(" "),
);
/** Begins a clause that tells of another time, a wish or somebody's word; only a comma behind it brings the present back. */
const SUBORDINATES = new Set("that which who whom what how until till before".split(" "));
/** What is seen to be so is so: "you see that Mira is asleep". */
const PERCEIVES =
  /^(?:see|sees|saw|notice|notices|noticed|hear|hears|heard|find|finds|found|watch|watches|watched|spot|spots|spotted|feel|feels|felt|glimpse|glimpses|glimpsed)$/u;
const REPORTS =
  /^(?:say|says|said|tell|tells|told|claim\p{L}*|swear|swears|swore|believe\p{L}*|think|thinks|thought|hope|hopes|hoped|fear|fears|feared|insist\p{L}*|suspect\p{L}*|expect\p{L}*|writes?|wrote|notes?|noted|records?|recorded|reports?|reported|states?|stated|lies|lied|assure\p{L}*|maintain\p{L}*|argue\p{L}*)$/u;
const PAST_SPANS = new Set("winter summer spring autumn year years week month night time".split(" "));

/** True when a word perceives what follows: "you see Mira climb", "he hears that …". */
export function isPerceiving(word: string): boolean {
  return PERCEIVES.test(word);
}

/** True when a sentence speaks of what was, is dreamt or is asked: nothing in it is the story's present. */
export function isMemory(sentence: Sentence): boolean {
  const words = narrated(sentence);
  return isRemembered(sentence) || words.some((word) => OF_THE_DEAD.test(word));
}

function isRemembered(sentence: Sentence): boolean {
  const words = narrated(sentence);
  return sentence.text.endsWith("?") || words.some((word, at) => MEMORY.test(word) || isBygone(words, at));
}

const FEVERISH =
  /(?<!\p{L})(?:[Ii]n (?:the|your|her|his) (?:fever|sleep|delirium)|[Bb]ehind (?:your|her|his) (?:eyelids|closed eyes|lids)|(?:stares?|looks?|gazes?|peers?|stared|looked|gazed|peered) into the (?:bowl|basin|water|glass|mirror|crystal|flames|smoke)|(?:fog|mist|smoke|heat|dusk|snow) (?:makes?|made|plays?|played)|some nights|fever (?:shows|showed|brings|brought|sends|sent))(?!\p{L})/u;

/** True when a sentence is of a dream, a fever or a fancy, so that the one behind it may tell what was seen there. */
export function isDreamt(sentence: Sentence): boolean {
  if (FEVERISH.test(sentence.text)) return true;
  return narrated(sentence).some((word) =>
    /^(?:dream\p{L}*|dreamt|nightmare\p{L}*|vision\p{L}*|imagin\p{L}*|delirium|trance)$/u.test(word),
  );
}

/** The words of a sentence by token, those between its quotation marks left empty. */
function narrated({ text, tokens }: Sentence): readonly string[] {
  if (!/["“«„]/u.test(text)) return tokens.words;
  const quoted = [...text.matchAll(/"[^"]*"|“[^”]*”?|«[^»]*»?|„[^“”]*[“”]?/gu)];
  return tokens.words.map((word, at) => {
    const start = tokens.starts[at] ?? 0;
    return quoted.some((quote) => quote.index < start && start < quote.index + quote[0].length) ? "" : word;
  });
}

/** Words between "mistakes" and its "for" at most: "you mistake the woman at the rail for Mira". */
const FARTHEST_FOR = 8;

/** "once" (not "at once"), "used to", "last winter", "years before", "as a child", "mistakes her for". */
function isBygone(words: readonly string[], at: number): boolean {
  const next = words[at + 1] ?? "";
  switch (words[at] ?? "") {
    case "once":
      return (
        !["at", "never", "for", "not", "and", "without", "than", "just"].includes(words[at - 1] ?? "") &&
        !(at > 0 && PRONOUNS.has(next)) &&
        !(["again", "more", "every"].includes(next) || PREPOSITIONS.has(next) || DETERMINERS.has(next))
      );
    case "in":
      return (
        next === "the" &&
        /^(?:years?|days|reign|winter|summer|spring|autumn)$/u.test(words[at + 2] ?? "") &&
        words[at + 3] === "of"
      );
    case "used":
      return next === "to";
    case "mistake":
    case "mistakes":
    case "mistook":
    case "mistaken":
      return words.slice(at + 1, at + FARTHEST_FOR).includes("for");
    case "late":
      return words[at - 1] === "the";
    case "last":
      return PAST_SPANS.has(next);
    case "years":
      return ["before", "earlier"].includes(next);
    case "as":
      return next === "a" && ["child", "girl", "boy", "youth"].includes(words[at + 2] ?? "");
    default:
      return false;
  }
}

/** Whoever looks up from a letter has stopped reading it. */
const LEFT_OFF = /(?<!\p{L})(?:look(?:s|ed|ing)?|glanc(?:es|ed|ing)) (?:up|away|round|out) from(?!\p{L})/giu;

/** True when a sentence brings up a picture, a song or a writing, so that the one behind it may tell what is in that. */
export function bringsUpDepiction(sentence: Sentence): boolean {
  return (
    READS.test(sentence.text.replaceAll(LEFT_OFF, "")) &&
    narrated(sentence).some((word) => PORTRAYS.has(word) || WRITINGS.has(word))
  );
}

/** True when a sentence is a memory or a fancy, or what it says at the token `at` is depicted, supposed or somebody's word. */
export function isTold(sentence: Sentence, at: number): boolean {
  const words = narrated(sentence);
  return (
    isRemembered(sentence) ||
    isDepicted(words, at) ||
    isHearsay(sentence) ||
    words
      .slice(turnBefore(sentence, at), at)
      .some((_, index, stretch) => isSupposition(stretch, index) || isReport(stretch, index))
  );
}

/** The token behind the last "but" or semicolon before a token: what was supposed before it ends there. */
function turnBefore({ text, tokens }: Sentence, at: number): number {
  for (let index = at; index > 0; index -= 1)
    if (tokens.words[index - 1] === "but" || /[;—–]/u.test(text.slice(tokens.ends[index - 1], tokens.starts[index])))
      return index;
  return 0;
}

/** "They say", "rumour has it", "so the story goes", "he says" between commas: the whole sentence is somebody's word. */
function isHearsay({ text, tokens }: Sentence): boolean {
  return (
    HEARSAY.test(text) ||
    (/^(?:had|were|should)$/u.test(tokens.words[0] ?? "") && /^(?:Had|Were|Should) \p{Lu}/u.test(text))
  );
}

const HEARSAY =
  /^Ask (?:the|any|her|his|your|them)(?!\p{L})|(?<!\p{L})(?:(?:they|some|people|folk|men|others) (?:say|claim|swear|tell|whisper)|(?:rumou?r|legend|word|story|tale) (?:has it|goes)|supposedly|allegedly|[Aa]ccording to|[Ii]n another (?:life|world)|(?:letter|note|diary|journal|message|report|will|telegram)(?: \p{L}+){0,2}:)(?!\p{L})|[,—–] (?:you|he|she|they|people|every(?:body|one)|the \p{L}+|\p{Lu}\p{L}+) (?:says?|say|said|tells|told|claims?|claimed|swears?|swore|likes? to say|liked to say|insists?)(?:[,.;—–]|$)/u;

function isSupposition(words: readonly string[], at: number): boolean {
  const word = words[at] ?? "";
  return SUPPOSES.has(word) || (word === "though" && words[at - 1] === "as");
}

/** "They say that …", "the guard swears that …": the clause behind is somebody's word. */
/** Words between "says" and its "that" at most. */
const LONGEST_REPORT = 6;

function isReport(words: readonly string[], at: number): boolean {
  if (!REPORTS.test(words[at] ?? "")) return false;
  const that = words.indexOf("that", at);
  const isReported = that > at && that <= at + LONGEST_REPORT && !isPerceiving(words[that - 1] ?? "");
  return isReported || ["when", "how", "if"].includes(words[at + 1] ?? "");
}

/** True when the sentence depicts, supposes, denies or only reports what it says at the token `at`. */
export function isUnreal(sentence: Sentence, at: number): boolean {
  if (isTold(sentence, at) || isMemory(sentence)) return true;
  const words = narrated(sentence);
  // "The fingers that do up your buckle are Mira's": who it is that does so.
  const isNamedSo = /^(?:is|was|are|were)$/u.test(words[at - 1] ?? "");
  const start = clauseStart(sentence, at);
  const clause = words.slice(start);
  return words
    .slice(start, at)
    .some((_, index) => isWithheld(clause, index) || (!isNamedSo && isSubordinate(clause, index)));
}

/** What one can see or hear is so. */
function isWithheld(words: readonly string[], at: number): boolean {
  const word = words[at] ?? "";
  // "Not until Mira has eaten does the cart move": then it did.
  if (word === "not" && words[at + 1] === "until") return false;
  if (/^(?:can|could)$/u.test(word)) return !words.slice(at + 1, at + 3).some(isPerceiving);
  return WITHHOLDS.has(word) || isContraction(word);
}

/** "doesn't", "she'd": the folded word denies or takes back. */
function isContraction(word: string): boolean {
  return /(?:n't|'d|'ll)$/u.test(word);
}

function isSubordinate(words: readonly string[], at: number): boolean {
  const word = words[at] ?? "";
  const before = words[at - 1] ?? "";
  // "Nothing happens until Mira kicks it": then it did.
  if (word === "until" && /^(?:nothing|nobody|not)$/u.test(words[0] ?? "")) return false;
  // "in that cell", "that was the lantern" point at something.
  const isThis =
    word === "that" && (DEMONSTRATED.test(before) || (at === 0 && /^(?:is|was)$/u.test(words[at + 1] ?? "")));
  return (
    SUBORDINATES.has(word) &&
    !isThis &&
    !isPerceiving(before) &&
    !(word === "until" && before === "not") &&
    !isMomentBefore(words, at)
  );
}

const DEMONSTRATED = /^(?:in|of|on|at|to|from|with|by|for|under|behind)$/u;

/** "Before the climb Tom ties": a time by a noun, no clause. In the past it is one that is over: "before the siege Tom kept". */
function isMomentBefore(words: readonly string[], at: number): boolean {
  if (!/^(?:before|until|till)$/u.test(words[at] ?? "") || !/^(?:the|a|an|this)$/u.test(words[at + 1] ?? ""))
    return false;
  if (words.slice(at, at + 8).some(isPastOnly)) return false;
  const verb = words[at + 3] ?? "";
  return !(isAct(verb) || isBe(verb) || /^(?:had|has|have|can|could|will|would)$/u.test(verb));
}

/** What stands behind "in the portrait", "the song of" or "the letter says", or is said to be in a picture. */
function isDepicted(words: readonly string[], at: number): boolean {
  return words.some((word, index) => {
    const isPortrait = PORTRAYS.has(word);
    if (!isPortrait && !WRITINGS.has(word)) return false;
    const isInside = words.slice(Math.max(0, index - 4), index).some((before) => INTO.has(before));
    if (index > at) return isPortrait && isInside && index - at <= LONGEST_SCENE;
    const next = words[index + 1] ?? "";
    return (
      isInside ||
      TELLS_OF.has(next) ||
      ((isPortrait || word === "frame") && words[index - 2] === "from") ||
      (isPortrait && (index <= 3 || next === "of"))
    );
  });
}

/** Words between somebody and the picture that they are said to be in, at most. */
const LONGEST_SCENE = 10;

/** The first token of the clause that the token `at` stands in: commas, stops and "and", "but" and "then" part clauses. */
export function clauseStart({ text, tokens }: Sentence, at: number): number {
  for (let index = at; index > 0; index -= 1) {
    if (/[,;:—–(]/u.test(text.slice(tokens.ends[index - 1], tokens.starts[index]))) return index;
    if (["and", "but", "then"].includes(tokens.words[index - 1] ?? "")) return index;
  }
  return 0;
}
