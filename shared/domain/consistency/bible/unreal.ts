import type { Sentence } from "./prose.ts";

/*
 * What a sentence tells that is not the story's present: a memory, a dream, a supposition, what is depicted, denied, asked
 * or reported. Some words make the whole sentence unreal, some all that stands behind them, some only their own clause.
 */

/** Makes the whole sentence unreal, wherever it stands in it. */
const MEMORY =
  /^(?:remember\p{L}*|recall\p{L}*|memor\p{L}*|dream\p{L}*|dreamt|nightmare\p{L}*|ago|formerly|former|ghost\p{L}*|spirit\p{L}*|spectre|haunt\p{L}*|imagin\p{L}*|legend\p{L}*|flashback|vision\p{L}*|tomb\p{L}*|grave\p{L}*|buried|bury|deceased|corpse|funeral|burial|mourn\p{L}*|reminisc\p{L}*|pretend\p{L}*|illusion|impostor|disguis\p{L}*|wraith|echo|echoes|apparition|phantom|undead|zombie|childhood|yesterday|wish|wishes|wished|wishing|mistake|mistook|namesake\p{L}*|named|christened|posthumous\p{L}*|yore)$/u;
/** Holds pictures, songs and reports of people: what stands behind it, or is said to be in it, is not here. */
const DEPICTION = new Set(
  (
    "portrait portraits painting picture pictures photograph photographs statue statues effigy effigies mural murals tapestry " +
    "tapestries fresco sketch drawing poster posters engraving carving song songs ballad ballads tale tales story stories poem " +
    "play diary letter letters journal chronicle rumour rumours rumor rumors mask doll puppet figurine mosaic coin coins frame canvas banner medallion book page pages notebook note notes margin inscription verse log logbook ledger"
  ).split(" "),
);
const INTO = new Set("in from on through into of inside across by".split(" "));
/** Makes unreal all that stands behind it in its sentence. */
const SUPPOSES = new Set("if unless whether perhaps maybe suppose supposing".split(" "));
/** Takes what stands behind it, in its clause, out of what is asserted. */
const WITHHOLDS = new Set(
  (
    "would could might should may must shall will can cannot not never no nobody none neither nor hardly scarcely barely " +
    "like than almost nearly unlike"
  ).split(" "),
);
/** Begins a clause that tells of another time, a wish or somebody's word; only a comma behind it brings the present back. */
const SUBORDINATES = new Set("that which who whom what how why where since until till before".split(" "));
/** What is seen to be so is so: "you see that Mira is asleep". */
const PERCEIVES =
  /^(?:see|sees|saw|notice|notices|noticed|hear|hears|heard|find|finds|found|watch|watches|watched|spot|spots|spotted|feel|feels|felt|glimpse|glimpses|glimpsed)$/u;
const REPORTS =
  /^(?:say|says|said|tell|tells|told|claim\p{L}*|swear|swears|swore|believe\p{L}*|think|thinks|thought|hope|hopes|hoped|fear|fears|feared|insist\p{L}*|suspect\p{L}*|expect\p{L}*)$/u;
const PAST_SPANS = new Set("winter summer spring autumn year years week month night time".split(" "));

/** True when a word perceives what follows: "you see Mira climb", "he hears that …". */
export function isPerceiving(word: string): boolean {
  return PERCEIVES.test(word);
}

/** True when a sentence speaks of what was, is dreamt or is asked: nothing in it is the story's present. */
export function isMemory(sentence: Sentence): boolean {
  const words = narrated(sentence);
  return sentence.text.endsWith("?") || words.some((word, at) => MEMORY.test(word) || isBygone(words, at));
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

/** "once" (not "at once"), "used to", "last winter", "years before", "as a child". */
function isBygone(words: readonly string[], at: number): boolean {
  const next = words[at + 1] ?? "";
  switch (words[at] ?? "") {
    case "once":
      return words[at - 1] !== "at" && !["again", "more"].includes(next);
    case "used":
      return next === "to";
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

/** True when a sentence brings up a picture, a song or a writing, so that the one behind it may tell what is in that. */
export function bringsUpDepiction(sentence: Sentence): boolean {
  return narrated(sentence).some((word) => DEPICTION.has(word));
}

/** True when a sentence is a memory, or what it says at the token `at` is depicted, supposed or somebody's word. */
export function isTold(sentence: Sentence, at: number): boolean {
  const words = narrated(sentence);
  return (
    isMemory(sentence) ||
    isDepicted(words, at) ||
    words.slice(0, at).some((_, index) => isSupposition(words, index) || isReport(words, index))
  );
}

function isSupposition(words: readonly string[], at: number): boolean {
  const word = words[at] ?? "";
  return SUPPOSES.has(word) || (word === "though" && words[at - 1] === "as");
}

/** "They say that …", "the guard swears that …": the clause behind is somebody's word. */
function isReport(words: readonly string[], at: number): boolean {
  return REPORTS.test(words[at] ?? "") && ["that", "when", "how", "if"].includes(words[at + 1] ?? "");
}

/** True when the sentence depicts, supposes, denies or only reports what it says at the token `at`. */
export function isUnreal(sentence: Sentence, at: number): boolean {
  if (isTold(sentence, at)) return true;
  const words = narrated(sentence);
  return words
    .slice(clauseStart(sentence, at), at)
    .some((word, index, clause) => WITHHOLDS.has(word) || isContraction(word) || isSubordinate(clause, index));
}

/** "doesn't", "she'd": the folded word denies or takes back. */
function isContraction(word: string): boolean {
  return /(?:n't|'d|'ll)$/u.test(word);
}

function isSubordinate(words: readonly string[], at: number): boolean {
  return SUBORDINATES.has(words[at] ?? "") && !isPerceiving(words[at - 1] ?? "");
}

function isDepicted(words: readonly string[], at: number): boolean {
  return words.some(
    (word, index) =>
      DEPICTION.has(word) && (index < at || words.slice(index - 3, index).some((before) => INTO.has(before))),
  );
}

/** The first token of the clause that the token `at` stands in: commas, stops and "and", "but" and "then" part clauses. */
export function clauseStart({ text, tokens }: Sentence, at: number): number {
  for (let index = at; index > 0; index -= 1) {
    if (/[,;:—–(]/u.test(text.slice(tokens.ends[index - 1], tokens.starts[index]))) return index;
    if (["and", "but", "then"].includes(tokens.words[index - 1] ?? "")) return index;
  }
  return 0;
}
