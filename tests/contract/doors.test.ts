import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { newRunId } from "../../shared/domain/ids.ts";
import { DOORS, type Door } from "../support/doors.ts";

describe.each(DOORS)("through the door “$name”", ({ open }) => {
  let folder: string;
  let door: Door;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "runwright-door-"));
    mkdirSync(join(folder, "out"));
    door = await open(join(folder, "library.runwright"));
  });
  afterEach(async () => {
    await door.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("[H4] a run goes out as a file, comes in from it, and goes out again as the same bytes", async () => {
    const made = await door.call("run.sample", {});
    if (!made.ok) throw new Error(made.failure.message);
    const { runId } = made.value;
    const file = join(folder, "out", "first.json");
    const first = await door.call("exchange.export", {
      runs: [runId],
      format: "bounty",
      target: await door.lendTarget(file),
      overwrite: false,
    });
    expect(first).toMatchObject({ ok: true, value: { files: [{ runId }] } });
    const back = await door.call("exchange.import", { files: [await door.lendFile(file)] });
    if (!back.ok) throw new Error(back.failure.message);
    const again = join(folder, "out", "again.json");
    const runs = back.value.runs.map(({ id }) => id);
    await door.call("exchange.export", {
      runs,
      format: "bounty",
      target: await door.lendTarget(again),
      overwrite: false,
    });
    expect(readFileSync(again).equals(readFileSync(file))).toBe(true);
    const counted = await door.call("progress.overview", {
      folder: await door.lendFolder(join(folder, "out")),
      dayStartsAt: 4,
      runWords: 300_000,
    });
    expect(counted).toMatchObject({ ok: true, value: { read: 2, refused: [] } });
  });

  it("[H4] what cannot be is the same failure", async () => {
    for (const [method, request, kind] of [
      ["run.list", { more: 1 }, "invalidRequest"],
      ["run.open", { runId: newRunId() }, "noSuchRun"],
      ["constructor", {}, "unknownMethod"],
      ["exchange.import", { files: [`file-${"0".repeat(32)}`] }, "noSuchFile"],
    ] as const) {
      expect(await door.callRaw(method, request)).toMatchObject({ ok: false, failure: { kind } });
    }
  });
});
