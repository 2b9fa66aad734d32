import { createEngine } from "../../shared/domain/consistency/engine.ts";
import { OPEN_CASES } from "./injection/open-cases.ts";
import { plant } from "./injection/plant.ts";

/*
 * Run by `consistency.bench.ts` in a process of its own: checks a run of full length with a full bible and says what that took of the
 * machine's memory, in megabytes. The generator's own leavings are counted too, so the figure is rather too large.
 */

const KILOBYTE = 1_024;
const { steps, bible } = plant(OPEN_CASES, Number(process.argv[2]));
const engine = createEngine({ bible: bible("full") });
engine.load(steps);
engine.results();
globalThis.gc?.();
const megabytes = {
  process: process.resourceUsage().maxRSS / KILOBYTE,
  heap: process.memoryUsage().heapUsed / KILOBYTE ** 2,
};
// The engine is still asked for something here: it must not be swept away before it is weighed.
if (engine.findings().length === 0) throw new Error("Nothing was found");
console.log(JSON.stringify(megabytes));
