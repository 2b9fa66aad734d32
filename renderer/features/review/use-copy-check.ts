import { useEffect, useState } from "react";
import { z } from "zod";

import { FindingMark } from "../../../shared/contract/consistency-methods.ts";

import { CheckResults } from "../../../shared/domain/consistency/results.ts";
import type { Step } from "../../../shared/domain/step.ts";

/** What the worker answers: the results, and what of the quotes is meant. */
const CopyCheckResults = z.strictObject({ ...CheckResults.shape, marks: z.array(FindingMark) });
export type CopyCheckResults = z.infer<typeof CopyCheckResults>;

/** The check of a run that was sent. */
export type CopyCheck =
  | { readonly state: "checking" }
  | { readonly state: "ready"; readonly results: CopyCheckResults }
  | { readonly state: "failed"; readonly why: string };

/** Checks a run in a worker, once. */
export function useCopyCheck(steps: readonly Step[]): CopyCheck {
  const [check, setCheck] = useState<CopyCheck>({ state: "checking" });
  useEffect(() => {
    const worker = new Worker(new URL("./check-worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", (message: MessageEvent<unknown>) =>
      setCheck({ state: "ready", results: CopyCheckResults.parse(message.data) }),
    );
    worker.addEventListener("error", (event) => setCheck({ state: "failed", why: event.message }));
    // A worker is of this page by its making: there is no origin to name.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    worker.postMessage(steps);
    return () => worker.terminate();
  }, [steps]);
  return check;
}
