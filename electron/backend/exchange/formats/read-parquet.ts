import { readSync } from "node:fs";

import {
  type AsyncBuffer,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
  type SchemaTree,
  snappyUncompress,
} from "hyparquet";

import type { Problem } from "../../../../shared/domain/bounty/problem.ts";
import { STEP_COLUMNS } from "../../../../shared/domain/exchange/columns.ts";
import { Enough, type TakePiece, Unreadable } from "./incoming.ts";
import { checkPages, DAMAGED } from "./parquet-pages.ts";
import { RowReader } from "./read-rows.ts";

/*
 * Our rows out of a Parquet file, a row group at a time. What the file says of its own sizes is believed only within bounds:
 * the footer, a row group and a page each have a limit, and a page that unpacks to far more than it takes is a bomb.
 */

const MAX_FOOTER_BYTES = 64 * 1024 * 1024;
const MAX_GROUP_BYTES = 512 * 1024 * 1024;
const MAX_GROUP_ROWS = 1_000_000;
const MAX_PAGE_BYTES = 64 * 1024 * 1024;
const MAX_RATIO = 200;
/** Small pages may pack as well as they like. */
const RATIO_MATTERS_FROM_BYTES = 1024 * 1024;
/** How many rows are turned into objects at a time: a row group of ours, which is decoded anew for every part of it. */
const ROWS_AT_A_TIME = 1_000;

/** Reads the rows of an open file and hands their runs on; the problems that were found. */
export async function readParquet(descriptor: number, bytes: number, take: TakePiece): Promise<Problem[]> {
  const reader = new RowReader(take);
  // A slice that cannot be read is a rejection, never thrown: hyparquet has asked for others by then and would lose them.
  const slice = (start: number, end?: number): Promise<ArrayBuffer> =>
    Promise.resolve().then(() => readSlice(descriptor, bytes, start, end));
  const file: AsyncBuffer = { byteLength: bytes, slice };
  try {
    const metadata = await parquetMetadataAsync(file);
    const schema = parquetSchema(metadata);
    const found = schema.children.map(({ element }) => element.name);
    if (found.join(" ") !== STEP_COLUMNS.map(({ name }) => name).join(" ")) {
      throw new Unreadable("shape", "This Parquet file has other columns than those of our rows, so it is not ours.");
    }
    const leaves = leavesOf(schema).toSorted().join(" ");
    let rowStart = 0;
    for (const group of metadata.row_groups) {
      const chunks = group.columns.map(({ meta_data: chunk }) => chunk?.path_in_schema.join(".") ?? "");
      if (chunks.toSorted().join(" ") !== leaves) throw DAMAGED;
      const rows = Number(group.num_rows);
      if (rows > MAX_GROUP_ROWS || group.total_byte_size > MAX_GROUP_BYTES) {
        throw new Unreadable("limit", "A row group of this Parquet file is larger than Runwright takes.");
      }
      checkPages(metadata, group, (start, end) => readSlice(descriptor, bytes, start, end), boundedSnappy);
      for (let from = 0; from < rows; from += ROWS_AT_A_TIME) {
        const rowEnd = rowStart + Math.min(rows, from + ROWS_AT_A_TIME);
        const compressors = { SNAPPY: boundedSnappy };
        const objects: unknown[] = await parquetReadObjects({
          file,
          metadata,
          rowStart: rowStart + from,
          rowEnd,
          compressors,
          parsers: { stringFromBytes },
        });
        for (const [index, value] of objects.entries()) {
          if (!reader.read({ place: `Row ${rowStart + from + index + 1}`, value })) return reader.end();
        }
      }
      rowStart += rows;
    }
  } catch (error) {
    if (error instanceof Unreadable || error instanceof Enough) throw error;
    if (isOfTheDisk(error)) throw error;
    // hyparquet throws plain errors for whatever does not fit; which byte it was helps nobody.
    throw DAMAGED;
  }
  return reader.end();
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
  const from = Math.max(0, start);
  const length = Math.min(end, bytes) - from;
  if (length < 0) throw new Unreadable("shape", "This Parquet file is damaged: a part lies outside of it.");
  if (length > MAX_GROUP_BYTES || (end === bytes && length > MAX_FOOTER_BYTES)) {
    throw new Unreadable("limit", "A part of this Parquet file is larger than Runwright takes.");
  }
  const chunk = new Uint8Array(length);
  for (let done = 0; done < length;) {
    const read = readSync(descriptor, chunk, done, length - done, from + done);
    if (read === 0) throw new Unreadable("shape", "This Parquet file ends too early.");
    done += read;
  }
  return chunk.buffer;
}

function boundedSnappy(input: Uint8Array, outputLength: number): Uint8Array {
  const isBomb = outputLength > RATIO_MATTERS_FROM_BYTES && outputLength > input.length * MAX_RATIO;
  if (isBomb || outputLength > MAX_PAGE_BYTES) {
    throw new Unreadable("limit", "This Parquet file unpacks to more than Runwright takes, so it was not read.");
  }
  const output = new Uint8Array(outputLength);
  snappyUncompress(input, output);
  return output;
}
