import { useCallback, useMemo, useState } from "react";

import { usePage } from "../../app/context.tsx";
import type { RunHistory } from "../../app/run-history.ts";
import type { VersionedPart, VersionRow } from "../../../shared/contract/history-methods.ts";
import { listRows, type ListRow } from "./version-rows.ts";
import type { Against } from "./use-version.ts";
import { useVersions, type VersionsState } from "./use-versions.ts";

/** What of the history is looked at: shared by the panel and the view that fills the screen. */
export type Browser = {
  readonly list: VersionsState;
  readonly rows: readonly ListRow[];
  readonly again: () => void;
  readonly fetchOlder: () => void;
  readonly scope: Scope;
  readonly setScope: (scope: Scope) => void;
  readonly part: VersionedPart | "all";
  readonly setPart: (part: VersionedPart | "all") => void;
  readonly chosen: VersionRow | null;
  readonly choose: (version: VersionRow) => void;
  readonly against: Against;
  readonly setAgainst: (against: Against) => void;
  readonly onlyChanges: boolean;
  readonly setOnlyChanges: (only: boolean) => void;
};

/** Versions of the caret's step, or of the whole run. */
export const SCOPES = ["step", "run"] as const;
export type Scope = (typeof SCOPES)[number];

/** The state of the list and of what is chosen in it. A caret in another step lists that step and chooses nothing. */
export function useBrowser({ runId, caret, savedAt }: RunHistory): Browser {
  const page = usePage();
  const [scope, setScope] = useState<Scope>("step");
  const [part, setPart] = useState<VersionedPart | "all">("all");
  const [chosen, setChosen] = useState<VersionRow | null>(null);
  const [against, setAgainst] = useState<Against>("now");
  const [onlyChanges, setOnlyChanges] = useState(false);
  const stepId = scope === "step" ? (caret?.stepId ?? null) : null;
  const filter = { runId, stepId, part: part === "all" ? null : part };
  const { list, fetchOlder, again } = useVersions(filter, savedAt);
  const rows = useMemo(
    () => (list.state === "ready" ? listRows(list.versions, page.clock(), stepId === null) : []),
    [list, page, stepId],
  );
  const choose = useCallback((version: VersionRow) => setChosen(version), []);
  const shown = chosen !== null && (stepId === null || chosen.stepId === stepId) ? chosen : null;
  return {
    list,
    rows,
    again,
    fetchOlder,
    scope,
    setScope,
    part,
    setPart,
    chosen: shown,
    choose,
    against,
    setAgainst,
    onlyChanges,
    setOnlyChanges,
  };
}
