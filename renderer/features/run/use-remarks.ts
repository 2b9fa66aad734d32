import { useCallback, useEffect, useState } from "react";

import { usePage } from "../../app/context.tsx";
import type { PlacedRemark } from "../../../shared/contract/review-methods.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import type { RunId } from "../../../shared/domain/ids.ts";
import { say } from "../../words/say.ts";

/** The reviewers' remarks on a run, the taking in of an answer, and the resolving of one. `trouble`: what went wrong last. */
export function useRemarks(runId: RunId): {
  remarks: readonly PlacedRemark[];
  takeIn: () => Promise<void>;
  resolve: (remark: PlacedRemark, resolved: boolean) => Promise<void>;
  trouble: { readonly what: string; readonly failure: Failure } | null;
  dismiss: () => void;
} {
  const { host, announce } = usePage();
  const [remarks, setRemarks] = useState<readonly PlacedRemark[]>([]);
  const [trouble, setTrouble] = useState<{ what: string; failure: Failure } | null>(null);
  const read = useCallback(async (): Promise<void> => {
    const answer = await host.call("review.remarks", { runId });
    if (answer.ok) setRemarks(answer.value.remarks);
    else setTrouble({ what: say("remarks.failed"), failure: answer.failure });
  }, [host, runId]);
  useEffect(() => void read(), [read]);

  const takeIn = useCallback(async (): Promise<void> => {
    const picked = await host.pickFiles({ several: false });
    if (!picked.ok) return setTrouble({ what: say("remarks.refused"), failure: picked.failure });
    const [chosen] = picked.value;
    if (chosen === undefined) return;
    const taken = await host.call("review.importAnswer", { file: chosen.file, runId });
    if (!taken.ok) return setTrouble({ what: say("remarks.refused"), failure: taken.failure });
    const { added, reviewer, sameState } = taken.value;
    announce([say("remarks.added", { count: added, reviewer }), sameState ? "" : say("remarks.otherState", { reviewer })].filter(Boolean).join(" "));
    await read();
  }, [host, runId, announce, read]);

  const resolve = useCallback(
    async (placed: PlacedRemark, resolved: boolean): Promise<void> => {
      const kept = await host.call("review.resolve", { runId, remarkId: placed.remark.id, resolved });
      if (!kept.ok) return setTrouble({ what: say("remark.failed"), failure: kept.failure });
      setRemarks((before) => before.map((one) => (one.remark.id === placed.remark.id ? { ...one, resolved } : one)));
    },
    [host, runId],
  );
  const dismiss = useCallback(() => setTrouble(null), []);
  return { remarks, takeIn, resolve, trouble, dismiss };
}
