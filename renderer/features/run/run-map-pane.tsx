import { useMemo } from "react";

import { outlineOf } from "../../state/run-outline.ts";
import { useRested } from "../../state/use-rested.ts";
import { useStore, useStorePart } from "../../state/use-store.ts";
import { RunMap } from "../../ui/run-map.tsx";
import { marksByStep } from "./check-state.ts";
import { PANELS_AFTER_MS } from "./run-side-pane.tsx";
import type { Shared } from "./run-parts.ts";
import type { RunSession } from "./run-session.ts";

/** The map of the opened run; made anew when the typing rests. */
export function RunMapPane({ session, checks, remarks, go }: Shared & { readonly session: RunSession }) {
  const steps = useRested(useStore(session.steps), PANELS_AFTER_MS);
  const current = useStorePart(session.snapshot, (snapshot) => snapshot.caret?.step ?? 1);
  const outline = useMemo(() => outlineOf(steps), [steps]);
  const findings = checks.check.results?.findings;
  const marks = useMemo(
    () =>
      marksByStep(
        findings ?? [],
        remarks.remarks.flatMap(({ address, resolved }) => (address === null || resolved ? [] : [address.stepId])),
      ),
    [findings, remarks.remarks],
  );
  return <RunMap outline={outline} current={current} marks={marks} onGo={(step) => go(step.number)} />;
}
