import type { Rng } from "./rng.ts";

/*
 * Prose for generated runs. It need not make sense, it has to weigh what prose weighs: words recur with a spread like
 * Zipf's (a word's share falls with its rank), some two dozen names recur over the whole run, sentences have ordinary
 * lengths, and now and then there is everything that a careless program trips over.
 */

// Commonest first.
const FUNCTION_WORDS = (
  "the and of to a in he was that she it his her had with as not at for you but on is be they by him which from or an " +
  "were have so this said would if there what all one could been no them who will more up when out then into do my me " +
  "some now how very can than like little about only any other their time before down back over such after never again"
).split(" ");

const NOUNS = (
  "door lantern ferry water stone hand harbour knock rope bell lamp tower river wall bridge market cellar key candle coat " +
  "boat night morning voice road hill house window floor fire wind rain salt iron bread wheel letter map book ladder gate " +
  "guard merchant priest child captain stranger smith widow oar sail cloak knife ring coin chain table stair roof garden " +
  "well mill field forest cave bone shadow dust smoke ash glass mirror thread needle basket barrel crate tide anchor"
).split(" ");

const VERBS = (
  "look walk turn wait open close lift pull push answer ask call climb cross count drop follow gather hand help hold jump " +
  "kneel land lean listen mark move nod offer pass point pour reach rest row search shout show slip start stay step touch " +
  "watch whisper wonder work"
).split(" ");

const QUALITIES = (
  "old dark cold long quiet narrow heavy wet bright slow small grey empty broken low high near strange warm careful sudden " +
  "thin deep hollow sharp soft tired young clear plain distant loose pale rough steady"
).split(" ");

function vocabulary(): string[] {
  const content = [
    ...NOUNS,
    ...VERBS,
    ...QUALITIES,
    ...NOUNS.map((noun) => `${noun}s`),
    ...VERBS.map((verb) => `${verb}ed`.replace("eed", "ed")),
    ...VERBS.map((verb) => `${verb}ing`),
    ...QUALITIES.map((quality) => `${quality}ly`),
  ];
  // The long tail: words that occur a few times in a whole run.
  const compounds = NOUNS.flatMap((first) => NOUNS.map((second) => first + second));
  return [...FUNCTION_WORDS, ...content, ...compounds];
}

/** Names that recur, commonest first; people, then places and things. */
export const RECURRING_NAMES = [
  "Mira",
  "Tobias",
  "Mira Holt",
  "Captain Orrin",
  "Zoë",
  "Sister Agnes",
  "Łukasz",
  "O’Dell",
  "Bran",
  "Jean-Luc",
  "Old Peg",
  "Þóra",
  "the Lantern Ferry",
  "Harrow Keep",
  "Saltgate",
  "Vell",
  "Ser Aldous Quill",
  "Nnamdi",
  "Anaïs",
  "the Brass Key",
  "Kestrel",
  "Marrow Street",
  "Ivo",
  "D’Arcy",
] as const;

/** Draws ranks so that the share of rank r falls as 1 / (r + shift): a table makes a draw cost one random number. */
const DRAWS = 2 ** 15;

function zipfTable(words: readonly string[], shift: number): string[] {
  const weights = words.map((_, rank) => 1 / (rank + shift));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const table: string[] = [];
  let reached = 0;
  words.forEach((word, rank) => {
    reached += weights[rank] ?? 0;
    while (table.length < (reached / total) * DRAWS) table.push(word);
  });
  return table;
}

const WORDS = zipfTable(vocabulary(), 3);
const NAMES = zipfTable(RECURRING_NAMES, 2);
const NAME_SHARE = 1 / 14;

/** Passages in other scripts, written here; none has a meaning for the run. */
const PASSAGES = [
  "Паром медленно отошёл от берега, и никто не обернулся.",
  "Η θάλασσα ήταν ήσυχη, κι εκείνη μέτρησε ως το δέκα.",
  "הדלת נפתחה לאט, ואף אחד לא דיבר.",
  "انفتح الباب ببطء ولم يتكلم أحد.",
  "नाव धीरे-धीरे किनारे से दूर चली गई।",
  "船は静かに岸を離れた。誰も振り返らなかった。",
  "Cánh cửa mở ra chậm rãi và không ai lên tiếng.",
] as const;

/** Pieces that a careless program changes, drops or stumbles over; every one is allowed in a valid run. */
export const ODD_PIECES = [
  "\t",
  "  ",
  "\u00a0", // no-break space
  "\u2009", // thin space
  "“curly” and ‘single’ quotes",
  "\"straight\" and 'single' quotes",
  "e\u0301te\u0301", // combining accents
  "שלום, מירה",
  "مرحبا",
  "👩‍👩‍👧‍👦", // one family, seven code points
  "🏴‍☠️",
  "𝔐𝔦𝔯𝔞", // astral letters
  "𠮷野家",
  "\u200f\u202bx\u202c", // direction marks
  "\u2028", // a line separator is no line feed
  "\ufeff",
  "\u0001",
  "<script>alert(1)</script>",
  "&amp; &lt;",
  "\\n \\u0000 \\",
  "3.50 gold",
  "Mr. Smith",
  "wait...",
  "<yo be real>",
  "yo be real",
  "{}",
  "— … –",
] as const;

/** A stretch of about `words` words in sentences; plain, without a line feed or an outer blank. */
function prose(rng: Rng, words: number): string {
  const pieces: string[] = [];
  let left = Math.max(1, Math.round(words));
  while (left > 0) {
    const length = Math.min(left, rng.between(5, 19));
    pieces.push(sentence(rng, length));
    left -= length;
  }
  return pieces.join(" ");
}

function sentence(rng: Rng, words: number): string {
  let made = "";
  for (let index = 0; index < words; index += 1) {
    const word = rng.chance(NAME_SHARE) ? rng.pick(NAMES) : rng.pick(WORDS);
    if (index === 0) made = word.charAt(0).toUpperCase() + word.slice(1);
    else made += (index % 6 === 5 && rng.chance(0.5) ? ", " : " ") + word;
  }
  return made + (rng.chance(0.9) ? "." : rng.pick(["?", "!", "...", ""]));
}

const OTHER_SCRIPT_SHARE = 0.01;
const ODD_SHARE = 0.03;
const OUTER_BLANK_SHARE = 0.01;

/** A text of about `words` words: prose, about one in a hundred in another script, and sometimes an odd piece or outer blanks. */
function text(rng: Rng, words: number): string {
  const body = rng.chance(OTHER_SCRIPT_SHARE)
    ? Array.from({ length: Math.ceil(words / 9) }, () => rng.pick(PASSAGES)).join(" ")
    : prose(rng, words);
  const odd = rng.chance(ODD_SHARE) ? insertAt(body, rng.below(body.length + 1), rng.pick(ODD_PIECES)) : body;
  return rng.chance(OUTER_BLANK_SHARE) ? rng.pick([" ", "  ", "\t", "\u00a0"]) + odd + rng.pick([" ", "\t", ""]) : odd;
}

// Never between the halves of an astral character: a lone surrogate would make the run invalid.
function insertAt(body: string, index: number, piece: string): string {
  const code = body.charCodeAt(index);
  const at = code >= 0xdc00 && code <= 0xdfff ? index - 1 : index;
  return body.slice(0, at) + piece + body.slice(at);
}

const PARAGRAPH_WORDS = 45;
const EMPTY_LINE_SHARE = 0.08;

/** A story text of about `words` words: paragraphs, a few of them empty. */
export function story(rng: Rng, words: number): string {
  const paragraphs = Math.max(1, Math.round(words / PARAGRAPH_WORDS));
  const lines = Array.from({ length: paragraphs }, () => text(rng, words / paragraphs));
  const joined = lines.join(rng.chance(EMPTY_LINE_SHARE) ? "\n\n" : "\n");
  return rng.chance(EMPTY_LINE_SHARE / 8) ? rng.pick([`\n${joined}`, `${joined}\n`, `${joined}\n\n`]) : joined;
}

const LINE_BREAK_SHARE = 0.02;

/** A thought of about `words` words; a few hold a line break. */
export function thoughtText(rng: Rng, words: number): string {
  if (!rng.chance(LINE_BREAK_SHARE)) return text(rng, words);
  return `${text(rng, words / 2)}${rng.pick(["\n", "\n\n"])}${text(rng, words / 2)}`;
}
