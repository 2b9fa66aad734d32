import { unlinkSync } from "node:fs";

/**
 * Takes a file away, if it is there. For what is only in the way (a draft, a note of who holds the lock): where the disk
 * refuses, it stays, and the trouble that is told is the one that came before.
 */
export function takeAway(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
  }
}
