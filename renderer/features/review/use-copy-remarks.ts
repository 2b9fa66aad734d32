import { useCallback, useState } from "react";

import { usePage, useSettings } from "../../app/context.tsx";
import type { Remark } from "../../../shared/domain/review/remark.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import { newRemarkId } from "../../../shared/domain/ids.ts";
import type { Stretch } from "../../../shared/domain/review/anchor.ts";
import type { Caret } from "../../editor/snapshot.ts";
import { aboutAsBefore, aboutsAt } from "../../state/remark-abouts.ts";
import type { RemarkDraft, RemarkText } from "../../ui/remark-dialog.tsx";
import { say } from "../../words/say.ts";
import type { ReviewCopy } from "./review-desk.tsx";

/** The reviewer's remarks on a copy: each is kept by the library as soon as it is written. */
export function useCopyRemarks(copy: ReviewCopy) {
  const { host, announce, clock } = usePage();
  const [settings] = useSettings();
  const [remarks, setRemarks] = useState<readonly Remark[]>(() => copy.remarks);
  const [draft, setDraft] = useState<RemarkDraft | null>(null);
  const [trouble, setTrouble] = useState<{ what: string; failure: Failure } | null>(null);

  /** Begins a remark on the selected stretch, or without one on the whole step; it may be put to more or less than that. */
  const begin = useCallback(
    (number: number, caret: Caret | null, selected: Stretch | null): void => {
      const step = copy.steps[number - 1];
      if (step !== undefined)
        setDraft({ abouts: aboutsAt(step, number, caret, selected), before: null, replyTo: null });
    },
    [copy.steps],
  );
  const change = useCallback(
    (remark: Remark): void => setDraft({ abouts: aboutAsBefore(remark.anchor), before: remark, replyTo: null }),
    [],
  );
  const reply = useCallback(
    (remark: Remark): void => setDraft({ abouts: aboutAsBefore(remark.anchor), before: null, replyTo: remark }),
    [],
  );

  const keep = useCallback(
    async ({ anchor, text, suggestion }: RemarkText): Promise<void> => {
      if (draft === null) return;
      const now = clock();
      const { before, replyTo } = draft;
      const remark: Remark = {
        id: before?.id ?? newRemarkId(),
        reviewer: before?.reviewer ?? (settings.name || copy.reviewer),
        by: before?.by ?? null,
        anchor,
        text,
        replyTo: before?.replyTo ?? replyTo?.id ?? null,
        suggestion,
        createdAt: before?.createdAt ?? now,
        updatedAt: now,
      };
      const kept = await host.call("review.keepRemark", { copyId: copy.copyId, remark });
      if (!kept.ok) return setTrouble({ what: say("review.keepFailed"), failure: kept.failure });
      setRemarks((all) => [...all.filter((one) => one.id !== remark.id), remark]);
      setDraft(null);
      announce(say("review.kept"));
    },
    [draft, clock, settings.name, copy.reviewer, copy.copyId, host, announce],
  );
  const remove = useCallback(
    async (remark: Remark): Promise<void> => {
      const removed = await host.call("review.removeRemark", { copyId: copy.copyId, remarkId: remark.id });
      if (!removed.ok) return setTrouble({ what: say("review.keepFailed"), failure: removed.failure });
      setRemarks((all) => all.filter((one) => one.id !== remark.id));
      announce(say("review.removed"));
    },
    [host, copy.copyId, announce],
  );
  /** What was sent back bears this name, here as well. */
  const signed = useCallback(
    (reviewer: string): void => setRemarks((all) => all.map((remark) => ({ ...remark, reviewer }))),
    [],
  );
  return {
    remarks,
    signed,
    draft,
    begin,
    change,
    reply,
    keep,
    remove,
    giveUp: () => setDraft(null),
    trouble,
    dismiss: () => setTrouble(null),
  };
}
