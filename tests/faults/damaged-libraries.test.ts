import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, it } from "vitest";

import { damageAndOpen, makeSpecimen, type Ending, type Specimen } from "../support/damaged-libraries.ts";

/*
 * A share of what `npm run faults` does with a thousand libraries. What a case does follows from its number.
 */
const CASES = 60;
const FIRST_CASE = 0;
const MEMORY = "/dev/shm";

let folder: string;
let specimen: Specimen;

beforeAll(async () => {
  // In memory where that is possible: what is tried here is damage, not the disk, and a disk would take a minute to sync it.
  folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), "runwright-damage-"));
  specimen = await makeSpecimen(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("[DU12] every damaged library opens, is recovered or is refused with a sentence, and whole rows are read out", async () => {
  const endings: Ending[] = [];
  for (let seed = FIRST_CASE; seed < FIRST_CASE + CASES; seed += 1) {
    endings.push(await damageAndOpen(specimen, folder, seed));
  }
  const sum = (pick: (ending: Ending) => number): number => endings.reduce((total, each) => total + pick(each), 0);
  const share = sum(({ readOut }) => readOut) / sum(({ whole }) => whole);
  console.log(
    `${CASES} damaged libraries: ${["opened", "recovered", "refused"].map((way) => `${way} ${endings.filter(({ ending }) => ending === way).length}`).join(", ")}; ` +
      `${(share * 100).toFixed(1)} % of the rows whose pages were left whole were read out`,
  );
  expect(share).toBeGreaterThanOrEqual(0.9);
  for (const { ending, sentences } of endings) {
    if (ending === "refused") expect(sentences[0]).toMatch(/[.] ?$|[.]/u);
  }
  const recovered = endings.filter(({ ending }) => ending === "recovered");
  expect(recovered.length).toBeGreaterThan(0);
  for (const { whole, shown, damage, hadBackup } of recovered)
    expect({ damage, hadBackup, shown }).toEqual({ damage, hadBackup, shown: whole });
});
