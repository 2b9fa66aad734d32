import { useCallback, useEffect, useState } from "react";

import { usePage, useSettings } from "../../app/context.tsx";
import { useCall } from "../../app/use-call.ts";
import type { PlacedRemark } from "../../../shared/contract/review-methods.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import { newRemarkId, type RunId } from "../../../shared/domain/ids.ts";
import type { Remark } from "../../../shared/domain/review/remark.ts";
import { aboutAsBefore, aboutsAt } from "../../state/remark-abouts.ts";
import { stretchMark } from "../../state/text-marks.ts";
import type { RemarkDraft, RemarkText } from "../../ui/remark-dialog.tsx";
import { useMarginRoom } from "../../ui/remark-margin.tsx";
import { say } from "../../words/say.ts";
import type { RunSession } from "./run-session.ts";

type Trouble = { readonly what: string; readonly failure: Failure };
const NO_REMARKS: readonly PlacedRemark[] = [];

/**
 * The remarks on a run: the taking in of an answer, the author's own remarks and replies, suggestions taken or left, and
 * the resolving of one. `trouble`: what went wrong last. `turn` grows with every answer that is taken in.
 */
export function useRemarks(runId: RunId, session: RunSession | null) {
  const { host, announce, clock } = usePage();
  const [settings] = useSettings();
  const hasRoom = useMarginRoom(session?.editor ?? null);
  const [asked, again] = useCall("review.remarks", { runId });
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [draft, setDraft] = useState<RemarkDraft | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(
    () =>
      host.subscribe("remarks.changed", (changed) => {
        if (changed.runId === runId) again();
      }),
    [host, runId, again],
  );
  /** Remarks are placed in the run as the library has it: what is typed goes there first. False when it could not. */
  const flush = useCallback(
    async (what: string): Promise<boolean> => {
      const save = await session?.flush();
      if (save?.kind !== "notSaved") return true;
      setTrouble({ what, failure: save.failure });
      return false;
    },
    [session],
  );
  const takeIn = useCallback(async (): Promise<void> => {
    const picked = await host.pickFiles({ several: false });
    if (!picked.ok) return setTrouble({ what: say("remarks.refused"), failure: picked.failure });
    const [chosen] = picked.value;
    if (chosen === undefined || !(await flush(say("remarks.refused")))) return;
    const taken = await host.call("review.importAnswer", { file: chosen.file, runId });
    if (!taken.ok) return setTrouble({ what: say("remarks.refused"), failure: taken.failure });
    const { added, judged, reviewer, sameState } = taken.value;
    announce(
      [
        say("remarks.added", { count: added, reviewer }),
        judged === 0 ? "" : say("remarks.judged", { count: judged }),
        sameState ? "" : say("remarks.otherState", { reviewer }),
      ]
        .filter(Boolean)
        .join(" "),
    );
    setTurn((count) => count + 1);
    again();
  }, [host, flush, runId, announce, again]);

  const resolve = useCallback(
    async (placed: PlacedRemark, resolved: boolean): Promise<void> => {
      const kept = await host.call("review.resolve", { runId, remarkId: placed.remark.id, resolved });
      if (!kept.ok) return setTrouble({ what: say("remark.failed"), failure: kept.failure });
      again();
    },
    [host, runId, again],
  );
  /** Takes a suggestion: an edit of the author's like any other, undone by undo. */
  const take = useCallback(
    async (placed: PlacedRemark): Promise<void> => {
      const { remark, address } = placed;
      // The mark goes with its words while the author writes; the library's place is that of the last save.
      const place = address && (session?.editor.placeOfMark(stretchMark(address)) ?? address);
      const taken =
        place !== null &&
        remark.suggestion !== null &&
        session?.editor.replaceAt(place, remark.anchor.quote, remark.suggestion) === true;
      if (!taken) return announce(say("remark.changed"), "urgent");
      announce(say("remark.taken"));
      if (await flush(say("remark.failed"))) await resolve(placed, true);
    },
    [session, announce, flush, resolve],
  );
  const leave = useCallback(
    async (placed: PlacedRemark): Promise<void> => {
      await resolve(placed, true);
      announce(say("remark.left"));
    },
    [resolve, announce],
  );
  /** Begins a remark of the author's on what is selected, or on the step at the caret. */
  const begin = useCallback((): void => {
    if (session === null) return;
    const { caret } = session.snapshot.get();
    const number = caret?.step ?? 1;
    const selected = session.editor.selectedAddress();
    const step = session.editor.steps()[number - 1];
    if (step === undefined) return;
    const stretch = selected?.stepId === step.id ? selected : null;
    setDraft({ abouts: aboutsAt(step, number, caret, stretch), before: null, replyTo: null });
  }, [session]);
  const reply = useCallback(({ remark }: PlacedRemark): void => {
    setDraft({ abouts: aboutAsBefore(remark.anchor), before: null, replyTo: remark });
  }, []);
  const keep = useCallback(
    async ({ anchor, text, suggestion }: RemarkText): Promise<void> => {
      if (draft === null || !(await flush(say("remark.failed")))) return;
      const now = clock();
      const remark: Remark = {
        id: newRemarkId(),
        reviewer: settings.name || say("remark.author"),
        by: null,
        anchor,
        text,
        suggestion,
        replyTo: draft.replyTo?.id ?? null,
        createdAt: now,
        updatedAt: now,
      };
      const kept = await host.call("review.keepOwn", { runId, remark });
      if (!kept.ok) return setTrouble({ what: say("remark.failed"), failure: kept.failure });
      setDraft(null);
      announce(say("review.kept"));
      again();
    },
    [draft, flush, clock, settings.name, host, runId, announce, again],
  );
  const removeOwn = useCallback(
    async ({ remark }: PlacedRemark): Promise<void> => {
      const removed = await host.call("review.removeOwn", { runId, remarkId: remark.id });
      if (!removed.ok) return setTrouble({ what: say("remark.failed"), failure: removed.failure });
      announce(say("review.removed"));
      again();
    },
    [host, runId, announce, again],
  );
  const remarks = asked.state === "ready" ? asked.value.remarks : NO_REMARKS;
  const unread = asked.state === "failed" ? { what: say("remarks.failed"), failure: asked.failure } : null;
  return {
    remarks,
    /** Why the remarks could not be read, for their panel; `again` asks once more. */
    unread,
    again,
    /** Whether they stand beside the text: there is room, and the author wants it. */
    isBeside: hasRoom && settings.remarksBeside,
    takeIn,
    resolve,
    take,
    leave,
    begin,
    reply,
    keep,
    removeOwn,
    draft,
    giveUp: () => setDraft(null),
    turn,
    /** Something that the review stands on was changed by this page. */
    touched: () => setTurn((count) => count + 1),
    trouble,
    dismiss: () => setTrouble(null),
  };
}
