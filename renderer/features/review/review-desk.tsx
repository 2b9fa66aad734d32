import { ChevronLeft, ChevronRight } from "lucide-react";
import { useCallback, useEffect, useMemo, useState } from "react";

import { usePage } from "../../app/context.tsx";
import { Frame } from "../../app/frame.tsx";
import { GoTo } from "../../app/go-to.tsx";
import type { PlaceInRun } from "../../app/place.ts";
import { useJumps } from "../../app/use-jumps.ts";
import type { ReplyOf } from "../../../shared/contract/contract.ts";
import { WHOLE_BATCH } from "../../../shared/domain/review/judgement.ts";
import type { RunEditor } from "../../editor/run-editor.ts";
import { findingMarks } from "../../state/text-marks.ts";
import { outlineOf } from "../../state/run-outline.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { RunMap } from "../../ui/run-map.tsx";
import { RemarkDialog } from "../../ui/remark-dialog.tsx";
import { useMarginRoom } from "../../ui/remark-margin.tsx";
import { ReadOnly } from "../../ui/states.tsx";
import { TroubleDialog } from "../../ui/trouble-dialog.tsx";
import { say } from "../../words/say.ts";
import { CopyMargin } from "./copy-margin.tsx";
import { marksOfCopy } from "./copy-marks.ts";
import { threadsOfCopy } from "./copy-thread.tsx";
import { RateDialog } from "./rate-dialog.tsx";
import { marksOfRemarks } from "./remark-place.ts";
import { ReviewBar } from "./review-bar.tsx";
import { ReviewPanel } from "./review-panel.tsx";
import { SendBackDialog } from "./send-back-dialog.tsx";
import { useCopyCheck } from "./use-copy-check.ts";
import { useCopyRemarks } from "./use-copy-remarks.ts";
import { type Judgements, useJudgements } from "./use-judgements.ts";
import { useReadOnlyText } from "./use-read-only-text.ts";
import { type ReviewDialog, useReviewCommands } from "./use-review-commands.ts";
import { VerdictBar } from "./verdict-bar.tsx";

export type ReviewCopy = ReplyOf<"review.copy">;

/** A run that was sent, read-only: its text, what the check says of it, and the reviewer's remarks. */
export function ReviewDesk({ copy, at }: { readonly copy: ReviewCopy; readonly at: number | null }) {
  const page = usePage();
  const { mount, editor, step, reading } = useReadOnlyText(copy, at);
  const check = useCopyCheck(copy);
  const remarks = useCopyRemarks(copy);
  const threads = useMemo(
    () => threadsOfCopy(copy.threads, remarks.remarks, remarks.gone),
    [copy.threads, remarks.remarks, remarks.gone],
  );
  const [isPanelOpen, setPanelOpen] = useState(true);
  const togglePanel = useCallback((): void => setPanelOpen((isOpen) => !isOpen), []);
  const hasMargin = useMarginRoom(editor) && threads.length > 0;
  const judgements = useJudgements(copy);
  const [dialog, setDialog] = useState<ReviewDialog | null>(null);
  // Until something is said anew, whoever opens it again sees that what they said is here.
  const isBack =
    judgements.isAsOpened && remarks.remarks === copy.remarks && copy.remarks.length + copy.judgements.length > 0;
  const outline = useMemo(() => outlineOf(copy.steps), [copy.steps]);
  const checked = check.state === "ready" ? check : null;
  const said = useMemo(
    () => [...copy.threads.flatMap(({ remark, resolved }) => (resolved ? [] : [remark])), ...remarks.remarks],
    [copy.threads, remarks.remarks],
  );
  useEffect(() => {
    const found = checked === null ? [] : findingMarks(checked.findings, checked.marks);
    editor?.setFindings([...found, ...marksOfRemarks(copy.steps, said)]);
  }, [editor, checked, copy.steps, said]);
  const marks = useMemo(() => marksOfCopy(copy.steps, checked?.findings ?? [], said), [copy.steps, checked, said]);
  const { jump: go, turn: turnTo } = useJumps({
    at,
    from: () => editor?.snapshot().caret?.step ?? null,
    show: editor === null ? null : (to) => show(editor, to),
    kept: (to) => stepAt(copy, to),
    placeAt: (to) => ({ name: "review", copyId: copy.copyId, at: stepAt(copy, to) }),
  });
  const acts = useReviewCommands({
    editor,
    step,
    steps: copy.steps.length,
    remarks,
    judgements,
    turnTo,
    togglePanel,
    open: setDialog,
  });

  return (
    <Frame
      bar={
        <ReviewBar
          copy={copy}
          counts={judgements.counts}
          isPanelOpen={isPanelOpen}
          onPanel={togglePanel}
          onAdd={acts.add}
          onOpen={setDialog}
        />
      }
      status={
        <>
          <span className="place">{say("review.stepOf", { step, steps: copy.steps.length })}</span>
          <span>{say("review.accepted", { count: judgements.counts.accepted })}</span>
          <span>{say("review.wanting", { count: judgements.counts.needsWork })}</span>
          <span>{say("review.unread", { count: judgements.counts.all - judgements.counts.read })}</span>
          <span>{say("review.unjudged", { count: judgements.counts.all - judgements.counts.judged })}</span>
          <span>{say("review.count", { count: remarks.remarks.length })}</span>
          {reading !== "all" && <span>{say("reading.now", { reading: say(`reading.${reading}`) })}</span>}
          <span className="grow" />
          <button type="button" onClick={() => setDialog("whole")}>
            {say("review.wholeNow", { word: wholeWord(judgements) })}
          </button>
          <button
            type="button"
            onClick={() => void page.commands.run("review.previous")}
            aria-label={say("review.previous")}
          >
            <Icon of={ChevronLeft} small />
          </button>
          <button type="button" onClick={() => void page.commands.run("review.next")} aria-label={say("review.next")}>
            <Icon of={ChevronRight} small />
          </button>
        </>
      }
    >
      <div className="columns review" data-right={isPanelOpen ? "wide" : "none"} data-map="open">
        <RunMap
          outline={outline}
          current={step}
          marks={marks}
          signs={judgements.signs}
          asked={copy.range}
          onGo={(to) => go(to.number)}
        />
        <main id="main" tabIndex={-1} className="page">
          <ReadOnly
            why={
              isBack
                ? say("review.isBack", { judged: judgements.counts.judged, count: remarks.remarks.length })
                : say("review.readOnly")
            }
          >
            {copy.range !== null && (
              <Button low onClick={() => go(judgements.range.from)}>
                {say("review.range", copy.range)}
              </Button>
            )}
          </ReadOnly>
          <div className="text" ref={mount} data-beside={hasMargin} />
          <VerdictBar
            step={step}
            judgements={judgements}
            onWord={(word) => acts[word]()}
            onRate={() => setDialog("rate")}
            onTurnRead={acts.turnRead}
            onNext={acts.next}
          />
        </main>
        {isPanelOpen && (
          <ReviewPanel
            copy={copy}
            check={check}
            remarks={remarks}
            threads={threads}
            step={step}
            onGo={go}
            onAdd={acts.add}
            judgements={judgements}
          />
        )}
      </div>
      {editor !== null && hasMargin && (
        <CopyMargin
          copy={copy}
          editor={editor}
          threads={threads}
          remarks={remarks}
          onGo={go}
          onMore={() => setPanelOpen(true)}
        />
      )}
      {dialog === "goTo" && (
        <GoTo
          outline={outline}
          steps={() => copy.steps}
          onStep={(to) => go(to.number)}
          onText={({ stepId, section, thoughtId, start, end }) => go({ stepId, section, thoughtId, start, end })}
          onClose={() => setDialog(null)}
        />
      )}
      {(dialog === "rate" || dialog === "whole") && (
        <RateDialog
          step={dialog === "whole" ? WHOLE_BATCH : step}
          guide={copy.guide}
          before={judgements.byStep.get(dialog === "whole" ? WHOLE_BATCH : step)}
          onClose={() => setDialog(null)}
          onKeep={(part) => {
            judgements.judge(dialog === "whole" ? WHOLE_BATCH : step, part);
            setDialog(null);
            editor?.focus();
          }}
        />
      )}
      {dialog === "send" && (
        <SendBackDialog
          copy={copy}
          judgements={judgements}
          remarks={remarks.remarks.length}
          begun={remarks.begun.length}
          onSent={remarks.signed}
          onClose={() => setDialog(null)}
        />
      )}
      {remarks.draft !== null && (
        <RemarkDialog
          draft={remarks.draft}
          onKeep={(text) => void remarks.keep(text)}
          onWrite={remarks.wrote}
          onGiveUp={remarks.giveUp}
          onClose={remarks.leave}
        />
      )}
      {judgements.trouble !== null && <TroubleDialog trouble={judgements.trouble} onClose={judgements.dismiss} />}
      {remarks.trouble !== null && <TroubleDialog trouble={remarks.trouble} onClose={remarks.dismiss} />}
    </Frame>
  );
}

function show(editor: RunEditor, to: PlaceInRun): void {
  if (typeof to === "number") editor.goToStep(to);
  else editor.goToAddress(to);
  editor.focus();
}

/** The step of a place in a copy, 1-based: an address keeps no more of a copy, whose ids are made anew. */
function stepAt({ steps }: ReviewCopy, to: PlaceInRun): number {
  return typeof to === "number" ? to : Math.max(1, steps.findIndex(({ id }) => id === to.stepId) + 1);
}

function wholeWord({ byStep }: Judgements): string {
  const word = byStep.get(WHOLE_BATCH)?.word ?? null;
  return word === null ? say("review.wholeNone") : say(`review.${word}`);
}
