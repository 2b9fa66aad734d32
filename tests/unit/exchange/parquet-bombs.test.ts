import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { type FileMetaData, type PageHeader, parquetMetadata, snappyUncompress } from "hyparquet";
import { snappyCompress } from "hyparquet-writer/src/snappy.js";
import { describe, expect, it } from "vitest";

import { parquetFile } from "../../../electron/backend/exchange/formats/parquet.ts";
import { checkPages } from "../../../electron/backend/exchange/formats/parquet-pages.ts";
import { StepRow } from "../../../shared/domain/exchange/row.ts";
import { newStepId, newThoughtId } from "../../../shared/domain/ids.ts";
import { fullStep, run } from "../../support/build.ts";
import { exchangeWorld, openWorld, type ExchangeWorld } from "../../support/exchange.ts";
import { bodyOf, pageBytes, varint, withFooter, withPages, withRawFooter } from "../../support/hostile-parquet.ts";
import { failureIn, temporaryFolder, valueOf } from "../../support/library.ts";

/** A whole file of one run, and a world to bring hostile ones into. */
async function begun(): Promise<{ whole: Buffer; world: ExchangeWorld }> {
  const { world, ids } = await exchangeWorld(run("Ferry", fullStep("one"), fullStep("two")));
  const [id] = ids;
  if (id === undefined) throw new Error("One run");
  return { whole: await world.bytes(id, "parquet"), world: await openWorld(temporaryFolder()) };
}

/** Imports a file, which must be refused without a word of it taken in; why it was. */
async function refusalOf(world: ExchangeWorld, bytes: Uint8Array): Promise<string> {
  const path = join(world.folder, "hostile.parquet");
  writeFileSync(path, bytes);
  const failure = failureIn(await world.call("exchange.import", { files: [world.lendFile(path)] }));
  expect(failure.kind).toBe("refused");
  expect(valueOf(await world.call("run.list", {})).runs).toEqual([]);
  return failure.kind === "refused"
    ? failure.refusals.flatMap(({ problems }) => problems.map(({ message }) => message)).join(" ")
    : "";
}

const DAMAGED = "This Parquet file is damaged, or only a part of one.";
const GROUP_TOO_LARGE = "A row group of this Parquet file is larger than Runwright takes.";
const UNPACKS_TO_TOO_MUCH = "This Parquet file unpacks to more than Runwright takes, so it was not read.";

/** Heads of fields in Thrift's compact form, by kind; each is the field after the one before. */
const LIST_FIELD = 0x19;
const STRUCT_FIELD = 0x1c;
const MOST = 2 ** 31 - 1;

const footers: Readonly<Record<string, Uint8Array>> = {
  "a list of 2^31 structs": Uint8Array.from([LIST_FIELD, 0xfc, ...varint(MOST)]),
  "a list of 2^31 yes and no": Uint8Array.from([LIST_FIELD, 0xf1, ...varint(MOST)]),
  "lists of 30 million lists in each other": Uint8Array.from([
    LIST_FIELD,
    ...Array.from({ length: 1_000 }, () => [0xf9, ...varint(30_000_000)]).flat(),
  ]),
  "structs in each other, 200,000 deep": new Uint8Array(200_000).fill(STRUCT_FIELD),
  "eight million structs of nothing": Uint8Array.from([
    LIST_FIELD,
    0xfc,
    ...varint(8_000_000),
    ...new Uint8Array(8_000_002),
  ]),
  "a text of 2^31 bytes": Uint8Array.from([0x18, ...varint(MOST)]),
  "a number without an end": Uint8Array.from([0x16, ...new Uint8Array(100_000).fill(0xff), 0, 0]),
};

describe("footers of Parquet files that come in", () => {
  it("[DS22] whatever they announce, it is refused before it is made", async () => {
    const { whole, world } = await begun();
    for (const [name, footer] of Object.entries(footers))
      expect(await refusalOf(world, withRawFooter(bodyOf(whole), footer)), name).toBe(DAMAGED);
  });

  it("[DS22] one that says it is longer than the file, or than any footer, is refused", async () => {
    const { whole, world } = await begun();
    expect(await refusalOf(world, withRawFooter(bodyOf(whole), new Uint8Array(9), 2 ** 32 - 1))).toBe(DAMAGED);
    const long = withRawFooter(bodyOf(whole), new Uint8Array(33 * 1024 * 1024));
    expect(await refusalOf(world, long)).toBe("The footer of this Parquet file is too large.");
  });

  type Lie = readonly [refused: string, change: (metadata: FileMetaData) => void];
  const group = (metadata: FileMetaData) => {
    const [first] = metadata.row_groups;
    if (first === undefined) throw new Error("A file of rows has a row group");
    return first;
  };
  const columnsOf = (metadata: FileMetaData) =>
    group(metadata).columns.flatMap(({ meta_data: column }) => column ?? []);
  const lies: Readonly<Record<string, Lie>> = {
    "more rows than there are": [
      DAMAGED,
      (metadata) => {
        group(metadata).num_rows = 100_000n;
      },
    ],
    "fewer rows than there are": [
      DAMAGED,
      (metadata) => {
        group(metadata).num_rows = 1n;
      },
    ],
    "2^62 rows": [
      GROUP_TOO_LARGE,
      (metadata) => {
        group(metadata).num_rows = 2n ** 62n;
      },
    ],
    "fewer rows than none": [
      DAMAGED,
      (metadata) => {
        group(metadata).num_rows = -5n;
      },
    ],
    "a row group of 2^62 bytes": [
      GROUP_TOO_LARGE,
      (metadata) => {
        group(metadata).total_byte_size = 2n ** 62n;
      },
    ],
    "two thousand million values in a column": [
      GROUP_TOO_LARGE,
      (metadata) => {
        for (const column of columnsOf(metadata)) column.num_values = 2_000_000_000n;
      },
    ],
    "columns before the beginning of the file": [
      DAMAGED,
      (metadata) => {
        for (const column of columnsOf(metadata)) column.data_page_offset = -9n;
        for (const column of columnsOf(metadata)) delete column.dictionary_page_offset;
      },
    ],
    "columns of as many bytes as fit a group, each": [
      GROUP_TOO_LARGE,
      (metadata) => {
        for (const column of columnsOf(metadata)) column.total_compressed_size = 2n ** 28n;
      },
    ],
    "columns packed in a way that is not read": [
      "packed in a way (ZSTD)",
      (metadata) => {
        for (const column of columnsOf(metadata)) column.codec = "ZSTD";
      },
    ],
    "lists within lists within lists": [
      DAMAGED,
      (metadata) => {
        for (const part of metadata.schema.slice(1)) part.repetition_type = "REPEATED";
      },
    ],
  };

  it("[DS22] whatever they say of their rows and columns, it is held against what is there", async () => {
    const { whole, world } = await begun();
    for (const [name, [refused, change]] of Object.entries(lies))
      expect(await refusalOf(world, withFooter(whole, change)), name).toContain(refused);
  });

  it("[DS22] what is not changed in a footer comes in, so that the others are refused for what was", async () => {
    const { whole, world } = await begun();
    const path = join(world.folder, "same.parquet");
    writeFileSync(
      path,
      withFooter(whole, () => undefined),
    );
    expect(valueOf(await world.call("exchange.import", { files: [world.lendFile(path)] })).runs).toHaveLength(1);
  });
});

const second = (values: number, levels: readonly [repetition: number, definition: number]) => ({
  num_values: values,
  num_nulls: 0,
  num_rows: 1,
  encoding: "PLAIN" as const,
  is_compressed: true,
  repetition_levels_byte_length: levels[0],
  definition_levels_byte_length: levels[1],
});

describe("pages of Parquet files that come in", () => {
  const THOUSAND_MILLION = 1_000_000_000;
  /** A run of one level, a thousand million times. */
  const endless = [...varint(THOUSAND_MILLION * 2), 0];
  const zeros = snappyCompress(new Uint8Array(4_096));
  type Bomb = readonly [refused: string, header: PageHeader, content: Uint8Array, values: number];
  const sizes = (bytes: number, content: Uint8Array) => ({
    uncompressed_page_size: bytes,
    compressed_page_size: content.length,
  });
  const levels = Uint8Array.from([...endless, ...endless]);
  const bombs: Readonly<Record<string, Bomb>> = {
    "a packed page that says it holds 2 GB": [
      GROUP_TOO_LARGE,
      { type: "DATA_PAGE_V2", ...sizes(MOST, zeros), data_page_header_v2: second(0, [0, 0]) },
      zeros,
      10,
    ],
    "one that says it holds 60 MB in so few bytes": [
      UNPACKS_TO_TOO_MUCH,
      { type: "DATA_PAGE_V2", ...sizes(60_000_000, zeros), data_page_header_v2: second(0, [0, 0]) },
      zeros,
      10,
    ],
    "a dictionary of a thousand million values": [
      DAMAGED,
      {
        type: "DICTIONARY_PAGE",
        ...sizes(4_096, zeros),
        dictionary_page_header: { num_values: THOUSAND_MILLION, encoding: "PLAIN" },
      },
      zeros,
      10,
    ],
    "one level a thousand million times": [
      DAMAGED,
      {
        type: "DATA_PAGE_V2",
        ...sizes(levels.length, levels),
        data_page_header_v2: second(10, [endless.length, endless.length]),
      },
      levels,
      10,
    ],
    "the same in a page whose head describes a dictionary too": [
      DAMAGED,
      {
        type: "DATA_PAGE_V2",
        ...sizes(levels.length, levels),
        dictionary_page_header: { num_values: 0, encoding: "PLAIN" },
        data_page_header_v2: second(10, [endless.length, endless.length]),
      },
      levels,
      10,
    ],
    "the same in a page whose head describes one of the first form too": [
      DAMAGED,
      {
        type: "DATA_PAGE_V2",
        ...sizes(levels.length, levels),
        data_page_header: {
          num_values: 0,
          encoding: "PLAIN",
          definition_level_encoding: "RLE",
          repetition_level_encoding: "RLE",
        },
        data_page_header_v2: second(10, [endless.length, endless.length]),
      },
      levels,
      10,
    ],
  };

  it("[DS22] whatever they say that they hold, it is refused before it is unpacked or decoded", async () => {
    const { whole, world } = await begun();
    for (const [name, [refused, header, content, values]] of Object.entries(bombs))
      expect(await refusalOf(world, withPages(whole, pageBytes(header, content), values)), name).toBe(refused);
  });

  it("[DS22] all pages of a row group together unpack to 512 MB at most", async () => {
    const { whole } = await begun();
    const page = pageBytes(
      { type: "DATA_PAGE_V2", ...sizes(2 ** 20, zeros), data_page_header_v2: second(0, [0, 0]) },
      zeros,
    );
    let unpacked = 0;
    const unpack = (packed: Uint8Array, bytes: number): Uint8Array => {
      unpacked += bytes;
      const content = new Uint8Array(bytes === 2 ** 20 ? 0 : bytes);
      if (content.length > 0) snappyUncompress(packed, content);
      return content;
    };
    const check = (pages: number): void => {
      const many = Buffer.concat(Array.from({ length: pages }, () => page));
      const file = Uint8Array.from(withPages(whole, many, 0)).buffer;
      const metadata = parquetMetadata(file);
      const [group] = metadata.row_groups;
      if (group === undefined) throw new Error("A file of rows has a row group");
      checkPages(metadata, group, (start, end) => file.slice(start, end), unpack);
    };
    expect(() => check(500)).not.toThrow();
    unpacked = 0;
    expect(() => check(513)).toThrow(GROUP_TOO_LARGE);
    expect(unpacked).toBeLessThanOrEqual(2 ** 29);
  });
});

describe("rows of Parquet files that come in", () => {
  /** As many rows of one run as are asked for, the first as a model. */
  async function rowsLike(
    count: number,
    change: (row: StepRow) => void,
  ): Promise<{ file: Buffer; world: ExchangeWorld }> {
    const { world, ids } = await exchangeWorld(run("Ferry", fullStep("one")));
    const [id] = ids;
    if (id === undefined) throw new Error("One run");
    const [line = ""] = (await world.bytes(id, "jsonl")).toString("utf8").split("\n");
    const rows = Array.from({ length: count }, (_, index) => {
      const row = StepRow.parse(JSON.parse(line));
      Object.assign(row, { step: index + 1, steps: count, stepId: newStepId() });
      for (const bullet of [row.initial, row.postPrompt, row.postAction].flatMap(({ bullets }) => bullets))
        for (const thought of bullet) thought.id = newThoughtId();
      change(row);
      return row;
    });
    return { file: Buffer.concat([...parquetFile(rows)]), world: await openWorld(temporaryFolder()) };
  }

  it("[DS22] one long text of a dictionary that every row names is refused by what all rows come to", async () => {
    const text = "x".repeat(2_000_000);
    const { file, world } = await rowsLike(60, ({ prompt }) => {
      prompt.text = text;
    });
    expect(file.length).toBeLessThan(400_000);
    expect(await refusalOf(world, file)).toBe(UNPACKS_TO_TOO_MUCH);
  });

  it("[DS22] one that a row names ten thousand times is refused by the length of the row", async () => {
    const text = "x".repeat(10_000);
    const { file, world } = await rowsLike(1, ({ initial }) => {
      initial.bullets = Array.from({ length: 10_000 }, () => [
        { id: newThoughtId(), type: "watsonian", longterm: false, text },
      ]);
    });
    expect(file.length).toBeLessThan(1_000_000);
    expect(await refusalOf(world, file)).toBe("Row 1 is longer than 16 MB.");
  });
});
