import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { generateRun } from "../support/generate-run.ts";
import { written } from "../support/bounty-file.ts";
import { type BountyFile, isPlain, readFile } from "./bounty-model.ts";

/* The run of full length that the walk goes over: the real one where it lies beside the project, else one of its size. */

const REAL = resolve(import.meta.dirname, "../../../shared/data/middlemarch-1000.json");
const STEPS = 1_000;
const WORDS = 316_000;
/** Where the walk goes, or to the first step behind it at which every act can be tried. */
const WANTED_STEP = 900;

export type FullRun = {
  readonly path: string;
  readonly text: string;
  readonly file: BountyFile;
  /** The 1-based number of the step to work in. */
  readonly step: number;
  /** What was taken, for the report. */
  readonly about: string;
};

/** The run; a generated one is written into `folder`. */
export function fullRun(folder: string): FullRun {
  const isReal = existsSync(REAL);
  const path = isReal ? REAL : join(folder, "full-run.json");
  if (!isReal) writeFileSync(path, written(generateRun({ seed: 3, steps: STEPS, words: WORDS })));
  const text = readFileSync(path, "utf8");
  const file = readFile(text);
  const step = file.steps.findIndex((_, index) => index + 1 >= WANTED_STEP && isPlain(file, index + 1)) + 1;
  const about = isReal
    ? "middlemarch-1000.json"
    : "a generated run of its size: middlemarch-1000.json is not beside the project";
  return { path, text, file, step, about };
}
