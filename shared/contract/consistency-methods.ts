import { z } from "zod";

import { CheckResults } from "../domain/consistency/results.ts";
import { RunId } from "../domain/ids.ts";
import { FileHandle } from "./handles.ts";
import { FILE_TROUBLE, LIBRARY_TROUBLE, method } from "./method.ts";

const Checked = z.strictObject({
  ...CheckResults.shape,
  /** How long the check took, in milliseconds, the reading of the file or rows included. */
  ms: z.number().min(0),
});

/** Long-range consistency (and form) of a run or of a plain file. */
export const consistencyMethods = {
  "consistency.checkRun": method({
    request: z.strictObject({ runId: RunId }),
    reply: Checked,
    errors: ["noSuchRun", ...LIBRARY_TROUBLE],
  }),
  /** A file with errors is refused with its problems: it cannot be read as a run. */
  "consistency.checkFile": method({
    request: z.strictObject({ file: FileHandle }),
    reply: Checked,
    errors: ["refused", ...FILE_TROUBLE],
  }),
  /**
   * The author's word on a finding, by its key: "intended" silences it until the sentence is rewritten or the fact
   * changes; null takes the word back.
   */
  "consistency.judge": method({
    request: z.strictObject({
      runId: RunId,
      key: z.string().min(1).max(2_000),
      verdict: z.enum(["intended", "notTheSame"]).nullable(),
      why: z.string().max(2_000),
    }),
    reply: z.strictObject({}),
    errors: ["noSuchRun", "notWriting", ...LIBRARY_TROUBLE],
  }),
};
