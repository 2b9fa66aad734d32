import { useCallback, useMemo, useState } from "react";

import { usePage } from "../../app/context.tsx";
import type { StepRange } from "../../../shared/contract/review-methods.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import type { StepId } from "../../../shared/domain/ids.ts";
import type { Judgement } from "../../../shared/domain/review/judgement.ts";
import type { StepSign } from "../../ui/step-sign.tsx";
import { say } from "../../words/say.ts";
import type { ReviewCopy } from "./review-desk.tsx";

/** What a reviewer says of a step beside the number. */
export type JudgementPart = Partial<Pick<Judgement, "isRead" | "word" | "ratings" | "reason">>;
type Trouble = { readonly what: string; readonly failure: Failure };

/** The steps that are to be read: those that were sent for it, else all. */
export function rangeOfCopy({ range, steps }: Pick<ReviewCopy, "range" | "steps">): StepRange {
  return range ?? { from: 1, to: Math.max(1, steps.length) };
}

/** True for a step that was asked for. */
export function isInRange({ from, to }: StepRange, step: number): boolean {
  return step >= from && step <= to;
}

/** True when a step has a verdict: a word, or figures by the lead's criteria. */
export function isJudged({ word, ratings }: Judgement): boolean {
  return word !== null || ratings.length > 0;
}

/** The reviewer's judgements on a copy: each is kept by the library as soon as it is made. */
export function useJudgements(copy: ReviewCopy) {
  const { host, announce, clock } = usePage();
  const [byStep, setByStep] = useState<ReadonlyMap<number, Judgement>>(
    () => new Map(copy.judgements.map((judgement) => [judgement.step, judgement])),
  );
  const [opened] = useState(byStep);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const { copyId } = copy;

  /** Says something of a step; what is left out stays as it was. A step on which something is said is read. */
  const judge = useCallback(
    (step: number, part: JudgementPart): void => {
      const blank: Judgement = { step, isRead: true, word: null, ratings: [], reason: "", updatedAt: 0 };
      const before = byStep.get(step);
      const judgement: Judgement = { ...blank, ...before, isRead: true, ...part, updatedAt: clock() };
      setByStep(new Map(byStep).set(step, judgement));
      void host.call("review.judge", { copyId, judgement }).then((kept) => {
        if (kept.ok) return;
        setTrouble({ what: say("review.judgeFailed"), failure: kept.failure });
        setByStep((all) => withJudgement(all, step, before));
      });
    },
    [byStep, clock, host, copyId],
  );
  /** Marks a step as read, or as not read; one with a verdict stays read until the verdict is taken back. */
  const turnRead = useCallback(
    (step: number): void => {
      const before = byStep.get(step);
      if (before !== undefined && isJudged(before)) return announce(say("review.readStays", { step }));
      const isRead = before?.isRead !== true;
      judge(step, { isRead });
      announce(say(isRead ? "review.markedRead" : "review.markedUnread", { step }));
    },
    [byStep, judge, announce],
  );
  /** Gives a word, or takes it back where it stands already. */
  const give = useCallback(
    (step: number, word: NonNullable<Judgement["word"]>): void => {
      const isTaken = byStep.get(step)?.word === word;
      judge(step, { word: isTaken ? null : word });
      const said = isTaken ? say("review.wordTaken", { step }) : say(`review.said.${word}`, { step });
      announce(isInRange(rangeOfCopy(copy), step) ? said : `${said} ${say("review.notAsked")}`);
    },
    [byStep, judge, announce, copy],
  );
  const range = rangeOfCopy(copy);
  const counts = useMemo(() => countsIn(byStep, range.from, range.to), [byStep, range.from, range.to]);
  const signs = useMemo(() => signsOf(copy.steps, byStep), [copy.steps, byStep]);
  return {
    byStep,
    judge,
    turnRead,
    give,
    range,
    counts,
    signs,
    isAsOpened: byStep === opened,
    trouble,
    dismiss: () => setTrouble(null),
  };
}
export type Judgements = ReturnType<typeof useJudgements>;

function withJudgement(
  all: ReadonlyMap<number, Judgement>,
  step: number,
  judgement: Judgement | undefined,
): ReadonlyMap<number, Judgement> {
  const map = new Map(all);
  if (judgement === undefined) map.delete(step);
  else map.set(step, judgement);
  return map;
}

function countsIn(byStep: ReadonlyMap<number, Judgement>, from: number, to: number) {
  const within = [...byStep.values()].filter(({ step }) => isInRange({ from, to }, step));
  const all = to - from + 1;
  const read = within.filter(({ isRead }) => isRead).length;
  return {
    all,
    read,
    judged: within.filter(isJudged).length,
    accepted: within.filter(({ word }) => word === "accept").length,
    needsWork: within.filter(({ word }) => word === "needsWork").length,
  };
}

function signsOf(steps: ReviewCopy["steps"], byStep: ReadonlyMap<number, Judgement>): ReadonlyMap<StepId, StepSign> {
  const signs = new Map<StepId, StepSign>();
  for (const { step, word, isRead } of byStep.values()) {
    const id = steps[step - 1]?.id;
    if (id !== undefined && (isRead || word !== null)) signs.set(id, word ?? "read");
  }
  return signs;
}

/** Where there is something left to do: a step that is not read yet or, when all are, one that has no verdict. */
export type LeftToDo = { readonly what: "unread" | "unjudged"; readonly step: number };

/**
 * The next step after this one at which something is left to do, going round to the first and last of all to this one; null
 * when nothing is. `isHereRead`: this step counts as read.
 */
export function nextLeft(
  { byStep, range }: Pick<Judgements, "byStep" | "range">,
  step: number,
  isHereRead = false,
): LeftToDo | null {
  const unread = nextIn(range, step, (next) => byStep.get(next)?.isRead !== true && !(isHereRead && next === step));
  if (unread !== null) return { what: "unread", step: unread };
  const unjudged = nextIn(range, step, (next) => {
    const judgement = byStep.get(next);
    return judgement === undefined || !isJudged(judgement);
  });
  return unjudged === null ? null : { what: "unjudged", step: unjudged };
}

function nextIn({ from, to }: StepRange, step: number, isMeant: (next: number) => boolean): number | null {
  const all = to - from + 1;
  const start = step < from || step > to ? from - 1 : step;
  for (let ahead = 1; ahead <= all; ahead += 1) {
    const next = from + ((start - from + ahead + all) % all);
    if (isMeant(next)) return next;
  }
  return null;
}
