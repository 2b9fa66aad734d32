import { type Alias, type BibleId, type Entity, namesOf } from "../../bible/bible.ts";
import { type Tokens, tokenize } from "../tokens.ts";

/*
 * Where a text calls an entity by one of its names. A name is a row of words; the rows are kept by their first word, the
 * longest first, so a text is gone through once whatever the number of names (20,000 aliases cost what 20 do). No name is
 * ever taken for a pattern.
 */

/** A place where a name of an entity stands; `entity` null where two entities have that name, so that nobody can tell which is meant. */
export type AliasMatch = {
  readonly entity: BibleId | null;
  /** First and last token, both inclusive, and the stretch of text. */
  readonly first: number;
  readonly last: number;
  readonly start: number;
  readonly end: number;
};

type Row = {
  readonly entity: BibleId;
  readonly alias: Alias;
  /** Folded words. */
  readonly words: readonly string[];
  /** The words as the author wrote them; null when the case does not matter. */
  readonly raw: readonly string[] | null;
  /** Whether a name in all capitals is the same name. */
  readonly inCapitals: boolean;
  /** Where the name has a full stop between its words ("Mr. Brooke"), one may stand in the text. */
  readonly stops: boolean;
};

/** A name must have two letters or digits: single letters are words, initials and labels of everything. */
const LEAST_UNITS = 2;

/** The names of a bible, ready to be looked for. */
export class AliasMatcher {
  readonly #rows = new Map<string, Row[]>();
  readonly #words = new Set<string>();

  constructor(entities: readonly Entity[]) {
    for (const entity of entities) for (const alias of namesOf(entity)) this.#add(entity.id, alias);
    for (const rows of this.#rows.values()) rows.sort((left, right) => right.words.length - left.words.length);
  }

  /** True when a folded word is part of some name: it is confirmed, and no slip of another. */
  isNameWord(word: string): boolean {
    return this.#words.has(word);
  }

  /** The folded words of all names. */
  get words(): ReadonlySet<string> {
    return this.#words;
  }

  /** The names in a text, in order, the longest at each place; none overlaps another. */
  find(text: string, tokens: Tokens): AliasMatch[] {
    const matches: AliasMatch[] = [];
    if (this.#rows.size === 0) return matches;
    const { words } = tokens;
    for (let at = 0; at < words.length; at += 1) {
      const match = this.#at(text, tokens, at) ?? this.#at(text, withoutElision(tokens, at), at);
      if (match === null) continue;
      matches.push(match);
      at = match.last;
    }
    return matches;
  }

  #at(text: string, tokens: Tokens | null, at: number): AliasMatch | null {
    const rows = tokens === null ? undefined : this.#rows.get(tokens.words[at] ?? "");
    return tokens === null || rows === undefined ? null : longest(rows, text, tokens, at);
  }

  #add(entity: BibleId, alias: Alias): void {
    const { words, starts, ends } = tokenize(alias.text);
    const [first] = words;
    const last = words.at(-1);
    if (first === undefined || last === undefined || words.join("").length < LEAST_UNITS) return;
    const written = words.map((_, index) => alias.text.slice(starts[index], ends[index]));
    const isCased = alias.caseSensitive ?? written.some((word) => word !== word.toLowerCase());
    const row: Row = {
      entity,
      alias,
      words,
      raw: isCased ? written : null,
      inCapitals: alias.caseSensitive === null,
      stops: alias.text.includes("."),
    };
    this.#keep(row);
    if (!alias.plural) return;
    for (const ending of last.endsWith("s") ? ["es"] : ["s", "es"]) {
      const plural = (list: readonly string[]): string[] => [...list.slice(0, -1), `${list.at(-1) ?? ""}${ending}`];
      this.#keep({ ...row, words: plural(words), raw: row.raw === null ? null : plural(row.raw) });
    }
  }

  #keep(row: Row): void {
    const [first = ""] = row.words;
    for (const word of row.words) this.#words.add(word);
    const rows = this.#rows.get(first);
    if (rows === undefined) this.#rows.set(first, [row]);
    else if (
      !rows.some((each) => each.entity === row.entity && sameWords(each.words, row.words) && each.raw === row.raw)
    )
      rows.push(row);
  }
}

/** What French and Italian take together with the word behind it: "d’Élodie", "l’ami", "qu’Élodie". */
const ELISION = /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|dell|all|dall|nell|sull)'/u;

/** The tokens with the one at `at` shorter by its elided article or preposition; null where it has none. */
function withoutElision(tokens: Tokens, at: number): Tokens | null {
  const word = tokens.words[at] ?? "";
  const elided = word.includes("'") ? ELISION.exec(word)?.[0].length : undefined;
  if (elided === undefined) return null;
  const start = (tokens.starts[at] ?? 0) + elided;
  return { ...tokens, starts: tokens.starts.with(at, start), words: tokens.words.with(at, word.slice(elided)) };
}

function longest(rows: readonly Row[], text: string, tokens: Tokens, at: number): AliasMatch | null {
  let best: AliasMatch | null = null;
  for (const row of rows) {
    if (best !== null && row.words.length < best.last - best.first + 1) break;
    if (!stands(row, text, tokens, at)) continue;
    const last = at + row.words.length - 1;
    const start = tokens.starts[at] ?? 0;
    const end = tokens.ends[last] ?? start;
    if (row.alias.notIn.some((phrase) => isWithin(text, start, end, phrase))) continue;
    const isShared: boolean = best !== null && best.entity !== row.entity;
    best = { entity: isShared ? null : row.entity, first: at, last, start, end };
  }
  return best;
}

function stands({ words, raw, inCapitals, stops }: Row, text: string, tokens: Tokens, at: number): boolean {
  for (let index = 1; index < words.length; index += 1) {
    if (tokens.words[at + index] !== words[index]) return false;
    const gap = text.slice(tokens.ends[at + index - 1], tokens.starts[at + index]);
    if (!(stops ? /^[.'’-]?\s?[-'’]?$/u : /^(?:\s|['’-])$/u).test(gap)) return false;
  }
  if (raw === null) return true;
  const isSame = raw.every((word, index) => sameLetters(text, tokens.starts[at + index] ?? 0, word));
  if (isSame || !inCapitals) return isSame;
  return raw.every((word, index) => sameLetters(text, tokens.starts[at + index] ?? 0, word.toUpperCase()));
}

function sameLetters(text: string, start: number, word: string): boolean {
  const there = text.slice(start, start + word.length);
  return there === word || there.replaceAll("’", "'") === word.replaceAll("’", "'");
}

function sameWords(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((word, index) => word === right[index]);
}

/** Whether a phrase stands around [start, end), in any case. */
function isWithin(text: string, start: number, end: number, phrase: string): boolean {
  const from = Math.max(0, start - phrase.length);
  const around = text.slice(from, end + phrase.length).toLowerCase();
  const wanted = phrase.toLowerCase();
  for (let at = around.indexOf(wanted); at >= 0; at = around.indexOf(wanted, at + 1)) {
    if (from + at <= start && from + at + wanted.length >= end) return true;
  }
  return false;
}
