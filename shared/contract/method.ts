import type { z } from "zod";

import type { FailureKind } from "./failure.ts";

/** One method of the contract: what it takes, what it answers, which expected failures it may answer instead. */
export type MethodShape<Request extends z.ZodType, Reply extends z.ZodType> = {
  readonly request: Request;
  readonly reply: Reply;
  /** Beside these, every method may answer `invalidRequest` and `internal`. */
  readonly errors: readonly FailureKind[];
};

/** Writes a method down; only there so that the types are inferred and the three parts are always given. */
export function method<Request extends z.ZodType, Reply extends z.ZodType>(
  shape: MethodShape<Request, Reply>,
): MethodShape<Request, Reply> {
  return shape;
}

/** Failures that any method on a library may answer when the disk or the file fails under it. */
export const LIBRARY_TROUBLE = ["readOnly", "diskFull", "damaged", "io"] as const satisfies readonly FailureKind[];
/** Failures in opening a file that the person named. */
export const FILE_TROUBLE = [
  "noSuchFile",
  "missing",
  "folder",
  "noPermission",
  "tooLarge",
  "io",
] as const satisfies readonly FailureKind[];
