import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { onTestFinished } from "vitest";

import { temporaryFolder } from "./library.ts";

/** A file system of its own in memory, to fill and to write-protect. */
export type SmallDisk = { readonly folder: string; protect(): void };

function mount(parameters: readonly string[]): boolean {
  return spawnSync("mount", parameters).status === 0;
}

/** Why there is none here, or null when there is. */
export function whyNoSmallDisk(): string | null {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "only root on Linux can mount a small disk";
  const probe = spawnSync("unshare", ["-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]);
  return probe.status === 0 ? null : "mounting is not allowed here";
}

/** Mounts a disk of so many KiB; it goes when the test has ended. */
export function smallDisk(kibibytes: number): SmallDisk {
  const folder = join(temporaryFolder(), "disk");
  mkdirSync(folder);
  if (!mount(["-t", "tmpfs", "-o", `size=${String(kibibytes)}k,mode=755`, "tmpfs", folder]))
    throw new Error("mount failed");
  onTestFinished(() => {
    if (spawnSync("umount", ["-l", folder]).status !== 0) throw new Error("umount failed");
  });
  return {
    folder,
    protect: () => {
      if (!mount(["-o", "remount,ro", folder])) throw new Error("remount failed");
    },
  };
}
