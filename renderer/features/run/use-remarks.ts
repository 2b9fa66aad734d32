import { useCallback, useState } from "react";

import { usePage } from "../../app/context.tsx";
import { useCall } from "../../app/use-call.ts";
import type { PlacedRemark } from "../../../shared/contract/review-methods.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import type { RunId } from "../../../shared/domain/ids.ts";
import { say } from "../../words/say.ts";
import type { RunSession } from "./run-session.ts";

type Trouble = { readonly what: string; readonly failure: Failure };
const NO_REMARKS: readonly PlacedRemark[] = [];

/** The reviewers' remarks on a run, the taking in of an answer, and the resolving of one. `trouble`: what went wrong last. */
export function useRemarks(
  runId: RunId,
  session: RunSession | null,
): {
  remarks: readonly PlacedRemark[];
  takeIn: () => Promise<void>;
  resolve: (remark: PlacedRemark, resolved: boolean) => Promise<void>;
  /** Why the remarks could not be read, for their panel; `again` asks once more. */
  unread: Trouble | null;
  again: () => void;
  trouble: Trouble | null;
  dismiss: () => void;
} {
  const { host, announce } = usePage();
  const [asked, again] = useCall("review.remarks", { runId });
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const takeIn = useCallback(async (): Promise<void> => {
    const picked = await host.pickFiles({ several: false });
    if (!picked.ok) return setTrouble({ what: say("remarks.refused"), failure: picked.failure });
    const [chosen] = picked.value;
    if (chosen === undefined) return;
    // Remarks are placed in the run as the library has it: what is typed goes there first.
    const save = await session?.flush();
    if (save?.kind === "notSaved") return setTrouble({ what: say("remarks.refused"), failure: save.failure });
    const taken = await host.call("review.importAnswer", { file: chosen.file, runId });
    if (!taken.ok) return setTrouble({ what: say("remarks.refused"), failure: taken.failure });
    const { added, reviewer, sameState } = taken.value;
    announce(
      [say("remarks.added", { count: added, reviewer }), sameState ? "" : say("remarks.otherState", { reviewer })]
        .filter(Boolean)
        .join(" "),
    );
    again();
  }, [host, session, runId, announce, again]);

  const resolve = useCallback(
    async (placed: PlacedRemark, resolved: boolean): Promise<void> => {
      const kept = await host.call("review.resolve", { runId, remarkId: placed.remark.id, resolved });
      if (!kept.ok) return setTrouble({ what: say("remark.failed"), failure: kept.failure });
      again();
    },
    [host, runId, again],
  );
  const dismiss = useCallback(() => setTrouble(null), []);
  const remarks = asked.state === "ready" ? asked.value.remarks : NO_REMARKS;
  const unread = asked.state === "failed" ? { what: say("remarks.failed"), failure: asked.failure } : null;
  return { remarks, unread, again, takeIn, resolve, trouble, dismiss };
}
