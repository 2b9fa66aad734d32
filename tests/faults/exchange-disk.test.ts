import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { openBackend } from "../../electron/backend/backend.ts";
import { EXPORT_FORMATS, FILE_ENDINGS } from "../../shared/domain/exchange/formats.ts";
import { by, fullStep, prompt, run } from "../support/build.ts";
import { exchangeWorld, openWorld, publish, type ExchangeWorld } from "../support/exchange.ts";
import { failureIn, valueOf } from "../support/library.ts";
import { RELEASE } from "../support/release.ts";
import { smallDisk, whyNoSmallDisk } from "../support/small-disk.ts";

const noSmallDisk = whyNoSmallDisk();

/** Some thousand letters that hardly pack. */
function noise(seed: number): string {
  return Array.from({ length: 100 }, (_, index) => createHash("sha256").update(`${seed} ${index}`).digest("hex")).join(
    " ",
  );
}

/** A run that every format takes, and that no export of it fits on the disk. */
async function publishable(): Promise<ExchangeWorld> {
  const steps = Array.from({ length: 120 }, (_, index) => fullStep(`${index}`, prompt(noise(index))));
  const { world, ids } = await exchangeWorld(run("Too large", by("Ann Example"), ...steps));
  await publish(world, ids);
  return world;
}

describe.skipIf(noSmallDisk !== null)("a disk that fills in the middle, or may not be written", () => {
  it.each(EXPORT_FORMATS)(
    "[DS24] an export as %s says so and leaves nothing behind, what was there stays",
    async (format) => {
      const world = await publishable();
      const disk = smallDisk(64);
      const options = { release: RELEASE };
      const place = join(disk.folder, `out${FILE_ENDINGS[format] ?? ""}`);
      const full = await world.export("all", format, options, place);
      expect(failureIn(full.answer).kind).toBe("diskFull");
      expect(readdirSync(disk.folder)).toEqual([]);
      const { runs } = valueOf(await world.call("run.list", {}));
      const [only] = runs;
      if (only !== undefined && FILE_ENDINGS[format] !== null) {
        writeFileSync(place, "what was there");
        expect(failureIn((await world.export([only.id], format, options, place, true)).answer).kind).toBe("diskFull");
        expect(readFileSync(place, "utf8")).toBe("what was there");
      }
      disk.protect();
      const refused = await world.export("all", format, options, join(disk.folder, "other"));
      expect(failureIn(refused.answer).kind).toBe("readOnly");
    },
  );

  it("[DS24] a library that a full disk has no room for leaves no draft of who holds it", async () => {
    const disk = smallDisk(64);
    writeFileSync(join(disk.folder, "ballast"), Buffer.alloc(64 * 1_024));
    const opened = await openBackend({ library: { path: join(disk.folder, "new.runwright"), mode: "write" } });
    expect(failureIn(opened).kind).toBe("diskFull");
    expect(readdirSync(disk.folder).toSorted()).toEqual(["ballast", "new.runwright.lock"]);
  });

  it("[DS24] an import into a library whose disk fills takes nothing in", async () => {
    const world = await publishable();
    const [only] = valueOf(await world.call("run.list", {})).runs;
    if (only === undefined) throw new Error("One run");
    const disk = smallDisk(2_048);
    const other = await openWorld(disk.folder);
    for (const format of ["jsonl", "parquet", "package", "markdown"] as const) {
      const file = join(world.folder, `run${FILE_ENDINGS[format] ?? ""}`);
      writeFileSync(file, await world.bytes(only.id, format));
      const left =
        2_048 * 1_024 - readdirSync(disk.folder).reduce((sum, name) => sum + statSync(join(disk.folder, name)).size, 0);
      writeFileSync(join(disk.folder, "ballast"), Buffer.alloc(Math.max(0, left - 300 * 1_024)));
      expect(failureIn(await other.call("exchange.import", { files: [other.lendFile(file)] })).kind).toBe("diskFull");
      writeFileSync(join(disk.folder, "ballast"), "");
      expect(valueOf(await other.call("run.list", {})).runs).toEqual([]);
    }
  });
});
