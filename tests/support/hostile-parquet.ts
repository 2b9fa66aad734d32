import { type FileMetaData, type PageHeader, parquetMetadata } from "hyparquet";
import { ByteWriter } from "hyparquet-writer";
import { writePageHeader } from "hyparquet-writer/src/datapage.js";
import { writeMetadata } from "hyparquet-writer/src/metadata.js";

/* Parquet files that lie: parts of a whole file with another footer, or with a page put in. */

const MAGIC = Buffer.from("PAR1", "latin1");
const TAIL_BYTES = 8;

/** A file with this footer, whatever it is. */
export function withRawFooter(body: Uint8Array, footer: Uint8Array, length = footer.length): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(length);
  return Buffer.concat([body, footer, size, MAGIC]);
}

/** What a file holds before its footer. */
export function bodyOf(file: Buffer): Buffer {
  return file.subarray(0, file.length - TAIL_BYTES - file.readUInt32LE(file.length - TAIL_BYTES));
}

/** The file with its footer changed, and `more` before it. */
export function withFooter(
  file: Buffer,
  change: (metadata: FileMetaData) => void,
  more: Uint8Array = new Uint8Array(),
): Buffer {
  const metadata = parquetMetadata(Uint8Array.from(file).buffer);
  change(metadata);
  const writer = new ByteWriter();
  writeMetadata(writer, metadata);
  // The writer ends its footer with the length of it.
  const footer = writer.getBytes().slice(0, -4);
  return withRawFooter(Buffer.concat([bodyOf(file), more]), footer);
}

/** A page as it lies in a file: its head, whatever that says, and its bytes. */
export function pageBytes(header: PageHeader, content: Uint8Array): Uint8Array {
  const writer = new ByteWriter();
  writePageHeader(writer, header);
  writer.appendBytes(content);
  return writer.getBytes().slice();
}

/** The file with the first of its columns that holds thoughts' texts made of `pages` instead. */
export function withPages(file: Buffer, pages: Uint8Array, values: number): Buffer {
  return withFooter(
    file,
    ({ row_groups: [group] }) => {
      const column = group?.columns.find(({ meta_data: { path_in_schema: path } = {} }) => path?.at(-1) === "text");
      if (column?.meta_data === undefined) throw new Error("A file of rows has texts");
      delete column.meta_data.dictionary_page_offset;
      column.meta_data.data_page_offset = BigInt(bodyOf(file).length);
      column.meta_data.total_compressed_size = BigInt(pages.length);
      column.meta_data.num_values = BigInt(values);
    },
    pages,
  );
}

/** A number in Thrift's compact form. */
export function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return [...bytes, rest];
}
