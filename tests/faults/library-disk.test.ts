import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { beginArrival } from "../../electron/backend/runs/arrive.ts";
import { listRuns } from "../../electron/backend/runs/list.ts";
import { saveRun } from "../../electron/backend/runs/save.ts";
import { libraryFailureSentence } from "../../electron/backend/storage/failures.ts";
import { openLibraryForWriting } from "../../electron/backend/storage/library.ts";
import type { LibraryFailure } from "../../electron/backend/storage/failures.ts";
import type { SaveRequest } from "../../shared/contract/save.ts";
import { newBatchId } from "../../shared/domain/ids.ts";
import { fullStep, run } from "../support/build.ts";
import { askChild, NOBODY, startChild, whyNoOtherUser } from "../support/child.ts";
import { generateRun } from "../support/generate-run.ts";
import {
  bringIn,
  failureIn,
  openReading,
  openWriting,
  temporaryFolder,
  valueOf,
  writerAt,
} from "../support/library.ts";
import { smallDisk, whyNoSmallDisk } from "../support/small-disk.ts";
import { tablesOf } from "../support/tables.ts";
import { stepsOf, writerOf } from "../support/typing.ts";

const noSmallDisk = whyNoSmallDisk();
const noOtherUser = whyNoOtherUser();

describe("a full disk", () => {
  it("[L12] refuses what does not fit, keeps what was there, and goes on when there is room", ({ skip }) => {
    if (noSmallDisk !== null) skip(noSmallDisk);
    const { folder } = smallDisk(4_096);
    const path = join(folder, "library");
    const library = openWriting(path);
    bringIn(library, run("Kept", fullStep("1")));
    const before = tablesOf(library);
    writeFileSync(join(folder, "ballast"), Buffer.alloc(1_500 * 1_024));
    const arrival = beginArrival(library);
    const big = generateRun({ seed: 1, steps: 2_000 });
    const runId = valueOf(arrival.startRun({ title: "Too big", authors: [] }));
    let failure: LibraryFailure | null = null;
    for (let index = 0; failure === null && index < big.steps.length; index += 100) {
      const appended = arrival.append(runId, big.steps.slice(index, index + 100));
      if (!appended.ok) failure = appended.failure;
    }
    expect(failure).toEqual({ kind: "diskFull", path });
    expect(failure === null ? "" : libraryFailureSentence(failure)).toContain("full");
    expect(valueOf(listRuns(library)).map(({ title }) => title)).toEqual(["Kept"]);

    rmSync(join(folder, "ballast"));
    valueOf(arrival.abandon());
    expect(tablesOf(library)).toEqual(before);
    bringIn(library, run("Fits", fullStep("2")));
    valueOf(library.close());
    expect(valueOf(listRuns(openReading(path))).map(({ title }) => title)).toEqual(["Kept", "Fits"]);
  });

  it("[L12] makes no half library where there is no room for one", ({ skip }) => {
    if (noSmallDisk !== null) skip(noSmallDisk);
    const { folder } = smallDisk(64);
    const path = join(folder, "library");
    expect(failureIn(openLibraryForWriting(writerAt(path)))).toEqual({ kind: "diskFull", path });
    expect(readdirSync(folder).filter((name) => !name.startsWith("library.lock"))).toEqual([]);
  });
});

describe("a disk that can only be read", () => {
  it("[L12] reads a library there, refuses to write, and leaves every byte", ({ skip }) => {
    if (noSmallDisk !== null) skip(noSmallDisk);
    const disk = smallDisk(4_096);
    const path = join(disk.folder, "library");
    const library = openWriting(path);
    bringIn(library, run("Archived", fullStep("1")));
    valueOf(library.close());
    const before = readFileSync(path);
    disk.protect();
    expect(failureIn(openLibraryForWriting(writerAt(path)))).toEqual({ kind: "readOnly", path });
    expect(failureIn(openLibraryForWriting(writerAt(join(disk.folder, "new"))))).toMatchObject({ kind: "readOnly" });
    const reader = openReading(path);
    expect(valueOf(listRuns(reader)).map(({ title }) => title)).toEqual(["Archived"]);
    valueOf(reader.close());
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it("[L12] reads there what a killed writer left in its -wal", async ({ skip }) => {
    if (noSmallDisk !== null) skip(noSmallDisk);
    const disk = smallDisk(8_192);
    const path = join(disk.folder, "library");
    const child = startChild("save", path);
    for (let lines = 0; lines < 5; lines += 1) await child.line();
    await child.kill();
    expect(existsSync(`${path}-wal`)).toBe(true);
    rmSync(`${path}-shm`, { force: true });
    disk.protect();
    const reader = openReading(path);
    expect(reader.lastClose).toBe("unclean");
    expect(valueOf(listRuns(reader))).toMatchObject([{ title: "Typed until killed", words: 2 }]);
  });
});

describe("another person's library", () => {
  it("[L12] reads it where that is allowed, also in a folder where nothing can be made", ({ skip }) => {
    if (noOtherUser !== null) skip(noOtherUser);
    const folder = temporaryFolder();
    const path = join(folder, "library");
    const library = openWriting(path);
    bringIn(library, run("Theirs", fullStep("1")));
    valueOf(library.close());
    chmodSync(folder, 0o755);
    expect(askChild("list", path, NOBODY)).toEqual({ runs: ["Theirs"] });
    expect(askChild("hold", path, NOBODY)).toMatchObject({ kind: "noPermission" });
    chmodSync(path, 0o600);
    expect(askChild("list", path, NOBODY)).toEqual({ kind: "noPermission", path });
    chmodSync(path, 0o644);
    chmodSync(folder, 0o700);
    expect(askChild("list", path, NOBODY)).toMatchObject({ kind: "noPermission" });
    expect(readdirSync(folder).toSorted()).toEqual(["library", "library.lock"]);
  });

  it("[L12] says that a library cannot be written which only its folder lets be locked", ({ skip }) => {
    if (noOtherUser !== null) skip(noOtherUser);
    const folder = temporaryFolder();
    const path = join(folder, "library");
    valueOf(openWriting(path).close());
    rmSync(`${path}.lock`);
    chmodSync(folder, 0o777);
    expect(askChild("hold", path, NOBODY)).toEqual({ kind: "readOnly", path });
    expect(existsSync(`${path}.lock.json`)).toBe(false);
  });
});

it("[L12] acknowledges nothing once a file of the open library has been moved away, and goes on when it is back", () => {
  for (const part of ["", "-wal"]) {
    const path = join(temporaryFolder(), "library");
    const library = openWriting(path);
    const runId = bringIn(library, run("Kept", fullStep("1")));
    const [step] = stepsOf(library, runId);
    if (step === undefined) throw new Error("A step");
    const request: SaveRequest = {
      runId,
      batchId: newBatchId(),
      ...writerOf(library),
      orderRev: 1,
      steps: [
        { id: step.id, baseRev: step.rev, content: { ...step.content, prompt: { closed: false, text: "Late" } } },
      ],
      acts: [],
    };
    renameSync(path + part, `${path}.elsewhere`);
    const failure = failureIn(saveRun(library, request));
    expect(failure).toEqual({ kind: "io", path, code: "moved" });
    // Another file under its name is not the library either.
    writeFileSync(path + part, "");
    expect(failureIn(saveRun(library, request))).toEqual(failure);
    renameSync(`${path}.elsewhere`, path + part);
    expect(valueOf(saveRun(library, request)).state).toBe("saved");
    valueOf(library.close());
    expect(stepsOf(openWriting(path), runId)[0]?.content.prompt.text).toBe("Late");
  }
});

it("[L2] takes no left-over name for a holder", () => {
  const folder = temporaryFolder();
  const path = join(folder, "library");
  valueOf(openWriting(path).close());
  writeFileSync(`${path}.lock.json`, "{ half writt");
  const library = openWriting(path);
  writeFileSync(`${path}.lock.json`, "{ half writt");
  expect(failureIn(openLibraryForWriting(writerAt(path)))).toEqual({ kind: "heldByWriter", path, holder: null });
  valueOf(library.close());
});

it("[L2] has one lock for a library, by whichever name it is opened", () => {
  const folder = temporaryFolder();
  const path = join(folder, "library");
  const link = join(folder, "link");
  const library = openWriting(path);
  symlinkSync(path, link);
  expect(failureIn(openLibraryForWriting(writerAt(link)))).toMatchObject({ kind: "heldByWriter", path });
  expect(openReading(link)).toMatchObject({ path, id: library.id });
});
