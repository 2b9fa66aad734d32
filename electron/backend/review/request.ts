import { z } from "zod";

import { SentRemark, StepRange } from "../../../shared/contract/review-methods.ts";
import { RunId } from "../../../shared/domain/ids.ts";
import { MAX_TITLE_UNITS } from "../../../shared/domain/run.ts";
import { Guide } from "../../../shared/domain/review/guide.ts";
import { isThoughtSection, SECTION_NAMES, type ThoughtSection } from "../../../shared/domain/section.ts";
import { MAX_STEPS, Step } from "../../../shared/domain/step.ts";
import { visible } from "../../../shared/domain/visible.ts";
import { writePackage } from "../package/container.ts";
import { MAX_REMARKS, REQUEST_ENTRY } from "./answer.ts";

/** The part of a review package that holds the steps. */
export const STEPS_ENTRY = "steps.json";

/** What a reviewer is sent beside the steps (docs/formats/package.md). */
export const ReviewRequest = z.strictObject({
  version: z.literal(1),
  run: z.strictObject({
    runId: RunId,
    title: z.string().max(MAX_TITLE_UNITS),
    authors: z.array(z.string().max(MAX_TITLE_UNITS)).max(1_000),
  }),
  /** The steps that are to be read; the others come along so that what lies before them can be looked up. */
  range: StepRange,
  guide: Guide.nullable(),
  threads: z.array(SentRemark).max(MAX_REMARKS),
});
export type ReviewRequest = z.infer<typeof ReviewRequest>;

/** The steps of a package. Ids are told apart by whoever reads them. */
export const SentSteps = z.array(Step).min(1).max(MAX_STEPS);

/** The bytes of what a reviewer is sent; equal content gives equal bytes. */
export function writeRequest(request: ReviewRequest, steps: readonly Step[]): Uint8Array {
  return writePackage("review", [
    [REQUEST_ENTRY, request],
    [STEPS_ENTRY, steps],
  ]);
}

/** The steps as a reader sees them: what a skip hides stays at home, and so do the author's bookmarks. */
export function* readersSteps(steps: Iterable<Step>): Generator<Step> {
  for (const { step, states } of visible(steps)) {
    const seen: Step = { ...step, bookmark: null };
    for (const section of SECTION_NAMES) {
      if (states[section] !== "skipped") continue;
      if (isThoughtSection(section)) seen[section] = withoutText(step[section]);
      else if (section === "prompt") seen.prompt = { ...step.prompt, text: "" };
      else seen[section] = { ...step[section], text: "" };
    }
    yield seen;
  }
}

/** One bullet of one empty thought, which keeps an id that it had: equal runs give equal bytes. */
function withoutText({ closed, bullets }: ThoughtSection): ThoughtSection {
  const first = bullets[0]?.[0];
  return { closed, bullets: first === undefined ? [] : [[{ ...first, type: "watsonian", longterm: false, text: "" }]] };
}
