import { z } from "zod";

import { Address } from "../address.ts";

/** What is looked at before a run leaves in a format. */
export const FINDING_RULES = [
  /** No step holds anything that a reader sees, or there is no title. */
  "empty",
  /** Holes and sections against the tag's rules (bounty format, Reading). */
  "structure",
  /** A tag without a text, or a text that begins with the tag (bounty format, rule T). */
  "tag",
  /** Characters that the format cannot hold. */
  "characters",
  /** More than the format takes. */
  "limit",
  /** No author is named: a bounty file has an empty list then. */
  "author",
  /** The last step breaks off before its end, which every format takes as it is. */
  "unfinished",
  /** Text that stands there until the real one is written. */
  "placeholder",
  /** A step far from the words that its author aims at. */
  "stepWords",
  /** A run far from its target. */
  "target",
  /** A share of thoughts unlike that of an annotated run. */
  "thoughtShare",
  /** Text that looks as if it was read in the wrong encoding. */
  "encoding",
  /** The same long text twice. */
  "duplicate",
  /** Mail addresses, telephone numbers and paths in notes to readers. */
  "private",
  /** No licence is named for the run, or another one than the dataset's. */
  "licence",
  /** The author has not agreed to publishing the run. */
  "consent",
  /** An author without a pen name. */
  "penName",
  /** No release record for a dataset. */
  "release",
] as const;
export const FindingRule = z.enum(FINDING_RULES);
export type FindingRule = z.infer<typeof FindingRule>;

/** One thing found in a run before it leaves: a blocker keeps it from leaving in this format, a warning does not. */
export const ExportFinding = z.strictObject({
  rule: FindingRule,
  severity: z.enum(["blocker", "warning"]),
  /** A sentence for the author. */
  message: z.string().max(2_000),
  /** 1-based step; null when it is about the whole run. */
  step: z.int().min(1).nullable(),
  /** Where to jump to; null when it is about the whole run. */
  address: Address.nullable(),
});
export type ExportFinding = z.infer<typeof ExportFinding>;
