import { statSync } from "node:fs";

/*
 * A file that is moved, replaced or deleted while SQLite has it open goes on being written, without its name: commits
 * succeed and nobody will ever find them. So after a commit the library and its -wal must still be the files that they were
 * when they were opened. A disk that was taken away shows in the same way.
 */

/** Knows the two files of an open library again. */
export class FilesInPlace {
  readonly #path: string;
  readonly #file: string | null;
  #wal: string | null = null;

  /** For a library that has just been opened. */
  constructor(path: string) {
    this.#path = path;
    this.#file = identityOf(path);
  }

  /** Whether both still have their names; called after a commit, when there is a -wal. */
  areThere(): boolean {
    if (identityOf(this.#path) !== this.#file) return false;
    const wal = identityOf(`${this.#path}-wal`);
    this.#wal ??= wal;
    return wal !== null && wal === this.#wal;
  }
}

/** What tells a file from every other one of this machine; null where there is none or its disk does not answer. */
function identityOf(path: string): string | null {
  try {
    const { dev, ino } = statSync(path);
    return `${String(dev)} ${String(ino)}`;
  } catch (error) {
    if (error instanceof Error && "code" in error) return null;
    throw error;
  }
}
