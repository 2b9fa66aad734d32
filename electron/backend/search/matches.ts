import Database from "better-sqlite3";
import { z } from "zod";

import { indexText } from "./index-text.ts";

/*
 * The index says which texts match and not where, and it keeps no text. So the texts of one page of hits are put into
 * a small index in memory, with the same tokenizer, and FTS5 itself marks the places: whatever it takes for a word, a
 * phrase or the same letter without its accent, the marks agree with the hits. A page of 50 takes about a millisecond.
 */

/** A match inside a text, in UTF-16 units; `end` is exclusive. */
export type Match = { readonly start: number; readonly end: number };

/** The tokenizer of the index (migrations/0001-first.ts) and of the marks. */
const TOKENIZER = "unicode61 remove_diacritics 2";
const FIRST_PRIVATE_CHARACTER = 0xe0_00;
const LAST_PRIVATE_CHARACTER = 0xf8_ff;
const Marked = z.object({ place: z.int(), marked: z.string() });

/** Finds the places of matches; made once and kept, since making its table takes longer than using it. */
export class MatchFinder {
  readonly #database = new Database(":memory:");
  readonly #insert: Database.Statement;
  readonly #mark: Database.Statement;
  readonly #clear: Database.Statement;

  constructor() {
    this.#database.exec(`CREATE VIRTUAL TABLE page USING fts5 (text, tokenize = '${TOKENIZER}')`);
    this.#insert = this.#database.prepare("INSERT INTO page (rowid, text) VALUES (?, ?)");
    this.#mark = this.#database.prepare(
      "SELECT rowid AS place, highlight(page, 0, ?, ?) AS marked FROM page WHERE page MATCH ?",
    );
    this.#clear = this.#database.prepare("DELETE FROM page");
  }

  /** For each text its matches in order; empty for a text that does not match. */
  find(texts: readonly string[], textMatch: string): Match[][] {
    const [opening, closing] = unusedCharacters(texts);
    const found: Match[][] = texts.map(() => []);
    this.#database.exec("BEGIN");
    try {
      // A NUL would end the text for `highlight`; a blank is as long and separates as well.
      texts.forEach((text, place) => this.#insert.run(place, indexText(text).replaceAll("\0", " ")));
      for (const row of this.#mark.all(opening, closing, textMatch)) {
        const { place, marked } = Marked.parse(row);
        found[place] = readMarks(marked, opening, closing);
      }
    } finally {
      this.#clear.run();
      this.#database.exec("COMMIT");
    }
    return found;
  }
}

/** Two characters that stand in none of the texts, so that a mark is a mark. */
function unusedCharacters(texts: readonly string[]): readonly [string, string] {
  const unused: string[] = [];
  for (let code = FIRST_PRIVATE_CHARACTER; code <= LAST_PRIVATE_CHARACTER; code += 1) {
    const character = String.fromCharCode(code);
    if (!texts.some((text) => text.includes(character))) unused.push(character);
    const [opening, closing] = unused;
    if (opening !== undefined && closing !== undefined) return [opening, closing];
  }
  throw new Error("The texts of one page use every private character");
}

function readMarks(marked: string, opening: string, closing: string): Match[] {
  const matches: Match[] = [];
  let marks = 0;
  let start = 0;
  for (let index = 0; index < marked.length; index += 1) {
    const character = marked[index];
    if (character === opening) start = index - marks;
    else if (character === closing) matches.push({ start, end: index - marks });
    else continue;
    marks += 1;
  }
  return matches;
}
