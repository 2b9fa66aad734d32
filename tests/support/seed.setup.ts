import { randomInt } from "node:crypto";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  /** What the run as a whole hands to every test file. */
  export interface ProvidedContext {
    /** The seed of every property test of this run: FC_SEED, or random when that is not set. */
    fastCheckSeed: number;
  }
}

/** fast-check takes signed 32-bit seeds; positive ones are easier to copy. */
const SEED_LIMIT = 2 ** 31;

/** Read once a process: vitest calls the set-up once for each of its projects. */
const seed = readSeed(process.env["FC_SEED"]) ?? randomInt(SEED_LIMIT);
let printed = false;

function readSeed(text: string | undefined): number | null {
  if (text === undefined || text === "") return null;
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`FC_SEED is "${text}"; it must be a whole number.`);
  return value;
}

/** Chooses the seed of the property tests for the whole run and prints it, so that a failure can be run again. */
export function setup(project: TestProject): void {
  project.provide("fastCheckSeed", seed);
  if (printed) return;
  printed = true;
  process.stdout.write(`Property tests: FC_SEED=${String(seed)} npm test runs these again.\n`);
}
