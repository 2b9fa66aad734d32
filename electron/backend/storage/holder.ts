import { readFileSync, renameSync, writeFileSync } from "node:fs";

import { z } from "zod";

import { takeAway } from "./take-away.ts";

/** Who holds a library for writing; told to the one who is refused. */
export const LockHolder = z.object({
  person: z.string(),
  device: z.string(),
  sinceUtcMs: z.int(),
  sinceOffsetMinutes: z.int(),
  processId: z.int(),
});
export type LockHolder = z.infer<typeof LockHolder>;

/*
 * The lock itself is the operating system's and dies with its process; who holds it stands in a file beside it, which
 * may be left over from a process that died. It is therefore read only after the lock was found to be held.
 */

/** Writes who holds the lock, at once or not at all. Throws what the file system answers. */
export function writeHolder(file: string, holder: LockHolder): void {
  const draft = `${file}.${String(process.pid)}`;
  try {
    writeFileSync(draft, `${JSON.stringify(holder)}\n`);
    renameSync(draft, file);
  } finally {
    // On a full disk an empty one would stay.
    takeAway(draft);
  }
}

/** Who holds the lock; null when the file is not there, half written or of another form: the refusal then names nobody. */
export function readHolder(file: string): LockHolder | null {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error) return null;
    throw error;
  }
  try {
    return LockHolder.safeParse(JSON.parse(text)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Takes the file away; where the disk refuses it stays, which does no harm: it is read only while the lock is held. */
export function removeHolder(file: string): void {
  takeAway(file);
}
