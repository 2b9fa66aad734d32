import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

import { expect, it } from "vitest";

import { backUp } from "../../electron/backend/backups/back-up.ts";
import { listVersions } from "../../electron/backend/history/list.ts";
import { openForWriting } from "../../electron/backend/recovery/open.ts";
import { readReport, writeReport } from "../../electron/backend/recovery/report.ts";
import { listRuns } from "../../electron/backend/runs/list.ts";
import { loadRun } from "../../electron/backend/runs/load.ts";
import { rebuildCaches } from "../../electron/backend/runs/rebuild.ts";
import { openLibraryForWriting, type WritingLibrary } from "../../electron/backend/storage/library.ts";
import { replaceLibrary } from "../../electron/backend/storage/replace.ts";
import type { RecoveryReport } from "../../shared/contract/recovery-methods.ts";
import { newStepId, type RunId } from "../../shared/domain/ids.ts";
import { fullStep, run } from "../support/build.ts";
import { startChild } from "../support/child.ts";
import { bringIn, failureIn, openWriting, temporaryFolder, TEST_TIME, valueOf, writerAt } from "../support/library.ts";
import { tablesOf } from "../support/tables.ts";
import { deleteStep, stepsOf, writePrompt } from "../support/typing.ts";
import { onTestFinished } from "vitest";

type Case = { readonly path: string; readonly runId: RunId };

/** A closed library of one run of three steps; with a backup from before its last change, where asked. */
async function closedLibrary({ backup }: { readonly backup: boolean }): Promise<Case> {
  const path = join(temporaryFolder(), "library");
  const library = valueOf(openLibraryForWriting(writerAt(path)));
  const runId = bringIn(library, run("The Lantern Ferry", fullStep("1"), fullStep("2"), fullStep("3")));
  if (backup) {
    const shelf = `${path}.backups`;
    valueOf(
      await backUp({ kind: "backUp", source: path, shelf, second: null, why: "hourly", at: TEST_TIME, thin: true }),
    );
  }
  const [first, second] = stepsOf(library, runId);
  if (first === undefined || second === undefined) throw new Error("Three steps");
  writePrompt(library, runId, first.id, "Since the backup");
  deleteStep(library, runId, second.id);
  valueOf(library.close());
  return { path, runId };
}

async function opened(path: string): Promise<{ library: WritingLibrary; report: RecoveryReport | null }> {
  const library = valueOf(await openForWriting(writerAt(path), true));
  onTestFinished(() => void library.close());
  return { library, report: readReport(path) };
}

/** Zeros the first page and what SQLite needs to find anything. */
function ruin(path: string): void {
  const bytes = readFileSync(path);
  bytes.fill(0, 0, 4_096);
  writeFileSync(path, bytes);
}

function prompts(library: WritingLibrary, runId: RunId): string[] {
  return stepsOf(library, runId).map(({ content }) => content.prompt.text);
}

it("[DU11] a damaged library goes aside whole, the backup takes its place, and what was newer comes in as versions", async () => {
  const { path, runId } = await closedLibrary({ backup: true });
  ruin(path);
  const damaged = readFileSync(path);
  const { library, report } = await opened(path);
  expect(report).toMatchObject({
    what: "damaged",
    backup: { why: "hourly" },
    complete: true,
    runs: [{ runId, brought: 1 }],
  });
  expect(readFileSync(join(dirname(path), report?.aside ?? ""))).toEqual(damaged);
  // A step that had gone to the bin since the backup is there again: nothing is taken away by a recovery.
  expect(prompts(library, runId)).toEqual(["Since the backup", "2 prompt", "3 prompt"]);
  const stepId = stepsOf(library, runId)[0]?.id ?? null;
  const versions = valueOf(listVersions(library, { runId, stepId, part: "prompt", before: null, limit: 9 })).versions;
  // It tells how it was written, and not that it was read out.
  expect(versions.map(({ kind }) => kind)).toEqual(["typed", null]);
  const kept = tablesOf(library);
  valueOf(rebuildCaches(library));
  expect(tablesOf(library)).toEqual(kept);
});

it("[DU11] without a backup what can be read out begins a library; nothing begins empty in silence", async () => {
  const { path, runId } = await closedLibrary({ backup: false });
  const bytes = readFileSync(path);
  // The schema is gone, the first page's head still says whose it is.
  bytes.fill(0, 100, 4_096);
  writeFileSync(path, bytes);
  const { library, report } = await opened(path);
  expect(report).toMatchObject({ what: "damaged", backup: null, complete: true });
  expect(valueOf(listRuns(library))).toMatchObject([{ id: runId, title: "The Lantern Ferry", steps: 2 }]);
  expect(prompts(library, runId)).toEqual(["Since the backup", "3 prompt"]);
});

it("[DU11] a library that has gone is brought back from its backup and that is said; without a backup it is new", async () => {
  const { path, runId } = await closedLibrary({ backup: true });
  rmSync(path);
  const { library, report } = await opened(path);
  expect(report).toMatchObject({ what: "missing", aside: null, complete: true });
  expect(prompts(library, runId)).toEqual(["1 prompt", "2 prompt", "3 prompt"]);
  const fresh = await opened(join(temporaryFolder(), "library"));
  expect(fresh.report).toBeNull();
});

it("[DU11] a backup that is damaged itself is passed over for an older one", async () => {
  const { path } = await closedLibrary({ backup: true });
  const shelf = `${path}.backups`;
  const good = readdirSync(shelf).find((name) => name.endsWith(".runwright")) ?? "";
  valueOf(
    await backUp({
      kind: "backUp",
      source: path,
      shelf,
      second: null,
      why: "asked",
      at: { ...TEST_TIME, utcMs: TEST_TIME.utcMs + 2 * 3_600_000 },
      thin: true,
    }),
  );
  const newer = readdirSync(shelf).find((name) => name.endsWith("-asked.runwright")) ?? "";
  truncateSync(join(shelf, newer), 9_000);
  ruin(path);
  const { report } = await opened(path);
  expect(`${report?.backup?.name ?? ""}.runwright`).toBe(good);
});

it("[DU11] what is no library, of a newer release or held by another is refused and stays as it was", async () => {
  const folder = temporaryFolder();
  const text = join(folder, "text");
  writeFileSync(text, "Once upon a time".repeat(1_000));
  expect(failureIn(await openForWriting(writerAt(text), true)).kind).toBe("notALibrary");
  expect(readdirSync(folder)).toEqual(["text"]);
  const { path } = await closedLibrary({ backup: true });
  const holder = openWriting(path);
  expect(failureIn(await openForWriting(writerAt(path), true)).kind).toBe("heldByWriter");
  valueOf(holder.close());
});

it("[DU11] a recovery that was stopped in the middle is gone on with at the next start", async () => {
  const { path, runId } = await closedLibrary({ backup: true });
  const damaged = `${path}.damaged-then`;
  copyFileSync(path, damaged);
  const backup = readdirSync(`${path}.backups`).find((name) => name.endsWith(".runwright")) ?? "";
  copyFileSync(join(`${path}.backups`, backup), path);
  const report = {
    at: 1,
    offsetMinutes: 0,
    what: "damaged" as const,
    detail: "x",
    backup: null,
    aside: "library.damaged-then",
    runs: [],
    others: [],
    complete: false,
  };
  writeReport(path, report);
  const { library, report: after } = await opened(path);
  expect(after).toMatchObject({ complete: true, runs: [{ brought: 1 }] });
  expect(prompts(library, runId)[0]).toBe("Since the backup");
});

it("[DU11] a recovery whose report cannot be written is refused, gives the library free, and is gone on with later", async () => {
  const { path } = await closedLibrary({ backup: true });
  const aside = `${path}.damaged-then`;
  copyFileSync(path, aside);
  writeReport(path, {
    at: 1,
    offsetMinutes: 0,
    what: "damaged",
    detail: "x",
    backup: null,
    aside: basename(aside),
    runs: [],
    others: [],
    complete: false,
  });
  // In the place of the draft something that cannot be written to.
  mkdirSync(`${path}.recovery.json.part`);
  expect(failureIn(await openForWriting(writerAt(path), true)).kind).toBe("folder");
  rmdirSync(`${path}.recovery.json.part`);
  expect((await opened(path)).report?.complete).toBe(true);
});

it("[DU9] an exchange of files that was stopped anywhere ends with the old library or the new one", async () => {
  const stops = [
    "before anything moved",
    "the -wal moved",
    "all moved",
    "in place, the note not yet taken away",
  ] as const;
  for (const stop of stops) {
    const { path, runId } = await closedLibrary({ backup: true });
    const backup = readdirSync(`${path}.backups`).find((name) => name.endsWith(".runwright")) ?? "";
    const staged = `${path}.staged`;
    copyFileSync(join(`${path}.backups`, backup), staged);
    writeFileSync(`${path}-wal`, "left over");
    writeFileSync(`${path}.replacing.json`, JSON.stringify({ staged: "library.staged", aside: "library.aside" }));
    const at = stops.indexOf(stop);
    if (at >= 1) renameSync(`${path}-wal`, `${path}.aside-wal`);
    if (at >= 2) renameSync(path, `${path}.aside`);
    if (at >= 3) renameSync(staged, path);
    const library = openWriting(path);
    expect(prompts(library, runId)).toEqual(["1 prompt", "2 prompt", "3 prompt"]);
    expect([
      existsSync(`${path}.aside`),
      existsSync(`${path}.aside-wal`),
      existsSync(`${path}.replacing.json`),
    ]).toEqual([true, true, false]);
    valueOf(library.close());
  }
});

it("[DU9] an exchange that was stopped when the library had gone aside is ended, and not taken for a library that is missing", async () => {
  const { path, runId } = await closedLibrary({ backup: true });
  // A restore of another state than the newest backup's: that one must come, and not the backup.
  copyFileSync(path, `${path}.staged`);
  renameSync(path, `${path}.aside`);
  writeFileSync(`${path}.replacing.json`, JSON.stringify({ staged: "library.staged", aside: "library.aside" }));
  const { library, report } = await opened(path);
  expect(report).toBeNull();
  expect(prompts(library, runId)).toEqual(["Since the backup", "3 prompt"]);
});

it("[DU9] an old -wal never undoes an exchange of files", async () => {
  const { path, runId } = await closedLibrary({ backup: true });
  const library = openWriting(path);
  const [first] = stepsOf(library, runId);
  if (first === undefined) throw new Error("A step");
  writePrompt(library, runId, first.id, "Only in the -wal");
  const wal = readFileSync(`${path}-wal`);
  valueOf(library.close());
  writeFileSync(`${path}-wal`, wal);
  const backup = readdirSync(`${path}.backups`).find((name) => name.endsWith(".runwright")) ?? "";
  copyFileSync(join(`${path}.backups`, backup), `${path}.staged`);
  replaceLibrary(path, `${path}.staged`, `${path}.aside`);
  const after = openWriting(path);
  expect(prompts(after, runId)[0]).toBe("1 prompt");
  expect(existsSync(`${path}.aside-wal`)).toBe(true);
});

it("[DU11] after kill -9 a whole library just opens, with all that was acknowledged and no report", async () => {
  const path = join(temporaryFolder(), "library");
  const child = startChild("save", path);
  expect(await child.line()).toBe("open");
  for (let lines = 0; lines < 20; lines += 1) await child.line();
  await child.kill();
  const acknowledged = Number(child.pending().at(-1) ?? 20);
  const { library, report } = await opened(path);
  expect(report).toBeNull();
  const [one] = valueOf(listRuns(library));
  if (one === undefined) throw new Error("One run");
  expect(valueOf(loadRun(library, one.id)).steps[0]?.rev).toBeGreaterThanOrEqual(acknowledged + 1);
});

/** A closed library with a backup, of which some bytes are then changed. */
async function changedLibrary(change: (bytes: Buffer) => void): Promise<Case> {
  const made = await closedLibrary({ backup: true });
  const bytes = readFileSync(made.path);
  change(bytes);
  writeFileSync(made.path, bytes);
  return made;
}

it("[DU11] damage in the definition of a table is damage, and no mistake of the program", async () => {
  // A directive of the search index: nobody looks at it before the first save.
  const search = await changedLibrary((bytes) => {
    bytes.write("contentless_delete = x", bytes.indexOf("contentless_delete = 1"));
  });
  const first = openWriting(search.path);
  const stepId = stepsOf(first, search.runId)[0]?.id ?? newStepId();
  expect(() => writePrompt(first, search.runId, stepId, "Not taken")).toThrow(/"kind":"damaged"/u);
  valueOf(first.close());
  // The version of the tables: two instead of the newest.
  const version = await changedLibrary((bytes) => void bytes.writeUInt32BE(2, 60));
  expect(failureIn(openLibraryForWriting(writerAt(version.path))).kind).toBe("damaged");
  for (const { path, runId } of [search, version]) {
    const { library, report } = await opened(path);
    expect(report).toMatchObject({ what: "damaged", complete: true, backup: { why: "hourly" } });
    expect(prompts(library, runId)[0]).toBe("Since the backup");
  }
});

it("[DU11] damage that is found while the app is open is looked into at the next start", async () => {
  const { path, runId } = await closedLibrary({ backup: true });
  const bytes = readFileSync(path);
  // A byte inside a row: no page is wrong by SQLite's rules, and the close was clean.
  const at = bytes.indexOf('"closed":false');
  bytes[at] = 0x7b;
  writeFileSync(path, bytes);
  const first = valueOf(await openForWriting(writerAt(path), true));
  expect(readReport(path)).toBeNull();
  expect(failureIn(loadRun(first, runId)).kind).toBe("damaged");
  valueOf(first.close());
  const { library, report } = await opened(path);
  expect(report).toMatchObject({ what: "damaged", complete: true });
  expect(stepsOf(library, runId)).toHaveLength(3);
});
