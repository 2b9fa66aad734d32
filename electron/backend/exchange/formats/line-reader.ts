import type { ByteSource } from "../../../../shared/domain/bounty/byte-window.ts";
import { recogniseUtf16 } from "../../../../shared/domain/bounty/utf8.ts";
import { Unreadable } from "./incoming.ts";

/** The longest line that is taken: 16 MB, taken as mebibytes. */
export const MAX_LINE_BYTES = 16 * 1024 * 1024;
const LINE_FEED = 0x0a;

/** A line of a file, without its line feed; `number` counts from 1. */
export type Line = { readonly number: number; readonly text: string };

/**
 * The lines of a UTF-8 file, one at a time, in the memory of the longest. A line feed ends a line, a carriage return before
 * it is left out, a byte order mark at the beginning too; empty lines are passed over. Throws `Unreadable` for a line
 * that is too long or not UTF-8.
 */
export function* linesOf(source: ByteSource): Generator<Line> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let rest: Uint8Array = new Uint8Array(0);
  let number = 0;
  const line = function* (bytes: Uint8Array): Generator<Line> {
    number += 1;
    if (number === 1) {
      const other = recogniseUtf16(bytes, bytes.length);
      if (other !== null) throw new Unreadable("encoding", `This file is ${other}; JSON Lines are UTF-8.`);
    }
    const text = decoded(decoder, bytes, number).replace(/\r$/u, "");
    if (text.trim() !== "") yield { number, text };
  };
  for (let chunk = source.next(); chunk !== null; chunk = source.next()) {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, from)) {
      yield* line(joined(rest, chunk.subarray(from, end)));
      rest = new Uint8Array(0);
      from = end + 1;
    }
    rest = joined(rest, chunk.subarray(from)).slice();
    if (rest.length > MAX_LINE_BYTES) {
      throw new Unreadable("limit", `Line ${number + 1} is longer than ${MAX_LINE_BYTES / 1024 / 1024} MB.`);
    }
  }
  if (rest.length > 0) yield* line(rest);
}

function joined(before: Uint8Array, after: Uint8Array): Uint8Array {
  if (before.length === 0) return after;
  const all = new Uint8Array(before.length + after.length);
  all.set(before);
  all.set(after, before.length);
  return all;
}

function decoded(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array, number: number): string {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Unreadable("encoding", `Line ${number} is not UTF-8.`, "Save the file as UTF-8.");
  }
}
