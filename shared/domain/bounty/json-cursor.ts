import { ByteWindow, type ByteSource } from "./byte-window.ts";
import { MAX_FILE_BYTES } from "./limits.ts";
import { grouped } from "./place.ts";
import { asWindows1252, characterLength, firstInvalidByte, recogniseUtf16 } from "./utf8.ts";

/*
 * The place of a JSON reader in a file: the byte there, the white space before the next sign, and every way in which
 * reading can come to its end. Faults are sticky: after the first one every byte is END_OF_FILE. White space is compared
 * on the way with that of `JSON.stringify(value, null, 2)`.
 */

/** Why reading cannot go on. */
export type JsonFault = {
  readonly rule: "json" | "encoding" | "limit";
  readonly message: string;
  readonly repair: string | null;
};

export const END_OF_FILE = -1;
export const BLANK = 0x20;
export const LINE_FEED = 0x0a;
export const CARRIAGE_RETURN = 0x0d;
const TAB = 0x09;
const DELETE = 0x7f;

/** White space before a value or sign: nothing, one blank, or (from 0) a line feed and so many blanks. */
export const NOTHING_BEFORE = -2;
export const ONE_BLANK_BEFORE = -1;

/** The longest character of UTF-8. */
const LONGEST_CHARACTER_BYTES = 4;

const isWhiteSpace = (byte: number): boolean =>
  byte === BLANK || byte === LINE_FEED || byte === CARRIAGE_RETURN || byte === TAB;

/** A place in the bytes of a file, moved forward by the readers of its parts. */
export class JsonCursor {
  readonly window: ByteWindow;
  readonly hasByteOrderMark: boolean;
  #fault: JsonFault | null = null;
  #ended = false;
  #layoutLine: number | null = null;
  #hasFinalNewline = false;
  #lastSpace = 0;
  #isLineFeedThenBlanks = false;

  constructor(source: ByteSource) {
    this.window = new ByteWindow(source);
    this.hasByteOrderMark = this.#start();
  }

  /** Why reading stopped, or null. */
  get fault(): JsonFault | null {
    return this.#fault;
  }

  /** True after a fault or `stop`: nothing more will come. */
  get ended(): boolean {
    return this.#ended;
  }

  /** The first line whose white space is not canonical, or null. */
  get layoutLine(): number | null {
    return this.#layoutLine;
  }

  /** True when the file ends with one line end after the last bracket. Known after `finish`. */
  get hasFinalNewline(): boolean {
    return this.#hasFinalNewline;
  }

  /** Ends reading for a reason of the caller's; `fault` stays null when none is given. */
  stop(fault: JsonFault | null = null): void {
    if (this.#ended) return;
    this.#fault = fault;
    this.#ended = true;
  }

  /** Remembers the line as one with other white space than the canonical, if it is the first. */
  noteLayout(line = this.window.line): void {
    this.#layoutLine ??= line;
  }

  /** The byte at the reader's place, or END_OF_FILE. */
  byte(): number {
    if (this.#ended) return END_OF_FILE;
    const window = this.window;
    if (window.at >= window.end && !window.fill()) return END_OF_FILE;
    return window.bytes[window.at] ?? END_OF_FILE;
  }

  /** To be called after the outermost value: nothing but white space may follow. */
  finish(): void {
    const line = this.window.line;
    const before = this.passSpace();
    if (this.#ended) return;
    if (before > 0) {
      this.#hasFinalNewline = this.window.line === line + 1 && this.window.column(this.window.at) === 1 && before <= 2;
      if (!this.#hasFinalNewline) this.noteLayout(line);
    }
    if (this.byte() !== END_OF_FILE) this.unexpected("the end of the file");
    else if (this.window.tooLarge) this.#refuseSize();
  }

  /** Passes white space and remembers the first line where it is not `expected`. */
  expectSpace(expected: number): void {
    const window = this.window;
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
    const length = this.passSpace();
    const lines = window.line - line;
    const isExpected =
      expected === NOTHING_BEFORE
        ? length === 0
        : expected === ONE_BLANK_BEFORE
          ? length === 1 && this.#lastSpace === BLANK
          : length === expected + 1 && lines === 1 && this.#isLineFeedThenBlanks;
    if (!isExpected) this.noteLayout(line);
  }

  /** Passes white space; gives its length in bytes and notes what it was made of. */
  passSpace(): number {
    const window = this.window;
    let length = 0;
    this.#isLineFeedThenBlanks = true;
    for (;;) {
      const byte = this.byte();
      if (!isWhiteSpace(byte)) return length;
      if (byte === LINE_FEED) window.startLineAfter(window.at);
      if (byte !== (length === 0 ? LINE_FEED : BLANK)) this.#isLineFeedThenBlanks = false;
      this.#lastSpace = byte;
      length += 1;
      window.at += 1;
    }
  }

  /** "Line 3, column 7" of `bytes[index]` in the window; everything before it must be valid UTF-8. */
  lineAndColumn(index: number): string {
    return `Line ${grouped(this.window.line)}, column ${grouped(this.window.column(index))}`;
  }

  /** Stops because something else than `expected` stands at the reader's place. */
  unexpected(expected: string): void {
    const byte = this.byte();
    if (this.#ended) return;
    if (byte === END_OF_FILE) {
      this.refuseEnd(expected);
      return;
    }
    const window = this.window;
    while (window.end - window.at < LONGEST_CHARACTER_BYTES && window.fill());
    const length = characterLength(window.bytes, window.at, window.end);
    if (length === 0) {
      this.#refuseEncoding(window.at);
      return;
    }
    const found = new TextDecoder().decode(window.bytes.subarray(window.at, window.at + length));
    const shown = byte < BLANK || byte === DELETE ? `the control character with code ${byte}` : found;
    this.stop({
      rule: "json",
      message: `${this.lineAndColumn(window.at)}: ${expected} was expected, but ${shown} stands there.`,
      repair: null,
    });
  }

  /** Stops because the file ends where `expected` should stand. */
  refuseEnd(expected: string): void {
    if (this.window.tooLarge) this.#refuseSize();
    else if (this.checkUtf8(this.window.at, this.window.end)) {
      this.stop({
        rule: "json",
        message: `${this.lineAndColumn(this.window.end)}: the file ends here, but ${expected} was expected. It seems to be cut off.`,
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
  checkUtf8(from: number, end: number): boolean {
    const invalid = firstInvalidByte(this.window.bytes, from, end);
    if (invalid >= end) return true;
    this.#refuseEncoding(invalid);
    return false;
  }

  #refuseEncoding(index: number): void {
    const window = this.window;
    const kept = index - window.at;
    if (index + 1 >= window.end) window.fill();
    const place = window.at + kept;
    const byte = window.bytes[place] ?? 0;
    const following = place + 1 < window.end ? (window.bytes[place + 1] ?? 0) : 0;
    const character = asWindows1252(byte, following);
    const hint = character === null ? "" : ` In Windows-1252 it would be ${character}`;
    this.stop({
      rule: "encoding",
      message: `${this.lineAndColumn(place)}: the file is not UTF-8; the byte 0x${byte.toString(16).toUpperCase()} at offset ${grouped(window.offset(place))} is no part of a character.${hint === "" ? "" : `${hint}.`}`,
      repair: character === null ? null : "Open the file in a text editor as Windows-1252 and save it as UTF-8.",
    });
  }
  /** Looks at the first bytes. True when there is a byte order mark, which is passed over. */
  #start(): boolean {
    const window = this.window;
    while (window.end < LONGEST_CHARACTER_BYTES && window.fill());
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
    else this.expectSpace(NOTHING_BEFORE);
    return hasMark;
  }
}
