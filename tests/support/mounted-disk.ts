import { spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/* A small file system of its own in memory, where mounting is allowed: what a full disk does cannot be imitated. */

/** Why none can be mounted here, or null when one can. */
export function whyNoMount(): string | null {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "only root on Linux can mount a small disk";
  const folder = mkdtempSync(join(tmpdir(), "runwright-mount-"));
  try {
    if (!mount(folder, 64)) return "mounting is not allowed here";
    spawnSync("umount", [folder]);
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Mounts a disk of so many KiB at a folder that is made for it; `using` takes it away. */
export function mountedDisk(folder: string, kibibytes: number): { readonly folder: string } & Disposable {
  mkdirSync(folder);
  if (!mount(folder, kibibytes)) throw new Error("mount failed");
  return {
    folder,
    [Symbol.dispose]: () => {
      if (spawnSync("umount", ["-l", folder]).status !== 0) throw new Error("umount failed");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function mount(folder: string, kibibytes: number): boolean {
  return spawnSync("mount", ["-t", "tmpfs", "-o", `size=${String(kibibytes)}k`, "tmpfs", folder]).status === 0;
}

const BLOCK = Buffer.alloc(4_096);

/** Fills the disk that `file` lies on to the last byte and gives some back; removing the file makes room again. */
export function fillDisk(file: string, left: number): void {
  writeFileSync(file, "");
  for (;;) {
    try {
      appendFileSync(file, BLOCK);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
      break;
    }
  }
  truncateSync(file, Math.max(0, statSync(file).size - left));
}
