import { useCallback, useEffect, useMemo, useRef, useState } from "react";

import type { Finding } from "../../../shared/domain/consistency/results.ts";
import type { VERDICTS } from "../../../shared/domain/consistency/verdict.ts";
import { SECTION_NAMES } from "../../../shared/domain/section.ts";
import { usePage } from "../../app/context.tsx";
import type { RunId } from "../../../shared/domain/ids.ts";
import { say } from "../../words/say.ts";
import { type CheckState, NOT_CHECKED, withoutFinding } from "./check-state.ts";
import type { RunSession } from "./run-session.ts";

/** How long after opening the first check waits: the first keys must not meet it. */
const FIRST_CHECK_AFTER_MS = 2_000;
/** How long the saves rest before the run is checked again. */
const CHECK_AFTER_SAVE_MS = 1_500;

/** The consistency check of the run: a while after it was opened, after each rest of the saves, and when it is asked for. Never on the way of a key. */
export function useChecks(
  runId: RunId,
  session: RunSession | null,
): {
  check: CheckState;
  run: () => void;
  /** Checks again without a word: the text or the bible has changed. */
  refresh: () => void;
  /** The author's word on a finding; it is then not shown any more, unless it is "real". */
  judge: (finding: Finding, verdict: (typeof VERDICTS)[number], why: string) => void;
  /** The bible says from the finding's last place on what the text says there. */
  follow: (finding: Finding) => void;
  /** Puts all that is found aside, or shows it again. */
  baseline: (act: "take" | "drop") => void;
} {
  const { host, announce, clock } = usePage();
  const [check, setCheck] = useState<CheckState>(NOT_CHECKED);
  const turn = useRef(0);
  const ask = useCallback(async (): Promise<void> => {
    turn.current += 1;
    const own = turn.current;
    const answer = await host.call("consistency.checkRun", { runId });
    // A later question has the later answer.
    if (own !== turn.current) return;
    setCheck((before) =>
      answer.ok
        ? { state: "idle", results: { ...answer.value, at: clock() } }
        : { state: "failed", results: before.results, failure: answer.failure },
    );
  }, [host, runId, clock]);
  const run = useCallback(async (): Promise<void> => {
    setCheck((before) => ({ state: "checking", results: before.results }));
    // The library checks what it has: what was typed a moment ago belongs to it.
    await session?.flush();
    await ask();
  }, [session, ask]);
  useCheckAfterSaves(session, run, ask);
  const judge = useCallback(
    async (finding: Finding, verdict: (typeof VERDICTS)[number], why: string): Promise<void> => {
      const kept = await host.call("consistency.judge", { runId, key: finding.key, verdict, why });
      if (!kept.ok) return announce(`${say("finding.judgeFailed")} ${kept.failure.message}`, "urgent");
      if (verdict === "real") return;
      setCheck((before) => withoutFinding(before, finding.key));
      announce(say(SAID[verdict]));
      await ask();
    },
    [host, runId, announce, ask],
  );
  const follow = useCallback(
    async (finding: Finding): Promise<void> => {
      const done = await host.call("consistency.follow", { runId, key: finding.key });
      if (!done.ok) return announce(`${say("finding.judgeFailed")} ${done.failure.message}`, "urgent");
      announce(say("finding.followed"));
      await ask();
    },
    [host, runId, announce, ask],
  );
  const baseline = useCallback(
    async (act: "take" | "drop"): Promise<void> => {
      const done = await host.call("consistency.baseline", { runId, act });
      if (!done.ok) return announce(`${say("finding.judgeFailed")} ${done.failure.message}`, "urgent");
      if (act === "take") announce(say("check.baselineTaken"));
      await ask();
    },
    [host, runId, announce, ask],
  );
  return useMemo(
    () => ({
      check,
      run: () => void run(),
      refresh: () => void ask(),
      judge: (finding, verdict, why) => void judge(finding, verdict, why),
      follow: (finding) => void follow(finding),
      baseline: (act) => void baseline(act),
    }),
    [check, run, ask, judge, follow, baseline],
  );
}

/** What is said of each word of the author's that silences a finding. */
const SAID = {
  intended: "finding.silenced",
  other: "finding.otherKept",
  accepted: "finding.accepted",
} as const;

/** The first check, and one after each rest of the saves: only what changed is looked at, in the library's worker. */
function useCheckAfterSaves(session: RunSession | null, run: () => Promise<void>, ask: () => Promise<void>): void {
  useEffect(() => {
    if (session === null) return undefined;
    const first = setTimeout(() => void run(), FIRST_CHECK_AFTER_MS);
    let next: ReturnType<typeof setTimeout> | null = null;
    let savedAt = savedIn(session);
    const stop = session.save.subscribe(() => {
      const at = savedIn(session);
      if (at === null || at === savedAt) return;
      savedAt = at;
      if (next !== null) clearTimeout(next);
      next = setTimeout(() => void ask(), CHECK_AFTER_SAVE_MS);
    });
    return () => {
      clearTimeout(first);
      if (next !== null) clearTimeout(next);
      stop();
    };
  }, [session, run, ask]);
}

function savedIn(session: RunSession): number | null {
  const save = session.save.get();
  return save.kind === "saved" ? save.at : null;
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
