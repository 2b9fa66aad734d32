import { useCallback, useEffect, useRef, useState } from "react";

import { usePage } from "../../app/context.tsx";
import type { Failure } from "../../../shared/contract/failure.ts";
import { MAX_LISTED, type VersionedPart, type VersionRow } from "../../../shared/contract/history-methods.ts";
import type { RunId, StepId } from "../../../shared/domain/ids.ts";

/** Whose versions are listed: of a step or of the whole run, of one part or of every one. */
export type VersionFilter = {
  readonly runId: RunId;
  readonly stepId: StepId | null;
  readonly part: VersionedPart | null;
};

/** What of the list is there. `more`: older ones can be fetched. */
export type VersionsState =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly failure: Failure }
  | { readonly state: "ready"; readonly versions: readonly VersionRow[]; readonly more: boolean };

/**
 * The versions of a filter, page by page from the newest on. `savedAt` asks for the newest again whenever it changes;
 * what was fetched of the older ones stays, so that the list does not jump back.
 */
export function useVersions(
  { runId, stepId, part }: VersionFilter,
  savedAt: number | null,
): { list: VersionsState; fetchOlder: () => void; again: () => void } {
  const { host } = usePage();
  const [list, setList] = useState<VersionsState>({ state: "loading" });
  const [turn, setTurn] = useState(0);
  const asking = useRef(false);
  const place = `${runId} ${String(stepId)} ${String(part)}`;
  const shown = useRef(place);
  useEffect(() => {
    let current = true;
    const isOther = shown.current !== place;
    shown.current = place;
    void host.call("history.list", { runId, stepId, part, before: null, limit: MAX_LISTED }).then((outcome) => {
      if (!current) return;
      if (!outcome.ok) return setList({ state: "failed", failure: outcome.failure });
      setList((before) =>
        before.state !== "ready" || isOther
          ? { state: "ready", ...outcome.value }
          : { state: "ready", ...withNewest(before, outcome.value) },
      );
    });
    return () => {
      current = false;
    };
  }, [host, runId, stepId, part, place, savedAt, turn]);

  const fetchOlder = useCallback(() => {
    if (list.state !== "ready" || !list.more || asking.current) return;
    const last = list.versions.at(-1);
    if (last === undefined) return;
    asking.current = true;
    void host.call("history.list", { runId, stepId, part, before: last.version, limit: MAX_LISTED }).then((outcome) => {
      asking.current = false;
      if (shown.current !== place) return;
      if (!outcome.ok) return setList({ state: "failed", failure: outcome.failure });
      setList((before) =>
        before.state === "ready" && before.versions.at(-1)?.version === last.version
          ? { state: "ready", versions: [...before.versions, ...outcome.value.versions], more: outcome.value.more }
          : before,
      );
    });
  }, [host, runId, stepId, part, place, list]);
  const again = useCallback(() => setTurn((count) => count + 1), []);
  return { list, fetchOlder, again };
}

type Page = { readonly versions: readonly VersionRow[]; readonly more: boolean };

/** The newest page in front of what was fetched before it; alone where the two do not meet, since a gap would hide versions. */
export function withNewest(before: Page, newest: Page): Page {
  const oldest = newest.versions.at(-1)?.version ?? 0;
  const older = before.versions.filter(({ version }) => version < oldest);
  const meet = older.length < before.versions.length;
  return older.length === 0 || !meet ? newest : { versions: [...newest.versions, ...older], more: before.more };
}
