import { useCallback, useEffect, useMemo, useRef, useState } from "react";

import type { ReplyOf } from "../../../shared/contract/contract.ts";
import { type Failure } from "../../../shared/contract/failure.ts";
import {
  type Bible,
  type BiblePart,
  changedBible,
  type Entity,
  partKey,
  type PartName,
  partsOf,
} from "../../../shared/domain/bible/bible.ts";
import { usePage } from "../../app/context.tsx";
import type { RunBible } from "../../app/run-bible.ts";
import { type Asked, useCall } from "../../app/use-call.ts";
import { say } from "../../words/say.ts";

/** Parts that are put and parts that are taken away. */
export type BibleChange = { readonly put: readonly BiblePart[]; readonly remove: readonly PartName[] };

/** What the text gives the bible. */
export type Survey = ReplyOf<"bible.survey">;

/** The bible of an open run, and the ways to change it. */
export type BibleDesk = {
  readonly bible: Bible;
  readonly survey: Asked<Survey>;
  /** The text or the bible has changed since it was surveyed: that somebody is named nowhere may not be true any more. */
  readonly isSurveyOld: boolean;
  /** 1-based number of a step; 0 when it is gone. */
  readonly numberOf: (id: string) => number;
  /** Changes it and says so; the change can be taken back. */
  readonly change: (change: BibleChange, said: string) => void;
  readonly put: (entity: Entity, said: string) => void;
  /** Takes the last change back; null when there is none. */
  readonly undo: (() => void) | null;
  readonly reload: () => void;
  readonly failure: { readonly what: string; readonly failure: Failure } | null;
  readonly fail: (failure: { readonly what: string; readonly failure: Failure } | null) => void;
};

/** What is known while the bible is read. */
export type BibleState =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly failure: Failure; readonly again: () => void }
  | { readonly state: "ready"; readonly desk: BibleDesk };

const NONE_UNDONE = { changes: [], since: 0 };

type Own = { readonly told: ReplyOf<"bible.open"> | null; readonly rev: number; readonly bible: Bible };

/** The bible of a run as the library has it. What another page changes comes in by itself. */
export function useBible(run: RunBible): BibleState {
  const { runId, onChanged, order, changedBeside } = run;
  const { host, announce } = usePage();
  const [opened, again] = useCall("bible.open", { runId }, changedBeside);
  /** What this page has changed since the library was asked; void once it has answered anew. */
  const [own, setOwn] = useState<Own | null>(null);
  const [undone, setUndone] = useState<{ readonly changes: readonly BibleChange[]; readonly since: number }>(
    NONE_UNDONE,
  );
  const [failure, setFailure] = useState<BibleDesk["failure"]>(null);
  const now = useRef<Bible | null>(null);
  const told = opened.state === "ready" ? opened.value : null;
  const kept = own !== null && own.told === told ? own : told;
  useEffect(() => {
    now.current = told?.bible ?? null;
  }, [told]);
  useEffect(
    () => host.subscribe("bible.changed", (changed) => (changed.runId === runId ? again() : undefined)),
    [host, runId, again],
  );
  const [survey, , isOld] = useCall("bible.survey", { runId }, `${kept?.rev ?? 0} ${run.savedAt ?? 0}`);

  const send = useCallback(
    async (change: BibleChange, said: string): Promise<boolean> => {
      const before = now.current;
      if (before === null) return false;
      const bible = changedBible(before, change);
      now.current = bible;
      setOwn((was) => ({ told, rev: was?.rev ?? told?.rev ?? 0, bible }));
      const done = await host.call("bible.change", { runId, put: [...change.put], remove: [...change.remove] });
      if (!done.ok) {
        setFailure({ what: say("bible.notKept"), failure: done.failure });
        again();
        return false;
      }
      setOwn({ told, rev: done.value.rev, bible: now.current ?? bible });
      announce(said);
      onChanged();
      return true;
    },
    [host, runId, announce, onChanged, again, told],
  );
  const change = useCallback(
    (asked: BibleChange, said: string): void => {
      const before = now.current;
      if (before === null) return;
      const inverse = inverseOf(before, asked);
      void send(asked, said).then((kept_) => {
        if (!kept_) return;
        setUndone((all) => ({
          changes: [...(all.since === changedBeside ? all.changes : []), inverse],
          since: changedBeside,
        }));
      });
    },
    [send, changedBeside],
  );
  const put = useCallback(
    (value: Entity, said: string) => change({ put: [{ part: "entity", value }], remove: [] }, said),
    [change],
  );
  const undo = useCallback(() => {
    const last = undone.changes.at(-1);
    if (last === undefined) return;
    setUndone({ ...undone, changes: undone.changes.slice(0, -1) });
    void send(last, say("bible.undone"));
  }, [undone, send]);
  // What was changed before a renaming would bring the old name back.
  const hasUndo = undone.since === changedBeside && undone.changes.length > 0;
  const steps = order();
  const numbers = useMemo(() => new Map<string, number>(steps.map((id, index) => [id, index + 1])), [steps]);
  const numberOf = useCallback((id: string) => numbers.get(id) ?? 0, [numbers]);
  if (opened.state === "failed") return { state: "failed", failure: opened.failure, again };
  if (kept === null) return { state: "loading" };
  return {
    state: "ready",
    desk: {
      bible: kept.bible,
      survey,
      isSurveyOld: isOld || run.isAhead,
      numberOf,
      change,
      put,
      undo: hasUndo ? undo : null,
      reload: again,
      failure,
      fail: setFailure,
    },
  };
}

/** The change that takes a change back. */
export function inverseOf(bible: Bible, { put, remove }: BibleChange): BibleChange {
  const there = new Map(partsOf(bible).map((each) => [nameOf(each.part, partKey(each)), each]));
  const touched = [...remove, ...put.map((each) => ({ part: each.part, key: partKey(each) }))];
  return {
    put: touched.flatMap(({ part, key }) => there.get(nameOf(part, key)) ?? []),
    remove: touched.filter(({ part, key }) => !there.has(nameOf(part, key))),
  };
}

const nameOf = (part: string, key: string): string => `${part} ${key}`;
