import { useEffect } from "react";

import type { PlacedRemark } from "../../../shared/contract/review-methods.ts";
import { findingMarks, remarkMarks } from "../../state/text-marks.ts";
import type { CheckState } from "./check-state.ts";
import type { RunSession } from "./run-session.ts";

/** Puts findings and remarks into the text whenever they change. Marks whose text has changed since are dropped by the text itself. */
export function useTextMarks(session: RunSession | null, check: CheckState, remarks: readonly PlacedRemark[]): void {
  const { results } = check;
  useEffect(() => {
    const found = results === null ? [] : findingMarks(results.findings, results.marks);
    session?.editor.setFindings([...found, ...remarkMarks(remarks)]);
  }, [session, results, remarks]);
}
