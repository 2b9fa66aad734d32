import type { SchemaElement } from "hyparquet";
import { ByteWriter, ParquetWriter } from "hyparquet-writer";

import { type Column, STEP_COLUMNS } from "../../../../shared/domain/exchange/columns.ts";
import { ROW_SCHEMA, type StepRow } from "../../../../shared/domain/exchange/row.ts";

/*
 * The rows as Parquet: the same names and nesting as in JSONL, typed, nullable where the row is, lists as the format's own
 * three-level lists, so that Arrow, pandas, Polars and DuckDB read them without being told anything. Compressed with snappy,
 * which every reader has. A row group is held in memory while it is written and nothing else is.
 *
 * The bytes follow from the rows alone: no date, no release of ours, row groups of a fixed number of rows.
 */

/** Rows a group: some 5 MB of text. A group is written in one go, some 100 ms, which a save can wait for. */
export const ROWS_A_GROUP = 1_000;

const PRIMITIVES = {
  text: { type: "BYTE_ARRAY", converted_type: "UTF8", logical_type: { type: "STRING" } },
  int: { type: "INT32" },
  bool: { type: "BOOLEAN" },
} as const;

/** A column as the format spells it: its element, then those of what it holds. */
function elements({ name, type }: Column): SchemaElement[] {
  if (type.kind === "struct") {
    return [
      { name, num_children: type.fields.length, repetition_type: "REQUIRED" },
      ...type.fields.flatMap((field) => elements(field)),
    ];
  }
  if (type.kind === "list") {
    return [
      { name, num_children: 1, converted_type: "LIST", logical_type: { type: "LIST" }, repetition_type: "REQUIRED" },
      { name: "list", num_children: 1, repetition_type: "REPEATED" },
      ...elements({ name: "element", type: type.of }),
    ];
  }
  return [{ name, ...PRIMITIVES[type.kind], repetition_type: type.isNullable ? "OPTIONAL" : "REQUIRED" }];
}

const SCHEMA: SchemaElement[] = [
  { name: "root", num_children: STEP_COLUMNS.length },
  ...STEP_COLUMNS.flatMap((column) => elements(column)),
];

/** Rows as the bytes of a Parquet file, in pieces; at most one row group is held. */
export function* parquetFile(rows: Iterable<StepRow>): Generator<Uint8Array> {
  const file = new ParquetRows();
  for (const row of rows) {
    const bytes = file.add(row);
    if (bytes !== null) yield bytes;
  }
  yield file.end();
}

/** A Parquet file that takes rows one by one. */
export class ParquetRows {
  readonly #sink = new ByteWriter(INITIAL_SINK_BYTES);
  readonly #writer = new ParquetWriter({
    writer: this.#sink,
    schema: SCHEMA,
    codec: "SNAPPY",
    createdBy: "runwright",
    kvMetadata: [{ key: "schema", value: ROW_SCHEMA }],
  });
  #group: StepRow[] = [];

  /** Takes a row; answers the bytes of a row group when it is whole, and null until then. */
  add(row: StepRow): Uint8Array | null {
    this.#group.push(row);
    if (this.#group.length < ROWS_A_GROUP) return null;
    this.#writeGroup();
    return drain(this.#sink);
  }

  /** The rest of the file. Nothing may be added after. */
  end(): Uint8Array {
    if (this.#group.length > 0) this.#writeGroup();
    void this.#writer.finish();
    return drain(this.#sink);
  }

  #writeGroup(): void {
    // The sink is in memory, so nothing is waited for here and at the end.
    void this.#writer.write({ columnData: columnsOf(this.#group), rowGroupSize: ROWS_A_GROUP });
    this.#group = [];
  }
}

const INITIAL_SINK_BYTES = 1024 * 1024;

function columnsOf(rows: readonly StepRow[]): { name: string; data: unknown[] }[] {
  const values = rows.map((row) => new Map<string, unknown>(Object.entries(row)));
  return STEP_COLUMNS.map(({ name }) => ({ name, data: values.map((row) => row.get(name)) }));
}

/** The bytes gathered so far; the sink keeps counting its offset from the file's beginning, as the footer needs. */
function drain(sink: ByteWriter): Uint8Array {
  const bytes = sink.getBytes().slice();
  sink.index = 0;
  return bytes;
}
