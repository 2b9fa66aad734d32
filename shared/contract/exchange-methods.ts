import { z } from "zod";

import { Problem } from "../domain/bounty/problem.ts";
import { ExportFinding } from "../domain/exchange/finding.ts";
import { ExportFormat } from "../domain/exchange/formats.ts";
import { FoundConvention } from "../domain/conventions.ts";
import { ImportMapping } from "../domain/exchange/mapping.ts";
import { ReleaseRecord, SplitShares } from "../domain/exchange/release.ts";
import { RunId } from "../domain/ids.ts";
import { SECTION_NAMES, ThoughtType } from "../domain/section.ts";
import { FileHandle, JobId, TargetHandle } from "./handles.ts";
import { FILE_TROUBLE, LIBRARY_TROUBLE, method } from "./method.ts";
import { CountedWords } from "./words.ts";

const Files = z.array(FileHandle).min(1).max(10_000);

/** Which runs an act is about. */
export const RunChoice = z.union([z.literal("all"), z.array(RunId).min(1).max(10_000)]);
export type RunChoice = z.infer<typeof RunChoice>;

/** Every format that a file may come in. A dataset comes in by the files of its folder; its manifest is only validated. */
export const IMPORT_FORMATS = [
  "bounty",
  "package",
  "jsonl",
  "parquet",
  "markdown",
  "html",
  "docx",
  "chat",
  "dataset",
] as const;
export const ImportFormat = z.enum(IMPORT_FORMATS);
export type ImportFormat = z.infer<typeof ImportFormat>;

/** What a person says of files before they come in. */
export const ImportWish = z.strictObject({
  /** How documents are to be understood; what was said last time when it is left out. */
  mapping: ImportMapping.optional(),
  /** Mends what Visible Thoughts Writer did to bounty files: cut thoughts are joined, a doubled tag stands once. */
  repair: z.boolean().optional(),
});
export type ImportWish = z.infer<typeof ImportWish>;

const ImportNote = z.strictObject({ place: z.string(), what: z.string() });

/**
 * What a run that comes in is to this library: new; here already, so that nothing is written; or another state of a run
 * that is here, which then comes in beside it under new ids.
 */
export const Arriving = z.enum(["new", "present", "copy"]);
export type Arriving = z.infer<typeof Arriving>;

/**
 * A run here that a file without ids is about: `same` is the same text, step by step; `newer` and `older` share half of the
 * shorter one's steps or more, and the file has `steps` more or fewer; `other` is as long, and `steps` of it differ. Whatever
 * it is, the file brings a run of its own when it is imported.
 */
export const KnownRun = z.strictObject({
  runId: RunId,
  title: z.string(),
  as: z.enum(["same", "newer", "older", "other"]),
  steps: z.int().min(0),
});
export type KnownRun = z.infer<typeof KnownRun>;

/** A file as an import would take it. */
export const CheckedImport = z.strictObject({
  file: z.string(),
  format: ImportFormat,
  ok: z.boolean(),
  problems: z.array(Problem),
  runs: z.array(
    z.strictObject({
      title: z.string(),
      steps: z.int().min(0),
      ...CountedWords.shape,
      arriving: Arriving,
      /** Null where ids tell (`arriving`), and where no run here is like it. */
      known: KnownRun.nullable(),
    }),
  ),
  /** What had to be guessed, and what is not taken over, each with its place. */
  unclear: z.array(ImportNote),
  leftOut: z.array(ImportNote),
  /** Brackets that a document seems to mean something by and that the mapping does not know, each with a guess. */
  found: z.array(FoundConvention),
  /** The beginning of the first run of a document, so that a person sees how it was understood. */
  beginning: z.array(
    z.strictObject({
      step: z.int().min(1),
      /** The chapter that begins with this section. */
      chapter: z.string().nullable(),
      section: z.enum(SECTION_NAMES),
      /** A story's text has no type. */
      parts: z.array(z.strictObject({ type: ThoughtType.nullable(), longterm: z.boolean(), text: z.string() })),
    }),
  ),
  /** How many places Visible Thoughts Writer seems to have damaged and `repair` would mend. */
  repairs: z.int().min(0),
  /** How the file was understood, where that is a question of habits; null for formats that say what they are. */
  mapping: ImportMapping.nullable(),
});
export type CheckedImport = z.infer<typeof CheckedImport>;

export const ImportedRun = z.strictObject({
  id: RunId,
  title: z.string(),
  steps: z.int().min(0),
  words: z.int().min(0),
  arriving: Arriving,
  /** Warnings and notes of its file: what was rewritten canonically, what looks damaged. */
  problems: z.array(Problem),
});
export type ImportedRun = z.infer<typeof ImportedRun>;

export const ExportedFile = z.strictObject({
  /** Path relative to the target folder; for a single file its name. */
  file: z.string(),
  /** Null for a file that several runs share. */
  runId: RunId.nullable(),
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/u),
  /** Notes of the export, such as parked text that was left out. */
  problems: z.array(Problem),
});
export type ExportedFile = z.infer<typeof ExportedFile>;

/** What a person asks of an export beside format and place; each is for some formats and left alone by the others. */
export const ExportOptions = z.strictObject({
  /** jsonl, parquet, dataset: clock times of first writing. */
  times: z.boolean().optional(),
  /** chat, dataset: how many earlier turns of the story stand before the answer, and how many words of long-term thoughts. */
  contextTurns: z.int().min(0).max(100).optional(),
  memoryWords: z.int().min(0).max(20_000).optional(),
  /** dataset: what the author says of the release. Without it a dataset is refused. */
  release: ReleaseRecord.optional(),
  /** dataset: parts for validation and testing; without it there is one part. */
  split: SplitShares.optional(),
});
export type ExportOptions = z.infer<typeof ExportOptions>;

/**
 * What a file is that somebody brings in: a run to review, a reviewer's answer, a turn, or anything else, which is for the
 * import to look at.
 */
export const FileKind = z.enum(["request", "answer", "turn", "other"]);
export type FileKind = z.infer<typeof FileKind>;

/** Coming in and going out of files. */
export const exchangeMethods = {
  /** Tells where a file belongs, by its outside alone: what it holds is checked where it is opened. */
  "exchange.recognize": method({
    request: z.strictObject({ file: FileHandle }),
    reply: z.strictObject({ kind: FileKind }),
    errors: FILE_TROUBLE,
  }),
  /** A dry run: what would come in, what is unclear, what is left out. Nothing is written. */
  "exchange.importCheck": method({
    request: z.strictObject({ files: Files, wish: ImportWish.optional(), jobId: JobId.optional() }),
    reply: z.strictObject({ files: z.array(CheckedImport) }),
    errors: ["cancelled", ...FILE_TROUBLE, ...LIBRARY_TROUBLE],
  }),
  /** Takes an import back: its runs go to the bin, all of them or none. */
  "exchange.undoImport": method({
    request: z.strictObject({ runs: z.array(RunId).min(1).max(10_000) }),
    reply: z.strictObject({}),
    errors: ["noSuchRun", "notWriting", ...LIBRARY_TROUBLE],
  }),
  /**
   * All files or none: one refused file refuses them all and nothing is written. A mapping that is given is kept for
   * the next time.
   */
  "exchange.import": method({
    request: z.strictObject({ files: Files, wish: ImportWish.optional(), jobId: JobId.optional() }),
    reply: z.strictObject({ runs: z.array(ImportedRun) }),
    errors: ["refused", "cancelled", "notWriting", ...FILE_TROUBLE, ...LIBRARY_TROUBLE],
  }),
  /** Each file for itself; a file that cannot be opened is a failure of the whole call. */
  "exchange.validate": method({
    request: z.strictObject({ files: Files, jobId: JobId.optional() }),
    reply: z.strictObject({
      files: z.array(z.strictObject({ file: z.string(), ok: z.boolean(), problems: z.array(Problem) })),
    }),
    errors: ["cancelled", ...FILE_TROUBLE],
  }),
  /**
   * Writes runs in a format, all or none: every run is checked before the first byte. Several runs are a folder with a
   * file for each; `chat` and `dataset` are folders of shared files for any number. With `beginning`, a run that is
   * not a valid bounty file is cut to its longest valid beginning instead of being refused.
   */
  "exchange.export": method({
    request: z.strictObject({
      runs: RunChoice,
      format: ExportFormat,
      options: ExportOptions.optional(),
      target: TargetHandle,
      overwrite: z.boolean(),
      beginning: z.boolean().optional(),
      jobId: JobId.optional(),
    }),
    reply: z.strictObject({ files: z.array(ExportedFile) }),
    errors: [
      "refused",
      "cancelled",
      "noSuchRun",
      "nothingToExport",
      "exists",
      "missing",
      "folder",
      "notAFolder",
      "noPermission",
      "noSuchFile",
      ...LIBRARY_TROUBLE,
    ],
  }),
  /** What an export of these runs would say, without writing: problems by run, so that the author can go there first. */
  "exchange.exportCheck": method({
    request: z.strictObject({
      runs: RunChoice,
      /** `bounty` when not said. */
      format: ExportFormat.optional(),
      release: ReleaseRecord.optional(),
    }),
    reply: z.strictObject({
      runs: z.array(
        z.strictObject({
          runId: RunId,
          /** Nothing blocks the run from leaving in this format. */
          ok: z.boolean(),
          /** What a bounty file would say of it. */
          problems: z.array(Problem),
          /** Blockers and warnings of the format, blockers first. */
          findings: z.array(ExportFinding),
          /** Steps of the longest valid beginning; null when nothing would be left. */
          beginning: z.int().min(1).nullable(),
        }),
      ),
    }),
    errors: ["noSuchRun", ...LIBRARY_TROUBLE],
  }),
};
