import { ByteWindow, type ByteSource } from "./byte-window.ts";
import { MAX_DEPTH, MAX_FILE_BYTES, MAX_KEY_UNITS } from "./limits.ts";
import { grouped } from "./place.ts";
import { asWindows1252, characterLength, firstInvalidByte, recogniseUtf16, wholeCharactersEnd } from "./utf8.ts";

/*
 * A pull reader of JSON over bytes. `JSON.parse` needs the whole text in memory, says neither line nor column in a
 * stable way, keeps the last of two equal keys silently and cannot tell how the text was laid out; here the caller asks
 * for the next key or value, so a file of 256 MB costs the memory of its largest step. Keys and types are compared as
 * bytes, a text is decoded once by the platform's decoder (which also checks UTF-8), and escapes are left to
 * `JSON.parse` of that one string after they have been checked here.
 *
 * Faults are sticky, so that no exception crosses the callers: after the first one every question is answered with
 * "nothing more" and `fault` says why. White space is compared on the way with that of `JSON.stringify(value, null, 2)`.
 */

/** Why reading cannot go on. */
export type JsonFault = {
  readonly rule: "json" | "encoding" | "limit";
  readonly message: string;
  readonly repair: string | null;
};

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

const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const DOT = 0x2e;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const TAB = 0x09;
const BLANK = 0x20;
const LOWER_U = 0x75;
const END_OF_FILE = -1;

const INDENT = 2;
/** Layout before a value or sign: nothing, one blank, or (from 0) a line feed and so many blanks. */
const NOTHING_BEFORE = -2;
const ONE_BLANK_BEFORE = -1;

/**
 * The longest string that is kept, in bytes of the file. A unit takes at most 6 bytes (`\u0041`), so what is longer
 * has more than 1,390,000 units and breaks every limit; its rest is checked and passed over.
 */
const MAX_STRING_BYTES = 8 * 1024 * 1024;
const UNICODE_ESCAPE_BYTES = 6;

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const isHexDigit = (byte: number): boolean =>
  isDigit(byte) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);
const isWhiteSpace = (byte: number): boolean =>
  byte === BLANK || byte === LINE_FEED || byte === CARRIAGE_RETURN || byte === TAB;
/** `" \ / b f n r t`: what may follow a backslash, besides `u`. */
const SHORT_ESCAPES: ReadonlySet<number> = new Set([QUOTE, BACKSLASH, 0x2f, 0x62, 0x66, 0x6e, 0x72, 0x74]);

export class JsonReader {
  readonly #window: ByteWindow;
  readonly #decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  #fault: JsonFault | null = null;
  #stopped = false;
  #depth = 0;
  /** True directly after an opening bracket. */
  #fresh = false;
  #unknownWord: string | null = null;
  #escaped = false;
  #layoutLine: number | null = null;
  #escapesLine: number | null = null;
  #hasFinalNewline = false;
  readonly #hasByteOrderMark: boolean;

  constructor(source: ByteSource) {
    this.#window = new ByteWindow(source);
    this.#hasByteOrderMark = this.#start();
  }

  /** Why reading stopped, or null. */
  get fault(): JsonFault | null {
    return this.#fault;
  }

  /** True after a fault or `stop`: nothing more will come. */
  get ended(): boolean {
    return this.#stopped;
  }

  /** The line of the reader's place, from 1. */
  get line(): number {
    return this.#window.line;
  }

  /** The unknown key or word found last; null when it is longer than MAX_KEY_UNITS. */
  get unknownWord(): string | null {
    return this.#unknownWord;
  }

  /** True when the string read last held escapes: only then can it hold NUL, carriage returns or lone surrogates. */
  get escaped(): boolean {
    return this.#escaped;
  }

  /** The first line whose white space is not canonical, or null. */
  get layoutLine(): number | null {
    return this.#layoutLine;
  }

  /** The first line with an escape that `JSON.stringify` writes otherwise, or null. */
  get escapesLine(): number | null {
    return this.#escapesLine;
  }

  get hasByteOrderMark(): boolean {
    return this.#hasByteOrderMark;
  }

  /** True when the file ends with one line end after the last bracket. Known after `finish`. */
  get hasFinalNewline(): boolean {
    return this.#hasFinalNewline;
  }

  /** Ends reading for a reason of the caller's; `fault` stays null when none is given. */
  stop(fault: JsonFault | null = null): void {
    if (this.#stopped) return;
    this.#fault = fault;
    this.#stopped = true;
  }

  /** What begins here. "nothing" after a fault. */
  kind(): ValueKind {
    const byte = this.#byte();
    if (byte === QUOTE) return "string";
    if (byte === OPEN_OBJECT) return "object";
    if (byte === OPEN_LIST) return "array";
    if (byte === 0x74 || byte === 0x66) return "boolean";
    if (byte === 0x6e) return "null";
    if (byte === MINUS || isDigit(byte)) return "number";
    this.#unexpected("a value");
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
    if (this.#byte() !== QUOTE) {
      this.#unexpected("a key in double quotes");
      return NO_MORE_KEYS;
    }
    const index = this.word(names);
    this.#space(NOTHING_BEFORE);
    if (this.#byte() !== COLON) {
      this.#unexpected("a colon after the key");
      return NO_MORE_KEYS;
    }
    this.#window.at += 1;
    this.#space(ONE_BLANK_BEFORE);
    return this.#stopped ? NO_MORE_KEYS : index;
  }

  /** True when the list has another element, the place moved to it. */
  nextElement(): boolean {
    return this.#more(CLOSE_LIST);
  }

  /** The string that begins here as a position in `words`, or UNKNOWN_WORD. */
  word(words: WordTable): number {
    const length = this.#scanString();
    if (length < 0) return UNKNOWN_WORD;
    const { bytes, at } = this.#window;
    if (!this.#escaped) {
      for (let index = 0; index < words.length; index += 1) {
        if (sameBytes(words[index]?.bytes, bytes, at + 1, length)) {
          this.#window.at += length + 2;
          return index;
        }
      }
    }
    const text = this.#takeString(length);
    const index = words.findIndex(({ word }) => word === text);
    this.#unknownWord = text.length <= MAX_KEY_UNITS ? text : null;
    return index < 0 ? UNKNOWN_WORD : index;
  }

  /** The string that begins here; of one that is longer than every limit a beginning that is longer than every limit. */
  string(): string {
    const length = this.#scanString();
    return length < 0 ? "" : this.#takeString(length);
  }

  /** The `true` or `false` that begins here. */
  boolean(): boolean {
    const value = this.#byte() === 0x74;
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
      while (open > 0 && !this.#stopped) {
        const isObject = (objects & 1) === 1;
        if (isObject ? this.nextKey(NO_WORDS) !== NO_MORE_KEYS : this.nextElement()) break;
        objects >>= 1;
        open -= 1;
      }
    } while (open > 0 && !this.#stopped);
  }

  /** To be called after the outermost value: nothing but white space may follow. */
  finish(): void {
    const line = this.#window.line;
    const before = this.#spaceLength();
    if (this.#stopped) return;
    if (before > 0) {
      this.#hasFinalNewline =
        this.#window.line === line + 1 && this.#window.column(this.#window.at) === 1 && before <= 2;
      if (!this.#hasFinalNewline) this.#layoutLine ??= line;
    }
    if (this.#byte() !== END_OF_FILE) this.#unexpected("the end of the file");
    else if (this.#window.tooLarge) this.#refuseSize();
  }

  /** Looks at the first bytes. True when there is a byte order mark, which is passed over. */
  #start(): boolean {
    const window = this.#window;
    while (window.end < 4 && window.fill());
    const encoding = recogniseUtf16(window.bytes, window.end);
    if (encoding !== null) {
      this.stop({
        rule: "encoding",
        message: `The file is not UTF-8: its first bytes are those of ${encoding}.`,
        repair: `Open the file in a text editor as ${encoding} and save it as UTF-8.`,
      });
      return false;
    }
    const [first, second, third] = window.bytes;
    const hasMark = window.end >= 3 && first === 0xef && second === 0xbb && third === 0xbf;
    // The mark is no part of the first line's columns: it is passed like an end of line.
    if (hasMark) {
      window.at = 3;
      window.startLineAfter(2);
      window.line = 1;
    }
    if (window.end === window.at)
      this.stop({ rule: "json", message: "The file is empty: it should hold a run as JSON.", repair: null });
    else this.#space(NOTHING_BEFORE);
    return hasMark;
  }

  /** The byte at the reader's place, or END_OF_FILE. */
  #byte(): number {
    if (this.#stopped) return END_OF_FILE;
    const window = this.#window;
    if (window.at >= window.end && !window.fill()) return END_OF_FILE;
    return window.bytes[window.at] ?? END_OF_FILE;
  }

  #begin(): void {
    if (this.#depth >= MAX_DEPTH) {
      this.stop({
        rule: "limit",
        message: `${this.#lineAndColumn(this.#window.at)}: lists and objects lie more than ${MAX_DEPTH} deep in each other.`,
        repair: null,
      });
      return;
    }
    if (this.#stopped) return;
    this.#window.at += 1;
    this.#depth += 1;
    this.#fresh = true;
  }

  /** Moves to the next member or element; false when the container ended (its bracket is passed) or reading stopped. */
  #more(close: number): boolean {
    if (this.#fresh) {
      this.#fresh = false;
      if (this.#byte() === close) return this.#end();
      this.#space(INDENT * this.#depth);
      if (this.#byte() === close) {
        this.#layoutLine ??= this.#window.line;
        return this.#end();
      }
      return !this.#stopped;
    }
    if (this.#byte() !== COMMA) {
      this.#space(INDENT * (this.#depth - 1));
      const byte = this.#byte();
      if (byte === close) return this.#end();
      if (byte !== COMMA) {
        this.#unexpected(close === CLOSE_OBJECT ? "a comma or }" : "a comma or ]");
        return false;
      }
      this.#layoutLine ??= this.#window.line;
    }
    this.#window.at += 1;
    this.#space(INDENT * this.#depth);
    if (this.#byte() === close) {
      this.#unexpected(
        close === CLOSE_OBJECT
          ? "another key, since a comma stands before it,"
          : "another element, since a comma stands before it,",
      );
      return false;
    }
    return !this.#stopped;
  }

  #end(): false {
    this.#window.at += 1;
    this.#depth -= 1;
    return false;
  }

  /** Passes white space and remembers the first line where it is not `expected`. */
  #space(expected: number): void {
    const window = this.#window;
    if (expected >= 0) {
      // The canonical layout in one look: a line feed, `expected` blanks, no more white space.
      const { bytes, at } = window;
      const next = at + 1 + expected;
      if (next < window.end && bytes[at] === LINE_FEED) {
        let index = at + 1;
        while (index < next && bytes[index] === BLANK) index += 1;
        if (index === next && (bytes[next] ?? 0) > BLANK) {
          window.startLineAfter(at);
          window.at = next;
          return;
        }
      }
    }
    const line = window.line;
    const length = this.#spaceLength();
    const lines = window.line - line;
    const isExpected =
      expected === NOTHING_BEFORE
        ? length === 0
        : expected === ONE_BLANK_BEFORE
          ? length === 1 && this.#lastSpace === BLANK
          : length === expected + 1 && lines === 1 && this.#onlyLineFeedThenBlanks;
    if (!isExpected) this.#layoutLine ??= line;
  }

  #lastSpace = 0;
  #onlyLineFeedThenBlanks = false;

  /** Passes white space; gives its length in bytes and notes what it was made of. */
  #spaceLength(): number {
    const window = this.#window;
    let length = 0;
    this.#onlyLineFeedThenBlanks = true;
    for (;;) {
      const byte = this.#byte();
      if (!isWhiteSpace(byte)) return length;
      if (byte === LINE_FEED) window.startLineAfter(window.at);
      if (byte !== (length === 0 ? LINE_FEED : BLANK)) this.#onlyLineFeedThenBlanks = false;
      this.#lastSpace = byte;
      length += 1;
      window.at += 1;
    }
  }

  /**
   * Finds the end of the string that begins at the reader's place and checks its escapes; the whole string is in the
   * window afterwards. Gives the number of bytes between the quotes, or -1 after a fault. A string of more than
   * MAX_STRING_BYTES is answered with that number, cut between characters.
   */
  #scanString(): number {
    this.#escaped = false;
    const window = this.#window;
    let { bytes, end } = window;
    let index = window.at + 1;
    while (!this.#stopped) {
      while (index < end) {
        const byte = bytes[index] ?? 0;
        if (byte === QUOTE) return index - window.at - 1;
        if (byte === BACKSLASH) {
          const length = this.#escapeLength(index);
          if (length < 0) return -1;
          if (length === 0) break;
          this.#escaped = true;
          index += length;
        } else if (byte < BLANK) {
          this.#refuseControl(index, byte);
          return -1;
        } else index += 1;
      }
      if (index - window.at > MAX_STRING_BYTES) return this.#cutString(index);
      const passed = index - window.at;
      if (!window.fill()) {
        this.#refuseEnd("the closing quote of a text");
        return -1;
      }
      ({ bytes, end } = window);
      index = window.at + passed;
    }
    return -1;
  }

  /** The length of the escape at `index`: 2 or 6 bytes, 0 when not all of it is in the window, -1 after a fault. */
  #escapeLength(index: number): number {
    const { bytes, end } = this.#window;
    if (index + 1 >= end) return 0;
    const kind = bytes[index + 1] ?? 0;
    if (kind === LOWER_U) {
      for (let digit = index + 2; digit < index + UNICODE_ESCAPE_BYTES; digit += 1) {
        if (digit >= end) return 0;
        if (!isHexDigit(bytes[digit] ?? 0)) return this.#refuseEscape(index);
      }
      return UNICODE_ESCAPE_BYTES;
    }
    return SHORT_ESCAPES.has(kind) ? 2 : this.#refuseEscape(index);
  }

  #refuseEscape(index: number): -1 {
    const end = Math.min(this.#window.end, index);
    if (this.#checkUtf8(this.#window.at, end)) {
      this.stop({
        rule: "json",
        message: `${this.#lineAndColumn(index)}: after a backslash one of " \\ / b f n r t or u and four hexadecimal digits was expected.`,
        repair: null,
      });
    }
    return -1;
  }

  #refuseControl(index: number, byte: number): void {
    if (!this.#checkUtf8(this.#window.at, index)) return;
    const isLineEnd = byte === LINE_FEED || byte === CARRIAGE_RETURN;
    this.stop({
      rule: "json",
      message: `${this.#lineAndColumn(index)}: ${isLineEnd ? "the line ends inside a text; the closing quote was expected, or \\n for a line feed" : `the control character with code ${byte} stands in a text without an escape`}.`,
      repair: null,
    });
  }

  /** Takes the string found by `#scanString` out of the window and moves behind its closing quote. */
  #takeString(length: number): string {
    const window = this.#window;
    const from = window.at + 1;
    const end = from + length;
    const isCut = window.bytes[end] !== QUOTE || length >= MAX_STRING_BYTES;
    let text: string;
    try {
      text = this.#decoder.decode(window.bytes.subarray(from, end));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      this.#checkUtf8(from, end);
      return "";
    }
    if (this.#escaped) text = this.#unescape(text);
    window.at = end;
    if (isCut) this.#skipRestOfString();
    else window.at += 1;
    return text;
  }

  /** The text with its escapes resolved; they have been checked. */
  #unescape(raw: string): string {
    const quoted = `"${raw}"`;
    const text: unknown = JSON.parse(quoted);
    if (typeof text !== "string") throw new Error("A JSON string did not parse as a string");
    if (this.#escapesLine === null && JSON.stringify(text) !== quoted) this.#escapesLine = this.#window.line;
    return text;
  }

  /** The length of an overlong string's beginning, so that neither a character nor a surrogate pair is cut. */
  #cutString(index: number): number {
    const { bytes, at } = this.#window;
    const end = wholeCharactersEnd(bytes, at + 1, index);
    const isHalfPair =
      end - at > UNICODE_ESCAPE_BYTES &&
      /\\u[dD][89abAB][0-9a-fA-F]{2}$/u.test(String.fromCharCode(...bytes.subarray(end - UNICODE_ESCAPE_BYTES, end)));
    return (isHalfPair ? end - UNICODE_ESCAPE_BYTES : end) - at - 1;
  }

  /** Passes what is left of a string, up to and with its closing quote, keeping nothing of it. */
  #skipRestOfString(): void {
    const window = this.#window;
    while (!this.#stopped) {
      let index = window.at;
      let atQuote = false;
      while (index < window.end) {
        const byte = window.bytes[index] ?? 0;
        if (byte === QUOTE) {
          atQuote = true;
          break;
        }
        if (byte === BACKSLASH) {
          const length = this.#escapeLength(index);
          if (length < 0) return;
          if (length === 0) break;
          index += length;
        } else if (byte < BLANK) {
          this.#refuseControl(index, byte);
          return;
        } else index += 1;
      }
      const end = atQuote ? index : wholeCharactersEnd(window.bytes, window.at, index);
      if (!this.#checkUtf8(window.at, end)) return;
      window.at = end;
      if (atQuote) {
        window.at += 1;
        return;
      }
      if (!window.fill()) this.#refuseEnd("the closing quote of a text");
    }
  }

  #skipScalar(kind: ValueKind): void {
    if (kind === "string") {
      this.#window.at += 1;
      this.#skipRestOfString();
    } else if (kind === "number") this.#skipNumber();
    else if (kind === "boolean") this.boolean();
    else if (kind === "null") this.#literal("null");
  }

  #literal(word: "true" | "false" | "null"): void {
    for (const character of word) {
      if (this.#byte() !== character.charCodeAt(0)) {
        this.#unexpected(`the word ${word}`);
        return;
      }
      this.#window.at += 1;
    }
  }

  #skipNumber(): void {
    if (this.#byte() === MINUS) this.#window.at += 1;
    const startsWithZero = this.#byte() === 0x30;
    const whole = this.#skipDigits();
    if (whole === 0 || (startsWithZero && whole > 1)) {
      if (startsWithZero) this.#window.at -= whole - 1;
      this.#unexpected(startsWithZero ? "the end of the number, since it begins with 0," : "a digit");
      return;
    }
    if (this.#byte() === DOT) {
      this.#window.at += 1;
      if (this.#skipDigits() === 0) this.#unexpected("a digit");
    }
    const byte = this.#byte();
    if (byte !== 0x65 && byte !== 0x45) return;
    this.#window.at += 1;
    const sign = this.#byte();
    if (sign === 0x2b || sign === MINUS) this.#window.at += 1;
    if (this.#skipDigits() === 0) this.#unexpected("a digit");
  }

  #skipDigits(): number {
    let digits = 0;
    while (isDigit(this.#byte())) {
      this.#window.at += 1;
      digits += 1;
    }
    return digits;
  }

  #lineAndColumn(index: number): string {
    return `Line ${grouped(this.#window.line)}, column ${grouped(this.#window.column(index))}`;
  }

  /** Stops because something else than `expected` stands at the reader's place. */
  #unexpected(expected: string): void {
    const byte = this.#byte();
    if (this.#stopped) return;
    if (byte === END_OF_FILE) {
      this.#refuseEnd(expected);
      return;
    }
    const window = this.#window;
    while (window.end - window.at < 4 && window.fill());
    const length = characterLength(window.bytes, window.at, window.end);
    if (length === 0) {
      this.#refuseEncoding(window.at);
      return;
    }
    const found = this.#decoder.decode(window.bytes.subarray(window.at, window.at + length));
    const shown = byte < BLANK || byte === 0x7f ? `the control character with code ${byte}` : found;
    this.stop({
      rule: "json",
      message: `${this.#lineAndColumn(window.at)}: ${expected} was expected, but ${shown} stands there.`,
      repair: null,
    });
  }

  #refuseEnd(expected: string): void {
    if (this.#window.tooLarge) this.#refuseSize();
    else if (this.#checkUtf8(this.#window.at, this.#window.end)) {
      this.stop({
        rule: "json",
        message: `${this.#lineAndColumn(this.#window.end)}: the file ends here, but ${expected} was expected. It seems to be cut off.`,
        repair: null,
      });
    }
  }

  #refuseSize(): void {
    this.stop({
      rule: "limit",
      message: `The file is larger than ${grouped(MAX_FILE_BYTES)} bytes (256 MB).`,
      repair: null,
    });
  }

  /** Stops with the place of the first byte that is not UTF-8, if there is one; true when all is well. */
  #checkUtf8(from: number, end: number): boolean {
    const invalid = firstInvalidByte(this.#window.bytes, from, end);
    if (invalid >= end) return true;
    this.#refuseEncoding(invalid);
    return false;
  }

  #refuseEncoding(index: number): void {
    const window = this.#window;
    const kept = index - window.at;
    if (index + 1 >= window.end) window.fill();
    const place = window.at + kept;
    const byte = window.bytes[place] ?? 0;
    const following = place + 1 < window.end ? (window.bytes[place + 1] ?? 0) : 0;
    const character = asWindows1252(byte, following);
    const hint = character === null ? "" : ` In Windows-1252 it would be ${character}`;
    this.stop({
      rule: "encoding",
      message: `${this.#lineAndColumn(place)}: the file is not UTF-8; the byte 0x${byte.toString(16).toUpperCase()} at offset ${grouped(window.offset(place))} is no part of a character.${hint === "" ? "" : `${hint}.`}`,
      repair: character === null ? null : "Open the file in a text editor as Windows-1252 and save it as UTF-8.",
    });
  }
}

const NO_WORDS: WordTable = [];

function sameBytes(word: Uint8Array | undefined, bytes: Uint8Array, from: number, length: number): boolean {
  if (word === undefined || word.length !== length) return false;
  for (let index = 0; index < length; index += 1) if (word[index] !== bytes[from + index]) return false;
  return true;
}
