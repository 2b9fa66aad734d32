import type { FileMetaData, PageHeader, RowGroup } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import { getMaxDefinitionLevel, getMaxRepetitionLevel, getSchemaPath } from "hyparquet/src/schema.js";

import { Unreadable } from "./incoming.ts";
import { DAMAGED, walkStruct } from "./parquet-thrift.ts";

/*
 * The pages of a row group, looked at before they are decoded. The decoder believes every count: a run of levels that says it
 * holds a thousand million values is written out until the memory ends. So each page's own numbers are held against what its
 * column says it holds, and every run against what is left of its page. What all pages of a group unpack to, and how many
 * values they hold together, is bounded too: a thousand pages of a small one's size are a bomb all the same.
 */

/** The most that the pages of a row group unpack to, in bytes. */
export const MAX_GROUP_BYTES = 512 * 1024 * 1024;
/** The most values in one column of a row group, and in all of them: 30,000 steps with 40 thoughts each. */
const MAX_COLUMN_VALUES = 1_500_000;
const MAX_GROUP_VALUES = 20_000_000;
/** Pages of a column: 5 KB each in a group of the largest size. */
const MAX_PAGES = 100_000;
/** A page's head: some numbers, and the least and largest value. */
const HEAD_BOUNDS = { objects: 100, listed: 0 };
/** A list of lists of thoughts is the deepest that our rows hold. */
const MAX_REPETITION = 2;
/** A bit-packed run holds whole groups of so many values; some writers pad it with several groups. */
const PACKED_TOGETHER = 8;
const MOST_PADDING = 1_024;
/** The largest block of differences that is taken, in values; writers use 128 to some thousand. */
const MAX_BLOCK = 1_000_000;

/** What is said of a row group that no run of ours makes. */
export const TOO_LARGE = new Unreadable("limit", "A row group of this Parquet file is larger than Runwright takes.");

/** Unpacks a page of a codec to so many bytes. */
type Unpack = (packed: Uint8Array, bytes: number) => Uint8Array;
/** What the column's place in the schema says of its pages: bits of a level of each kind, and whether it holds yes or no. */
type Form = { readonly repetition: number; readonly definition: number; readonly isBoolean: boolean };

/** Looks at every page of a row group; throws `Unreadable` for what must not be decoded. */
export function checkPages(
  { schema }: FileMetaData,
  group: RowGroup,
  slice: (start: number, end: number) => ArrayBuffer,
  unpack: Unpack,
): void {
  const columns = group.columns.flatMap(({ meta_data: column }) => column ?? []);
  if (columns.length < group.columns.length) throw DAMAGED;
  const values = columns.map((column) => Number(column.num_values));
  // Columns may lie over each other in the file, and the decoder asks for all of them at once.
  const packed = columns.map((column) => Number(column.total_compressed_size));
  if ([...values, ...packed].some((count) => !(count >= 0))) throw DAMAGED;
  if (Math.max(...values) > MAX_COLUMN_VALUES || sum(values) > MAX_GROUP_VALUES || sum(packed) > MAX_GROUP_BYTES)
    throw TOO_LARGE;
  const left: Left = { bytes: MAX_GROUP_BYTES };
  for (const chunk of columns) {
    const path = getSchemaPath(schema, chunk.path_in_schema);
    const repetition = getMaxRepetitionLevel(path);
    requireWithin(repetition, MAX_REPETITION);
    // A column without lists holds one value a row, so a wrong count of rows shows here.
    if (repetition === 0 && chunk.num_values !== group.num_rows) throw DAMAGED;
    const form = {
      repetition: widthOf(repetition),
      definition: widthOf(getMaxDefinitionLevel(path)),
      isBoolean: chunk.type === "BOOLEAN",
    };
    const dictionary = Number(chunk.dictionary_page_offset ?? 0);
    const start = dictionary === 0 ? Number(chunk.data_page_offset) : dictionary;
    const bytes = new Uint8Array(slice(start, start + Number(chunk.total_compressed_size)));
    checkChunk(bytes, Number(chunk.num_values), form, counted(unpackOf(chunk.codec, unpack), left));
  }
}

/** What a row group may still unpack to. */
type Left = { bytes: number };

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);

const widthOf = (level: number): number => 32 - Math.clz32(level);

function unpackOf(codec: string, unpack: Unpack): Unpack {
  if (codec === "SNAPPY") return unpack;
  if (codec === "UNCOMPRESSED") return (packed) => packed;
  throw new Unreadable("shape", `This Parquet file is packed in a way (${codec}) that Runwright does not read.`);
}

/** As `unpack`, within what its row group may still unpack to. */
function counted(unpack: Unpack, left: Left): Unpack {
  return (packed, bytes) => {
    if (bytes > left.bytes) throw TOO_LARGE;
    left.bytes -= bytes;
    return unpack(packed, bytes);
  };
}

function checkChunk(bytes: Uint8Array, values: number, form: Form, unpack: Unpack): void {
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), offset: 0 };
  let left = values;
  // As the decoder does: a last byte alone is no page.
  for (let pages = 0; reader.offset < bytes.length - 1; pages += 1) {
    requireWithin(pages, MAX_PAGES);
    walkStruct(bytes, reader.offset, HEAD_BOUNDS);
    const header = parquetHeader(reader);
    const end = reader.offset + header.compressed_page_size;
    if (!(end > reader.offset && end <= bytes.length)) throw DAMAGED;
    const packed = bytes.subarray(reader.offset, end);
    reader.offset = end;
    left -= checkPage(header, packed, left, form, unpack);
  }
}

/** Looks at one page; how many of the values that are left it holds. What it is follows from its type, as for the decoder: a head may describe two. */
function checkPage(header: PageHeader, packed: Uint8Array, left: number, form: Form, unpack: Unpack): number {
  const { data_page_header: first, data_page_header_v2: second, dictionary_page_header: dictionary } = header;
  if (header.type === "DICTIONARY_PAGE" && dictionary !== undefined) {
    requireWithin(dictionary.num_values, unpack(packed, header.uncompressed_page_size).length);
    return 0;
  }
  const held = header.type === "DATA_PAGE" ? first : header.type === "DATA_PAGE_V2" ? second : undefined;
  if (held === undefined) throw DAMAGED;
  requireWithin(held.num_values, left);
  if (header.type === "DATA_PAGE_V2") checkSecondPage(header, packed, form, unpack);
  else checkFirstPage(header, packed, form, unpack);
  return held.num_values;
}

/** A page of the second form: its levels stand before what is packed. */
function checkSecondPage(header: PageHeader, packed: Uint8Array, form: Form, unpack: Unpack): void {
  const page = header.data_page_header_v2;
  if (page === undefined) throw DAMAGED;
  const { num_values: values, num_nulls: nulls } = page;
  const [repetition, definition] = [page.repetition_levels_byte_length, page.definition_levels_byte_length];
  requireWithin(repetition, packed.length);
  requireWithin(definition, packed.length - repetition);
  requireWithin(nulls, values);
  checkLevels(packed.subarray(0, repetition), form.repetition, values);
  checkLevels(packed.subarray(repetition, repetition + definition), form.definition, values);
  const rest = packed.subarray(repetition + definition);
  const unpacked =
    page.is_compressed === false ? rest : unpack(rest, header.uncompressed_page_size - repetition - definition);
  checkValues(page.encoding, form, unpacked, values - nulls);
}

/** A page of the first form: each kind of levels is led by its length. */
function checkFirstPage(header: PageHeader, packed: Uint8Array, form: Form, unpack: Unpack): void {
  if (header.data_page_header === undefined) throw DAMAGED;
  const { num_values: values, encoding } = header.data_page_header;
  let rest = unpack(packed, header.uncompressed_page_size);
  for (const width of [form.repetition, form.definition]) {
    if (width === 0) continue;
    const length = lengthAt(rest);
    checkLevels(rest.subarray(LENGTH_BYTES, LENGTH_BYTES + length), width, values);
    rest = rest.subarray(LENGTH_BYTES + length);
  }
  checkValues(encoding, form, rest, values);
}

const LENGTH_BYTES = 4;

function lengthAt(bytes: Uint8Array): number {
  if (bytes.length < LENGTH_BYTES) throw DAMAGED;
  const length = new DataView(bytes.buffer, bytes.byteOffset, LENGTH_BYTES).getUint32(0, true);
  requireWithin(length, bytes.length - LENGTH_BYTES);
  return length;
}

/** Levels that end before each value has one would go on with the bytes behind them, which nobody has looked at. */
function checkLevels(bytes: Uint8Array, width: number, values: number): void {
  if (width > 0 && valuesInRuns(bytes, width, values) < values) throw DAMAGED;
}

function checkValues(encoding: string, { isBoolean }: Form, bytes: Uint8Array, values: number): void {
  if (encoding === "PLAIN" || values === 0) return;
  if (encoding === "RLE" && isBoolean) valuesInRuns(bytes.subarray(LENGTH_BYTES), 1, values);
  else if (!isBoolean && (encoding === "RLE_DICTIONARY" || encoding === "PLAIN_DICTIONARY")) {
    const [width] = bytes;
    if (width === undefined) throw DAMAGED;
    requireWithin(width, 32);
    valuesInRuns(bytes.subarray(1), width, values);
  } else if (encoding === "DELTA_BINARY_PACKED" || encoding === "DELTA_LENGTH_BYTE_ARRAY") checkBlocks(bytes);
  else {
    throw new Unreadable(
      "shape",
      `This Parquet file spells its values in a way (${encoding}) that Runwright does not read.`,
    );
  }
}

/** The sizes that lead differences: of a block, and how many parts it has. The decoder goes back in the page for a part less than none. */
function checkBlocks(bytes: Uint8Array): void {
  const block = numberAt(bytes, 0);
  const parts = numberAt(bytes, block.end);
  requireWithin(block.value, MAX_BLOCK);
  requireWithin(parts.value, block.value);
  if (parts.value === 0 || block.value % parts.value !== 0) throw DAMAGED;
}

/** A number in groups of seven bits, the lowest first, and where it ends. Past 32 bits a count is no count. */
function numberAt(bytes: Uint8Array, start: number): { readonly value: number; readonly end: number } {
  let value = 0;
  let end = start;
  for (let shift = 0; shift <= 28; shift += 7) {
    const byte = bytes[end] ?? 0;
    end += 1;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return { value, end };
  }
  throw DAMAGED;
}

/** How many values a stretch of runs holds, little more than `values`; a run that says more ends the reading. */
function valuesInRuns(bytes: Uint8Array, width: number, values: number): number {
  let seen = 0;
  let offset = 0;
  while (seen < values && offset < bytes.length) {
    const header = numberAt(bytes, offset);
    offset = header.end;
    const isPacked = header.value % 2 === 1;
    const count = Math.floor(header.value / 2) * (isPacked ? PACKED_TOGETHER : 1);
    requireWithin(count, values - seen + MOST_PADDING);
    seen += count;
    offset += isPacked ? (count / PACKED_TOGETHER) * width : Math.ceil(width / 8);
  }
  return offset > bytes.length ? 0 : seen;
}

function requireWithin(value: number, most: number): void {
  if (!(value >= 0 && value <= most)) throw DAMAGED;
}
