import { expect, it } from "vitest";

import { kills } from "./drills.ts";
import { sampleOf } from "./sample.ts";

it("[DR1] [DR2] loses no acknowledged word and no library to kills, and no more words than the bound", async ({
  skip,
}) => {
  expect(await sampleOf(kills, skip)).toEqual([]);
});
