import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";

import { damagedLibraries } from "./damage.ts";
import { DRILLS } from "./drills/drills.ts";

/**
 * `npm run faults [-- PART… --seed N --sample]`: the drills in full (or those whose name holds a given part), each with
 * its table; ends with 1 when one of them found a promise broken. `npm test` does a sample of each.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: "string" }, sample: { type: "boolean", default: false } },
});

/** Leaves room for the seeds that are counted on from it. */
const SEED_LIMIT = 2 ** 30;
const seed = values.seed === undefined ? randomInt(SEED_LIMIT) : Number(values.seed);
if (!Number.isSafeInteger(seed)) throw new Error(`--seed is "${values.seed ?? ""}"; it must be a whole number.`);
console.log(`Seed ${String(seed)}: npm run faults -- --seed ${String(seed)} draws the same again.\n`);

const wanted = [damagedLibraries, ...DRILLS].filter(
  ({ name }) => positionals.length === 0 || positionals.some((part) => name.includes(part)),
);
let broken = 0;
for (const { name, whyNot, run } of wanted) {
  const why = whyNot();
  if (why !== null) {
    console.log(`skipped: ${name} (${why})\n`);
    continue;
  }
  const { table, violations } = await run({ seed, extent: values.sample ? "sample" : "all" });
  console.log(table);
  for (const violation of violations) console.log(`  BROKEN ${violation}`);
  broken += violations.length;
}
console.log(broken === 0 ? "Every promise held." : `${String(broken)} times a promise was broken.`);
process.exitCode = broken === 0 && wanted.length > 0 ? 0 : 1;
