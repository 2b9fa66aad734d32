import { z } from "zod";

/**
 * The page never names a path: a host lends it handles for what the person picked, dropped or chose in a list, and
 * forgets them when the page goes (house, section 2). The command line lends handles for its arguments in the same way.
 */
export const FileHandle = z
  .string()
  .regex(/^file-[0-9a-f]{32}$/u)
  .brand<"FileHandle">();
export type FileHandle = z.infer<typeof FileHandle>;

/** A folder that may be read: a lead's folder of exported runs. */
export const FolderHandle = z
  .string()
  .regex(/^folder-[0-9a-f]{32}$/u)
  .brand<"FolderHandle">();
export type FolderHandle = z.infer<typeof FolderHandle>;

/** A place that an export may write to: one file, or one folder for several. */
export const TargetHandle = z
  .string()
  .regex(/^target-[0-9a-f]{32}$/u)
  .brand<"TargetHandle">();
export type TargetHandle = z.infer<typeof TargetHandle>;

/** Made by the page for a long act, so that it can show progress (`job.progress`) and cancel (`job.cancel`). */
export const JobId = z
  .string()
  .regex(/^job-[0-9a-z-]{1,64}$/u)
  .brand<"JobId">();
export type JobId = z.infer<typeof JobId>;
