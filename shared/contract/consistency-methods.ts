import { z } from "zod";

import { CheckResults } from "../domain/consistency/results.ts";
import { VERDICTS } from "../domain/consistency/verdict.ts";
import { RunId, StepId, ThoughtId } from "../domain/ids.ts";
import { SectionName } from "../domain/section.ts";
import { FileHandle } from "./handles.ts";
import { FILE_TROUBLE, LIBRARY_TROUBLE, method } from "./method.ts";

/** What the page underlines for a finding: narrower than its quote, in the same units. */
export const FindingMark = z.strictObject({
  key: z.string().min(1),
  stepId: StepId,
  section: SectionName,
  thoughtId: ThoughtId.nullable(),
  start: z.int().min(0),
  end: z.int().min(0),
});
export type FindingMark = z.infer<typeof FindingMark>;

const Checked = z.strictObject({
  ...CheckResults.shape,
  /** How long the check took, in milliseconds, the reading of the file or rows included. */
  ms: z.number().min(0),
});

/** Long-range consistency (and form) of a run or of a plain file. */
export const consistencyMethods = {
  /** Every rule of the check in the order in which they are asked: what it is for, an example, and what it cannot do without (empty: nothing). */
  "consistency.rules": method({
    request: z.strictObject({}),
    reply: z.strictObject({
      rules: z.array(
        z.strictObject({
          id: z.string(),
          title: z.string(),
          why: z.string(),
          example: z.string(),
          needs: z.string(),
          isOffByDefault: z.boolean(),
        }),
      ),
    }),
    errors: [],
  }),
  "consistency.checkRun": method({
    request: z.strictObject({ runId: RunId }),
    reply: z.strictObject({
      ...Checked.shape,
      marks: z.array(FindingMark),
      /** Keys of the findings of which the bible could say what the text says ("consistency.follow"). */
      follows: z.array(z.string()),
      /** When the baseline was taken (UTC ms) and how many findings it holds; null without one. */
      baseline: z.strictObject({ at: z.int(), findings: z.int().min(0) }).nullable(),
    }),
    errors: ["noSuchRun", "cancelled", ...LIBRARY_TROUBLE],
  }),
  /** A file with errors is refused with its problems: it cannot be read as a run. */
  "consistency.checkFile": method({
    request: z.strictObject({ file: FileHandle }),
    reply: Checked,
    errors: ["refused", "cancelled", ...FILE_TROUBLE],
  }),
  /**
   * The author's word on a finding, by its key: "intended" and "other" silence it until the sentence is rewritten or the fact
   * changes, "accepted" silences all of its kind, "real" silences nothing; null takes the word back.
   */
  "consistency.judge": method({
    request: z.strictObject({
      runId: RunId,
      key: z.string().min(1).max(2_000),
      verdict: z.enum(VERDICTS).nullable(),
      why: z.string().max(2_000),
    }),
    reply: z.strictObject({}),
    errors: ["noSuchRun", "noSuchFinding", "notWriting", ...LIBRARY_TROUBLE],
  }),
  /** "The fact changes from this step": the bible says from the finding's last place on what the text says there. */
  "consistency.follow": method({
    request: z.strictObject({ runId: RunId, key: z.string().min(1).max(2_000) }),
    reply: z.strictObject({ rev: z.int().min(0) }),
    errors: ["noSuchRun", "noSuchFinding", "notWriting", "tooLarge", ...LIBRARY_TROUBLE],
  }),
  /** Leaves out from now on what the latest check has found ("take"), or shows it again ("drop"). */
  "consistency.baseline": method({
    request: z.strictObject({ runId: RunId, act: z.enum(["take", "drop"]) }),
    reply: z.strictObject({ findings: z.int().min(0) }),
    errors: ["noSuchRun", "noSuchFinding", "notWriting", ...LIBRARY_TROUBLE],
  }),
};
