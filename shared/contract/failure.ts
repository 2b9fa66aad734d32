import { z } from "zod";

import { Problem } from "../domain/bounty/problem.ts";

/**
 * Expected failures as they cross a door. Each has a `kind` that programs read and one sentence that people read: what
 * happened, where, and what to do. A kind that carries more than the sentence has its own arm below.
 */
export const PLAIN_FAILURE_KINDS = [
  // The call itself
  "unknownMethod",
  "internal",
  "cancelled",
  // What was asked for is not there or not possible now
  "noSuchRun",
  "noSuchStep",
  "noSuchFile",
  "noSuchCopy",
  "noSuchProject",
  "noSuchFinding",
  "noSuchVersion",
  "noSuchBackup",
  "otherRun",
  "otherLibrary",
  "busy",
  "notWriting",
  "nothingToExport",
  "ambiguousTitle",
  // A file or folder named by the person
  "missing",
  "folder",
  "notAFolder",
  "noPermission",
  "exists",
  "tooLarge",
  // The library or its disk
  "notALibrary",
  "newerRelease",
  "heldByWriter",
  "readOnly",
  "diskFull",
  "damaged",
  "io",
] as const;

export const PlainFailureKind = z.enum(PLAIN_FAILURE_KINDS);
export type PlainFailureKind = z.infer<typeof PlainFailureKind>;

const Message = z.string().max(10_000);

/** The problems of one file or run that was refused; `file` is the name the person gave it, or null for a run of the library. */
export const Refusal = z.strictObject({ file: z.string().nullable(), problems: z.array(Problem) });
export type Refusal = z.infer<typeof Refusal>;

export const Failure = z.discriminatedUnion("kind", [
  z.strictObject({ kind: PlainFailureKind, message: Message }),
  /** The request does not fit the contract; `issues` are for the developer, one line each. */
  z.strictObject({ kind: z.literal("invalidRequest"), message: Message, issues: z.array(z.string()) }),
  /** Input or run refused by the rules of a format; nothing was written. */
  z.strictObject({ kind: z.literal("refused"), message: Message, refusals: z.array(Refusal) }),
]);
export type Failure = z.infer<typeof Failure>;
export type FailureKind = Failure["kind"];

/** A failure that is only its kind and its sentence. */
export function plainFailure(kind: PlainFailureKind, message: string): Failure {
  return { kind, message };
}
