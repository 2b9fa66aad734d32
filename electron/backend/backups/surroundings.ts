import { readdirSync, statfsSync, statSync } from "node:fs";
import { basename, dirname, join, sep } from "node:path";

import type { LocationWarning } from "../../../shared/contract/backup-methods.ts";

/*
 * A program that synchronises a folder copies a database in the middle of a write, and a disk of another machine breaks
 * SQLite's locks: both are where libraries are damaged. The person is warned, never hindered.
 */

/** Names of folders that such programs make, as one part of the path. */
const SYNCHRONISED: readonly (readonly [RegExp, string])[] = [
  [/^onedrive(?:$|[ -])/iu, "OneDrive"],
  [/^dropbox(?:$|[ -])/iu, "Dropbox"],
  [/^(?:icloud ?drive|mobile documents|com~apple~clouddocs)$/iu, "iCloud Drive"],
  [/^(?:google ?drive|my drive|googledrive-.+)$/iu, "Google Drive"],
  [/^(?:nextcloud|owncloud)\d*$/iu, "Nextcloud"],
  [/^(?:syncthing|sync)$/iu, "Syncthing"],
  [/^(?:pcloud ?drive|mega|megasync|box|box sync)$/iu, "a cloud drive"],
];

/** File systems of other machines by the number that Linux's `statfs` answers. */
const NETWORK: ReadonlyMap<number, string> = new Map([
  [0x6969, "NFS"],
  [0x517b, "SMB"],
  [0xfe534d42, "SMB"],
  [0xff534d42, "SMB"],
  [0x5346414f, "AFS"],
  [0x00c36400, "Ceph"],
  [0x01021997, "9P"],
]);

/** What about the place of a library can harm it. */
export function locationWarnings(libraryPath: string): LocationWarning[] {
  const warnings: LocationWarning[] = [];
  const parts = dirname(libraryPath).split(sep);
  for (const [pattern, name] of SYNCHRONISED) {
    if (parts.some((part) => pattern.test(part))) warnings.push({ what: "synchronised", name });
  }
  const network = libraryPath.startsWith("\\\\") ? "a network share" : networkDisk(libraryPath);
  if (network !== null) warnings.push({ what: "network", name: network });
  return warnings;
}

function networkDisk(libraryPath: string): string | null {
  // Only Linux's numbers are known; elsewhere the same number means something else.
  if (process.platform !== "linux") return null;
  return NETWORK.get(statfsSync(dirname(libraryPath)).type) ?? null;
}

/** Endings of what restores and recoveries leave beside a library (backups/restore-backup.ts, recovery/). */
export const REPLACED = ".replaced-";
export const DAMAGED = ".damaged-";

/** Libraries that a restore or a recovery has moved aside, the newest first. */
export function filesAside(libraryPath: string): { name: string; bytes: number }[] {
  const folder = dirname(libraryPath);
  const starts = [REPLACED, DAMAGED].map((ending) => basename(libraryPath) + ending);
  return readdirSync(folder)
    .filter((name) => starts.some((start) => name.startsWith(start)) && !/-(?:wal|shm)$/u.test(name))
    .toSorted()
    .toReversed()
    .map((name) => ({ name, bytes: statSync(join(folder, name)).size }));
}

/** A time as part of a file's name, in UTC: 20260301-110000. */
export function timeInName(utcMs: number): string {
  return new Date(utcMs)
    .toISOString()
    .replaceAll(/[-:]|\.\d+Z$/gu, "")
    .replace("T", "-");
}
