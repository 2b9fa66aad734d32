import { Unreadable } from "./incoming.ts";

/*
 * The footer of a Parquet file and the head of each page are structs in Thrift's compact form, and the library that reads them
 * makes whatever they announce: a list that says it has 2^31 parts is set up as one, lists within lists each anew. So a struct
 * is walked here first, without keeping anything of it.
 *
 * Every part of a list takes a byte at least, so all lists together announce no more parts than were allowed; what becomes an
 * object of its own is counted; structs stand in each other only so deep; no number is longer than its type.
 */

/** What is said of a file whose parts do not fit each other; which byte it was helps nobody. */
export const DAMAGED = new Unreadable("shape", "This Parquet file is damaged, or only a part of one.");

/** Kinds of values, by their numbers in the compact form. */
const STOP = 0;
const TRUE = 1;
const FALSE = 2;
const BYTE = 3;
const I16 = 4;
const I32 = 5;
const I64 = 6;
const DOUBLE = 7;
const BINARY = 8;
const LIST = 9;
const STRUCT = 12;

const MAX_DEPTH = 16;
/** A size in the head of a list that says: the size follows. */
const LONG_LIST = 15;
/** Bytes of the longest number of 32 and of 64 bits, seven bits a byte. */
const BYTES_OF_32 = 5;
const BYTES_OF_64 = 10;
const BYTES_OF_DOUBLE = 8;

/** What a struct may come to: values that become objects (structs, lists, strings), and parts of all lists in it. */
export type StructBounds = { readonly objects: number; readonly listed: number };

/** Walks the struct at `start`; throws `Unreadable` for one that must not be read. */
export function walkStruct(bytes: Uint8Array, start: number, bounds: StructBounds): void {
  new StructWalk(bytes, start, bounds).struct(0);
}

class StructWalk {
  readonly #bytes: Uint8Array;
  #offset: number;
  #objects: number;
  #listed: number;

  constructor(bytes: Uint8Array, start: number, { objects, listed }: StructBounds) {
    this.#bytes = bytes;
    this.#offset = start;
    this.#objects = objects;
    this.#listed = listed;
  }

  struct(depth: number): void {
    for (let head = this.#byte(); (head & 0x0f) !== STOP; head = this.#byte()) {
      // A field's number is told by what it is more than the one before, or else by itself.
      if (head >> 4 === 0) this.#number(BYTES_OF_32);
      this.#value(head & 0x0f, depth);
    }
  }

  #value(kind: number, depth: number): void {
    switch (kind) {
      case TRUE:
      case FALSE:
        return;
      case BYTE:
        return this.#skip(1);
      case I16:
      case I32:
        this.#number(BYTES_OF_32);
        return;
      case I64:
        this.#number(BYTES_OF_64);
        return;
      case DOUBLE:
        return this.#skip(BYTES_OF_DOUBLE);
      default:
        return this.#object(kind, depth + 1);
    }
  }

  #object(kind: number, depth: number): void {
    this.#objects -= 1;
    if (this.#objects < 0 || depth > MAX_DEPTH) throw DAMAGED;
    if (kind === BINARY) this.#skip(this.#number(BYTES_OF_32));
    else if (kind === LIST) this.#list(depth);
    else if (kind === STRUCT) this.struct(depth);
    else throw DAMAGED;
  }

  #list(depth: number): void {
    const head = this.#byte();
    const kind = head & 0x0f;
    const size = head >> 4 === LONG_LIST ? this.#number(BYTES_OF_32) : head >> 4;
    this.#listed -= size;
    if (this.#listed < 0) throw DAMAGED;
    const isTruth = kind === TRUE || kind === FALSE;
    for (let part = 0; part < size; part += 1) this.#value(isTruth ? BYTE : kind, depth);
  }

  /** A number in groups of seven bits, the lowest first. */
  #number(mostBytes: number): number {
    let value = 0;
    for (let at = 0; at < mostBytes; at += 1) {
      const byte = this.#byte();
      value += (byte & 0x7f) * 2 ** (at * 7);
      if (byte < 0x80) return value;
    }
    throw DAMAGED;
  }

  #byte(): number {
    const byte = this.#bytes[this.#offset];
    if (byte === undefined) throw DAMAGED;
    this.#offset += 1;
    return byte;
  }

  #skip(length: number): void {
    this.#offset += length;
    if (this.#offset > this.#bytes.length) throw DAMAGED;
  }
}
