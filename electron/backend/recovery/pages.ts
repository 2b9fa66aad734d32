import { closeSync, existsSync, fstatSync, openSync, readSync } from "node:fs";

/*
 * A damaged library read as plain pages, without SQLite. A row stands in a leaf page of its table with all it needs but
 * its longer texts, which go on in overflow pages named by number (SQLite's file format, sections 1.5 and 1.6). So a leaf
 * that is whole gives its rows back whatever has become of the pages above it, of the first page, or of the order of
 * pages. The rows of a table WITHOUT ROWID stand in pages like those of an index, also in the inner ones. What a row is,
 * is told by its columns (recovery/shapes.ts).
 *
 * Of a page there may be several copies: in the file, and in the -wal, where the last one counts if its commit is whole.
 * All of them are offered, the likeliest first, since any of them may be the one that is left.
 */

/** One column of a row as it is stored. */
export type Value = null | number | bigint | string | Uint8Array;

/**
 * A row of any table: its key, and its columns, of which one that is the key itself is null. The key is null for a row of
 * a table WITHOUT ROWID, and for an entry of an index.
 */
export type RawRow = { readonly key: number | null; readonly columns: readonly Value[] };

/** Says what a row may be, by the kinds of its columns and whether it has a key; nothing: it is passed over. */
export type Choose<T> = (kinds: readonly number[], hasKey: boolean) => readonly T[];
/** Is given a row with what was chosen, and says whether it was one of those indeed. */
export type Take<T> = (row: RawRow, chosen: readonly T[]) => boolean;

/** How the pages that hold rows are laid out, by their first byte. */
type Layout = { readonly headerBytes: number; readonly childBytes: number; readonly hasKey: boolean };
const LAYOUTS: ReadonlyMap<number | undefined, Layout> = new Map([
  [0x0d, { headerBytes: 8, childBytes: 0, hasKey: true }],
  [0x0a, { headerBytes: 8, childBytes: 0, hasKey: false }],
  [0x02, { headerBytes: 12, childBytes: 4, hasKey: false }],
]);
const FILE_HEADER_BYTES = 100;
const WAL_HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const WAL_MAGIC = 0x377f0682;
/** What this program's libraries have, where a damaged first page does not say. */
const USUAL_PAGE_BYTES = 4_096;
/** A text of a step takes at most some 24 MB; a longer chain of pages is damage. */
const LONGEST_CHAIN_PAGES = 10_000;
/** Chains up to this length are tried with other copies of their pages. */
const LONGEST_CHAIN_TRIED = 64;
/** How many copies of overflow pages are tried for one row. */
const TRIES_A_ROW = 64;

/** A library's file and its -wal, open to be read as pages. */
export class PageFile {
  readonly #main: number;
  readonly #wal: number | null;
  readonly #mainPages: number;
  /** Where the copies of a page lie in the -wal, the likeliest first. */
  readonly #frames = new Map<number, number[]>();
  readonly pageBytes: number;

  /** Opens `path` and the -wal beside it. Throws what the file system answers. */
  constructor(path: string) {
    this.#main = openSync(path, "r");
    try {
      this.#wal = existsSync(`${path}-wal`) ? openSync(`${path}-wal`, "r") : null;
      this.pageBytes = this.#findPageBytes();
      this.#mainPages = Math.ceil(fstatSync(this.#main).size / this.pageBytes);
      this.#readFrames();
    } catch (error) {
      closeSync(this.#main);
      throw error;
    }
  }

  close(): void {
    closeSync(this.#main);
    if (this.#wal !== null) closeSync(this.#wal);
  }

  /**
   * Every row of every page that can be made out. Where a row goes on in overflow pages of which there are several copies,
   * others are tried until `take` says that it was one.
   */
  readRows<T>(choose: Choose<T>, take: Take<T>): void {
    const inFile = Array.from({ length: this.#mainPages }, (_, index) => index + 1);
    for (const number of new Set([...inFile, ...this.#frames.keys()])) {
      for (const copy of this.#copies(number, "wal")) this.#readPage(copy, number, choose, take);
    }
  }

  #findPageBytes(): number {
    const header = readAt(this.#main, 0, FILE_HEADER_BYTES);
    const stored = header.length < 18 ? 0 : header.readUInt16BE(16);
    const size = stored === 1 ? 65_536 : stored;
    if (size >= 512 && (size & (size - 1)) === 0) return size;
    const wal = this.#wal === null ? Buffer.alloc(0) : readAt(this.#wal, 0, WAL_HEADER_BYTES);
    const inWal = wal.length < 12 ? 0 : wal.readUInt32BE(8);
    return inWal >= 512 && inWal <= 65_536 && (inWal & (inWal - 1)) === 0 ? inWal : USUAL_PAGE_BYTES;
  }

  /** Takes down every frame: those of whole commits in front of the file's own page, what else there is behind it. */
  #readFrames(): void {
    if (this.#wal === null) return;
    const header = readAt(this.#wal, 0, WAL_HEADER_BYTES);
    if (header.length < WAL_HEADER_BYTES || (header.readUInt32BE(0) & ~1) >>> 0 !== WAL_MAGIC) return;
    const salts = header.subarray(16, 24);
    const { size } = fstatSync(this.#wal);
    let pending: [number, number][] = [];
    for (
      let at = WAL_HEADER_BYTES;
      at + FRAME_HEADER_BYTES + this.pageBytes <= size;
      at += FRAME_HEADER_BYTES + this.pageBytes
    ) {
      const frame = readAt(this.#wal, at, FRAME_HEADER_BYTES);
      const page = frame.readUInt32BE(0);
      const offset = at + FRAME_HEADER_BYTES;
      if (!frame.subarray(8, 16).equals(salts)) {
        this.#frames.set(page, [...(this.#frames.get(page) ?? []), offset]);
        continue;
      }
      pending.push([page, offset]);
      if (frame.readUInt32BE(4) === 0) continue;
      for (const [number, place] of pending) this.#frames.set(number, [place, ...(this.#frames.get(number) ?? [])]);
      pending = [];
    }
    for (const [number, place] of pending) this.#frames.set(number, [...(this.#frames.get(number) ?? []), place]);
  }

  /** The copies of a page, those of one source first: what was written together belongs together. */
  #copies(number: number, first: Source): Copy[] {
    const inWal = (this.#frames.get(number) ?? []).map((offset) => ({
      page: this.#page(this.#wal, offset),
      source: "wal" as const,
    }));
    const isInFile = number >= 1 && number <= this.#mainPages;
    const inFile = isInFile
      ? [{ page: this.#page(this.#main, (number - 1) * this.pageBytes), source: "file" as const }]
      : [];
    const all = first === "wal" ? [...inWal, ...inFile] : [...inFile, ...inWal];
    return all.flatMap(({ page, source }) => (page === null ? [] : [{ page, source }]));
  }

  /** A page; zeros stand for what is cut off its end. */
  #page(file: number | null, offset: number): Buffer | null {
    if (file === null) return null;
    const page = Buffer.alloc(this.pageBytes);
    return readSync(file, page, 0, this.pageBytes, offset) === 0 ? null : page;
  }

  #readPage<T>(copy: Copy, number: number, choose: Choose<T>, take: Take<T>): void {
    const { page } = copy;
    const start = number === 1 ? FILE_HEADER_BYTES : 0;
    const layout = LAYOUTS.get(page[start]);
    if (layout === undefined) return;
    const cells = page.readUInt16BE(start + 3);
    const pointers = start + layout.headerBytes;
    if (pointers + 2 * cells > page.length) return;
    for (let cell = 0; cell < cells; cell += 1) {
      const head = this.#headAt(page, page.readUInt16BE(pointers + 2 * cell) + layout.childBytes, layout.hasKey);
      const chosen = head === null ? [] : choose(head.kinds.kinds, layout.hasKey);
      if (head === null || chosen.length === 0) continue;
      let tries = 0;
      for (const row of this.#rowsOf(copy, head)) {
        tries += 1;
        if (take(row, chosen) || tries === TRIES_A_ROW) break;
      }
    }
  }

  /** What stands of a row in its own page; null where there is none. */
  #headAt(page: Buffer, at: number, hasKey: boolean): Head | null {
    const length = varint(page, at);
    const key = length === null || !hasKey ? length : varint(page, length.next);
    if (length === null || key === null || length.value <= 0) return null;
    const local = localBytes(length.value, this.pageBytes, hasKey);
    const body = page.subarray(key.next, key.next + local);
    const kinds = body.length < local ? null : kindsOf(body);
    if (kinds === null) return null;
    const next = key.next + local;
    const left = length.value - local;
    const first = left > 0 && page.length >= next + 4 ? page.readUInt32BE(next) : 0;
    return { key: hasKey ? key.value : null, body, kinds, left, first };
  }

  /** A row in every way that copies of its overflow pages allow. */
  *#rowsOf({ source }: Copy, { key, body, kinds, left, first }: Head): Generator<RawRow> {
    const rests = left === 0 ? [Buffer.alloc(0)] : this.#overflow(first, source, left);
    for (const rest of rests) {
      const columns = columnsOf(Buffer.concat([body, rest]), kinds);
      if (columns !== null) yield { key, columns };
    }
  }

  /** What a chain of overflow pages holds: by the likeliest copies, then, where there are others, by those. */
  *#overflow(first: number, source: Source, bytes: number): Generator<Buffer> {
    const parts: Buffer[] = [];
    let left = bytes;
    for (let number = first; number !== 0 && left > 0 && parts.length < LONGEST_CHAIN_PAGES;) {
      const page = this.#copies(number, source)[0]?.page;
      if (page === undefined) break;
      parts.push(page.subarray(4, 4 + Math.min(this.pageBytes - 4, left)));
      left -= this.pageBytes - 4;
      number = page.readUInt32BE(0);
    }
    if (left <= 0) yield Buffer.concat(parts);
    if (this.#frames.size > 0) yield* this.#otherwise(first, source, bytes, 0);
  }

  *#otherwise(number: number, source: Source, left: number, depth: number): Generator<Buffer> {
    if (number === 0 || depth > LONGEST_CHAIN_TRIED) return;
    const room = this.pageBytes - 4;
    for (const { page } of this.#copies(number, source)) {
      const here = page.subarray(4, 4 + Math.min(room, left));
      if (left <= room) yield here;
      else
        for (const rest of this.#otherwise(page.readUInt32BE(0), source, left - room, depth + 1))
          yield Buffer.concat([here, rest]);
    }
  }
}

/** Where a copy of a page was found. */
type Source = "file" | "wal";
type Copy = { readonly page: Buffer; readonly source: Source };

function readAt(file: number, offset: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  return buffer.subarray(0, readSync(file, buffer, 0, length, offset));
}

/** A row as far as it stands in its own page: so many bytes are `left` in a chain of pages that begins with `first`. */
type Head = {
  readonly key: number | null;
  readonly body: Buffer;
  readonly kinds: Kinds;
  readonly left: number;
  readonly first: number;
};

/** How much of a row stands in its own page (SQLite's file format, section 1.6). */
function localBytes(payload: number, pageBytes: number, hasKey: boolean): number {
  const most = hasKey ? pageBytes - 35 : Math.floor(((pageBytes - 12) * 64) / 255) - 23;
  if (payload <= most) return payload;
  const least = Math.floor(((pageBytes - 12) * 32) / 255) - 23;
  const fitting = least + ((payload - least) % (pageBytes - 4));
  return fitting <= most ? fitting : least;
}

type Read = { readonly value: number; readonly next: number };

/** A number of one to nine bytes; null where it goes over the end or is larger than any of ours. */
function varint(bytes: Buffer, at: number): Read | null {
  let value = 0;
  for (let index = 0; index < 8; index += 1) {
    const byte = bytes[at + index];
    if (byte === undefined) return null;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return value > Number.MAX_SAFE_INTEGER ? null : { value, next: at + index + 1 };
  }
  return null;
}

type Kinds = { readonly kinds: readonly number[]; readonly start: number };

/** The kinds of a row's columns, from its head. */
function kindsOf(body: Buffer): Kinds | null {
  const head = varint(body, 0);
  if (head === null || head.value > body.length) return null;
  const kinds: number[] = [];
  let at = head.next;
  while (at < head.value) {
    const kind = varint(body, at);
    if (kind === null) return null;
    kinds.push(kind.value);
    at = kind.next;
  }
  return at === head.value ? { kinds, start: head.value } : null;
}

/** Kinds of columns by their numbers: integers of so many bytes; 8 and 9 are the numbers 0 and 1. */
const INTEGER_BYTES = [0, 1, 2, 3, 4, 6, 8] as const;

/** True for the kind of a text. */
export const isTextKind = (kind: number | undefined): boolean => kind !== undefined && kind >= 13 && kind % 2 === 1;
/** True for the kind of a BLOB. */
export const isBlobKind = (kind: number | undefined): boolean => kind !== undefined && kind >= 12 && kind % 2 === 0;
/** True for the kind of an integer. */
export const isIntegerKind = (kind: number | undefined): boolean =>
  kind !== undefined && ((kind >= 1 && kind <= 6) || kind === 8 || kind === 9);

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The columns of a row; null when it is shorter than its head says or a text is no UTF-8. */
function columnsOf(body: Buffer, { kinds, start }: Kinds): Value[] | null {
  const columns: Value[] = [];
  let at = start;
  for (const kind of kinds) {
    const bytes = kind >= 12 ? Math.floor((kind - 12) / 2) : kind === 7 ? 8 : (INTEGER_BYTES[kind] ?? 0);
    if (at + bytes > body.length) return null;
    const value = valueOf(kind, body.subarray(at, at + bytes));
    if (value === undefined) return null;
    columns.push(value);
    at += bytes;
  }
  return columns;
}

function valueOf(kind: number, bytes: Buffer): Value | undefined {
  if (kind === 0) return null;
  if (kind === 8 || kind === 9) return kind - 8;
  if (kind === 7) return bytes.readDoubleBE(0);
  if (kind === 6) {
    const value = bytes.readBigInt64BE(0);
    return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
  }
  if (kind <= 5) return bytes.readIntBE(0, bytes.length);
  if (kind < 12) return undefined;
  if (kind % 2 === 0) return bytes;
  try {
    return utf8.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
