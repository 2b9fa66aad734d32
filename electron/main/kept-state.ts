import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import { z } from "zod";

/*
 * What main remembers between two starts: where the window was and where dialogs were opened last. A small file in the
 * app's own folder. Broken, from another release or read-only, it costs the memory and nothing else.
 */

const Pixels = z.int().min(-100_000).max(100_000);
const Size = z.int().min(1).max(100_000);

/** Where a window was, in device-independent pixels of the whole desktop. */
export const WindowPlace = z.object({
  x: Pixels,
  y: Pixels,
  width: Size,
  height: Size,
  isMaximized: z.boolean(),
  isFullScreen: z.boolean(),
});
export type WindowPlace = z.infer<typeof WindowPlace>;

/** A folder as the system names it. */
const Folder = z.string().min(1).max(32_767);

const Kept = z.object({
  window: WindowPlace.nullable().catch(null),
  /** Where files were picked, folders chosen and exports written last. */
  folders: z.object({ files: Folder.optional(), folder: Folder.optional(), target: Folder.optional() }).catch({}),
});
export type Kept = z.infer<typeof Kept>;

const NOTHING: Kept = { window: null, folders: {} };

/** The memory: read once, written whole at each change. */
export type KeptState = {
  get(): Kept;
  keep(change: Partial<Kept>): void;
};

/** Opens the memory in a file that need not exist. */
export function openKeptState(path: string): KeptState {
  let kept = readKept(path);
  return {
    get: () => kept,
    keep(change) {
      kept = { ...kept, ...change };
      writeKept(path, kept);
    },
  };
}

function readKept(path: string): Kept {
  try {
    return Kept.catch(NOTHING).parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    if (error instanceof SyntaxError || isRefusal(error)) return NOTHING;
    throw error;
  }
}

/** Beside its place and moved there whole; where that is refused the memory lasts until the app ends. */
function writeKept(path: string, kept: Kept): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, JSON.stringify(kept), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
}

/** True when the system refused, as it does on a read-only disk. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && "code" in error;
}
