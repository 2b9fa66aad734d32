import { z } from "zod";

import { FileHandle, FolderHandle, JobId } from "./handles.ts";
import { FILE_TROUBLE, LIBRARY_TROUBLE, method } from "./method.ts";

/** Why a backup was made. "hourly" is by itself, "asked" by the person, the others before an act that could go wrong. */
export const BackupWhy = z.enum(["hourly", "asked", "migration", "restore", "import", "recovery"]);
export type BackupWhy = z.infer<typeof BackupWhy>;

/** Where a backup lies: in the folder beside the library, or in the second place. */
export const BackupPlace = z.enum(["beside", "second"]);
export type BackupPlace = z.infer<typeof BackupPlace>;

/** One backup. Every one was opened and checked when it was made. */
export const BackupRow = z.strictObject({
  /** Names it within its place. */
  name: z.string().regex(/^[0-9a-z-]{1,80}$/u),
  place: BackupPlace,
  why: BackupWhy,
  at: z.int(),
  offsetMinutes: z.int(),
  runs: z.int().min(0),
  steps: z.int().min(0),
  /** Words of all runs that are not in the bin, hidden ones included. */
  words: z.int().min(0),
  bytes: z.int().min(0),
  /** True while it holds far fewer words than the last good one and nobody has said that this is right. */
  fewerWords: z.boolean(),
});
export type BackupRow = z.infer<typeof BackupRow>;

/** How one place of backups is. */
const PlaceStatus = z.strictObject({
  place: BackupPlace,
  /** The folder's name; the page never learns a path. */
  name: z.string(),
  backups: z.int().min(0),
  bytes: z.int().min(0),
  newest: BackupRow.nullable(),
  /** Why the last backup did not come here, in a sentence; null when it did. */
  problem: z.string().nullable(),
});

/** Where the library lies in a way that can harm it: a folder that a program synchronises, or a disk of another machine. */
export const LocationWarning = z.strictObject({
  what: z.enum(["synchronised", "network"]),
  /** The service or the kind of disk, such as "OneDrive" or "NFS". */
  name: z.string(),
});
export type LocationWarning = z.infer<typeof LocationWarning>;

export const BackupStatus = z.strictObject({
  places: z.array(PlaceStatus),
  /** "unasked" until the person has chosen a second place or none. */
  secondPlace: z.enum(["unasked", "declined", "chosen"]),
  /** True while a backup is being made. */
  running: z.boolean(),
  /** True when something was changed since the newest backup. */
  changedSince: z.boolean(),
  /** Set while a backup with far fewer words waits for the person's word; good ones are not thinned until then. */
  fewerWords: z.strictObject({ before: BackupRow, now: BackupRow }).nullable(),
  warnings: z.array(LocationWarning),
  /** Files of this library that a restore or a recovery has moved aside, by name. */
  aside: z.array(z.strictObject({ name: z.string(), bytes: z.int().min(0) })),
});
export type BackupStatus = z.infer<typeof BackupStatus>;

const WRITING_TROUBLE = ["notAFolder", "exists", ...FILE_TROUBLE, ...LIBRARY_TROUBLE] as const;

/** Copies of the whole library, beside it and in a second place. */
export const backupMethods = {
  "backup.status": method({ request: z.strictObject({}), reply: BackupStatus, errors: LIBRARY_TROUBLE }),
  /** All backups, the newest first. */
  "backup.list": method({
    request: z.strictObject({}),
    reply: z.strictObject({ backups: z.array(BackupRow) }),
    errors: LIBRARY_TROUBLE,
  }),
  /** Makes one now, in the places of backups; with `folder` a single one there. Runs beside saves. */
  "backup.now": method({
    request: z.strictObject({ folder: FolderHandle.optional(), jobId: JobId.optional() }),
    reply: z.strictObject({
      backup: BackupRow,
      /** The name of its file. */
      file: z.string(),
      /** Names of the plain-text files beside it, relative to its folder. */
      texts: z.array(z.string()),
      /** Why it did not come to the second place; null when it did or there is none. */
      secondPlaceProblem: z.string().nullable(),
    }),
    errors: ["notWriting", "cancelled", ...WRITING_TROUBLE],
  }),
  /**
   * Puts a backup in the place of the library. The library is backed up and moved aside whole first, so it can be taken
   * back; every other page is told (`library.replaced`) and opens anew. "busy" while an import or export runs.
   */
  "backup.restore": method({
    request: z.strictObject({
      from: z.union([BackupRow.pick({ place: true, name: true }), z.strictObject({ file: FileHandle })]),
    }),
    reply: z.strictObject({
      runs: z.int().min(0),
      steps: z.int().min(0),
      words: z.int().min(0),
      /** The backup of what was there; null when it was too damaged for one. */
      before: BackupRow.nullable(),
      /** The name of the file beside the library that holds what was there. */
      aside: z.string(),
    }),
    errors: ["notWriting", "busy", "noSuchBackup", "notALibrary", "newerRelease", "otherLibrary", ...WRITING_TROUBLE],
  }),
  /** Chooses the second place, once; null declines one. The backups that are there go to it with the next one. */
  "backup.places": method({
    request: z.strictObject({ second: FolderHandle.nullable() }),
    reply: BackupStatus,
    errors: ["notWriting", ...WRITING_TROUBLE],
  }),
  /** The person's word that far fewer words are right: the waiting backup counts as good from now on. */
  "backup.acceptFewerWords": method({
    request: z.strictObject({}),
    reply: BackupStatus,
    errors: ["notWriting", ...LIBRARY_TROUBLE],
  }),
};
