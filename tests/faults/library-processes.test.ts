import { existsSync } from "node:fs";
import { join } from "node:path";

import { expect, it } from "vitest";

import { listRuns } from "../../electron/backend/runs/list.ts";
import { loadRun } from "../../electron/backend/runs/load.ts";
import { rebuildCaches } from "../../electron/backend/runs/rebuild.ts";
import { findText } from "../../electron/backend/search/find.ts";
import { libraryFailureSentence } from "../../electron/backend/storage/failures.ts";
import { openLibraryForWriting } from "../../electron/backend/storage/library.ts";
import { fullStep, run } from "../support/build.ts";
import { askChild, startChild } from "../support/child.ts";
import {
  bringIn,
  failureIn,
  openReading,
  openWriting,
  temporaryFolder,
  valueOf,
  writerAt,
} from "../support/library.ts";
import { tablesOf } from "../support/tables.ts";

it("[L2] tells a second writer who has the library and since when, in another process and in the same", async () => {
  const path = join(temporaryFolder(), "library");
  const child = startChild("hold", path);
  expect(await child.line()).toBe("open");
  const failure = failureIn(openLibraryForWriting(writerAt(path)));
  expect(failure).toMatchObject({
    kind: "heldByWriter",
    path,
    holder: { person: "Cora Child", device: "child process" },
  });
  expect(libraryFailureSentence(failure)).toMatch(/open for writing by Cora Child on child process since \d{4}-/u);
  expect(askChild("hold", path)).toMatchObject({ kind: "heldByWriter", holder: { person: "Cora Child" } });
  expect(valueOf(listRuns(openReading(path)))).toEqual([]);
  await child.kill();

  const mine = openWriting(path);
  expect(mine.lastClose).toBe("unclean");
  expect(failureIn(openLibraryForWriting(writerAt(path)))).toMatchObject({ holder: { person: "Ann Example" } });
  expect(askChild("hold", path)).toMatchObject({ kind: "heldByWriter", holder: { person: "Ann Example" } });
  valueOf(mine.close());
  expect(existsSync(`${path}.lock.json`)).toBe(false);
});

it("[L2] reads in another process what a writer has just committed", () => {
  const path = join(temporaryFolder(), "library");
  const library = openWriting(path);
  bringIn(library, run("Just now", fullStep("1")));
  expect(askChild("list", path)).toEqual({ runs: ["Just now"] });
});

const KILLS = 6;

it("[L4] sweeps what a killed import left behind, whenever it was killed", async () => {
  const path = join(temporaryFolder(), "library");
  const library = openWriting(path);
  bringIn(library, run("Kept", fullStep("1")));
  const before = tablesOf(library);
  valueOf(library.close());
  for (let kill = 0; kill < KILLS; kill += 1) {
    const child = startChild("import", path);
    for (let lines = 0; lines < 2 + kill; lines += 1) await child.line();
    await child.kill();
    const reader = openReading(path);
    expect(valueOf(listRuns(reader)).map(({ title }) => title)).toEqual(["Kept"]);
    const { hits } = valueOf(findText(reader, { text: "the", limit: 200 }));
    expect(hits.every(({ runTitle }) => runTitle === "Kept")).toBe(true);
    valueOf(reader.close());
    const swept = openWriting(path);
    // Authors that came with it stay known as people; the child's device stays enrolled.
    const { people, devices, library: itself, ...rest } = tablesOf(swept);
    const { people: _people, devices: _devices, library: _itself, ...restBefore } = before;
    expect(rest).toEqual(restBefore);
    expect([people.length, devices.length, itself.length]).toEqual([expect.any(Number), 2, 1]);
    valueOf(swept.close());
  }
});

it("[L5] keeps every acknowledged save when the process is killed, and is whole", async () => {
  const path = join(temporaryFolder(), "library");
  for (let kill = 0; kill < KILLS; kill += 1) {
    const child = startChild("save", path);
    expect(await child.line()).toBe("open");
    let acknowledged = 0;
    for (let lines = 0; lines < 1 + kill * 7; lines += 1) acknowledged = Number(await child.line());
    await child.kill();
    acknowledged = Number(child.pending().at(-1) ?? acknowledged);
    const library = openWriting(path);
    const runs = valueOf(listRuns(library));
    expect(runs).toHaveLength(kill + 1);
    const runId = runs.at(-1)?.id;
    if (runId === undefined) throw new Error("No run");
    const [step] = valueOf(loadRun(library, runId)).steps;
    // One more may have been committed whose answer the kill cut off.
    expect([acknowledged, acknowledged + 1]).toContain((step?.rev ?? 0) - 1);
    expect(step?.content.prompt.text).toBe(`words ${String((step?.rev ?? 0) - 1)}`);
    const kept = tablesOf(library);
    valueOf(rebuildCaches(library));
    expect(tablesOf(library)).toEqual(kept);
    valueOf(library.close());
  }
});
