import { useEffect, useMemo, useState } from "react";

import { usePage } from "../../app/context.tsx";
import type { RunId } from "../../../shared/domain/ids.ts";
import type { Examination } from "../../../shared/domain/progress/report.ts";
import type { LeadRow, Overview } from "./rows.ts";

const NOTHING_FOUND: ReadonlyMap<RunId, Examination> = new Map();

/**
 * Has the library's runs that have changed since they were last looked through looked through anew, one after the other in
 * the background, for as long as the screen is open; the rows tell more as it goes on. `left`: how many are still to come.
 */
export function useExaminations(overview: Overview | null): {
  readonly rows: readonly LeadRow[];
  readonly left: number;
} {
  const { host } = usePage();
  const [found, setFound] = useState(NOTHING_FOUND);
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (overview === null) return undefined;
    let isOpen = true;
    const changed = overview.rows.flatMap(({ runId, examined }) =>
      runId !== null && examined?.isFresh !== true ? [runId] : [],
    );
    const lookThrough = async (): Promise<void> => {
      for (const [index, runId] of changed.entries()) {
        setLeft(changed.length - index);
        const answer = await host.call("progress.examine", { runId });
        if (!isOpen) return;
        // A run that has gone meanwhile, or that cannot be read, stays as it was told.
        if (answer.ok) setFound((before) => new Map(before).set(runId, answer.value));
      }
      setLeft(0);
    };
    void lookThrough();
    return () => {
      isOpen = false;
    };
  }, [host, overview]);
  const rows = useMemo(
    () =>
      (overview?.rows ?? []).map((row) => {
        const examination = row.runId === null ? undefined : found.get(row.runId);
        return examination === undefined || row.examined?.isFresh === true
          ? row
          : { ...row, examined: { ...examination, isFresh: true } };
      }),
    [overview, found],
  );
  return { rows, left };
}
