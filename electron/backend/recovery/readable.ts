import { statSync } from "node:fs";

import { plainFailure, type Failure } from "../../../shared/contract/failure.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import { fileFailure } from "../file-failure.ts";
import type { LentPath } from "../handles.ts";
import { examine } from "../storage/examine.ts";
import { libraryFailureSentence } from "../storage/failures.ts";
import { MIGRATIONS } from "../storage/migrations/list.ts";
import { salvage } from "./salvage.ts";

/** No release is so many versions of the tables ahead of this one: a number beyond it is damage. */
const VERSIONS_AHEAD = 1_000;

/**
 * Refuses what is not to be read out row by row: nothing at all, a file that is empty, and a library of a newer release,
 * whose rows this one would take for something else. Everything else may be what is left of a library.
 */
export function mayBeReadOut({ path, name }: LentPath): Outcome<null, Failure> {
  try {
    const stat = statSync(path);
    if (stat.isDirectory()) return failed(plainFailure("folder", `“${name}” is a folder. Name a file in it.`));
    if (stat.isFile() && stat.size === 0) {
      return failed(plainFailure("notALibrary", `“${name}” is empty, so there is nothing in it to read out.`));
    }
  } catch (error) {
    return failed(fileFailure(error, name));
  }
  const known = MIGRATIONS.at(-1)?.version ?? 0;
  const examined = examine(path, known);
  if (examined.ok || examined.failure.kind !== "newerRelease") return success(null);
  if (examined.failure.found > known + VERSIONS_AHEAD) return success(null);
  return failed(plainFailure("newerRelease", libraryFailureSentence(examined.failure).replaceAll(path, `“${name}”`)));
}

/** Whether any run or step can be read out of a file. Throws what the file system answers. */
export function holdsAnything(path: string): boolean {
  if (!statSync(path).isFile()) return false;
  const { runs, steps } = salvage(path);
  return runs.size > 0 || steps.length > 0;
}
