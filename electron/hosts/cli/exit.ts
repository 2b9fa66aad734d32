import type { Failure } from "../../../shared/contract/failure.ts";
import { assertNever } from "../../../shared/lib/assert-never.ts";

/** The exit codes of the command line (command line, first paragraph). */
export const EXIT = { done: 0, problems: 1, usage: 2, libraryOrDisk: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Which exit code a failure ends with: refused input is 1, a call that makes no sense 2, library, file and disk 3. */
export function exitCodeOf(failure: Failure): ExitCode {
  switch (failure.kind) {
    case "refused":
    case "nothingToExport":
    case "otherRun":
    case "otherLibrary":
    case "cancelled":
      return EXIT.problems;
    case "invalidRequest":
    case "unknownMethod":
    case "noSuchRun":
    case "noSuchStep":
    case "noSuchCopy":
    case "noSuchProject":
    case "noSuchFinding":
    case "noSuchVersion":
    case "noSuchBackup":
    case "ambiguousTitle":
      return EXIT.usage;
    case "noSuchFile":
    case "missing":
    case "folder":
    case "notAFolder":
    case "noPermission":
    case "exists":
    case "tooLarge":
    case "notWriting":
    case "busy":
    case "notALibrary":
    case "newerRelease":
    case "heldByWriter":
    case "readOnly":
    case "diskFull":
    case "damaged":
    case "io":
    case "internal":
      return EXIT.libraryOrDisk;
    default:
      return assertNever(failure);
  }
}
