import { ChevronLeft, ChevronRight, Ellipsis, Library, MessageSquarePlus, Search, Upload } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";

import { usePage } from "../../app/context.tsx";
import { Frame } from "../../app/frame.tsx";
import { GoTo } from "../../app/go-to.tsx";
import { LIBRARY, type PlaceInRun } from "../../app/place.ts";
import type { ReplyOf } from "../../../shared/contract/contract.ts";
import { createRunEditor, type RunEditor } from "../../editor/run-editor.ts";
import { newRunId } from "../../../shared/domain/ids.ts";
import { WHOLE_BATCH } from "../../../shared/domain/review/judgement.ts";
import { findingMarks } from "../../state/text-marks.ts";
import { outlineOf } from "../../state/run-outline.ts";
import { Button, Tool } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { KeyCaps } from "../../ui/key-caps.tsx";
import { MenuButton } from "../../ui/menu.tsx";
import { RunMap } from "../../ui/run-map.tsx";
import { RemarkDialog } from "../../ui/remark-dialog.tsx";
import { Meter } from "../../ui/meter.tsx";
import { ReadOnly } from "../../ui/states.tsx";
import { TroubleDialog } from "../../ui/trouble-dialog.tsx";
import { say } from "../../words/say.ts";
import { WORDS_OF_TEXT } from "../../words/words-of-text.ts";
import { marksOfCopy } from "./copy-marks.ts";
import { RateDialog } from "./rate-dialog.tsx";
import { marksOfRemarks } from "./remark-place.ts";
import { ReviewPanel } from "./review-panel.tsx";
import { SendBackDialog } from "./send-back-dialog.tsx";
import { useCopyCheck } from "./use-copy-check.ts";
import { useCopyRemarks } from "./use-copy-remarks.ts";
import { nextUnread, useJudgements } from "./use-judgements.ts";
import { VerdictBar } from "./verdict-bar.tsx";

export type ReviewCopy = ReplyOf<"review.copy">;

/** A run that was sent, read-only: its text, what the check says of it, and the reviewer's remarks. */
export function ReviewDesk({ copy, at }: { readonly copy: ReviewCopy; readonly at: number | null }) {
  const page = usePage();
  const { mount, editor, step } = useReadOnlyText(copy, at);
  const check = useCopyCheck(copy);
  const remarks = useCopyRemarks(copy);
  const judgements = useJudgements(copy);
  const [dialog, setDialog] = useState<"goTo" | "send" | "rate" | "whole" | null>(null);
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
  // What the keys do follows from what is known now, and from where the caret is when they are pressed: what stands around
  // the text lags behind it, and a quick hand would judge the step before. The commands are registered once.
  const acts = useRef({ add: nothing, next: nothing, accept: nothing, needsWork: nothing });
  useEffect(() => {
    const here = (): number => editor?.snapshot().caret?.step ?? step;
    acts.current = {
      add: () => remarks.begin(here(), editor?.selectedAddress() ?? null),
      next: () => {
        const from = here();
        if (judgements.byStep.get(from)?.isRead !== true) judgements.judge(from, {});
        const next = nextUnread(judgements, from);
        if (next === null || next === from) page.announce(say("review.allRead"));
        else go(next);
      },
      accept: () => judgements.give(here(), "accept"),
      needsWork: () => judgements.give(here(), "needsWork"),
    };
  });
  const { commands } = page;
  useEffect(() => {
    if (editor === null) return undefined;
    const turn = (by: number): void =>
      go(Math.min(Math.max(1, (editor.snapshot().caret?.step ?? 1) + by), copy.steps.length));
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
      { id: "review.rate", title: say("review.rateHere"), group: "review", keys: "R", run: () => setDialog("rate") },
      { id: "review.whole", title: say("review.rateWhole"), group: "review", run: () => setDialog("whole") },
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
      { id: "review.goTo", title: say("goTo.name"), group: "find", keys: "Mod+J", run: () => setDialog("goTo") },
      { id: "review.send", title: say("review.sendBack"), group: "review", run: () => setDialog("send") },
    ]);
  }, [commands, editor, go, copy.steps.length]);

  return (
    <Frame
      bar={
        <>
          <Tool name={say("library.open")} icon={Library} onClick={() => page.go(LIBRARY)} />
          <h1 className="title">{copy.title}</h1>
          {copy.authors.length > 0 && (
            <span className="quiet small clip">{say("review.of", { authors: copy.authors.join(", ") })}</span>
          )}
          <span className="grow" />
          <span className="small quiet num read-share">
            {say("review.readShare", { read: judgements.counts.read, all: judgements.counts.all })}
          </span>
          <Meter short share={judgements.counts.read / judgements.counts.all} />
          <Tool
            name={say("review.add")}
            icon={MessageSquarePlus}
            keys="Mod+Shift+M"
            keepsFocus
            onClick={() => acts.current.add()}
          />
          <button type="button" className="field go-to" onClick={() => setDialog("goTo")}>
            <Icon of={Search} />
            <span className="grow clip">{say("goTo.name")}</span>
            <KeyCaps keys="Mod+J" />
          </button>
          <Button icon={Upload} kind="primary" onClick={() => setDialog("send")}>
            {say("review.sendBack")}
          </Button>
          <MenuButton
            name={say("more")}
            icon={Ellipsis}
            entries={[
              {
                id: "palette",
                title: say("palette.open"),
                keys: "Mod+Shift+P",
                run: () => void page.commands.run("page.palette"),
              },
              { id: "keys", title: say("keys.open"), keys: "Shift+F1", run: () => void page.commands.run("page.keys") },
            ]}
          />
        </>
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
      <div className="columns review" data-right="wide" data-map="open">
        <RunMap outline={outline} current={step} marks={marks} signs={judgements.signs} onGo={(to) => go(to.number)} />
        <main id="main" tabIndex={-1} className="page">
          <ReadOnly why={say("review.readOnly")}>
            {copy.range !== null && <span className="num">{say("review.range", copy.range)}</span>}
          </ReadOnly>
          <div className="text" ref={mount} />
          <VerdictBar
            step={step}
            judgements={judgements}
            onWord={(word) => acts.current[word]()}
            onRate={() => setDialog("rate")}
            onNext={() => acts.current.next()}
          />
        </main>
        <ReviewPanel
          copy={copy}
          check={check}
          remarks={remarks}
          step={step}
          onGo={go}
          onAdd={() => acts.current.add()}
          judgements={judgements}
        />
      </div>
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
        <SendBackDialog copy={copy} count={remarks.remarks.length} onClose={() => setDialog(null)} />
      )}
      {remarks.draft !== null && (
        <RemarkDialog draft={remarks.draft} onKeep={(text) => void remarks.keep(text)} onClose={remarks.giveUp} />
      )}
      {judgements.trouble !== null && <TroubleDialog trouble={judgements.trouble} onClose={judgements.dismiss} />}
      {remarks.trouble !== null && <TroubleDialog trouble={remarks.trouble} onClose={remarks.dismiss} />}
    </Frame>
  );
}

function nothing(): void {
  // Until the text is there the keys do nothing.
}

/** How long what stands around the text may lag behind the caret, in milliseconds. */
const CARET_EVERY_MS = 60;

/** Opens the text read-only. `step` is where the caret is, 1-based. */
function useReadOnlyText(copy: ReviewCopy, at: number | null) {
  const page = usePage();
  const mount = useRef<HTMLDivElement>(null);
  const first = useRef(at);
  const [editor, setEditor] = useState<RunEditor | null>(null);
  const [step, setStep] = useState(at ?? 1);
  useEffect(() => {
    if (mount.current === null) return;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const opened: RunEditor = createRunEditor({
      mount: mount.current,
      // A copy belongs to no run of this library; addresses within it need an id all the same.
      runId: newRunId(),
      runTitle: copy.title,
      steps: copy.steps,
      readOnly: true,
      words: WORDS_OF_TEXT,
      now: () => performance.now(),
      isMac: page.mac,
      onChange: () => undefined,
      onUpdate: () => {
        timer ??= setTimeout(() => {
          timer = null;
          setStep((before) => opened.snapshot().caret?.step ?? before);
        }, CARET_EVERY_MS);
      },
      onSay: () => undefined,
    });
    setEditor(opened);
    opened.goToStep(first.current ?? 1);
    opened.focus();
    return () => {
      if (timer !== null) clearTimeout(timer);
      setEditor(null);
      opened.destroy();
    };
  }, [copy.title, copy.steps, page.mac]);
  return { mount, editor, step };
}
