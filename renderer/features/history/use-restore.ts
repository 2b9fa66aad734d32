import { useCallback, useState } from "react";

import { usePage } from "../../app/context.tsx";
import type { RunChange, RunHistory } from "../../app/run-history.ts";
import { type Failure, plainFailure } from "../../../shared/contract/failure.ts";
import type { RequestOf } from "../../../shared/contract/contract.ts";
import { type DeviceId, newBatchId, type BatchId, type PersonId } from "../../../shared/domain/ids.ts";
import { failed, type Outcome } from "../../../shared/lib/outcome.ts";
import { say } from "../../words/say.ts";

/** Who does it, as every restore says. */
export type By = { readonly batchId: BatchId; readonly personId: PersonId; readonly deviceId: DeviceId };

/** A restore as it is asked for. */
export type Wanted = Pick<RequestOf<"history.restore">, "what" | "as" | "title">;

/** Restores: what the library changes comes into the open text, what was done is announced, what failed is shown. */
export function useRestore(history: RunHistory): {
  isBusy: boolean;
  trouble: { readonly what: string; readonly failure: Failure } | null;
  dismiss: () => void;
  /** True when it was done. `done` makes the sentence that is announced. */
  restore: (wanted: Wanted, done: (change: RunChange) => string) => Promise<boolean>;
  /** Any other act that changes the run and says who does it. */
  change: (
    act: (by: By) => Promise<Outcome<RunChange, Failure>>,
    done: (change: RunChange) => string,
  ) => Promise<boolean>;
} {
  const { host, announce } = usePage();
  const { runId, letChange } = history;
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<{ what: string; failure: Failure } | null>(null);
  const change = useCallback(
    async (act: (by: By) => Promise<Outcome<RunChange, Failure>>, done: (change: RunChange) => string) => {
      setBusy(true);
      const outcome = await letChange<RunChange>(async () => {
        const library = await host.call("library.describe", {});
        if (!library.ok) return library;
        const { personId, deviceId } = library.value;
        if (deviceId === null) return failed(plainFailure("readOnly", say("run.readOnlyLibrary")));
        return act({ batchId: newBatchId(), personId, deviceId });
      });
      setBusy(false);
      if (outcome.ok) announce(done(outcome.value));
      else setTrouble({ what: say("restore.failed"), failure: outcome.failure });
      return outcome.ok;
    },
    [host, announce, letChange],
  );
  const restore = useCallback(
    ({ what, as, title }: Wanted, done: (change: RunChange) => string) =>
      change(
        (by) => host.call("history.restore", { runId, what, as, ...(title !== undefined && { title }), ...by }),
        done,
      ),
    [host, runId, change],
  );
  const dismiss = useCallback(() => setTrouble(null), []);
  return { isBusy, trouble, dismiss, restore, change };
}
