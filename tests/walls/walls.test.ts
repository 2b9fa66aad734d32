/**
 * Plants each forbidden import in a small house with the project's own configuration and expects it refused with its
 * reason. All plants of a kind stand in one house, so that one call of the linter, or one of the compiler for each
 * room, answers for all of them. Each house also holds honest files, which must pass: a wall that refuses everything
 * would pass the plants too.
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { complaintsAbout, ROOT, runTool } from "../../tools/program.ts";
import { featureWalls, ROOMS } from "../../tools/rooms.ts";
import { HONEST, type Plant, REFUSED_BY_LINT, REFUSED_BY_PROGRAM, REFUSED_BY_TYPES, WITHIN_REACH } from "./plants.ts";

/** The configuration that holds the walls, copied as it is. */
const CONFIGURATION = [
  "package.json",
  "tsconfig.base.json",
  "oxlint.config.ts",
  "tools/rooms.ts",
  "shared/lib/platform.d.ts",
  ...ROOMS.map((room) => `${room.folder}/tsconfig.json`),
];

/** A complaint and the file that it is about; null for a complaint about a room's program as a whole. */
type Complaint = { readonly file: string | null; readonly text: string };

const built: string[] = [];

/** Builds a house in a temporary folder and answers with its root. */
function house(plants: readonly Plant[], more: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "runwright-walls-")));
  built.push(root);
  for (const path of CONFIGURATION) cpSync(join(ROOT, path), join(root, path), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(root, "node_modules"), "junction");
  const files = [
    ...Object.entries({ ...HONEST, ...more }),
    ...plants.map(({ file, source }) => [file, source] as const),
  ];
  for (const [path, source] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), source);
  }
  return root;
}

const LintReport = z.object({
  diagnostics: z.array(z.object({ message: z.string(), help: z.string().optional(), filename: z.string() })),
});

function lintComplaints(root: string): readonly Complaint[] {
  const { text } = runTool(root, "oxlint/bin/oxlint", ["--format", "json", "shared", "renderer", "electron", "tests"]);
  return LintReport.parse(JSON.parse(text)).diagnostics.map(({ filename, message, help }) => ({
    file: filename.replaceAll("\\", "/"),
    text: `${message} ${help ?? ""}`,
  }));
}

/** The compiler's complaints about every room but tests, which has no walls inside. */
function programComplaints(root: string): readonly Complaint[] {
  return ROOMS.filter((room) => room.folder !== "tests").flatMap((room) =>
    complaintsAbout(root, room.folder, room).map((text) => ({
      file: /^([^()]+)\(\d+,\d+\)/.exec(text)?.[1] ?? null,
      text,
    })),
  );
}

afterAll(() => {
  for (const root of built) rmSync(root, { recursive: true, force: true });
});

describe.each([
  { by: "the words of the import", plants: REFUSED_BY_LINT, more: {}, complaintsIn: lintComplaints },
  { by: "the room's globals", plants: REFUSED_BY_TYPES, more: {}, complaintsIn: programComplaints },
  { by: "the finished program", plants: REFUSED_BY_PROGRAM, more: WITHIN_REACH, complaintsIn: programComplaints },
])("walls held by $by", ({ plants, more, complaintsIn }) => {
  let complaints: readonly Complaint[] = [];

  beforeAll(() => {
    complaints = complaintsIn(house(plants, more));
  });

  it.each(plants)("[S1] refuses: $title", ({ file, says }) => {
    const about = complaints.filter((complaint) => complaint.file === file || complaint.file === null);
    expect(about.map(({ text }) => text)).toContainEqual(expect.stringContaining(says));
  });

  it("[S1] lets honest files pass", () => {
    const honest = new Set(Object.keys({ ...HONEST, ...more }));
    expect(complaints.filter(({ file }) => file !== null && honest.has(file))).toEqual([]);
  });
});

describe("a house with honest files only", () => {
  it("[S1] draws no complaint about any room's program", () => {
    expect(programComplaints(house([], {}))).toEqual([]);
  });
});

describe("the table of rooms", () => {
  it("[S1] refuses main and preload every folder of shared but contract and lib", () => {
    const entries = readdirSync(join(ROOT, "shared"), { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory() && !["contract", "lib"].includes(entry.name));
    for (const room of ROOMS.filter(({ folder }) => folder === "electron/main" || folder === "electron/preload")) {
      const open = folders.filter(
        ({ name }) => !room.refuses.some(({ regex }) => new RegExp(regex).test(`../../shared/${name}/x.ts`)),
      );
      expect(
        open.map(({ name }) => name),
        room.folder,
      ).toEqual([]);
    }
  });

  it("[S1] has no pattern that the linter cannot read and would leave out without a word", () => {
    const patterns = [...ROOMS, ...featureWalls()].flatMap(({ refuses }) => refuses.map(({ regex }) => regex));
    expect(patterns.filter((regex) => regex.includes("(?"))).toEqual([]);
  });
});
