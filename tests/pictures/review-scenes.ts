import { readFileSync } from "node:fs";

import { expect } from "playwright/test";
import type { Page } from "playwright";

import { anchorOfSection, anchorOfStep, WHOLE_RUN } from "../../shared/domain/review/anchor.ts";
import { answerTo, beginningOf } from "../support/answers.ts";

/** Steps that both reviewers judged. */
const JUDGED = 12;
const FIRST_JUDGED = 401;

/** The answers of two reviewers to the run of a bounty file, as the author takes them in. */
export function twoAnswers(bounty: string): { name: string; mimeType: string; buffer: Buffer }[] {
  return ["Sefa Amankwah", "Noor Dahlberg"].map((reviewer, who) => {
    const buffer = answerTo(readFileSync(bounty), reviewer, (steps) => {
      const stretch = beginningOf(steps, 411, 30);
      const remarks = [
        { anchor: stretch, text: "Thirty by my count: night 17 was spent ashore." },
        { anchor: stretch, text: "", suggestion: `${stretch.quote}, and nobody else` },
        { anchor: anchorOfSection(411, "prompt"), text: "Who tells us this? Nobody in the room could know it." },
        { anchor: anchorOfStep(406), text: "The best image in the batch. Leave it alone." },
        { anchor: anchorOfStep(WHOLE_RUN), text: "The second half is where it comes alive." },
      ];
      const judgements = Array.from({ length: JUDGED }, (_, index) => {
        const isWanting = (index + who) % 4 === 0;
        return {
          step: FIRST_JUDGED + index,
          word: isWanting ? ("needsWork" as const) : ("accept" as const),
          reason: isWanting ? "Who holds the lamp here?" : "",
        };
      });
      return { remarks: remarks.slice(who === 0 ? 0 : 3), judgements };
    });
    return { name: `${reviewer}.runpkg`, mimeType: "application/zip", buffer };
  });
}

/** Opens a tab of the panel at the right. */
export async function tab(page: Page, name: string): Promise<void> {
  await page.getByRole("tab", { name }).first().click();
  await expect(page.getByRole("tab", { name }).first()).toHaveAttribute("aria-selected", "true");
}
