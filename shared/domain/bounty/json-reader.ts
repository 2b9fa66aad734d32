import type { ByteSource } from "./byte-window.ts";
import { JsonCursor, type JsonFault, NOTHING_BEFORE, ONE_BLANK_BEFORE } from "./json-cursor.ts";
import { JsonStrings, QUOTE } from "./json-strings.ts";
import { MAX_DEPTH, MAX_KEY_UNITS } from "./limits.ts";

/*
 * A pull reader of JSON over bytes. `JSON.parse` needs the whole text in memory, says neither line nor column in a
 * stable way, keeps the last of two equal keys silently and cannot tell how the text was laid out; here the caller asks
 * for the next key or value, so a file of 256 MB costs the memory of its largest step. Keys and types are compared as
 * bytes. Faults are sticky, so that no exception crosses the callers: after the first one every question is answered
 * with "nothing more", and `fault` says why.
 */

/** What begins at the reader's place. */
export type ValueKind = "object" | "array" | "string" | "number" | "boolean" | "null" | "nothing";

/** Words that a file spells in ASCII and that are found again by their bytes. */
export type WordTable = readonly { readonly word: string; readonly bytes: Uint8Array }[];

/** Makes a table; the answers of `nextKey` and `word` are positions in it. */
export function wordTable(words: readonly string[]): WordTable {
  const encoder = new TextEncoder();
  return words.map((word) => ({ word, bytes: encoder.encode(word) }));
}

/** Answer of `nextKey`: the object has ended. */
export const NO_MORE_KEYS = -1;
/** Answer of `nextKey` and `word`: none of the table; `unknownWord` says which. */
export const UNKNOWN_WORD = -2;

const COMMA = 0x2c;
const PLUS = 0x2b;
const MINUS = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const UPPER_E = 0x45;
const LOWER_E = 0x65;
const LOWER_F = 0x66;
const LOWER_N = 0x6e;
const LOWER_T = 0x74;

const INDENT = 2;

const isDigit = (byte: number): boolean => byte >= ZERO && byte <= 0x39;

/** Reads one file, value by value. */
export class JsonReader {
  readonly #cursor: JsonCursor;
  readonly #strings: JsonStrings;
  #depth = 0;
  /** True directly after an opening bracket. */
  #fresh = false;
  #unknownWord: string | null = null;

  constructor(source: ByteSource) {
    this.#cursor = new JsonCursor(source);
    this.#strings = new JsonStrings(this.#cursor);
  }

  /** Why reading stopped, or null. */
  get fault(): JsonFault | null {
    return this.#cursor.fault;
  }

  /** True after a fault or `stop`: nothing more will come. */
  get ended(): boolean {
    return this.#cursor.ended;
  }

  /** The unknown key or word found last; null when it is longer than MAX_KEY_UNITS. */
  get unknownWord(): string | null {
    return this.#unknownWord;
  }

  /** True when the string read last held escapes: only then can it hold NUL, carriage returns or lone surrogates. */
  get escaped(): boolean {
    return this.#strings.escaped;
  }

  /** The first line whose white space is not canonical, or null. */
  get layoutLine(): number | null {
    return this.#cursor.layoutLine;
  }

  /** The first line with an escape that `JSON.stringify` writes otherwise, or null. */
  get escapesLine(): number | null {
    return this.#strings.escapesLine;
  }

  /** True when the file begins with a byte order mark. */
  get hasByteOrderMark(): boolean {
    return this.#cursor.hasByteOrderMark;
  }

  /** True when the file ends with one line end after the last bracket. Known after `finish`. */
  get hasFinalNewline(): boolean {
    return this.#cursor.hasFinalNewline;
  }

  /** Ends reading for a reason of the caller's; `fault` stays null. */
  stop(): void {
    this.#cursor.stop();
  }

  /** To be called after the outermost value: nothing but white space may follow. */
  finish(): void {
    this.#cursor.finish();
  }

  /** What begins here. "nothing" after a fault. */
  kind(): ValueKind {
    const byte = this.#cursor.byte();
    if (byte === QUOTE) return "string";
    if (byte === OPEN_OBJECT) return "object";
    if (byte === OPEN_LIST) return "array";
    if (byte === LOWER_T || byte === LOWER_F) return "boolean";
    if (byte === LOWER_N) return "null";
    if (byte === MINUS || isDigit(byte)) return "number";
    this.#cursor.unexpected("a value");
    return "nothing";
  }

  /** Goes into the object that begins here. */
  beginObject(): void {
    this.#begin();
  }

  /** Goes into the list that begins here. */
  beginArray(): void {
    this.#begin();
  }

  /** The next key of the object as a position in `names`, and the place moved to its value; UNKNOWN_WORD or NO_MORE_KEYS. */
  nextKey(names: WordTable): number {
    if (!this.#more(CLOSE_OBJECT)) return NO_MORE_KEYS;
    if (this.#cursor.byte() !== QUOTE) {
      this.#cursor.unexpected("a key in double quotes");
      return NO_MORE_KEYS;
    }
    const index = this.word(names);
    this.#cursor.expectSpace(NOTHING_BEFORE);
    if (this.#cursor.byte() !== COLON) {
      this.#cursor.unexpected("a colon after the key");
      return NO_MORE_KEYS;
    }
    this.#cursor.window.at += 1;
    this.#cursor.expectSpace(ONE_BLANK_BEFORE);
    return this.#cursor.ended ? NO_MORE_KEYS : index;
  }

  /** True when the list has another element, the place moved to it. */
  nextElement(): boolean {
    return this.#more(CLOSE_LIST);
  }

  /** The string that begins here as a position in `words`, or UNKNOWN_WORD. */
  word(words: WordTable): number {
    const length = this.#strings.scan();
    if (length < 0) return UNKNOWN_WORD;
    const { bytes, at } = this.#cursor.window;
    if (!this.#strings.escaped) {
      for (let index = 0; index < words.length; index += 1) {
        if (sameBytes(words[index]?.bytes, bytes, at + 1, length)) {
          this.#cursor.window.at += length + 2;
          return index;
        }
      }
    }
    const text = this.#strings.take(length);
    const index = words.findIndex(({ word }) => word === text);
    this.#unknownWord = text.length <= MAX_KEY_UNITS ? text : null;
    return index < 0 ? UNKNOWN_WORD : index;
  }

  /** The string that begins here; of one that is longer than every limit a beginning that is longer than every limit. */
  string(): string {
    const length = this.#strings.scan();
    return length < 0 ? "" : this.#strings.take(length);
  }

  /** The `true` or `false` that begins here. */
  boolean(): boolean {
    const value = this.#cursor.byte() === LOWER_T;
    this.#literal(value ? "true" : "false");
    return value;
  }

  /** Passes over the value that begins here, whatever it is, checking that it is JSON. */
  skip(): void {
    // Bit n is set when the container at depth n below this place is an object.
    let objects = 0;
    let open = 0;
    do {
      const kind = this.kind();
      if (kind === "object" || kind === "array") {
        this.#begin();
        objects = (objects << 1) | (kind === "object" ? 1 : 0);
        open += 1;
      } else this.#skipScalar(kind);
      while (open > 0 && !this.#cursor.ended) {
        const isObject = (objects & 1) === 1;
        if (isObject ? this.nextKey(NO_WORDS) !== NO_MORE_KEYS : this.nextElement()) break;
        objects >>= 1;
        open -= 1;
      }
    } while (open > 0 && !this.#cursor.ended);
  }

  #begin(): void {
    if (this.#depth >= MAX_DEPTH) {
      this.#cursor.stop({
        rule: "limit",
        message: `${this.#cursor.lineAndColumn(this.#cursor.window.at)}: lists and objects lie more than ${MAX_DEPTH} deep in each other.`,
        repair: null,
      });
      return;
    }
    if (this.#cursor.ended) return;
    this.#cursor.window.at += 1;
    this.#depth += 1;
    this.#fresh = true;
  }

  /** Moves to the next member or element; false when the container ended (its bracket is passed) or reading stopped. */
  #more(close: number): boolean {
    if (this.#fresh) {
      this.#fresh = false;
      if (this.#cursor.byte() === close) return this.#end();
      this.#cursor.expectSpace(INDENT * this.#depth);
      if (this.#cursor.byte() === close) {
        this.#cursor.noteLayout();
        return this.#end();
      }
      return !this.#cursor.ended;
    }
    if (this.#cursor.byte() !== COMMA) {
      this.#cursor.expectSpace(INDENT * (this.#depth - 1));
      const byte = this.#cursor.byte();
      if (byte === close) return this.#end();
      if (byte !== COMMA) {
        this.#cursor.unexpected(close === CLOSE_OBJECT ? "a comma or }" : "a comma or ]");
        return false;
      }
      this.#cursor.noteLayout();
    }
    this.#cursor.window.at += 1;
    this.#cursor.expectSpace(INDENT * this.#depth);
    if (this.#cursor.byte() === close) {
      this.#cursor.unexpected(
        close === CLOSE_OBJECT
          ? "another key, since a comma stands before it,"
          : "another element, since a comma stands before it,",
      );
      return false;
    }
    return !this.#cursor.ended;
  }

  #end(): false {
    this.#cursor.window.at += 1;
    this.#depth -= 1;
    return false;
  }

  #skipScalar(kind: ValueKind): void {
    if (kind === "string") this.#strings.skip();
    else if (kind === "number") this.#skipNumber();
    else if (kind === "boolean") this.boolean();
    else if (kind === "null") this.#literal("null");
  }

  #literal(word: "true" | "false" | "null"): void {
    for (const character of word) {
      if (this.#cursor.byte() !== character.charCodeAt(0)) {
        this.#cursor.unexpected(`the word ${word}`);
        return;
      }
      this.#cursor.window.at += 1;
    }
  }

  #skipNumber(): void {
    if (this.#cursor.byte() === MINUS) this.#cursor.window.at += 1;
    if (this.#cursor.byte() === ZERO) {
      this.#cursor.window.at += 1;
      if (isDigit(this.#cursor.byte())) {
        this.#cursor.unexpected("the end of the number, since it begins with 0,");
        return;
      }
    } else if (this.#skipDigits() === 0) {
      this.#cursor.unexpected("a digit");
      return;
    }
    if (this.#cursor.byte() === DOT) {
      this.#cursor.window.at += 1;
      if (this.#skipDigits() === 0) this.#cursor.unexpected("a digit");
    }
    const byte = this.#cursor.byte();
    if (byte !== LOWER_E && byte !== UPPER_E) return;
    this.#cursor.window.at += 1;
    const sign = this.#cursor.byte();
    if (sign === PLUS || sign === MINUS) this.#cursor.window.at += 1;
    if (this.#skipDigits() === 0) this.#cursor.unexpected("a digit");
  }

  #skipDigits(): number {
    let digits = 0;
    while (isDigit(this.#cursor.byte())) {
      this.#cursor.window.at += 1;
      digits += 1;
    }
    return digits;
  }
}

const NO_WORDS: WordTable = [];

function sameBytes(word: Uint8Array | undefined, bytes: Uint8Array, from: number, length: number): boolean {
  if (word === undefined || word.length !== length) return false;
  for (let index = 0; index < length; index += 1) if (word[index] !== bytes[from + index]) return false;
  return true;
}
