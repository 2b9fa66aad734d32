import { useCallback, useEffect, useState } from "react";

import { usePage } from "../../app/context.tsx";
import { useCall } from "../../app/use-call.ts";
import type { BatchState } from "../../../shared/contract/review-round-methods.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import type { ReviewBatchId, RunId } from "../../../shared/domain/ids.ts";
import { useRested } from "../../state/use-rested.ts";
import { say } from "../../words/say.ts";

/** How long the saves rest before what reviewers said is held against the run again, in milliseconds. */
const AGAIN_AFTER_MS = 1_500;

/** How a run's review stands, while its panel is open. `savedAt`: when the run was saved last; `turn`: what was taken in. */
export function useReview(runId: RunId, savedAt: number | null, turn: number) {
  const { host, announce } = usePage();
  const rested = useRested(savedAt, AGAIN_AFTER_MS);
  const revision = `${rested ?? 0} ${turn}`;
  const [status, again] = useCall("review.status", { runId }, revision);
  const [agreement, countAgain] = useCall("review.agreement", { runId }, revision);
  const [trouble, setTrouble] = useState<{ what: string; failure: Failure } | null>(null);
  useEffect(
    () =>
      host.subscribe("remarks.changed", (changed) => {
        if (changed.runId !== runId) return;
        again();
        countAgain();
      }),
    [host, runId, again, countAgain],
  );
  const putBatch = useCallback(
    async (batchId: ReviewBatchId, state: BatchState): Promise<void> => {
      const put = await host.call("review.setBatch", { runId, batchId, range: null, state });
      if (!put.ok) return setTrouble({ what: say("batch.failed"), failure: put.failure });
      announce(say(`batch.put.${state}`));
      again();
    },
    [host, announce, runId, again],
  );
  return { status, agreement, putBatch, again, trouble, dismiss: () => setTrouble(null) };
}
export type Review = ReturnType<typeof useReview>;
