import { useCallback, useState } from "react";

import { usePage, useSettings } from "../../app/context.tsx";
import type { Remark } from "../../../shared/domain/review/remark.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import { newRemarkId } from "../../../shared/domain/ids.ts";
import { anchorOfStep, type Stretch } from "../../../shared/domain/review/anchor.ts";
import { type BegunAt, begunAt, begunKey, type BegunRemark, isBegun } from "../../../shared/domain/review/begun.ts";
import type { Caret } from "../../editor/snapshot.ts";
import { aboutAsBefore, aboutsAt, aboutsBegun } from "../../state/remark-abouts.ts";
import type { RemarkDraft, RemarkText } from "../../ui/remark-dialog.tsx";
import { say } from "../../words/say.ts";
import type { ReviewCopy } from "./review-desk.tsx";
import { useBegunRemarks } from "./use-begun-remarks.ts";

type Trouble = { readonly what: string; readonly failure: Failure };
/** What is being written, and what it is written at. */
type Writing = { readonly at: BegunAt; readonly draft: RemarkDraft };

/** What is selected, and whether it is all of the selection: a remark stands on one thought or one story section. */
export type Selected = { readonly stretch: Stretch; readonly isCut: boolean };

/**
 * The reviewer's remarks on a copy: each is kept by the library as soon as it is written, and while it is written it is kept
 * as begun. What was removed stands as `gone` until the screen is left, so that it can be brought back.
 */
export function useCopyRemarks(copy: ReviewCopy) {
  const { host, announce, clock } = usePage();
  const [settings] = useSettings();
  const [remarks, setRemarks] = useState<readonly Remark[]>(() => copy.remarks);
  const [gone, setGone] = useState<readonly Remark[]>([]);
  const [writing, setWriting] = useState<Writing | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const fail = useCallback((failure: Failure) => setTrouble({ what: say("review.keepFailed"), failure }), []);
  const { all: begun, write, save, end } = useBegunRemarks(copy, fail);

  const open = useCallback(
    (at: BegunAt, draft: RemarkDraft): void => {
      const before = begun.get(begunKey(at)) ?? null;
      setWriting({ at, draft: { ...draft, begun: before } });
    },
    [begun],
  );
  /**
   * Begins a remark on the selected stretch, or without one on the whole step; it may be put to more or less than that.
   * Without a selection, what was begun last on this step is gone on with.
   */
  const begin = useCallback(
    (number: number, caret: Caret | null, selected: Selected | null): void => {
      const step = copy.steps[number - 1];
      if (step === undefined) return;
      const abouts = aboutsAt(step, number, caret, selected?.stretch ?? null);
      const isOnWords = abouts.first.kind === "words";
      const last = isOnWords ? undefined : [...begun.values()].findLast(({ at }) => isOnStep(at, number));
      const at = last?.at ?? begunAt(abouts.first.anchor);
      const known = begun.get(begunKey(at));
      open(at, {
        abouts: known === undefined ? abouts : aboutsBegun(abouts, known.anchor),
        before: null,
        replyTo: null,
        isCut: selected?.isCut === true && isOnWords,
      });
    },
    [copy.steps, begun, open],
  );
  const change = useCallback(
    (remark: Remark): void =>
      open(
        { kind: "change", remarkId: remark.id },
        { abouts: aboutAsBefore(remark.anchor), before: remark, replyTo: null },
      ),
    [open],
  );
  const reply = useCallback(
    (remark: Remark): void =>
      open(
        { kind: "reply", remarkId: remark.id },
        { abouts: aboutAsBefore(remark.anchor), before: null, replyTo: remark },
      ),
    [open],
  );
  /** Goes on with what was begun; with a remark that is gone since, as one of its own. */
  const goOn = useCallback(
    (one: BegunRemark): void => {
      const { at, anchor } = one;
      const of = (id: Remark["id"]) =>
        [...remarks, ...copy.threads.map(({ remark }) => remark)].find((remark) => remark.id === id) ?? null;
      open(at, {
        abouts: aboutsBegun(aboutAsBefore(anchor), anchor),
        before: at.kind === "change" ? of(at.remarkId) : null,
        replyTo: at.kind === "reply" ? of(at.remarkId) : null,
      });
    },
    [remarks, copy.threads, open],
  );

  const put = useCallback(
    async (remark: Remark): Promise<boolean> => {
      const kept = await host.call("review.keepRemark", { copyId: copy.copyId, remark });
      if (!kept.ok) {
        fail(kept.failure);
        return false;
      }
      setRemarks((all) => [...all.filter((one) => one.id !== remark.id), remark]);
      setGone((all) => all.filter((one) => one.id !== remark.id));
      return true;
    },
    [host, copy.copyId, fail],
  );
  const keep = useCallback(
    async ({ anchor, text, suggestion }: RemarkText): Promise<void> => {
      if (writing === null) return;
      const now = clock();
      const { before, replyTo } = writing.draft;
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
      if (!(await put(remark))) return;
      end(writing.at, anchor);
      setWriting(null);
      announce(say("review.kept"));
    },
    [writing, clock, settings.name, copy.reviewer, put, end, announce],
  );
  const remove = useCallback(
    async (remark: Remark): Promise<void> => {
      const removed = await host.call("review.removeRemark", { copyId: copy.copyId, remarkId: remark.id });
      if (!removed.ok) return fail(removed.failure);
      setRemarks((all) => all.filter((one) => one.id !== remark.id));
      setGone((all) => [...all, remark]);
      announce(say("review.removed"));
    },
    [host, copy.copyId, fail, announce],
  );
  const bringBack = useCallback(
    async (remark: Remark): Promise<void> => {
      if (await put({ ...remark, updatedAt: clock() })) announce(say("review.cameBack"));
    },
    [put, clock, announce],
  );
  /** What was sent is signed; the name that was sent last stands under every remark. */
  const signed = useCallback(
    (reviewer: string): void => setRemarks((all) => all.map((remark) => ({ ...remark, reviewer }))),
    [],
  );
  const wrote = (text: RemarkText): void => {
    if (writing !== null) write({ at: writing.at, ...text });
  };
  /** Leaves what is written as begun. */
  const leave = (): void => {
    save();
    if (writing !== null && isBegun(begun.get(begunKey(writing.at)) ?? NOTHING)) announce(say("review.begunKept"));
    setWriting(null);
  };
  const giveUp = (): void => {
    if (writing !== null) end(writing.at, anchorOfStep(1));
    setWriting(null);
  };
  return {
    remarks,
    gone,
    begun: [...begun.values()],
    signed,
    draft: writing?.draft ?? null,
    begin,
    change,
    reply,
    goOn,
    keep,
    remove,
    bringBack,
    wrote,
    leave,
    giveUp,
    trouble,
    dismiss: () => setTrouble(null),
  };
}

const NOTHING = { text: "", suggestion: null };

function isOnStep(at: BegunAt, number: number): boolean {
  return at.kind === "place" && at.step === number;
}
