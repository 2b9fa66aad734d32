import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, it } from "vitest";

import type { ImportedRun } from "../../../shared/contract/exchange-methods.ts";
import { exchangeWorld, type ExchangeWorld, openWorld } from "../../support/exchange.ts";
import { generateRun } from "../../support/generate-run.ts";
import { failureIn, temporaryFolder, valueOf } from "../../support/library.ts";
import { repacked } from "../../support/repack.ts";

async function take(world: ExchangeWorld, bytes: Uint8Array) {
  const file = join(world.folder, "given.runpkg");
  writeFileSync(file, bytes);
  return world.call("exchange.import", { files: [world.lendFile(file)] });
}

async function packed(): Promise<Buffer> {
  const { world, ids } = await exchangeWorld(generateRun({ seed: 12, steps: 8 }));
  const [id] = ids;
  if (id === undefined) throw new Error("One run");
  return world.bytes(id, "package");
}

/** As the release before wrote it: without guides, and no section named one. */
const asFirst = (bytes: Uint8Array): Uint8Array =>
  repacked(bytes, 1, (parts) => {
    parts.delete("guides.json");
    parts.set("steps.jsonl", (parts.get("steps.jsonl") ?? "").replaceAll(/,"guide":null/gu, ""));
  });

it("[DS26] a package of version 1 comes in whole, leaves as one of this release, and coming in twice changes nothing", async () => {
  const bytes = await packed();
  const other = await openWorld(temporaryFolder());
  const arrivals: ImportedRun["arriving"][] = [];
  for (const given of [asFirst(bytes), asFirst(bytes), bytes]) {
    const [run] = valueOf(await take(other, given)).runs;
    if (run === undefined) throw new Error("One run");
    arrivals.push(run.arriving);
    expect((await other.bytes(run.id, "package")).equals(bytes)).toBe(true);
  }
  expect(arrivals).toEqual(["new", "present", "present"]);
  expect(valueOf(await other.call("run.list", {})).runs).toHaveLength(1);
});

it("[DS26] a package of a newer release is refused with a sentence, and so is one that has less or more than its version", async () => {
  const bytes = await packed();
  const other = await openWorld(temporaryFolder());
  const cases: readonly (readonly [given: Uint8Array, sentence: RegExp])[] = [
    [repacked(bytes, 3, () => undefined), /newer release of Runwright. Update Runwright/u],
    [repacked(bytes, 2, (parts) => parts.delete("guides.json")), /guides\.json is missing/u],
    [repacked(bytes, 1, () => undefined), /steps\.jsonl, provenance/u],
  ];
  for (const [given, sentence] of cases) {
    const failure = failureIn(await take(other, given));
    expect(failure.kind).toBe("refused");
    expect(JSON.stringify(failure)).toMatch(sentence);
  }
  expect(valueOf(await other.call("run.list", {})).runs).toEqual([]);
});
