import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { parquetMetadata, snappyUncompress } from "hyparquet";
import { describe, expect, it } from "vitest";

import { Unreadable } from "../../../electron/backend/exchange/formats/incoming.ts";
import { checkPages } from "../../../electron/backend/exchange/formats/parquet-pages.ts";
import { EXPORT_FORMATS, type ExportFormat, FILE_ENDINGS } from "../../../shared/domain/exchange/formats.ts";
import type { Run } from "../../../shared/domain/run.ts";
import { SECTION_NAMES } from "../../../shared/domain/section.ts";
import { by, fullStep, run } from "../../support/build.ts";
import { type ExchangeWorld, exchangeWorld, openWorld, publish } from "../../support/exchange.ts";
import { generateRun } from "../../support/generate-run.ts";
import { failureIn, temporaryFolder, valueOf } from "../../support/library.ts";
import { RELEASE } from "../../support/release.ts";

/** A file of one run in a format. */
async function fileOf(given: Run, format: ExportFormat): Promise<Buffer> {
  const { world, ids } = await exchangeWorld(given);
  const [id] = ids;
  if (id === undefined) throw new Error("One run");
  return world.bytes(id, format);
}

function lend(world: ExchangeWorld, name: string, bytes: Uint8Array) {
  const path = join(world.folder, name);
  writeFileSync(path, bytes);
  return world.lendFile(path);
}

describe("files that come in", () => {
  it.each(["bounty", "jsonl", "parquet", "package", "docx"] as const)(
    "[DS22] half a file is refused wherever it was cut, and nothing of it is taken in: %s",
    async (format) => {
      const whole = await fileOf(generateRun({ seed: 14, steps: 6 }), format);
      const world = await openWorld(temporaryFolder());
      for (const share of [0.01, 0.5, 0.99]) {
        const half = lend(world, `half${FILE_ENDINGS[format] ?? ""}`, whole.subarray(0, whole.length * share));
        expect(failureIn(await world.call("exchange.import", { files: [half] })).kind, String(share)).toBe("refused");
      }
      expect(valueOf(await world.call("run.list", {})).runs).toEqual([]);
    },
  );

  it("[DS22] a Word document's comments and pictures stay out, a table's text comes in, and each is said", async () => {
    const parts = unzipSync(await fileOf(run("Marked", fullStep("one")), "docx"));
    const said = (text: string): string => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
    const cell = (text: string): string => `<w:tc><w:p>${said(text)}</w:p></w:tc>`;
    const change = (name: string, from: string, to: string): void => {
      const text = strFromU8(parts[name] ?? new Uint8Array());
      expect(text).toContain(from);
      parts[name] = strToU8(text.replace(from, to));
    };
    const commented = `<w:commentRangeStart w:id="0"/>${said("one prompt")}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r><w:r><w:drawing/></w:r>`;
    change("word/document.xml", said("one prompt"), commented);
    change(
      "word/document.xml",
      "<w:sectPr>",
      `<w:tbl><w:tr>${cell("Night")}${cell("falls.")}</w:tr></w:tbl><w:sectPr>`,
    );
    const types = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
    change(
      "[Content_Types].xml",
      "</Types>",
      `<Override PartName="/word/comments.xml" ContentType="${types}"/></Types>`,
    );
    const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    change(
      "word/_rels/document.xml.rels",
      "</Relationships>",
      `<Relationship Id="rId9" Type="${office}/comments" Target="comments.xml"/></Relationships>`,
    );
    parts["word/comments.xml"] = strToU8(
      `<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="0" w:author="A"><w:p>${said("Between us.")}</w:p></w:comment></w:comments>`,
    );
    const world = await openWorld(temporaryFolder());
    const files = [lend(world, "marked.docx", zipSync(parts))];
    const [checked] = valueOf(await world.call("exchange.importCheck", { files })).files;
    const leftOut = checked?.leftOut.map(({ what }) => what).join(" / ");
    for (const what of ["comments in the margin", "pictures", "a table (its text comes in, cell by cell)"])
      expect(leftOut).toContain(what);
    const [taken] = valueOf(await world.call("exchange.import", { files })).runs;
    if (taken === undefined) throw new Error("One run");
    const [step] = valueOf(await world.call("run.open", { runId: taken.id })).steps;
    expect(step?.content.prompt.text).toBe("one prompt");
    expect(step?.content.outcome.text).toBe("one outcome\nNight\nfalls.");
    expect(JSON.stringify(step)).not.toContain("Between us");
  });

  it("[DS22] a dataset's manifest is held against the files beside it: changed, cut and missing ones are named", async () => {
    const { world, ids } = await exchangeWorld(run("Ferry", by("Ann Example"), fullStep("one")));
    await publish(world, ids);
    const { place, answer } = await world.export("all", "dataset", { release: RELEASE });
    valueOf(answer);
    const files = [world.lendFile(join(place, "manifest.json"))];
    const problems = async (): Promise<string[]> =>
      valueOf(await world.call("exchange.validate", { files })).files.flatMap((file) =>
        file.problems.map(({ message }) => message),
      );
    expect(await problems()).toEqual([]);
    const change = (name: string, into: (bytes: Buffer) => Uint8Array): void =>
      writeFileSync(join(place, name), into(readFileSync(join(place, name))));
    change("data/train.parquet", (bytes) => bytes.fill(0, 100, 101));
    change("jsonl/train.jsonl", (bytes) => bytes.subarray(0, 10));
    rmSync(join(place, "chat-without/train.jsonl"));
    expect(await problems()).toEqual([
      "data/train.parquet is not what was written: its checksum differs.",
      expect.stringMatching(/^jsonl\/train\.jsonl has 10 bytes, and \d+ were written\.$/u),
      "chat-without/train.jsonl is not there.",
    ]);
  });
});

describe("places that exports go to", () => {
  it.each(EXPORT_FORMATS)(
    "[DS12] what is there already stays as it is unless it may be replaced, and is never taken for what it is not: %s",
    async (format) => {
      const { world, ids } = await exchangeWorld(run("Ferry", by("Ann Example"), fullStep("one")));
      await publish(world, ids);
      const [file, folder] = [world.place("there"), world.place("shelf")];
      writeFileSync(file, "what was there");
      mkdirSync(folder);
      writeFileSync(join(folder, "photo.jpg"), "not ours");
      const kindAt = async (place: string, overwrite: boolean): Promise<string> =>
        failureIn((await world.export(ids.slice(0, 1), format, { release: RELEASE }, place, overwrite)).answer).kind;
      const isFile = FILE_ENDINGS[format] !== null;
      expect(await kindAt(isFile ? file : folder, false)).toBe("exists");
      for (const overwrite of [false, true])
        expect(await kindAt(isFile ? folder : file, overwrite)).toBe(isFile ? "folder" : "notAFolder");
      expect(await kindAt(join(world.folder, "nowhere", "out"), true)).toBe("missing");
      expect(readFileSync(file, "utf8")).toBe("what was there");
      expect(readFileSync(join(folder, "photo.jpg"), "utf8")).toBe("not ours");
      expect(readdirSync(world.folder).filter((name) => name.endsWith(".part"))).toEqual([]);
    },
  );
});

it("[DS12] a folder that stands where one of several files belongs refuses them all, and none is replaced", async () => {
  const { world } = await exchangeWorld(run("Ferry", fullStep("one")), run("Lantern", fullStep("two")));
  const shelf = world.place("shelf");
  mkdirSync(join(shelf, "lantern.md"), { recursive: true });
  writeFileSync(join(shelf, "ferry.md"), "what was there");
  const { answer } = await world.export("all", "markdown", {}, shelf, true);
  const refused = failureIn(answer);
  expect(refused.kind).toBe("folder");
  expect(refused.message).toContain("lantern.md");
  expect(readFileSync(join(shelf, "ferry.md"), "utf8")).toBe("what was there");
  expect(readdirSync(world.folder).filter((name) => name.endsWith(".part"))).toEqual([]);
});

it("[DS22] a run that comes in holds what its file says of every section, whatever the encoding", async () => {
  const world = await openWorld(temporaryFolder());
  const html = "<html><body><p>A café.</p><blockquote>I wait.</blockquote><p>Night.</p></body></html>";
  const swapped = Buffer.from(`\u{FEFF}${html}`, "utf16le").swap16();
  const files = { "be.html": swapped, "latin.html": Buffer.from(html, "latin1") };
  for (const [name, bytes] of Object.entries(files)) {
    const [taken] = valueOf(await world.call("exchange.import", { files: [lend(world, name, bytes)] })).runs;
    if (taken === undefined) throw new Error("One run");
    const [step] = valueOf(await world.call("run.open", { runId: taken.id })).steps;
    const texts = SECTION_NAMES.map((section) => {
      const part = step?.content[section];
      return part !== undefined && "text" in part ? part.text : "";
    });
    expect(texts, name).toEqual(["", "A café.", "", "I wait.", "", "Night."]);
  }
});

/** Found among mutated files: one run of its levels says that it holds a thousand million values. */
const ENDLESS = new URL("../../fixtures/parquet/endless.parquet", import.meta.url).pathname;

it("[DS22] a Parquet file that its decoder would not come to the end of is refused before it is decoded", async () => {
  const whole = await fileOf(run("Ferry", fullStep("one"), fullStep("two")), "parquet");
  const unpack = (packed: Uint8Array, bytes: number): Uint8Array => {
    const page = new Uint8Array(bytes);
    snappyUncompress(packed, page);
    return page;
  };
  const check = (bytes: Buffer): void => {
    const file = Uint8Array.from(bytes).buffer;
    const metadata = parquetMetadata(file);
    for (const group of metadata.row_groups)
      checkPages(metadata, group, (start, end) => file.slice(start, end), unpack);
  };
  expect(() => check(whole)).not.toThrow();
  expect(() => check(readFileSync(ENDLESS))).toThrow(Unreadable);
  const world = await openWorld(temporaryFolder());
  expect(failureIn(await world.call("exchange.import", { files: [world.lendFile(ENDLESS)] })).kind).toBe("refused");
});
