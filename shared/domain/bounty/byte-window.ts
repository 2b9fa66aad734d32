import { MAX_FILE_BYTES } from "./limits.ts";
import { unitsIn } from "./utf8.ts";

/**
 * Where the bytes of a file come from: the next chunk of any size (an empty one counts for nothing), or null when
 * there are no more. A chunk may be reused by the source after the call that follows it.
 */
export type ByteSource = { next(): Uint8Array | null };

const FIRST_CAPACITY_BYTES = 128 * 1024;
const LARGEST_FILL_BYTES = 64 * 1024;

/**
 * The part of a file that is being looked at: `bytes[at]` up to `bytes[end - 1]`. What lies before `at` is done with
 * and may be thrown away by the next `fill`, so the memory is that of the longest token, not of the file. `at` and
 * `end` are moved by the reader that owns the window; a `fill` moves both when it makes room.
 */
export class ByteWindow {
  bytes = new Uint8Array(FIRST_CAPACITY_BYTES);
  at = 0;
  end = 0;
  /** The line that `at` lies in, from 1; the reader counts it up at line feeds. */
  line = 1;
  readonly #source: ByteSource;
  #chunk: Uint8Array = new Uint8Array(0);
  #chunkAt = 0;
  #ended = false;
  #tooLarge = false;
  /** How many bytes of the file lie before `bytes[0]`. */
  #discarded = 0;
  /** Where the line begins, as a place in `bytes`; 0 when it began before. */
  #lineStart = 0;
  /** UTF-16 units of the line that lie before `bytes[0]`. */
  #unitsDiscarded = 0;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  /** True once the file has shown to be larger than MAX_FILE_BYTES; `fill` gives nothing after that. */
  get tooLarge(): boolean {
    return this.#tooLarge;
  }

  /** The place of `bytes[index]` in the file, in bytes from 0. */
  offset(index: number): number {
    return this.#discarded + index;
  }

  /** The column of `bytes[index]` in the line of `at`, in UTF-16 units from 1; everything before it must be valid UTF-8. */
  column(index: number): number {
    return this.#unitsDiscarded + unitsIn(this.bytes, this.#lineStart, index) + 1;
  }

  /** To be called when the line feed at `bytes[index]` is passed. */
  startLineAfter(index: number): void {
    this.line += 1;
    this.#lineStart = index + 1;
    this.#unitsDiscarded = 0;
  }

  /** Adds bytes after `end`, keeping those from `at` on. False when there are no more. */
  fill(): boolean {
    if (this.#ended) return false;
    while (this.#chunkAt >= this.#chunk.length) {
      const chunk = this.#source.next();
      if (chunk === null) {
        this.#ended = true;
        return false;
      }
      this.#chunk = chunk;
      this.#chunkAt = 0;
    }
    const room = MAX_FILE_BYTES - this.offset(this.end);
    if (room === 0) {
      this.#ended = true;
      this.#tooLarge = true;
      return false;
    }
    const count = Math.min(this.#chunk.length - this.#chunkAt, LARGEST_FILL_BYTES, room);
    this.#makeRoom(count);
    this.bytes.set(this.#chunk.subarray(this.#chunkAt, this.#chunkAt + count), this.end);
    this.#chunkAt += count;
    this.end += count;
    return true;
  }

  #makeRoom(count: number): void {
    if (this.end + count <= this.bytes.length) return;
    if (this.at > 0) {
      if (this.#lineStart < this.at) this.#unitsDiscarded += unitsIn(this.bytes, this.#lineStart, this.at);
      this.#lineStart = Math.max(0, this.#lineStart - this.at);
      this.bytes.copyWithin(0, this.at, this.end);
      this.#discarded += this.at;
      this.end -= this.at;
      this.at = 0;
    }
    if (this.end + count <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.end + count));
    larger.set(this.bytes.subarray(0, this.end));
    this.bytes = larger;
  }
}
