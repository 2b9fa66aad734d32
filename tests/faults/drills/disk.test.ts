import { expect, it } from "vitest";

import { fullDisk, ioErrors, plantedFaults, powerCuts } from "./drills.ts";
import { sampleOf } from "./sample.ts";

it("[DR3] has the old or the new state after a power cut, and every acknowledged one", async ({ skip }) => {
  expect(await sampleOf(powerCuts, skip)).toEqual([]);
});

it("[DR4] is seen to lose what was acknowledged where SQLite is made to sync less", async ({ skip }) => {
  expect(await sampleOf(plantedFaults, skip)).toEqual([]);
});

it("[DR5] tells honestly of a disk that fails, and is whole afterwards", async ({ skip }) => {
  expect(await sampleOf(ioErrors, skip)).toEqual([]);
});

it("[DR6] loses nothing on a full disk, and saves all of it when there is room", async ({ skip }) => {
  expect(await sampleOf(fullDisk, skip)).toEqual([]);
});
