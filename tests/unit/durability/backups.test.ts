import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

import Database from "better-sqlite3";
import { expect, it } from "vitest";

import { openBackend } from "../../../electron/backend/backend.ts";
import type { Backend } from "../../../electron/backend/backend-shape.ts";
import { backupsToDrop, isSharpDrop, type Kept } from "../../../electron/backend/backups/keep-rule.ts";
import { readStamp } from "../../../electron/backend/backups/stamp.ts";
import { plainText } from "../../../electron/backend/backups/plain-text.ts";
import { backupFile, readShelf, textsFolder } from "../../../electron/backend/backups/shelf.ts";
import { locationWarnings } from "../../../electron/backend/backups/surroundings.ts";
import { restoreOffline } from "../../../electron/backend/backups/restore-offline.ts";
import { createRun } from "../../../electron/backend/runs/create.ts";
import { listRuns } from "../../../electron/backend/runs/list.ts";
import { saveRun } from "../../../electron/backend/runs/save.ts";
import { loadRun } from "../../../electron/backend/runs/load.ts";
import { openLibraryForWriting } from "../../../electron/backend/storage/library.ts";
import { type MethodName, type ReplyOf, type RequestOf, schemas } from "../../../shared/contract/contract.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import { writeBounty } from "../../../shared/domain/bounty/write.ts";
import { newBatchId } from "../../../shared/domain/ids.ts";
import { success, type Outcome } from "../../../shared/lib/outcome.ts";
import { action, by, CLOSED, fullStep, outcome, postPrompt, prompt, run, step, TAGGED } from "../../support/build.ts";
import { generateRun } from "../../support/generate-run.ts";
import {
  bringIn,
  failureIn,
  openReading,
  openWriting,
  temporaryFolder,
  valueOf,
  writerAt,
} from "../../support/library.ts";
import { onTestFinished } from "vitest";
import { stepsOf, writerOf } from "../../support/typing.ts";

const ME = "a page";

type Desk = {
  backend: Backend;
  ask: <M extends MethodName>(method: M, request: RequestOf<M>) => Promise<Outcome<ReplyOf<M>, Failure>>;
};

/** A backend on a library, as the app has it. */
async function desk(path: string): Promise<Desk> {
  const backend = valueOf(await openBackend({ library: { path, mode: "write" }, personName: "Ann" }));
  onTestFinished(() => backend.close());
  return {
    backend,
    ask: async (method, request) => {
      const answer = await backend.call(ME, method, request);
      return answer.ok ? success(schemas[method].reply.parse(answer.value)) : answer;
    },
  };
}

function libraryWith(title: string, steps = 3): string {
  const path = join(temporaryFolder(), "library");
  const library = valueOf(openLibraryForWriting(writerAt(path)));
  bringIn(library, run(title, by("Ann"), ...Array.from({ length: steps }, (_, index) => fullStep(String(index + 1)))));
  valueOf(library.close());
  return path;
}

it("[DU7] a backup is one file that opens by itself, with what it holds and its runs as text beside it", async () => {
  const path = libraryWith("The Lantern Ferry");
  const { ask } = await desk(path);
  const { backup, texts } = valueOf(await ask("backup.now", {}));
  const shelf = `${path}.backups`;
  expect(backup).toMatchObject({ why: "asked", runs: 1, steps: 3, fewerWords: false });
  expect(readdirSync(shelf).toSorted()).toEqual([
    `${backup.name} text`,
    `${backup.name}.json`,
    `${backup.name}.runwright`,
  ]);
  expect(statSync(join(shelf, `${backup.name}.json`)).mode & 0o077).toBe(0);
  const copy = openReading(backupFile(shelf, backup.name));
  expect(copy.lastClose).toBe("clean");
  expect(valueOf(listRuns(copy))).toEqual(valueOf(await ask("run.list", {})).runs);
  const [text] = texts;
  expect(readFileSync(join(shelf, text ?? ""), "utf8")).toContain(
    "======== Step 2 ========\n\n-- Thoughts before the prompt --\n* [watsonian] 2 initial",
  );
  // Nothing has changed since: the next one has no texts of its own.
  expect(valueOf(await ask("backup.now", {})).texts).toEqual([]);
  expect(valueOf(await ask("backup.status", {})).changedSince).toBe(false);
});

it("[DU7] a backup taken while pages save holds one moment, and no save waits for it to end", async () => {
  const path = join(temporaryFolder(), "library");
  const library = openWriting(path);
  const runId = bringIn(library, generateRun({ seed: 3, steps: 120 }));
  const { backUp } = await import("../../../electron/backend/backups/back-up.ts");
  const shelf = `${path}.backups`;
  const progress = { isDone: false };
  const backing = backUp({
    kind: "backUp",
    source: path,
    shelf,
    second: null,
    why: "asked",
    at: library.clock(),
    thin: true,
  }).finally(() => {
    progress.isDone = true;
  });
  const [first] = stepsOf(library, runId);
  if (first === undefined) throw new Error("A step");
  let rev = first.rev;
  let saves = 0;
  while (!progress.isDone) {
    const content = { ...first.content, prompt: { closed: false, text: `Save ${rev}` } };
    const saved = saveRun(library, {
      runId,
      batchId: newBatchId(),
      ...writerOf(library),
      orderRev: 1,
      steps: [{ id: first.id, baseRev: rev, content }],
      acts: [],
    });
    expect(valueOf(saved).state).toBe("saved");
    rev += 1;
    saves += 1;
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { note } = valueOf(await backing);
  expect(saves).toBeGreaterThan(1);
  const copy = openReading(backupFile(shelf, note.name));
  const kept = valueOf(loadRun(copy, runId)).steps[0];
  expect(
    kept?.rev === 1
      ? kept.content
      : { ...first.content, prompt: { closed: false, text: `Save ${(kept?.rev ?? 0) - 1}` } },
  ).toEqual(kept?.content);
});

it("[DU8] far fewer words never replace the last good backup before the person has said so", async () => {
  const path = libraryWith("Long", 200);
  const { ask } = await desk(path);
  const good = valueOf(await ask("backup.now", {})).backup;
  const { runs } = valueOf(await ask("run.list", {}));
  valueOf(await ask("run.delete", { runId: runs[0]?.id ?? never() }));
  const fewer = valueOf(await ask("backup.now", {})).backup;
  expect(fewer).toMatchObject({ fewerWords: true, words: 0 });
  expect(valueOf(await ask("backup.status", {})).fewerWords).toMatchObject({
    before: { name: good.name },
    now: { name: fewer.name },
  });
  expect(valueOf(await ask("backup.acceptFewerWords", {})).fewerWords).toBeNull();
  expect(valueOf(await ask("backup.now", {})).backup.fewerWords).toBe(false);
});

function never(): never {
  throw new Error("There is a run");
}

const DAY = 86_400_000;
const HOUR = 3_600_000;
const kept = (name: string, ageMs: number, more: Partial<Kept> = {}): Kept => ({
  name,
  at: -ageMs,
  why: "hourly",
  bytes: 1_000,
  fewerWords: false,
  ...more,
});

it("[DU8] backups thin out over hours, days, weeks and months; the newest stays, and no good one goes while words fell", () => {
  const staying = (backups: Kept[]): string[] => {
    const dropped = backupsToDrop(backups, 0);
    return backups.map(({ name }) => name).filter((name) => !dropped.has(name));
  };
  const hourly = Array.from({ length: 24 * 400 }, (_, index) => kept(String(index), index * HOUR));
  const left = staying(hourly);
  expect(left).toContain("0");
  expect(left.length).toBeGreaterThan(24 + 5 + 4 + 10);
  expect(left.length).toBeLessThan(24 + 8 + 6 + 14);
  expect(staying([kept("now", 0), kept("asked", 3.2 * DAY, { why: "asked" }), kept("hourly", 3.3 * DAY)])).toEqual([
    "now",
    "asked",
  ]);
  expect(staying([kept("old", 900 * DAY)])).toEqual(["old"]);
  const waiting = [
    kept("fewer 2", 0, { fewerWords: true }),
    kept("fewer 1", HOUR, { fewerWords: true }),
    ...hourly.slice(30, 60),
  ];
  expect(backupsToDrop(waiting, 0)).toEqual(new Set(["fewer 1"]));
  const huge = Array.from({ length: 10 }, (_, index) =>
    kept(String(index), index * 2 * HOUR, { bytes: 2 * 1024 ** 3 }),
  );
  expect(staying(huge)).toEqual(["0", "1", "2"]);
  // A clock that ran ahead and was set back: what was made meanwhile does not stay for ever.
  const ahead = Array.from({ length: 50 }, (_, index) => kept(`ahead ${index}`, -900 * DAY + index * HOUR));
  expect(staying([kept("now", 0), ...ahead]).length).toBeLessThan(40);
  expect([isSharpDrop(100_000, 79_000), isSharpDrop(100_000, 81_000), isSharpDrop(600, 200)]).toEqual([
    true,
    false,
    false,
  ]);
});

it("[DU8] the texts of a backup that goes move to the next one that stays", async () => {
  const path = libraryWith("Kept text");
  const { ask } = await desk(path);
  const { backup } = valueOf(await ask("backup.now", {}));
  const shelf = `${path}.backups`;
  const { runId } = valueOf(await ask("run.create", { title: "Later", authors: [] }));
  const later = valueOf(await ask("backup.now", {})).backup;
  expect(runId).toBeTruthy();
  const { thinShelf } = await import("../../../electron/backend/backups/shelf.ts");
  thinShelf(shelf, Date.now() + 800 * DAY);
  expect(readShelf(shelf).map(({ name }) => name)).toEqual([later.name]);
  expect(readdirSync(textsFolder(shelf, later.name))).toHaveLength(2);
  expect(existsSync(backupFile(shelf, backup.name))).toBe(false);
});

it("[DU7] the second place gets the same backup; when its disk is gone that is said and the first is made all the same", async () => {
  const path = libraryWith("Twice");
  const { ask, backend } = await desk(path);
  const second = join(temporaryFolder(), "stick");
  mkdirSync(second);
  valueOf(await ask("backup.places", { second: backend.lendFolder(ME, second) }));
  expect(statSync(`${path}.places.json`).mode & 0o077).toBe(0);
  const { backup } = valueOf(await ask("backup.now", {}));
  expect(
    readFileSync(backupFile(join(second, "library.backups"), backup.name)).equals(
      readFileSync(backupFile(`${path}.backups`, backup.name)),
    ),
  ).toBe(true);
  renameSync(second, `${second} (unplugged)`);
  const made = valueOf(await ask("backup.now", {}));
  expect(made.secondPlaceProblem).toContain("Is its disk connected?");
  const status = valueOf(await ask("backup.status", {}));
  expect(status.places.map(({ problem }) => problem)).toEqual([
    null,
    expect.stringContaining("Is its disk connected?"),
  ]);
  valueOf(await ask("backup.places", { second: null }));
  expect(valueOf(await ask("backup.status", {})).secondPlace).toBe("declined");
});

it("[DU9] a restore is taken back by restoring what was backed up before it, and tells the other pages", async () => {
  const path = libraryWith("As it was");
  const { ask, backend } = await desk(path);
  const told: string[] = [];
  backend.subscribe("another page", ({ name }) => told.push(name));
  const { backup } = valueOf(await ask("backup.now", {}));
  const since = valueOf(await ask("run.create", { title: "Since", authors: [] }));
  const restored = valueOf(await ask("backup.restore", { from: { place: "beside", name: backup.name } }));
  expect(told).toContain("library.replaced");
  expect(valueOf(await ask("run.list", {})).runs.map(({ title }) => title)).toEqual(["As it was"]);
  expect(existsSync(join(path, "..", restored.aside))).toBe(true);
  expect(existsSync(`${path}.replacing.json`)).toBe(false);
  valueOf(await ask("backup.restore", { from: { place: "beside", name: restored.before?.name ?? "" } }));
  expect(valueOf(await ask("run.open", { runId: since.runId })).details.title).toBe("Since");
  expect(valueOf(await ask("run.create", { title: "It goes on", authors: [] })).runId).toBeTruthy();
  expect(valueOf(await ask("backup.status", {})).aside).toHaveLength(2);
});

const bad: [what: string, kind: string, make: (good: string, path: string) => void][] = [
  ["empty", "notALibrary", (_good, path) => writeFileSync(path, "")],
  ["another program's", "notALibrary", (_good, path) => writeFileSync(path, "Once upon a time".repeat(900))],
  ["half copied", "damaged", (good, path) => writeFileSync(path, readFileSync(good).subarray(0, 30_000))],
  ["of a newer release", "newerRelease", (good, path) => withPragma(good, path, "user_version = 99")],
  ["of another library", "otherLibrary", (_good, path) => writeFileSync(path, readFileSync(libraryWith("Another")))],
  ["a folder", "folder", (_good, path) => mkdirSync(path)],
];

function withPragma(good: string, path: string, pragma: string): void {
  writeFileSync(path, readFileSync(good));
  const database = new Database(path);
  database.pragma(pragma);
  database.close();
}

it.each(bad)(
  "[DU9] a backup that is %s is refused with a sentence, and the library is as it was",
  async (_what, kind, make) => {
    const path = libraryWith("Kept");
    const { ask, backend } = await desk(path);
    const { backup } = valueOf(await ask("backup.now", {}));
    const file = join(temporaryFolder(), "backup");
    make(backupFile(`${path}.backups`, backup.name), file);
    const before = valueOf(await ask("run.list", {}));
    const failure = failureIn(await ask("backup.restore", { from: { file: backend.lendFile(ME, file) } }));
    expect(failure.kind).toBe(kind);
    expect(failure.message).toMatch(/\.$/u);
    expect(valueOf(await ask("run.list", {}))).toEqual(before);
    expect(readdirSync(join(path, "..")).filter((name) => name.includes("staged"))).toEqual([]);
  },
);

it("[DU9] a backup on the shelf that is not as it was made is refused", async () => {
  const path = libraryWith("Kept");
  const { ask } = await desk(path);
  const { backup } = valueOf(await ask("backup.now", {}));
  const file = backupFile(`${path}.backups`, backup.name);
  truncateSync(file, statSync(file).size - 4_096);
  const failure = failureIn(await ask("backup.restore", { from: { place: "beside", name: backup.name } }));
  expect(failure.kind).toBe("damaged");
  expect(failure.message).toContain("not as it was when it was made");
});

it("[DU9] a restore waits for no import: it is refused while one runs", async () => {
  const path = libraryWith("Kept");
  const { ask, backend } = await desk(path);
  const { backup } = valueOf(await ask("backup.now", {}));
  const file = join(temporaryFolder(), "run.json");
  const big = generateRun({ seed: 9, steps: 600 });
  writeFileSync(file, [...writeBounty({ title: "Big", authors: [] }, big.steps)].join(""));
  const importing = ask("exchange.import", { files: [backend.lendFile(ME, file)] });
  const refused = await ask("backup.restore", { from: { place: "beside", name: backup.name } });
  expect(failureIn(refused).kind).toBe("busy");
  expect((await importing).ok).toBe(true);
});

it("[DU9] a library that is damaged or gone is restored without opening it, and what there was goes aside", async () => {
  const path = libraryWith("Whole");
  const first = await desk(path);
  const { backup } = valueOf(await first.ask("backup.now", {}));
  await first.backend.close();
  const file = { path: backupFile(`${path}.backups`, backup.name), name: "the backup" };
  writeFileSync(path, readFileSync(path).fill(0, 0, 20_000));
  expect(failureIn(await restoreOffline(writerAt(path), file)).kind).toBe("notALibrary");
  truncateSync(path, 0);
  renameSync(path, `${path}.gone`);
  const restored = valueOf(await restoreOffline(writerAt(path), file));
  expect(restored).toMatchObject({ runs: 1, before: null, aside: null });
  const damaged = readFileSync(path);
  writeFileSync(path, damaged.subarray(0, damaged.length - 8_192));
  const again = valueOf(await restoreOffline(writerAt(path), file));
  expect(readFileSync(join(path, "..", again.aside ?? "")).length).toBe(damaged.length - 8_192);
  expect(valueOf(listRuns(openReading(path)))).toHaveLength(1);
});

it("[DU7] a plain text has a heading for every step and section, also where there are holes, and marks what a tag hides", () => {
  const steps = [
    step(prompt("A knock.", CLOSED), postPrompt(CLOSED), action("I fly.", TAGGED), outcome(CLOSED)),
    step(prompt("Still here."), outcome("Hidden next.", TAGGED)),
    fullStep("3"),
    step(),
  ];
  const details = {
    title: "T",
    authors: [],
    description: "",
    notes: "How it goes on",
    status: "draft" as const,
    tags: [],
    targetWords: null,
    targetSteps: null,
    wordsPerStep: null,
    licence: null,
    consent: false,
    projectId: null,
  };
  const text = [...plainText(details, steps)].join("");
  expect(text).toContain("-- Action (tagged “yo be real”) --\nI fly.");
  expect(text).toContain("-- Thoughts after the prompt --\n(left empty)");
  expect(text).toContain("-- Action --\n(not written)");
  expect(text).toContain("-- Prompt (hidden by a tag, kept) --\n3 prompt");
  expect(text).toContain("======== Step 4 ========");
  expect(text).toContain("How it goes on");
});

it("[DU10] a library in a synchronised folder is warned of, whatever the service", () => {
  const warned = (folder: string): string[] => {
    const place = join(temporaryFolder(), folder);
    mkdirSync(place, { recursive: true });
    return locationWarnings(join(place, "library"))
      .filter(({ what }) => what === "synchronised")
      .map(({ name }) => name);
  };
  expect(
    ["OneDrive - Work", "Dropbox", "iCloudDrive", "Google Drive/runs", "Nextcloud/a", "Mobile Documents"].map(
      (folder) => warned(folder)[0],
    ),
  ).toEqual(["OneDrive", "Dropbox", "iCloud Drive", "Google Drive", "Nextcloud", "iCloud Drive"]);
  expect(warned("My Runs about Dropboxes")).toEqual([]);
});

it("[DU7] a library of an earlier release is backed up before its tables change", async () => {
  const path = join(temporaryFolder(), "library");
  const { MIGRATIONS } = await import("../../../electron/backend/storage/migrations/list.ts");
  const old = valueOf(openLibraryForWriting(writerAt(path, { migrations: MIGRATIONS.slice(0, 2) })));
  valueOf(createRun(old, { title: "Old", authors: [] }));
  valueOf(old.close());
  const { ask } = await desk(path);
  const { backups } = valueOf(await ask("backup.list", {}));
  expect(backups).toMatchObject([{ why: "migration", runs: 1 }]);
  const copy = new Database(backupFile(`${path}.backups`, backups[0]?.name ?? ""), { readonly: true });
  expect(copy.pragma("user_version", { simple: true })).toBe(2);
  copy.close();
  expect(valueOf(await ask("run.list", {})).runs.map(({ title }) => title)).toEqual(["Old"]);
});

it("[DU15] a large import is backed up before it, and each run has a snapshot of how it came", async () => {
  const path = libraryWith("Here before");
  const folder = temporaryFolder();
  const { ask, backend } = await desk(path);
  const importOf = async (name: string, steps: number): Promise<string[]> => {
    const come = generateRun({ seed: steps, steps, words: steps * 20 });
    const file = join(folder, name);
    writeFileSync(file, [...writeBounty({ title: name, authors: come.authors }, come.steps)].join(""));
    const { runs } = valueOf(await ask("exchange.import", { files: [backend.lendFile(ME, file, name)] }));
    const snapshots = await Promise.all(runs.map(({ id }) => ask("history.snapshots", { runId: id })));
    return snapshots.flatMap((each) => valueOf(each).snapshots.map(({ why }) => why));
  };
  const whys = async (): Promise<string[]> => valueOf(await ask("backup.list", {})).backups.map(({ why }) => why);
  expect(await importOf("small.json", 3)).toEqual(["import"]);
  expect(await whys()).toEqual([]);
  expect(await importOf("large.json", 120)).toEqual(["import"]);
  expect(await whys()).toEqual(["import"]);
  const [made] = valueOf(await ask("backup.list", {})).backups;
  expect(made).toMatchObject({ runs: 2, steps: 6 });
  // A few minutes later that one still serves.
  await importOf("large too.json", 110);
  expect(await whys()).toEqual(["import"]);
});

it("[DU7] a change of no step is a change too: words of a run, a verdict, an edited remark", () => {
  const library = openWriting(libraryWith("Changed"));
  const changes = [
    "INSERT INTO run_words (run, word, added_at, added_offset) VALUES (1, 'Saltgate', 5, 0)",
    "INSERT INTO bible_revs (run, rev) VALUES (1, 1)",
    "UPDATE bible_revs SET rev = 2",
    `INSERT INTO verdicts (run, finding_key, verdict, at, at_offset) VALUES (1, 'k', '{}', 7, 0)`,
    `INSERT INTO run_answers (run, fingerprints, taken_at, taken_offset) VALUES (1, '[]', 1, 0)`,
    `INSERT INTO run_remarks (run, answer, id, remark, is_resolved, is_withdrawn) VALUES (1, 1, 'r', '{"updatedAt":1}', 0, 0)`,
    `UPDATE run_remarks SET remark = '{"updatedAt":2}'`,
    "UPDATE run_remarks SET is_resolved = 1",
    `INSERT INTO run_goals (run, goal) VALUES (1, '{"words":1000}')`,
    `UPDATE run_goals SET goal = '{"words":2000}'`,
    "INSERT INTO projects (id, title, made_at, made_offset) VALUES ('p', 'First year', 1, 0)",
    "UPDATE projects SET title = 'Other year'",
    // A table of a later release.
    "CREATE TABLE later (run INTEGER NOT NULL, note TEXT NOT NULL) STRICT",
    "INSERT INTO later (run, note) VALUES (1, 'one')",
    "UPDATE later SET note = 'another'",
  ];
  const stampAfter = (change: string): string =>
    valueOf(
      library.write<string, never>((connection) => {
        connection.run(change);
        return success(readStamp(connection));
      }),
    );
  const stamps = changes.map(stampAfter);
  expect(new Set(stamps).size).toBe(changes.length);
  // What a lead saw is no change of anybody's work.
  const looked = stampAfter("INSERT INTO looks (identity, day, words, steps) VALUES ('r', 20000, 900, 3)");
  expect(looked).toBe(stamps.at(-1));
});
