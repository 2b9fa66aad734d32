/**
 * The decoder of the platform checks UTF-8 and is fast, but does not say where a fault lies. It is asked first; only
 * when it refuses, the bytes are walked through here to find the place. The rules are those of the Encoding Standard:
 * no overlong forms, no surrogates, nothing above U+10FFFF.
 */

const CONTINUATION_MASK = 0xc0;
const CONTINUATION = 0x80;

/** How many bytes a character has by its first byte; 0 for a byte that begins none. */
function lengthByFirstByte(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xc2) return 0;
  if (first < 0xe0) return 2;
  if (first < 0xf0) return 3;
  return first < 0xf5 ? 4 : 0;
}

/** The smallest and largest second byte that a first byte allows. */
function secondByteRange(first: number): readonly [number, number] {
  if (first === 0xe0) return [0xa0, 0xbf];
  if (first === 0xed) return [0x80, 0x9f];
  if (first === 0xf0) return [0x90, 0xbf];
  if (first === 0xf4) return [0x80, 0x8f];
  return [0x80, 0xbf];
}

/** The number of bytes of the character that begins at `at`, or 0 when there is no whole valid one before `end`. */
export function characterLength(bytes: Uint8Array, at: number, end: number): number {
  const first = bytes[at] ?? 0;
  const length = lengthByFirstByte(first);
  if (length === 0 || at + length > end) return 0;
  if (length === 1) return 1;
  const [smallest, largest] = secondByteRange(first);
  const second = bytes[at + 1] ?? 0;
  if (second < smallest || second > largest) return 0;
  for (let index = 2; index < length; index += 1) {
    if (((bytes[at + index] ?? 0) & CONTINUATION_MASK) !== CONTINUATION) return 0;
  }
  return length;
}

/** The place of the first byte in `[from, end)` that is not part of a whole valid character; `end` when there is none. */
export function firstInvalidByte(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end) {
    const length = characterLength(bytes, at, end);
    if (length === 0) return at;
    at += length;
  }
  return end;
}

/** The largest place at most `end` that does not cut through a character which may go on after `end`. */
export function wholeCharactersEnd(bytes: Uint8Array, from: number, end: number): number {
  for (let back = 1; back <= 3 && end - back >= from; back += 1) {
    const byte = bytes[end - back] ?? 0;
    if ((byte & CONTINUATION_MASK) === CONTINUATION) continue;
    return lengthByFirstByte(byte) > back ? end - back : end;
  }
  return end;
}

/** The number of UTF-16 units that valid UTF-8 decodes to: one a character, two for those of four bytes. */
export function unitsIn(bytes: Uint8Array, from: number, end: number): number {
  let units = 0;
  for (let at = from; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if ((byte & CONTINUATION_MASK) !== CONTINUATION) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}

/** "UTF-16" when the first bytes of a file show it, with or without a byte order mark; else null. */
export function recogniseUtf16(bytes: Uint8Array, end: number): string | null {
  if (end < 2) return null;
  const [first, second] = bytes;
  const hasMark = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  const everyOtherIsNul = (first === 0) !== (second === 0);
  return hasMark || everyOtherIsNul ? "UTF-16" : null;
}

/** Bytes that Windows-1252 gives no character. */
const UNUSED_IN_WINDOWS_1252: ReadonlySet<number> = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/**
 * The character that an invalid byte would be in Windows-1252, when it looks like one: a byte above ASCII that the
 * code page uses and that is not followed by what could be the rest of a UTF-8 character. Else null.
 */
export function asWindows1252(byte: number, following: number): string | null {
  const looksLikeIt =
    byte >= 0x80 && !UNUSED_IN_WINDOWS_1252.has(byte) && (following & CONTINUATION_MASK) !== CONTINUATION;
  return looksLikeIt ? new TextDecoder("windows-1252").decode(Uint8Array.of(byte)) : null;
}
