import { z } from "zod";

import { RunId } from "../ids.ts";
import { RunStatus } from "../run.ts";

/*
 * A report stands for a run without a word of its text: what a lead needs to follow it. It is drawn of the library's runs,
 * of packages and bounty files, and it is what a progress file (`.runpkg` of kind `progress`) holds.
 */

/** How many of a run's first steps it is known again by where no id came along. */
export const KNOWN_BY_STEPS = 5;

const Count = z.int().min(0).max(1_000_000_000);
const Words = z.int().min(-1_000_000_000).max(1_000_000_000);

/** A day of writing, in sums. */
export const ReportDay = z.strictObject({
  day: z.int().min(-1_000_000).max(10_000_000),
  /** Words typed less those typed away. */
  typed: Words,
  /** Words that came and went by any act but an import: what the pace is taken from. */
  grown: Words,
  activeMs: z.int().min(0),
});
export type ReportDay = z.infer<typeof ReportDay>;

/** A batch of steps under review; times are UTC ms. */
export const ReportBatch = z.strictObject({
  steps: Count,
  state: z.enum(["draft", "submitted", "needsWork", "accepted", "paid"]),
  submittedAt: z.int().nullable(),
  /** When it was first accepted. */
  acceptedAt: z.int().nullable(),
  /** From the last submission to its answer; null while there is none. */
  turnaroundMs: z.int().min(0).nullable(),
});
export type ReportBatch = z.infer<typeof ReportBatch>;

/** What was found in a run: findings that nobody has judged, by severity, and what keeps it from being a valid bounty file. */
export const Examination = z.strictObject({ errors: Count, warnings: Count, hints: Count, problems: Count });
export type Examination = z.infer<typeof Examination>;

/** What is told of one run. */
export const RunReport = z.strictObject({
  /** Null for a format that carries no id. */
  runId: RunId.nullable(),
  /** A hash of each of the first steps, fewer in a shorter run. */
  firstSteps: z.array(z.string().regex(/^[0-9a-f]{16}$/u)).max(KNOWN_BY_STEPS),
  title: z.string().max(10_000),
  authors: z.array(z.string().max(10_000)).max(1_000),
  status: RunStatus.nullable(),
  project: z.string().max(10_000).nullable(),
  steps: Count,
  words: z.strictObject({ story: Count, watsonian: Count, doylist: Count, meta: Count, comment: Count }),
  targetWords: Count.nullable(),
  /** Days in order; empty where nothing is known of them. */
  days: z.array(ReportDay).max(100_000),
  batches: z.array(ReportBatch).max(100_000),
  /** Review comments that nobody has settled; null where that is not known. */
  openRemarks: Count.nullable(),
  /** Null where nobody has looked it through, as in reports of earlier releases. */
  examined: Examination.nullable().default(null),
  /** When this was so, in UTC ms. */
  at: z.int(),
});
export type RunReport = z.infer<typeof RunReport>;

/**
 * Whether two reports are about one run: by id where both have one, else by their first steps as far as both go, of which
 * more than half must be the same. So an edit in one of them does not hide a run, and a beginning that authors were given
 * makes no two runs one.
 */
export function isSameRun(
  one: Pick<RunReport, "runId" | "firstSteps">,
  other: Pick<RunReport, "runId" | "firstSteps">,
): boolean {
  if (one.runId !== null && other.runId !== null) return one.runId === other.runId;
  const both = Math.min(one.firstSteps.length, other.firstSteps.length);
  const same = one.firstSteps.slice(0, both).filter((print, index) => print === other.firstSteps[index]).length;
  return same > both / 2;
}
