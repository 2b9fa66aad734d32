import { readFileSync } from "node:fs";

import { expect } from "playwright/test";
import type { Page } from "playwright";

import { writeAnswer } from "../../electron/backend/review/answer.ts";
import { fingerprints } from "../../electron/backend/review/fingerprint.ts";
import { readSent } from "../../electron/backend/review/sent-file.ts";
import { newPersonId, newRemarkId } from "../../shared/domain/ids.ts";
import { anchorOf, anchorOfStep, type RemarkAnchor } from "../../shared/domain/review/anchor.ts";
import type { Step } from "../../shared/domain/step.ts";

/** The answers of two reviewers to the run of a bounty file, as the author takes them in. */
export function twoAnswers(bounty: string): { name: string; mimeType: string; buffer: Buffer }[] {
  const sent = readSent(readFileSync(bounty));
  if (!sent.ok) throw new Error("The pictures need a run");
  const { steps, title } = sent.value;
  return ["Sefa Amankwah", "Noor Dahlberg"].map((reviewer, who) => {
    const said = { reviewer, by: null, replyTo: null, suggestion: null, createdAt: Date.now(), updatedAt: Date.now() };
    const stretch = quoteIn(steps, 411);
    const remarks = [
      { ...said, id: newRemarkId(), anchor: stretch, text: "Thirty by my count: night 17 was spent ashore." },
      {
        ...said,
        id: newRemarkId(),
        anchor: stretch,
        text: "",
        suggestion: `${stretch.quote}, and nobody else`,
      },
      { ...said, id: newRemarkId(), anchor: anchorOfStep(406), text: "The best image in the batch. Leave it alone." },
    ];
    const judgements = Array.from({ length: 12 }, (_, index) => ({
      step: 401 + index,
      isRead: true,
      word: (index + who) % 4 === 0 ? ("needsWork" as const) : ("accept" as const),
      ratings: [],
      reason: (index + who) % 4 === 0 ? "Who holds the lamp here?" : "",
      updatedAt: Date.now(),
    }));
    const bytes = writeAnswer({
      version: 1,
      run: { title, fingerprints: fingerprints(steps), runId: null },
      reviewer,
      reviewerId: newPersonId(),
      guide: null,
      remarks: remarks.slice(who === 0 ? 0 : 2),
      judgements,
      withdrawn: [],
    });
    return { name: `${reviewer}.runpkg`, mimeType: "application/zip", buffer: Buffer.from(bytes) };
  });
}

function quoteIn(steps: readonly Step[], number: number): RemarkAnchor {
  const step = steps[number - 1];
  const text = step?.outcome.text ?? "";
  const end = text.indexOf(" ", 30);
  const anchor = step && anchorOf(step, number, { section: "outcome", thoughtId: null, start: 0, end });
  if (anchor === undefined || anchor === null) throw new Error("The pictures need an outcome");
  return anchor;
}

/** Opens a tab of the panel at the right. */
export async function tab(page: Page, name: string): Promise<void> {
  await page.getByRole("tab", { name }).first().click();
  await expect(page.getByRole("tab", { name }).first()).toHaveAttribute("aria-selected", "true");
}
