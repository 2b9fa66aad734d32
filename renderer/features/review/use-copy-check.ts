import { useEffect, useState } from "react";

import { CheckResults } from "../../../shared/domain/consistency/results.ts";
import type { Step } from "../../../shared/domain/step.ts";

/** The check of a run that was sent. */
export type CopyCheck =
  | { readonly state: "checking" }
  | { readonly state: "ready"; readonly results: CheckResults }
  | { readonly state: "failed"; readonly why: string };

/** Checks a run in a worker, once. */
export function useCopyCheck(steps: readonly Step[]): CopyCheck {
  const [check, setCheck] = useState<CopyCheck>({ state: "checking" });
  useEffect(() => {
    const worker = new Worker(new URL("./check-worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", (message: MessageEvent<unknown>) =>
      setCheck({ state: "ready", results: CheckResults.parse(message.data) }),
    );
    worker.addEventListener("error", (event) => setCheck({ state: "failed", why: event.message }));
    worker.postMessage(steps);
    return () => worker.terminate();
  }, [steps]);
  return check;
}
