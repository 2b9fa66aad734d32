import { useCallback, useState } from "react";

import { usePage, useSettings } from "../../app/context.tsx";
import type { Remark } from "../../../shared/domain/review/remark.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import { newRemarkId } from "../../../shared/domain/ids.ts";
import { anchorOf, anchorOfStep, type Stretch } from "../../../shared/domain/review/anchor.ts";
import type { RemarkDraft, RemarkText } from "../../ui/remark-dialog.tsx";
import { say } from "../../words/say.ts";
import type { ReviewCopy } from "./review-desk.tsx";

/** Remarks in the order of the text. */
export function inOrder(remarks: readonly Remark[]): readonly Remark[] {
  return remarks.toSorted(
    (left, right) =>
      left.anchor.step - right.anchor.step ||
      left.anchor.start - right.anchor.start ||
      left.createdAt - right.createdAt,
  );
}

/** The reviewer's remarks on a copy: each is kept by the library as soon as it is written. */
export function useCopyRemarks(copy: ReviewCopy) {
  const { host, announce, clock } = usePage();
  const [settings] = useSettings();
  const [remarks, setRemarks] = useState<readonly Remark[]>(() => inOrder(copy.remarks));
  const [draft, setDraft] = useState<RemarkDraft | null>(null);
  const [trouble, setTrouble] = useState<{ what: string; failure: Failure } | null>(null);

  /** Begins a remark on the selected stretch, or without one on the whole step. */
  const begin = useCallback(
    (number: number, selected: Stretch | null): void => {
      const step = copy.steps[number - 1];
      const stretch = selected === null || selected.start === selected.end ? null : selected;
      const anchor = stretch === null || step === undefined ? null : anchorOf(step, number, stretch);
      setDraft({ anchor: anchor ?? anchorOfStep(number), before: null, replyTo: null });
    },
    [copy.steps],
  );
  const change = useCallback(
    (remark: Remark): void => setDraft({ anchor: remark.anchor, before: remark, replyTo: null }),
    [],
  );
  const reply = useCallback(
    (remark: Remark): void => setDraft({ anchor: remark.anchor, before: null, replyTo: remark }),
    [],
  );

  const keep = useCallback(
    async ({ text, suggestion }: RemarkText): Promise<void> => {
      if (draft === null) return;
      const now = clock();
      const { before, anchor, replyTo } = draft;
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
      setRemarks((all) => inOrder([...all.filter((one) => one.id !== remark.id), remark]));
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
  return {
    remarks,
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
