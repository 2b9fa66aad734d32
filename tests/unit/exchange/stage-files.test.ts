import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, it } from "vitest";

import type { FilePiece, FilesInStep } from "../../../electron/backend/exchange/stage-files.ts";
import { replaceFolder } from "../../../electron/backend/exchange/write-files.ts";
import type { Job } from "../../../electron/backend/jobs.ts";
import { failureIn, temporaryFolder, valueOf } from "../../support/library.ts";

const NAMES = ["data/one.bin", "data/two.txt", "three.txt"];
const PATIENT: Job = { cancelled: () => false, tell: () => undefined, giveWay: () => Promise.resolve() };
/** As much as is handed to the disk at once, and a little. */
const PIECE = "ä".repeat(200_000);

function write(folder: string, files: FilesInStep, job: Job = PATIENT) {
  return replaceFolder({ path: join(folder, "set"), name: "set" }, [files], false, job, () => []);
}

it("[DS12] files that are made in step hold each its own pieces in their order, with its size and checksum", async () => {
  const folder = temporaryFolder();
  const expected = new Map(NAMES.map((name) => [name, ""]));
  const pieces: FilePiece[] = Array.from({ length: 12 }, (_, index) => {
    const name = NAMES[index % 2] ?? "";
    const text = `${index} ${index === 4 ? PIECE : "ü"}\n`;
    expected.set(name, `${expected.get(name) ?? ""}${text}`);
    return { name, chunk: index === 2 ? Buffer.from(text) : text };
  });
  const written = valueOf(await write(folder, { names: NAMES, pieces }));
  expect(written.map(({ name }) => name)).toEqual(NAMES);
  for (const { name, bytes, sha256 } of written) {
    const content = readFileSync(join(folder, "set", name));
    expect(content.toString("utf8")).toBe(expected.get(name));
    expect([bytes, sha256]).toEqual([content.length, createHash("sha256").update(content).digest("hex")]);
  }
});

it("[DS12] a cancel in the middle, with all of them begun, leaves nothing behind", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "other"));
  let given = 0;
  let begun: string[] = [];
  function* endless(): Generator<FilePiece> {
    for (; ; given += 1) {
      if (given === 8) begun = readdirSync(folder, { recursive: true, encoding: "utf8" });
      yield { name: NAMES[given % NAMES.length] ?? "", chunk: PIECE };
    }
  }
  const job = { ...PATIENT, cancelled: () => given > 10 };
  expect(failureIn(await write(folder, { names: NAMES, pieces: endless() }, job)).kind).toBe("cancelled");
  for (const name of NAMES) expect(begun.some((path) => path.endsWith(name))).toBe(true);
  expect(readdirSync(folder)).toEqual(["other"]);
});

it("[DS12] what nobody expects while they are made leaves nothing behind either", async () => {
  const folder = temporaryFolder();
  const pieces = [{ name: "not among them", chunk: "x" }];
  await expect(write(folder, { names: NAMES, pieces })).rejects.toThrow("not among");
  expect(existsSync(join(folder, "set"))).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
});
