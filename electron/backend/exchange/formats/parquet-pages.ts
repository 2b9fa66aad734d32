import type { FileMetaData, PageHeader, RowGroup } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import { getMaxDefinitionLevel, getMaxRepetitionLevel, getSchemaPath } from "hyparquet/src/schema.js";

import { Unreadable } from "./incoming.ts";

/*
 * The pages of a row group, looked at before they are decoded. The decoder believes every count: a run of levels that says it
 * holds a thousand million values is written out until the memory ends. So each page's own numbers are held against what its
 * column says it holds, and every run against what is left of its page.
 */

/** More values in one column of a row group than any run of ours could hold: its thoughts, several times over. */
const MAX_VALUES = 20_000_000;
/** A bit-packed run holds whole groups of so many values; some writers pad it with several groups. */
const PACKED_TOGETHER = 8;
const MOST_PADDING = 1_024;
/** The largest block of differences that is taken, in values; writers use 128 to some thousand. */
const MAX_BLOCK = 1_000_000;

/** What is said of a file whose parts do not fit each other; which byte it was helps nobody. */
export const DAMAGED = new Unreadable("shape", "This Parquet file is damaged, or only a part of one.");

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
  for (const { meta_data: chunk } of group.columns) {
    if (chunk === undefined || chunk.num_values > MAX_VALUES) throw DAMAGED;
    const path = getSchemaPath(schema, chunk.path_in_schema);
    const form = {
      repetition: widthOf(getMaxRepetitionLevel(path)),
      definition: widthOf(getMaxDefinitionLevel(path)),
      isBoolean: chunk.type === "BOOLEAN",
    };
    const dictionary = Number(chunk.dictionary_page_offset ?? 0);
    const start = dictionary === 0 ? Number(chunk.data_page_offset) : dictionary;
    const bytes = new Uint8Array(slice(start, start + Number(chunk.total_compressed_size)));
    const plain: Unpack = chunk.codec === "UNCOMPRESSED" ? (packed) => packed : unpack;
    checkChunk(bytes, Number(chunk.num_values), form, plain);
  }
}

const widthOf = (level: number): number => 32 - Math.clz32(level);

function checkChunk(bytes: Uint8Array, values: number, form: Form, unpack: Unpack): void {
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), offset: 0 };
  let left = values;
  // As the decoder does: a last byte alone is no page.
  while (reader.offset < bytes.length - 1) {
    const header = parquetHeader(reader);
    const end = reader.offset + header.compressed_page_size;
    if (!(end > reader.offset && end <= bytes.length)) throw DAMAGED;
    const packed = bytes.subarray(reader.offset, end);
    reader.offset = end;
    if (header.dictionary_page_header !== undefined) {
      requireWithin(header.dictionary_page_header.num_values, MAX_VALUES);
      continue;
    }
    const held = header.data_page_header ?? header.data_page_header_v2;
    if (held === undefined) throw DAMAGED;
    requireWithin(held.num_values, left);
    left -= held.num_values;
    if (header.data_page_header === undefined) checkSecondPage(header, packed, form, unpack);
    else checkFirstPage(header.data_page_header, unpack(packed, header.uncompressed_page_size), form);
  }
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
function checkFirstPage(
  { num_values: values, encoding }: NonNullable<PageHeader["data_page_header"]>,
  page: Uint8Array,
  form: Form,
): void {
  let rest = page;
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
