import { z } from "zod";

import { failed, type Outcome, success } from "../../../shared/lib/outcome.ts";
import {
  isThoughtSection,
  SECTION_NAMES,
  type SectionName,
  THOUGHT_TYPES,
  type ThoughtType,
} from "../../../shared/domain/section.ts";

/**
 * What is looked for in a run. A text finds itself and its adorned forms: straight quotes find curly ones, a blank finds
 * a no-break space, and with `plainLetters` a letter finds itself with any accent; never the other way round, so that the
 * adorned form can still be asked for alone. A pattern is a regular expression and says everything itself.
 */

/** The sections that are looked at: all, those of one kind, or one. */
export const FIND_SECTIONS = ["all", "story", "thoughts", ...SECTION_NAMES] as const;
export type FindSections = (typeof FIND_SECTIONS)[number];
/** The thoughts that are looked at; with anything but "all" the story is left out. */
export const FIND_THOUGHTS = ["all", "longterm", ...THOUGHT_TYPES] as const;
export type FindThoughts = (typeof FIND_THOUGHTS)[number];

/** The longest text or pattern that is looked for, in UTF-16 units. */
export const MAX_QUERY_UNITS = 1_000;

/** One question. An empty text finds nothing. */
export const FindQuery = z.object({
  text: z.string().max(MAX_QUERY_UNITS),
  as: z.enum(["text", "pattern"]),
  matchCase: z.boolean(),
  wholeWord: z.boolean(),
  /** e finds é; for a text only. */
  plainLetters: z.boolean(),
  sections: z.enum(FIND_SECTIONS),
  thoughts: z.enum(FIND_THOUGHTS),
});
export type FindQuery = z.infer<typeof FindQuery>;

/** A question that has not been asked yet. */
export const EMPTY_QUERY: FindQuery = {
  text: "",
  as: "text",
  matchCase: false,
  wholeWord: false,
  plainLetters: false,
  sections: "all",
  thoughts: "all",
};

/** Where a text stands, as far as a question's scope asks. `type` is null in the story. */
export type ScopedText = {
  readonly section: SectionName;
  readonly type: ThoughtType | null;
  readonly longterm: boolean;
};

/** Whether a question looks at a text. */
export function isInScope({ sections, thoughts }: FindQuery, { section, type, longterm }: ScopedText): boolean {
  const isThought = isThoughtSection(section);
  if (sections !== "all" && sections !== section && sections !== (isThought ? "thoughts" : "story")) return false;
  if (thoughts === "all") return true;
  return thoughts === "longterm" ? longterm : type === thoughts;
}

/** A regular expression as it is handed to the worker. */
export type CompiledQuery = { readonly source: string; readonly flags: string };
/** Why a pattern is none, in the browser's words. */
export type NoPattern = { readonly kind: "noPattern"; readonly why: string };

/** What letters, digits and their marks are made of. `\b` knows ASCII only: it would find "caf" in "café". */
const WORD = String.raw`[\p{L}\p{N}\p{M}_]`;

/** The regular expression of a question; null for an empty one. */
export function compileQuery(query: FindQuery): Outcome<CompiledQuery | null, NoPattern> {
  if (query.text === "") return success(null);
  const flags = `gmu${query.matchCase ? "" : "i"}`;
  const bare = query.as === "pattern" ? query.text : sourceOfText(query);
  try {
    // Alone first: wrapped, "a)|(b" would look like a pattern.
    new RegExp(bare, flags).test("");
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return failed({ kind: "noPattern", why: error.message });
  }
  return success({ source: query.wholeWord ? `(?<!${WORD})(?:${bare})(?!${WORD})` : bare, flags });
}

const ADORNED: Readonly<Record<string, string>> = { "'": "['‘’‚‛ʼ]", '"': '["“”„‟]', " ": "[ \\u00a0\\u202f]" };
const SYNTAX = /[\\^$.*+?()[\]{}|/]/u;

function sourceOfText({ text, plainLetters }: FindQuery): string {
  return Array.from(text.normalize("NFC"), (sign) => sourceOfSign(sign, plainLetters)).join("");
}

function sourceOfSign(sign: string, plainLetters: boolean): string {
  const adorned = ADORNED[sign];
  if (adorned !== undefined) return adorned;
  if (plainLetters) {
    const accented = accentedForms().get(sign);
    if (accented !== undefined) return `[${sign}${accented}]\\p{M}*`;
  }
  // A letter with an accent may be stored as one sign or as two.
  const parts = sign.normalize("NFD");
  if (parts !== sign) return `(?:${sign}|${parts})`;
  return SYNTAX.test(sign) ? `\\${sign}` : sign;
}

/** Latin, Greek and Cyrillic with their accents. */
const ACCENTED_RANGES = [
  [0x00c0, 0x024f],
  [0x0370, 0x04ff],
  [0x1e00, 0x1fff],
] as const;
/** Letters with a stroke through them, which Unicode does not take apart. */
const STROKED: readonly (readonly [plain: string, stroked: string])[] = [
  ["o", "ø"],
  ["O", "Ø"],
  ["l", "ł"],
  ["L", "Ł"],
  ["d", "đ"],
  ["D", "Đ"],
  ["i", "ı"],
];

let accented: ReadonlyMap<string, string> | null = null;

/** For each plain letter its accented forms, as they stand in a character class. */
function accentedForms(): ReadonlyMap<string, string> {
  if (accented !== null) return accented;
  const forms = new Map<string, string>(STROKED);
  for (const [from, to] of ACCENTED_RANGES) {
    for (let code = from; code <= to; code += 1) {
      const sign = String.fromCodePoint(code);
      const [plain = sign] = sign.normalize("NFD");
      if (plain !== sign && /\p{L}/u.test(sign)) forms.set(plain, (forms.get(plain) ?? "") + sign);
    }
  }
  // A letter without any accented form may still carry a mark of its own.
  for (const plain of "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    if (!forms.has(plain)) forms.set(plain, "");
  accented = forms;
  return accented;
}
