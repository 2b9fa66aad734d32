import { countWords } from "../words.ts";
import { isOrdinaryWord } from "./english-words.ts";
import { fingerprints } from "./fingerprint.ts";
import { isStory, type Passage } from "./passage.ts";
import { isAbbreviatedTitle } from "./sentence.ts";
import { shapeAt, type Tokens, tokenize } from "./tokens.ts";

/*
 * What one step holds, as the indexes want it. Reading text is nine tenths of the cost of a check, so this is done
 * once a step and kept as long as the step's hash stays; it looks at nothing but its argument.
 */

/** How a capital came to be: "mid" is the strong evidence for a name, "initial" (begins a sentence or quote) and "upper" (all capitals) are weak. */
export type CapitalKind = "mid" | "initial" | "upper";

/** One place where a capitalised word stands; offsets in its passage, possessive left out. */
export type NameMention = {
  readonly passage: number;
  readonly start: number;
  readonly end: number;
  readonly kind: CapitalKind;
  /** The text says that this name speaks: `"…," said Name`, or `Name:` at the head of a paragraph. */
  readonly speaks: boolean;
};

/** A kept shingle and where it begins: `token` is a position among its passage's tokens. */
export type Print = { readonly hash: number; readonly passage: number; readonly token: number };

/** All that the indexes know of a step. */
export type StepExtract = {
  /** Each distinct folded word of the step with the number of times it stands in lower case (0 when only capitalised). */
  readonly words: ReadonlyMap<string, number>;
  /** Folded capitalised words that may be names, with their places in reading order. */
  readonly names: ReadonlyMap<string, readonly NameMention[]>;
  readonly prints: readonly Print[];
  /** Words by the product's rule (`words.ts`). */
  readonly storyWords: number;
  readonly thoughtWords: number;
};

/** Names and words longer than this are noise (a key held down, a pasted code) and are not compared. */
const LONGEST_NAME_UNITS = 30;
const HONORIFICS = new Set([
  "miss",
  "sir",
  "lady",
  "lord",
  "madame",
  "madam",
  "master",
  "mistress",
  "aunt",
  "uncle",
  "king",
  "queen",
  "prince",
  "princess",
  "captain",
  "doctor",
  "father",
  "mother",
  "sister",
  "brother",
  "saint",
  "duke",
  "baron",
  "count",
]);
const SPEECH_VERBS = new Set([
  "said",
  "says",
  "asked",
  "asks",
  "replied",
  "replies",
  "answered",
  "answers",
  "cried",
  "cries",
  "whispered",
  "whispers",
  "muttered",
  "mutters",
  "shouted",
  "shouts",
  "growled",
  "growls",
  "exclaimed",
  "murmured",
  "murmurs",
  "snapped",
  "hissed",
  "yelled",
  "called",
]);
const ROMAN_NUMERAL = /^[IVXLCDM]+$/u;

/** Reads one step's passages. Pure: equal passages give equal extracts. */
export function extract(passages: readonly Passage[]): StepExtract {
  const words = new Map<string, number>();
  const names = new Map<string, NameMention[]>();
  const prints: Print[] = [];
  let storyWords = 0;
  let thoughtWords = 0;
  passages.forEach((passage, position) => {
    const { text } = passage;
    if (text === "") return;
    if (isStory(passage)) storyWords += countWords(text);
    else thoughtWords += countWords(text);
    const tokens = tokenize(text);
    readWords(text, tokens, position, words, names);
    const kept = fingerprints(tokens);
    kept.hashes.forEach((hash, index) => {
      prints.push({ hash, passage: position, token: kept.tokens[index] ?? 0 });
    });
  });
  return { words, names, prints, storyWords, thoughtWords };
}

function readWords(
  text: string,
  tokens: Tokens,
  passage: number,
  words: Map<string, number>,
  names: Map<string, NameMention[]>,
): void {
  let before = "";
  let beforeEnd = 0;
  for (let index = 0; index < tokens.words.length; index += 1) {
    const word = tokens.words[index] ?? "";
    const start = tokens.starts[index] ?? 0;
    const end = tokens.ends[index] ?? 0;
    const shape = shapeAt(text, start, end);
    if (shape === "lower") {
      words.set(word, (words.get(word) ?? 0) + 1);
    } else {
      if (!words.has(word)) words.set(word, 0);
      if (mayBeName(word, end - start)) {
        const kind: CapitalKind =
          shape === "upper" ? "upper" : isInitial(text, beforeEnd, start, before) ? "initial" : "mid";
        const isNumeral = shape === "upper" && ROMAN_NUMERAL.test(text.slice(start, end));
        if (!isNumeral && (kind === "mid" || !isOrdinaryWord(word))) {
          const mention: NameMention = { passage, start, end, kind, speaks: speaks(text, tokens, index) };
          const places = names.get(word);
          if (places === undefined) names.set(word, [mention]);
          else places.push(mention);
        }
      }
    }
    before = word;
    beforeEnd = end;
  }
}

function mayBeName(word: string, units: number): boolean {
  return units >= 2 && units <= LONGEST_NAME_UNITS && !word.startsWith("i'") && !isTitle(word);
}

/** True for a title, which is no name by itself ("captain"); takes folded words. */
export function isTitle(word: string): boolean {
  return isAbbreviatedTitle(word) || HONORIFICS.has(word);
}

/** Whether the word that begins at `start` begins a sentence, a line, a quote or a bracket, where any word has a capital. */
function isInitial(text: string, beforeEnd: number, start: number, before: string): boolean {
  if (before === "") return true;
  const gap = text.slice(beforeEnd, start);
  if (gap === " ") return false;
  if (gap === ". " && (isAbbreviatedTitle(before) || before.length === 1)) return false;
  return /[.!?…:;\n]|["“”‘«»([*_—–-]$/u.test(gap);
}

/** Whether the name at `index` is said to speak. Abstains wherever the text leaves room: a verb of speech must stand right beside it, after a closing quote. */
function speaks(text: string, tokens: Tokens, index: number): boolean {
  const start = tokens.starts[index] ?? 0;
  const end = tokens.ends[index] ?? 0;
  if (text[end] === ":" && headsParagraph(text, start)) return true;
  let verb = index - 1;
  while (isTitle(tokens.words[verb] ?? "")) verb -= 1;
  if (SPEECH_VERBS.has(tokens.words[verb] ?? "") && closesQuote(text, tokens, verb)) {
    return /^[.,;:!?\n—–-]|^\s*$/u.test(text.slice(end, end + 2));
  }
  return (
    SPEECH_VERBS.has(tokens.words[index + 1] ?? "") &&
    text.slice(end, tokens.starts[index + 1]) === " " &&
    closesQuote(text, tokens, index)
  );
}

function headsParagraph(text: string, start: number): boolean {
  return start === 0 || text[start - 1] === "\n";
}

/** True when a quote ends right before the token at `index`. */
function closesQuote(text: string, tokens: Tokens, index: number): boolean {
  const gap = text.slice(index === 0 ? 0 : tokens.ends[index - 1], tokens.starts[index]);
  return /[,.!?—–-]["”’']\s$/u.test(gap);
}
