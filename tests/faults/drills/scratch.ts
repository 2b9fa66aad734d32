import { accessSync, constants, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A file system in memory: the drills make thousands of libraries, none of which has to outlive a power cut for real. */
const IN_MEMORY = "/dev/shm";

/** A folder for one drill, in memory where there is such a place; `using` takes it away. */
export function scratchFolder(): { readonly folder: string } & Disposable {
  const folder = mkdtempSync(join(isWritable(IN_MEMORY) ? IN_MEMORY : tmpdir(), "runwright-drill-"));
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error) return false;
    throw error;
  }
}
