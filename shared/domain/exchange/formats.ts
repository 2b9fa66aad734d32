import { z } from "zod";

/** Every format that a run leaves in (docs/formats/). */
export const EXPORT_FORMATS = [
  "bounty",
  "jsonl",
  "parquet",
  "chat",
  "dataset",
  "markdown",
  "html",
  "docx",
  "player",
  "package",
] as const;
export const ExportFormat = z.enum(EXPORT_FORMATS);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** The largest file of any kind that is taken in, in bytes: it is read as a stream. */
export const MAX_INCOMING_BYTES = 4 * 1024 * 1024 * 1024;

/** What a format's files end with; a format without one is a folder. */
export const FILE_ENDINGS: Readonly<Record<ExportFormat, string | null>> = {
  bounty: ".json",
  jsonl: ".jsonl",
  parquet: ".parquet",
  chat: null,
  dataset: null,
  markdown: ".md",
  html: ".html",
  docx: ".docx",
  player: ".player.html",
  package: ".runpkg",
};
