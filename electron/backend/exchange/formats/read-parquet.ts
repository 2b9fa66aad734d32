import { readSync } from "node:fs";

import {
  type FileMetaData,
  parquetMetadata,
  parquetReadObjects,
  parquetSchema,
  type RowGroup,
  type SchemaTree,
  snappyUncompress,
} from "hyparquet";

import type { Problem } from "../../../../shared/domain/bounty/problem.ts";
import { STEP_COLUMNS } from "../../../../shared/domain/exchange/columns.ts";
import { MAX_INCOMING_BYTES } from "../../../../shared/domain/exchange/formats.ts";
import { Enough, type TakePiece, Unreadable } from "./incoming.ts";
import { MAX_LINE_BYTES } from "./line-reader.ts";
import { checkPages, MAX_GROUP_BYTES, TOO_LARGE } from "./parquet-pages.ts";
import { DAMAGED, walkStruct } from "./parquet-thrift.ts";
import { RowReader } from "./read-rows.ts";

/*
 * Our rows out of a Parquet file, a row group at a time. What the file says of its own sizes is believed only within bounds:
 * the footer, a row group, a page and a row each have a limit, and so has what all rows come to. A value that stands once in a
 * dictionary may be named a million times, so a file is also held to how many times its own size its rows are.
 */

/** Several times the footer of a file of 4 GB that we write: 30 million words have one of 1 MB. */
const MAX_FOOTER_BYTES = 32 * 1024 * 1024;
/** What such a footer is made of, and the columns of a table with the parts that they hold. */
const FOOTER_BOUNDS = { objects: 6_000_000, listed: 6_000_000 };
const MAX_SCHEMA_PARTS = 1_000;
const MAX_GROUP_ROWS = 250_000;
const MAX_PAGE_BYTES = 64 * 1024 * 1024;
const MAX_RATIO = 200;
/** Small pages may pack as well as they like. */
const RATIO_MATTERS_FROM_BYTES = 1024 * 1024;
/** How many rows are turned into objects at a time: a row group of ours. A larger group is decoded anew for every part of it, so it has few. */
const ROWS_AT_A_TIME = 1_000;
const MOST_PARTS = 8;

/** Reads the rows of an open file and hands their runs on; the problems that were found. */
export async function readParquet(descriptor: number, bytes: number, take: TakePiece): Promise<Problem[]> {
  const reader = new RowReader(take);
  try {
    const metadata = metadataOf(descriptor, bytes);
    const leaves = leavesOf(schemaOf(metadata)).toSorted().join(" ");
    const taken = new TakenRows(bytes);
    for (const group of metadata.row_groups) {
      const chunks = group.columns.map(({ meta_data: chunk }) => chunk?.path_in_schema.join(".") ?? "");
      if (chunks.toSorted().join(" ") !== leaves) throw DAMAGED;
      for await (const value of rowsOf({ ...metadata, row_groups: [group] }, group, descriptor, bytes)) {
        const place = taken.count(value);
        if (!reader.read({ place, value })) return reader.end();
      }
    }
  } catch (error) {
    if (error instanceof Unreadable || error instanceof Enough) throw error;
    if (isOfTheDisk(error)) throw error;
    // hyparquet throws plain errors for whatever does not fit; which byte it was helps nobody.
    throw DAMAGED;
  }
  return reader.end();
}

const MAGIC = "PAR1";
/** At the end of a file: the length of the footer, and what kind of file it is. */
const TAIL_BYTES = 8;

/** The footer, once it is known to be one that may be read. */
function metadataOf(descriptor: number, bytes: number): FileMetaData {
  const tail = Buffer.from(readSlice(descriptor, bytes, bytes - TAIL_BYTES, bytes));
  const length = tail.readUInt32LE(0) + TAIL_BYTES;
  if (tail.toString("latin1", 4) !== MAGIC || length > bytes) throw DAMAGED;
  if (length > MAX_FOOTER_BYTES) throw new Unreadable("limit", "The footer of this Parquet file is too large.");
  const footer = readSlice(descriptor, bytes, bytes - length, bytes);
  walkStruct(new Uint8Array(footer), 0, FOOTER_BOUNDS);
  return parquetMetadata(footer, { geoparquet: false });
}

function schemaOf(metadata: FileMetaData): SchemaTree {
  const schema = metadata.schema.length > MAX_SCHEMA_PARTS ? null : parquetSchema(metadata);
  const found = schema?.children.map(({ element }) => element.name) ?? [];
  if (schema === null || found.join(" ") !== STEP_COLUMNS.map(({ name }) => name).join(" ")) {
    throw new Unreadable("shape", "This Parquet file has other columns than those of our rows, so it is not ours.");
  }
  return schema;
}

/** The rows of one row group, which stands alone in `metadata`: to find it among many takes the decoder each time. */
async function* rowsOf(metadata: FileMetaData, group: RowGroup, descriptor: number, bytes: number): AsyncGenerator {
  const rows = Number(group.num_rows);
  if (rows < 0) throw DAMAGED;
  if (rows > MAX_GROUP_ROWS || group.total_byte_size > MAX_GROUP_BYTES) throw TOO_LARGE;
  checkPages(metadata, group, (start, end) => readSlice(descriptor, bytes, start, end), boundedSnappy);
  // A slice that cannot be read is a rejection, never thrown: hyparquet has asked for others by then and would lose them.
  const slice = (start: number, end?: number): Promise<ArrayBuffer> =>
    Promise.resolve().then(() => readSlice(descriptor, bytes, start, end));
  const rowsOfPart = Math.max(ROWS_AT_A_TIME, Math.ceil(rows / MOST_PARTS));
  for (let rowStart = 0; rowStart < rows; rowStart += rowsOfPart) {
    const part: unknown[] = await parquetReadObjects({
      file: { byteLength: bytes, slice },
      metadata,
      rowStart,
      rowEnd: Math.min(rows, rowStart + rowsOfPart),
      compressors: { SNAPPY: boundedSnappy },
      parsers: { stringFromBytes },
    });
    yield* part;
  }
}

/** Counts the rows of a file and what they come to. */
class TakenRows {
  readonly #most: number;
  #rows = 0;
  #units = 0;

  /** `bytes`: how large the file is. */
  constructor(bytes: number) {
    this.#most = Math.min(MAX_INCOMING_BYTES, Math.max(MIN_ROW_UNITS, bytes * MAX_RATIO));
  }

  /** Takes a row into account and answers the words for its place; throws `Unreadable` for one too many. */
  count(row: unknown): string {
    this.#rows += 1;
    const place = `Row ${this.#rows}`;
    const units = unitsOf(row, MAX_LINE_BYTES);
    if (units > MAX_LINE_BYTES) throw new Unreadable("limit", `${place} is longer than 16 MB.`);
    this.#units += units;
    if (this.#units > this.#most) throw UNPACKS_TO_TOO_MUCH;
    return place;
  }
}

/** What the rows of any file may come to, however small it is. */
const MIN_ROW_UNITS = 64 * 1024 * 1024;
const UNPACKS_TO_TOO_MUCH = new Unreadable(
  "limit",
  "This Parquet file unpacks to more than Runwright takes, so it was not read.",
);

/** How much text a value holds, in UTF-16 units, with one for each of its parts; counted no further than past `most`. */
function unitsOf(value: unknown, most: number): number {
  if (typeof value === "string") return value.length + 1;
  if (typeof value !== "object" || value === null) return 1;
  let units = 1;
  for (const part of Object.values(value)) {
    units += unitsOf(part, most - units);
    if (units > most) break;
  }
  return units;
}

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A text as it was written. The library's own reading drops a byte order mark at the beginning of a text. */
function stringFromBytes(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Unreadable("encoding", "This Parquet file holds a text that is not UTF-8.");
  }
}

/** The columns that hold values, by their path. */
function leavesOf({ children, path }: SchemaTree): string[] {
  return children.length === 0 ? [path.join(".")] : children.flatMap((child) => leavesOf(child));
}

const isOfTheDisk = (error: unknown): boolean => error instanceof Error && "syscall" in error;

function readSlice(descriptor: number, bytes: number, start: number, end = bytes): ArrayBuffer {
  if (!(start >= 0 && end >= start && end <= bytes)) throw DAMAGED;
  const length = end - start;
  if (length > MAX_GROUP_BYTES) throw TOO_LARGE;
  const chunk = new Uint8Array(length);
  for (let done = 0; done < length;) {
    const read = readSync(descriptor, chunk, done, length - done, start + done);
    if (read === 0) throw DAMAGED;
    done += read;
  }
  return chunk.buffer;
}

function boundedSnappy(input: Uint8Array, outputLength: number): Uint8Array {
  const isBomb = outputLength > RATIO_MATTERS_FROM_BYTES && outputLength > input.length * MAX_RATIO;
  if (isBomb || outputLength > MAX_PAGE_BYTES) {
    throw UNPACKS_TO_TOO_MUCH;
  }
  const output = new Uint8Array(outputLength);
  snappyUncompress(input, output);
  return output;
}
