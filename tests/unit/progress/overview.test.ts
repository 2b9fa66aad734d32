import { mkdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { beforeEach, expect, it } from "vitest";

import { crewInPlace } from "../../../electron/backend/reading/crew.ts";
import { exportReport } from "../../../electron/backend/progress/export-report.ts";
import { reportFile } from "../../../electron/backend/progress/file-report.ts";
import { libraryReports } from "../../../electron/backend/progress/library-reports.ts";
import { overview } from "../../../electron/backend/progress/overview.ts";
import type { Job } from "../../../electron/backend/jobs.ts";
import { writePackage } from "../../../electron/backend/package/container.ts";
import { packRun, runPackage } from "../../../electron/backend/package/pack-run.ts";
import { moveRunToBin } from "../../../electron/backend/runs/bin.ts";
import type { WritingLibrary } from "../../../electron/backend/storage/library.ts";
import type { ReplyOf } from "../../../shared/contract/contract.ts";
import { writeBounty } from "../../../shared/domain/bounty/write.ts";
import type { RunId } from "../../../shared/domain/ids.ts";
import type { Run } from "../../../shared/domain/run.ts";
import { NO_WORDS } from "../../../shared/domain/words.ts";
import { success } from "../../../shared/lib/outcome.ts";
import { generateRun } from "../../support/generate-run.ts";
import { bringIn, openWriting, temporaryFolder, TEST_TIME, valueOf } from "../../support/library.ts";
import { setClock, stepsOf, writePrompt } from "../../support/typing.ts";

const job: Job = { cancelled: () => false, tell: () => undefined, giveWay: () => Promise.resolve() };
const DAY_MS = 86_400_000;

let folder: string;
let library: WritingLibrary;
let time: ReturnType<typeof setClock>;

beforeEach(() => {
  const place = temporaryFolder();
  folder = join(place, "team");
  mkdirSync(folder);
  time = setClock();
  library = openWriting(join(place, "library"), { clock: time.clock });
});

function context(): Parameters<typeof overview>[0] {
  return { library, crew: crewInPlace(), clock: time.clock };
}

async function look(): Promise<ReplyOf<"progress.overview">> {
  const place = { path: folder, name: "team" };
  return valueOf(await overview(context(), { dayStartsAt: 4, runWords: 300_000 }, place, job));
}

/** Puts a file into the folder, last changed so many days after the tests' time. */
function put(name: string, content: string | Uint8Array, days: number): void {
  writeFileSync(join(folder, name), content);
  const at = new Date(TEST_TIME.utcMs + days * DAY_MS);
  utimesSync(join(folder, name), at, at);
}

const bounty = ({ steps }: Pick<Run, "steps">, name = "Ann"): string =>
  [...writeBounty({ title: "Sent", authors: [{ name, role: "dm" }] }, steps)].join("");
const packageOf = (runId: RunId): Uint8Array => Buffer.concat([...runPackage(valueOf(packRun(library, runId)))]);

async function reportOf(runId: RunId, name: string): Promise<void> {
  const target = { path: join(folder, name), name };
  valueOf(await exportReport(context(), runId, 4, { target, overwrite: true }, job));
}

it("[PR9] a run is one row, known by its id or its first steps under any name; the newest word counts", async () => {
  const run = generateRun({ seed: 3, steps: 6 });
  const other = generateRun({ seed: 9, steps: 4 });
  const runId = bringIn(library, run);
  put("what I sent.json", bounty({ steps: run.steps.slice(0, 4) }), -3);
  // With one of the first steps rewritten it is still the same run.
  const [first, second, ...rest] = run.steps;
  if (first === undefined || second === undefined) throw new Error("No steps");
  const rewritten = { ...second, prompt: { closed: false, text: "Something else happens." } };
  put("newer.json", bounty({ steps: [first, rewritten, ...rest] }), 5);
  put("the whole.runpkg", packageOf(runId), 0);
  await reportOf(runId, "numbers.runpkg");
  put("someone else.json", bounty(other), 0);
  put("half.runpkg", packageOf(runId).subarray(0, 3_000), 0);
  put("shopping.json", '{ "milk": 2 }', 0);
  const seen = await look();
  expect(seen.rows).toHaveLength(2);
  const [own, sent] = seen.rows;
  expect(own).toMatchObject({ runId, inLibrary: true, from: "newer.json", steps: 6, title: "Sent" });
  expect(own?.files.map(({ file }) => file).toSorted()).toEqual([
    "newer.json",
    "numbers.runpkg",
    "the whole.runpkg",
    "what I sent.json",
  ]);
  // What is found in the library's run is not said of the file's.
  expect(own?.isAhead).toBe(true);
  expect(sent?.isAhead).toBe(false);
  const words = own?.files.find(({ file }) => file === "what I sent.json")?.words ?? 0;
  expect(words).toBeLessThan(own?.words ?? 0);
  expect(sent).toMatchObject({ runId: null, inLibrary: false, from: "someone else.json", steps: 4 });
  expect(seen.refused.map(({ file }) => file)).toEqual(["half.runpkg", "shopping.json"]);
  expect((await look()).read).toBe(0);
});

it("[PR9] files of one run by several people are told by name: neither is lost behind the other", async () => {
  const run = generateRun({ seed: 3, steps: 6 });
  put("ann.json", bounty(run), 0);
  put("bo.json", bounty({ steps: run.steps.slice(0, 5) }, "Bo"), 1);
  const { rows } = await look();
  expect(rows).toHaveLength(1);
  expect(rows[0]?.files.map(({ file, authors }) => [file, authors])).toEqual([
    ["bo.json", ["Bo"]],
    ["ann.json", ["Ann"]],
  ]);
});

it("[PR9] a package and a progress file tell the days of writing; a run that is not here is told by them alone", async () => {
  const runId = bringIn(library, generateRun({ seed: 3, steps: 2 }));
  const [step] = stepsOf(library, runId);
  if (step === undefined) throw new Error("No step");
  for (let week = 0; week < 4; week += 1) {
    time.pass(7 * DAY_MS);
    writePrompt(library, runId, step.id, `Week ${String(week)} of it`, { added: 500, removed: 20, activeMs: 90_000 });
  }
  time.pass(DAY_MS);
  put("whole.runpkg", packageOf(runId), 0);
  const before = await look();
  expect(before.rows).toHaveLength(1);
  const { words, weeks, lastDay } = before.rows[0] ?? {};
  await reportOf(runId, "numbers.runpkg");
  valueOf(moveRunToBin(library, runId));
  const seen = await look();
  expect(seen.rows).toHaveLength(1);
  expect(seen.rows[0]).toMatchObject({ inLibrary: false, words, weeks, lastDay, activeMs: 4 * 90_000 });
  expect(weeks?.reduce((sum, week) => sum + week, 0)).toBeGreaterThan(0);
  expect(lastDay).toBe(seen.today - 1);
});

it("[PR9] a target of nothing is none: the lead's own stands in", async () => {
  const runId = bringIn(library, generateRun({ seed: 3, steps: 2 }));
  const [report] = valueOf(library.read((connection) => success(libraryReports(connection, 4, true))));
  valueOf(moveRunToBin(library, runId));
  put("numbers.runpkg", writePackage("progress", [["report.json", { ...report, targetWords: 0 }]]), 0);
  // Copies that say the same, and one that says something else at the same moment.
  put("numbers (1).runpkg", writePackage("progress", [["report.json", { ...report, targetWords: 0 }]]), 0);
  put("other.runpkg", writePackage("progress", [["report.json", { ...report, words: NO_WORDS }]]), 0);
  const { rows } = await look();
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ target: 300_000, from: "numbers (1).runpkg" });
  const { words = 0, files = [] } = rows[0] ?? {};
  expect(words).toBeGreaterThan(0);
  expect(files.map((file) => file.words)).toEqual([words, words, 0]);
});

it("[PR9] a file that is still being written is refused, and read when it is whole", async () => {
  const runId = bringIn(library, generateRun({ seed: 3, steps: 2 }));
  const whole = packageOf(runId);
  put("sent.runpkg", whole.subarray(0, whole.length - 10), 0);
  expect((await look()).refused.map(({ file }) => file)).toEqual(["sent.runpkg"]);
  put("sent.runpkg", whole, 0);
  const seen = await look();
  expect(seen.refused).toEqual([]);
  expect(seen.rows[0]?.files).toHaveLength(1);
});

it("[PR10] what has changed is told against the last look of another day", async () => {
  const runId = bringIn(library, generateRun({ seed: 3, steps: 2 }));
  const first = await look();
  expect(first.rows[0]?.lookedAt).toBeNull();
  expect((await look()).rows[0]?.lookedAt).toBeNull();
  time.pass(3 * DAY_MS);
  const seen = { day: first.today, words: first.rows[0]?.words, steps: 2 };
  expect((await look()).rows[0]?.lookedAt).toEqual(seen);
  const [step] = stepsOf(library, runId);
  if (step === undefined) throw new Error("No step");
  writePrompt(library, runId, step.id, "Some new words");
  // Looking again on the same day does not wipe out what the first look showed.
  expect((await look()).rows[0]?.lookedAt).toEqual(seen);
});

it("[PR11] a progress file holds no word of the text, is the same for the same state, and a damaged one is refused", async () => {
  const run = generateRun({ seed: 3, steps: 6 });
  const runId = bringIn(library, run);
  await reportOf(runId, "a.runpkg");
  await reportOf(runId, "b.runpkg");
  const bytes = readFileSync(join(folder, "a.runpkg"));
  expect(readFileSync(join(folder, "b.runpkg")).equals(bytes)).toBe(true);
  const reading = valueOf(await reportFile({ path: join(folder, "a.runpkg"), name: "a.runpkg" }));
  if (reading.kind !== "run") throw new Error("Refused");
  const told = JSON.stringify({ ...reading.report, title: "", authors: [] });
  for (const { prompt, outcome } of run.steps) {
    for (const word of `${prompt.text} ${outcome.text}`.split(/\s+/u)) {
      if (word.length > 10) expect(told).not.toContain(word);
    }
  }
  for (const place of [10, 60, Math.floor(bytes.length / 2), bytes.length - 30]) {
    const broken = Buffer.from(bytes);
    broken[place] = (broken[place] ?? 0) ^ 0xff;
    writeFileSync(join(folder, "broken.runpkg"), broken);
    const read = valueOf(await reportFile({ path: join(folder, "broken.runpkg"), name: "broken.runpkg" }));
    // A flipped bit in what nobody reads of a zip changes nothing.
    if (read.kind === "run") expect(read).toEqual(reading);
  }
});
