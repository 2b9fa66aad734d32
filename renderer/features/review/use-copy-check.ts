import { useEffect, useState } from "react";

import { usePage } from "../../app/context.tsx";
import type { FindingMark } from "../../../shared/contract/consistency-methods.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import type { Finding } from "../../../shared/domain/consistency/results.ts";
import { findingsInCopy, marksOfFindings } from "./copy-findings.ts";
import type { ReviewCopy } from "./review-desk.tsx";

/** The check of a run that was sent: its findings with the ids that this page's reading of the copy has. */
export type CopyCheck =
  | { readonly state: "checking" }
  | { readonly state: "ready"; readonly findings: readonly Finding[]; readonly marks: readonly FindingMark[] }
  | { readonly state: "failed"; readonly failure: Failure };

/** Has a copy checked by the library's workers, once. */
export function useCopyCheck({ copyId, steps }: Pick<ReviewCopy, "copyId" | "steps">): CopyCheck {
  const { host } = usePage();
  const [check, setCheck] = useState<CopyCheck>({ state: "checking" });
  useEffect(() => {
    let current = true;
    void host.call("review.check", { copyId }).then((outcome) => {
      if (!current) return;
      if (!outcome.ok) return setCheck({ state: "failed", failure: outcome.failure });
      const findings = findingsInCopy(steps, outcome.value.findings);
      setCheck({ state: "ready", findings, marks: marksOfFindings(findings) });
    });
    return () => {
      current = false;
    };
  }, [host, copyId, steps]);
  return check;
}
