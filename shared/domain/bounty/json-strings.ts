import { BLANK, CARRIAGE_RETURN, type JsonCursor, LINE_FEED } from "./json-cursor.ts";
import { wholeCharactersEnd } from "./utf8.ts";

/*
 * The strings of a JSON file. A string is found whole in the window, its escapes are checked on the way, and then it is
 * decoded once by the platform's decoder, which also checks UTF-8; the escapes are resolved by `JSON.parse` of that one
 * string. What is longer than any limit is cut and its rest passed over, so that no string fills the memory.
 */

export const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LOWER_U = 0x75;

/**
 * The longest string that is kept, in bytes of the file. A unit takes at most 6 bytes (`\u0041`), so what is longer
 * has more than 1,390,000 units and breaks every limit.
 */
const MAX_STRING_BYTES = 8 * 1024 * 1024;
const UNICODE_ESCAPE_BYTES = 6;

/** `" \ / b f n r t`: what may follow a backslash, besides `u`. */
const SHORT_ESCAPES: ReadonlySet<number> = new Set([QUOTE, BACKSLASH, 0x2f, 0x62, 0x66, 0x6e, 0x72, 0x74]);

const isHexDigit = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);

/** Reads the strings at the place of a cursor, which stands at their opening quote. */
export class JsonStrings {
  readonly #cursor: JsonCursor;
  readonly #decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  #escaped = false;
  #escapesLine: number | null = null;

  constructor(cursor: JsonCursor) {
    this.#cursor = cursor;
  }

  /** True when the string found last held escapes: only then can it hold NUL, carriage returns or lone surrogates. */
  get escaped(): boolean {
    return this.#escaped;
  }

  /** The first line with an escape that `JSON.stringify` writes otherwise, or null. */
  get escapesLine(): number | null {
    return this.#escapesLine;
  }

  /** Passes the string, checking it and keeping nothing of it. */
  skip(): void {
    this.#cursor.window.at += 1;
    this.#skipRest();
  }

  /**
   * Finds the end of the string that begins at the reader's place and checks its escapes; the whole string is in the
   * window afterwards. Gives the number of bytes between the quotes, or -1 after a fault. A string of more than
   * MAX_STRING_BYTES is answered with that number, cut between characters.
   */
  scan(): number {
    this.#escaped = false;
    const { window } = this.#cursor;
    let { bytes, end } = window;
    let index = window.at + 1;
    while (!this.#cursor.ended) {
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
      if (index - window.at > MAX_STRING_BYTES) return this.#cut(index);
      const passed = index - window.at;
      if (!window.fill()) {
        this.#cursor.refuseEnd("the closing quote of a text");
        return -1;
      }
      ({ bytes, end } = window);
      index = window.at + passed;
    }
    return -1;
  }

  /** The length of the escape at `index`: 2 or 6 bytes, 0 when not all of it is in the window, -1 after a fault. */
  #escapeLength(index: number): number {
    const { bytes, end } = this.#cursor.window;
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
    const end = Math.min(this.#cursor.window.end, index);
    if (this.#cursor.checkUtf8(this.#cursor.window.at, end)) {
      this.#cursor.stop({
        rule: "json",
        message: `${this.#cursor.lineAndColumn(index)}: after a backslash one of " \\ / b f n r t or u and four hexadecimal digits was expected.`,
        repair: null,
      });
    }
    return -1;
  }

  #refuseControl(index: number, byte: number): void {
    if (!this.#cursor.checkUtf8(this.#cursor.window.at, index)) return;
    const isLineEnd = byte === LINE_FEED || byte === CARRIAGE_RETURN;
    this.#cursor.stop({
      rule: "json",
      message: `${this.#cursor.lineAndColumn(index)}: ${isLineEnd ? "the line ends inside a text; the closing quote was expected, or \\n for a line feed" : `the control character with code ${byte} stands in a text without an escape`}.`,
      repair: null,
    });
  }

  /** Takes the string found by `scan` out of the window and moves behind its closing quote. */
  take(length: number): string {
    const { window } = this.#cursor;
    const from = window.at + 1;
    const end = from + length;
    const isCut = window.bytes[end] !== QUOTE || length >= MAX_STRING_BYTES;
    let text: string;
    try {
      text = this.#decoder.decode(window.bytes.subarray(from, end));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      this.#cursor.checkUtf8(from, end);
      return "";
    }
    if (this.#escaped) text = this.#unescape(text);
    window.at = end;
    if (isCut) this.#skipRest();
    else window.at += 1;
    return text;
  }

  /** The text with its escapes resolved; they have been checked. */
  #unescape(raw: string): string {
    const quoted = `"${raw}"`;
    const text: unknown = JSON.parse(quoted);
    if (typeof text !== "string") throw new Error("A JSON string did not parse as a string");
    if (this.#escapesLine === null && JSON.stringify(text) !== quoted) this.#escapesLine = this.#cursor.window.line;
    return text;
  }

  /** The length of an overlong string's beginning, so that neither a character nor a surrogate pair is cut. */
  #cut(index: number): number {
    const { bytes, at } = this.#cursor.window;
    const end = wholeCharactersEnd(bytes, at + 1, index);
    const isHalfPair =
      end - at > UNICODE_ESCAPE_BYTES &&
      /\\u[dD][89abAB][0-9a-fA-F]{2}$/u.test(String.fromCharCode(...bytes.subarray(end - UNICODE_ESCAPE_BYTES, end)));
    return (isHalfPair ? end - UNICODE_ESCAPE_BYTES : end) - at - 1;
  }

  /** Passes what is left of a string, up to and with its closing quote, keeping nothing of it. */
  #skipRest(): void {
    const { window } = this.#cursor;
    while (!this.#cursor.ended) {
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
      if (!this.#cursor.checkUtf8(window.at, end)) return;
      window.at = end;
      if (atQuote) {
        window.at += 1;
        return;
      }
      if (!window.fill()) this.#cursor.refuseEnd("the closing quote of a text");
    }
  }
}
