import { useCallback, useEffect, useMemo, useState } from "react";

import type { Finding } from "../../../shared/domain/consistency/results.ts";
import { SECTION_NAMES } from "../../../shared/domain/section.ts";
import { usePage } from "../../app/context.tsx";
import type { RunId } from "../../../shared/domain/ids.ts";
import { say } from "../../words/say.ts";
import { type CheckState, NOT_CHECKED, withoutFinding } from "./check-state.ts";
import type { RunSession } from "./run-session.ts";

/** How long after opening the first check waits: the first keys must not meet it. */
const FIRST_CHECK_AFTER_MS = 2_000;

/** The consistency check of the run: once a while after it was opened, then when it is asked for. Never on the way of a key. */
export function useChecks(
  runId: RunId,
  session: RunSession | null,
): {
  check: CheckState;
  run: () => void;
  intend: (finding: Finding, why: string) => void;
} {
  const { host, announce, clock } = usePage();
  const [check, setCheck] = useState<CheckState>(NOT_CHECKED);
  const run = useCallback(async (): Promise<void> => {
    setCheck((before) => ({ state: "checking", results: before.results }));
    // The library checks what it has: what was typed a moment ago belongs to it.
    await session?.flush();
    const answer = await host.call("consistency.checkRun", { runId });
    setCheck((before) =>
      answer.ok
        ? { state: "idle", results: { ...answer.value, at: clock() } }
        : { state: "failed", results: before.results, failure: answer.failure },
    );
  }, [host, runId, session, clock]);
  useEffect(() => {
    if (session === null) return;
    const timer = setTimeout(() => void run(), FIRST_CHECK_AFTER_MS);
    return () => clearTimeout(timer);
  }, [session, run]);
  const intend = useCallback(
    async (finding: Finding, why: string): Promise<void> => {
      const kept = await host.call("consistency.judge", { runId, key: finding.key, verdict: "intended", why });
      if (!kept.ok) return announce(`${say("finding.judgeFailed")} ${kept.failure.message}`, "urgent");
      setCheck((before) => withoutFinding(before, finding.key));
      announce(say("finding.silenced"));
    },
    [host, runId, announce],
  );
  return useMemo(
    () => ({ check, run: () => void run(), intend: (finding, why) => void intend(finding, why) }),
    [check, run, intend],
  );
}

/** The finding after (or before) a place, going round at the end. Null without findings. */
export function neighbourFinding(
  findings: readonly Finding[],
  open: string | null,
  step: number,
  way: 1 | -1,
): Finding | null {
  const ordered = findings.toSorted((left, right) => placeOf(left) - placeOf(right));
  const at = ordered.findIndex((finding) => finding.key === open);
  if (at >= 0) return ordered.at((at + way) % ordered.length) ?? null;
  if (way === 1) return ordered.find((finding) => placeOf(finding) >= step) ?? ordered[0] ?? null;
  return ordered.findLast((finding) => placeOf(finding) < step + 1) ?? ordered.at(-1) ?? null;
}

/** A finding's place as one number: its step, and the section as the part behind the point. The last piece of evidence is where it disagrees. */
function placeOf(finding: Finding): number {
  const place = finding.evidence.at(-1);
  return place === undefined ? 0 : place.step + SECTION_NAMES.indexOf(place.section) / SECTION_NAMES.length;
}
