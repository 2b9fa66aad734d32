import { inject, type TestContext } from "vitest";

import type { Drill } from "./drills.ts";

/** Does a sample of a drill from the seed of the whole run, prints its table and answers what broke a promise. */
export async function sampleOf({ whyNot, run }: Drill, skip: TestContext["skip"]): Promise<readonly string[]> {
  const why = whyNot();
  skip(why !== null, why ?? "");
  const { table, violations } = await run({ seed: inject("fastCheckSeed"), extent: "sample" });
  console.log(table);
  return violations;
}
