import { useCallback, useState } from "react";

import { usePage } from "../../app/context.tsx";
import type { Failure } from "../../../shared/contract/failure.ts";
import type { RunRow } from "../../../shared/contract/run-methods.ts";
import { say } from "../../words/say.ts";

/** Deleting a run: into the bin at once, without a question, since it can be taken back at once and later from the bin. */
export function useDeletedRun(
  onChanged: () => void,
  onTrouble: (what: string, failure: Failure) => void,
): {
  /** The run that was deleted last, until it is back or the word of it is put away. */
  deleted: RunRow | null;
  remove: (run: RunRow) => Promise<void>;
  undo: () => Promise<void>;
  dismiss: () => void;
} {
  const { host, announce } = usePage();
  const [deleted, setDeleted] = useState<RunRow | null>(null);
  const remove = async (run: RunRow): Promise<void> => {
    const gone = await host.call("run.delete", { runId: run.id });
    if (!gone.ok) return onTrouble(say("run.deleteFailed"), gone.failure);
    setDeleted(run);
    announce(say("run.deleted", { title: run.title }));
    onChanged();
  };
  const undo = async (): Promise<void> => {
    if (deleted === null) return;
    const back = await host.call("bin.restoreRun", { runId: deleted.id });
    if (!back.ok) return onTrouble(say("run.bringBackFailed"), back.failure);
    setDeleted(null);
    announce(say("run.cameBack", { title: deleted.title }));
    onChanged();
  };
  const dismiss = useCallback(() => setDeleted(null), []);
  return { deleted, remove, undo, dismiss };
}
