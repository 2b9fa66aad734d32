import { plainFailure, type Failure } from "../../shared/contract/failure.ts";

/** The code of a Node file-system error such as `ENOENT`; null for anything else. */
export function fileErrorCode(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}

/**
 * What a failing file operation on `name` means to the person, in one sentence. Only errors of the file system are
 * expected here; anything else is a surprise and is thrown on.
 */
export function fileFailure(error: unknown, name: string): Failure {
  const code = fileErrorCode(error);
  switch (code) {
    case null:
      throw error;
    case "ENOENT":
    case "ENOTDIR":
      return plainFailure("missing", `There is no “${name}”. Check the name and the folder.`);
    case "EISDIR":
      return plainFailure("folder", `“${name}” is a folder. Name a file.`);
    case "EACCES":
    case "EPERM":
      return plainFailure(
        "noPermission",
        `“${name}” may not be read or written by this account. Change its permissions or choose another place.`,
      );
    case "EEXIST":
      return plainFailure("exists", `“${name}” exists already. Choose another name, or say that it may be replaced.`);
    case "EROFS":
      return plainFailure("readOnly", `“${name}” lies on a disk that can only be read. Choose another place.`);
    case "ENOSPC":
    case "EDQUOT":
      return plainFailure(
        "diskFull",
        `The disk is full, so “${name}” was not written. Make room or choose another place.`,
      );
    default:
      return plainFailure("io", `“${name}” could not be read or written (${code}). Is its disk still there?`);
  }
}
