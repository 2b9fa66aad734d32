import { ChevronLeft, ChevronRight } from "lucide-react";
import { useCallback, useEffect, useMemo, useState } from "react";

import { usePage } from "../../app/context.tsx";
import { Frame } from "../../app/frame.tsx";
import { GoTo } from "../../app/go-to.tsx";
import type { PlaceInRun } from "../../app/place.ts";
import type { ReplyOf } from "../../../shared/contract/contract.ts";
import { WHOLE_BATCH } from "../../../shared/domain/review/judgement.ts";
import { findingMarks } from "../../state/text-marks.ts";
import { outlineOf } from "../../state/run-outline.ts";
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
import { useJudgements } from "./use-judgements.ts";
import { useReadOnlyText } from "./use-read-only-text.ts";
import { type ReviewDialog, useReviewCommands } from "./use-review-commands.ts";
import { VerdictBar } from "./verdict-bar.tsx";

export type ReviewCopy = ReplyOf<"review.copy">;

/** A run that was sent, read-only: its text, what the check says of it, and the reviewer's remarks. */
export function ReviewDesk({ copy, at }: { readonly copy: ReviewCopy; readonly at: number | null }) {
  const page = usePage();
  const { mount, editor, step } = useReadOnlyText(copy, at);
  const check = useCopyCheck(copy);
  const remarks = useCopyRemarks(copy);
  const threads = useMemo(() => threadsOfCopy(copy.threads, remarks.remarks), [copy.threads, remarks.remarks]);
  const [isPanelOpen, setPanelOpen] = useState(true);
  const togglePanel = useCallback((): void => setPanelOpen((isOpen) => !isOpen), []);
  const hasMargin = useMarginRoom(editor) && threads.length > 0;
  const judgements = useJudgements(copy);
  const [dialog, setDialog] = useState<ReviewDialog | null>(null);
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
  const go = useCallback(
    (to: PlaceInRun): void => {
      if (typeof to === "number") editor?.goToStep(to);
      else editor?.goToAddress(to);
      editor?.focus();
    },
    [editor],
  );
  const acts = useReviewCommands({
    editor,
    step,
    steps: copy.steps.length,
    remarks,
    judgements,
    go,
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
          <span>{say("review.count", { count: remarks.remarks.length })}</span>
          <span className="grow" />
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
        <RunMap outline={outline} current={step} marks={marks} signs={judgements.signs} onGo={(to) => go(to.number)} />
        <main id="main" tabIndex={-1} className="page">
          <ReadOnly why={say("review.readOnly")}>
            {copy.range !== null && <span className="num">{say("review.range", copy.range)}</span>}
          </ReadOnly>
          <div className="text" ref={mount} data-beside={hasMargin} />
          <VerdictBar
            step={step}
            judgements={judgements}
            onWord={(word) => acts[word]()}
            onRate={() => setDialog("rate")}
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
          count={remarks.remarks.length}
          onSent={remarks.signed}
          onClose={() => setDialog(null)}
        />
      )}
      {remarks.draft !== null && (
        <RemarkDialog draft={remarks.draft} onKeep={(text) => void remarks.keep(text)} onClose={remarks.giveUp} />
      )}
      {judgements.trouble !== null && <TroubleDialog trouble={judgements.trouble} onClose={judgements.dismiss} />}
      {remarks.trouble !== null && <TroubleDialog trouble={remarks.trouble} onClose={remarks.dismiss} />}
    </Frame>
  );
}
