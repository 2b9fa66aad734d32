import { writeAnswer } from "../../electron/backend/review/answer.ts";
import { fingerprints } from "../../electron/backend/review/fingerprint.ts";
import { readSent } from "../../electron/backend/review/sent-file.ts";
import { newPersonId, newRemarkId } from "../../shared/domain/ids.ts";
import { anchorOf, type RemarkAnchor } from "../../shared/domain/review/anchor.ts";
import type { Guide } from "../../shared/domain/review/guide.ts";
import type { Judgement } from "../../shared/domain/review/judgement.ts";
import type { Remark } from "../../shared/domain/review/remark.ts";
import type { Step } from "../../shared/domain/step.ts";

/** What a reviewer says of a run that they were sent. */
type Said = {
  readonly remarks: readonly { readonly anchor: RemarkAnchor; readonly text: string; readonly suggestion?: string }[];
  readonly judgements: readonly (Pick<Judgement, "step"> & Partial<Judgement>)[];
};

/** The answer of a reviewer to the run of a bounty file, as the author takes it in. */
export function answerTo(
  bounty: Uint8Array,
  reviewer: string,
  say: (steps: readonly Step[]) => Said,
  guide: Guide | null = null,
): Buffer {
  const sent = readSent(bounty);
  if (!sent.ok) throw new Error("An answer is about a run");
  const { steps, title } = sent.value;
  const { remarks, judgements } = say(steps);
  const now = Date.now();
  const answer = writeAnswer({
    version: 1,
    run: { title, fingerprints: fingerprints(steps), runId: null },
    reviewer,
    reviewerId: newPersonId(),
    guide: guide === null ? null : { id: guide.id, version: guide.version },
    remarks: remarks.map(({ suggestion = null, ...said }): Remark => ({
      id: newRemarkId(),
      reviewer,
      by: null,
      replyTo: null,
      createdAt: now,
      updatedAt: now,
      ...said,
      suggestion,
    })),
    judgements: judgements.map((said) => ({
      isRead: true,
      word: null,
      ratings: [],
      reason: "",
      updatedAt: now,
      ...said,
    })),
    withdrawn: [],
  });
  return Buffer.from(answer);
}

/** The beginning of an outcome, up to a word that ends after so many units. */
export function beginningOf(steps: readonly Step[], number: number, units: number): RemarkAnchor {
  const step = steps[number - 1];
  const text = step?.outcome.text ?? "";
  const border = text.indexOf(" ", units);
  const end = border === -1 ? text.length : border;
  const anchor = step && anchorOf(step, number, { section: "outcome", thoughtId: null, start: 0, end });
  if (anchor === undefined || anchor === null) throw new Error(`Step ${number} has an outcome`);
  return anchor;
}
