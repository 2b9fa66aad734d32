import { useEffect, useMemo, useRef } from "react";

import { usePage } from "../../app/context.tsx";
import type { RunEditor } from "../../editor/run-editor.ts";
import { nextReading } from "../../state/readings.ts";
import { say } from "../../words/say.ts";
import type { useCopyRemarks } from "./use-copy-remarks.ts";
import { isInRange, nextLeft, type Judgements } from "./use-judgements.ts";

/** Dialogs of the reviewer's screen; one at a time. */
export type ReviewDialog = "goTo" | "send" | "rate" | "whole";

/** What the reviewer does, by key, by name and by the buttons that are returned. */
export function useReviewCommands({
  editor,
  step,
  steps,
  remarks,
  judgements,
  turnTo,
  togglePanel,
  open,
}: {
  readonly editor: RunEditor | null;
  /** Where the caret is, as the screen knows. */
  readonly step: number;
  readonly steps: number;
  readonly remarks: ReturnType<typeof useCopyRemarks>;
  readonly judgements: Judgements;
  /** Turns to a step, from one to the next: no place of its own for Back. */
  readonly turnTo: (step: number) => void;
  readonly togglePanel: () => void;
  readonly open: (dialog: ReviewDialog) => void;
}) {
  const { announce, commands } = usePage();
  // What the keys do follows from what is known now, and from where the caret is when they are pressed: what stands around
  // the text lags behind it, and a quick hand would judge the step before. The commands are registered once.
  const acts = useRef({ add: nothing, next: nothing, accept: nothing, needsWork: nothing, turnRead: nothing });
  useEffect(() => {
    const here = (): number => editor?.snapshot().caret?.step ?? step;
    acts.current = {
      add: () => remarks.begin(here(), editor?.snapshot().caret ?? null, editor?.selectedStretch() ?? null),
      next: () => {
        const from = here();
        const isAsked = isInRange(judgements.range, from);
        if (isAsked && judgements.byStep.get(from)?.isRead !== true) judgements.judge(from, {});
        const next = nextLeft(judgements, from, isAsked);
        if (next === null) return announce(say("review.allJudged"));
        if (next.what === "unjudged") announce(say("review.noVerdictOn", { step: next.step }));
        if (next.step !== from) turnTo(next.step);
      },
      accept: () => judgements.give(here(), "accept"),
      needsWork: () => judgements.give(here(), "needsWork"),
      turnRead: () => judgements.turnRead(here()),
    };
  });
  useEffect(() => {
    if (editor === null) return undefined;
    const turn = (by: number): void => turnTo(Math.min(Math.max(1, (editor.snapshot().caret?.step ?? 1) + by), steps));
    return commands.register([
      {
        id: "review.add",
        title: say("review.add"),
        group: "review",
        keys: "Mod+Shift+M",
        moreKeys: ["C"],
        run: () => acts.current.add(),
      },
      {
        id: "review.unread",
        title: say("review.nextUnread"),
        group: "move",
        keys: "N",
        run: () => acts.current.next(),
      },
      {
        id: "review.accept",
        title: say("review.accept"),
        group: "review",
        keys: "A",
        run: () => acts.current.accept(),
      },
      {
        id: "review.needsWork",
        title: say("review.needsWork"),
        group: "review",
        keys: "W",
        run: () => acts.current.needsWork(),
      },
      {
        id: "review.turnRead",
        title: say("review.turnRead"),
        group: "review",
        keys: "U",
        run: () => acts.current.turnRead(),
      },
      {
        id: "review.reading",
        title: say("reading.next"),
        group: "view",
        keys: "F9",
        run: () => editor.setReading(nextReading(editor.snapshot().reading)),
      },
      { id: "review.rate", title: say("review.rateHere"), group: "review", keys: "R", run: () => open("rate") },
      { id: "review.whole", title: say("review.rateWhole"), group: "review", run: () => open("whole") },
      {
        id: "review.next",
        title: say("review.next"),
        group: "move",
        keys: "Alt+PageDown",
        run: () => turn(1),
      },
      {
        id: "review.previous",
        title: say("review.previous"),
        group: "move",
        keys: "P",
        moreKeys: ["Alt+PageUp"],
        run: () => turn(-1),
      },
      {
        id: "review.panel",
        title: say("review.panel"),
        group: "view",
        keys: "I",
        run: togglePanel,
      },
      { id: "review.goTo", title: say("goTo.name"), group: "find", keys: "Mod+J", run: () => open("goTo") },
      { id: "review.send", title: say("review.sendBack"), group: "review", run: () => open("send") },
    ]);
  }, [commands, editor, turnTo, steps, togglePanel, open]);
  return useMemo(
    () => ({
      add: () => acts.current.add(),
      next: () => acts.current.next(),
      accept: () => acts.current.accept(),
      needsWork: () => acts.current.needsWork(),
      turnRead: () => acts.current.turnRead(),
    }),
    [],
  );
}

function nothing(): void {
  // Until the text is there the keys do nothing.
}
