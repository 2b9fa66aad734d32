import { expect, it } from "vitest";

import { damagedLibraries } from "./damage.ts";

/** Always the same: what a case does follows from it. */
const SEED = 20_261;

it("[DU12] every damaged library opens, is recovered or is refused with a sentence, and whole rows are read out", async () => {
  const { table, violations } = await damagedLibraries.run({ seed: SEED, extent: "sample" });
  console.log(table);
  expect(violations).toEqual([]);
});
