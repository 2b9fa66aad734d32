import { type ReactNode, useCallback, useEffect, useMemo, useRef } from "react";

import type { RunHistory } from "../../app/run-history.ts";
import { useRested } from "../../state/use-rested.ts";
import { useStore, useStorePart } from "../../state/use-store.ts";
import { TroubleDialog } from "../../ui/trouble-dialog.tsx";
import { say } from "../../words/say.ts";
import { type BibleDesk, LiveBible, type RenderBible } from "./bible-desk.tsx";
import { FindingsPanel } from "./findings-panel.tsx";
import { MemoryPanel } from "./memory-panel.tsx";
import { RemarksPanel } from "./remarks-panel.tsx";
import { showRemark } from "./remark-commands.ts";
import type { Shared } from "./run-parts.ts";
import type { RunSession } from "./run-session.ts";
import { useReview } from "./use-review.ts";
import { placeOfEvidence } from "./use-run-commands.ts";

/** How long the typing rests before map and panels are made anew, in milliseconds. */
export const PANELS_AFTER_MS = 400;

/** Draws the history of a run; the page hands it in, since features do not know each other. */
export type RenderHistory = (history: RunHistory) => ReactNode;

/** What stands at the right of the text. */
export function RunSidePane({
  session,
  desk,
  checks,
  remarks,
  details,
  renderHistory,
  renderBible,
  bible,
  go,
}: Shared & {
  readonly session: RunSession;
  readonly bible: BibleDesk;
  readonly renderHistory: RenderHistory;
  readonly renderBible: RenderBible;
}) {
  const close = (): void => desk.show("context");
  const caretStep = useCallback(() => session.snapshot.get().caret?.step ?? 1, [session]);
  switch (desk.panel) {
    case "none":
      return null;
    case "context":
      return (
        <aside className="side right" aria-label={say("context.name")}>
          <MemoryPanel session={session} checks={checks} go={go} />
        </aside>
      );
    case "findings":
      return (
        <aside className="side right" aria-label={say("findings.title")}>
          <FindingsPanel
            check={checks.check}
            open={desk.finding}
            onOpen={(finding) => desk.setFinding(finding.key === desk.finding ? null : finding.key)}
            onGo={(place) => go(typeof place === "number" ? place : placeOfEvidence(place))}
            title={details.details.title}
            checks={checks}
            caretStep={caretStep}
            onClose={close}
          />
        </aside>
      );
    case "remarks":
      return (
        <aside className="side right" aria-label={say("remarks.title")}>
          <LiveReview session={session} desk={desk} remarks={remarks} go={go} onClose={close} />
        </aside>
      );
    case "bible":
      return (
        <aside className="side right bible" aria-label={say("bible.title")}>
          <LiveBible
            session={session}
            asked={bible.asked}
            title={details.details.title}
            checks={checks}
            go={go}
            renderBible={renderBible}
            onClose={close}
          />
        </aside>
      );
    case "history":
      return (
        <aside className="side right history" aria-label={say("history.title")}>
          <LiveHistory
            session={session}
            title={details.details.title}
            renderHistory={renderHistory}
            go={go}
            onClose={close}
          />
        </aside>
      );
  }
}

function LiveReview({
  session,
  desk,
  remarks,
  go,
  onClose,
}: Pick<Shared, "desk" | "remarks" | "go"> & { readonly session: RunSession; readonly onClose: () => void }) {
  const pen = useStore(session.pen);
  const save = useStore(session.save);
  const savedAt = save.kind === "saved" ? save.at : null;
  const review = useReview(session.runId, savedAt, remarks.turn);
  const { again } = remarks;
  const rested = useRested(savedAt, PLACED_AFTER_MS);
  const placedAt = useRef(rested);
  useEffect(() => {
    if (placedAt.current === rested) return;
    placedAt.current = rested;
    again();
  }, [rested, again]);
  return (
    <>
      <RemarksPanel
        remarks={remarks.remarks}
        review={review}
        acts={remarks}
        mayWrite={pen === "here" && session.outbox !== null}
        unread={remarks.unread}
        onAgain={remarks.again}
        open={desk.remark}
        onGo={(placed) => showRemark({ session, desk, remarks, go }, placed)}
        onGoTo={go}
        onImport={() => void remarks.takeIn()}
        onRequest={() => desk.open("request")}
        onGuide={() => desk.open("guide")}
        onClose={onClose}
      />
      {review.trouble !== null && <TroubleDialog trouble={review.trouble} onClose={review.dismiss} />}
    </>
  );
}

/** How long the saves rest before remarks are held against the text again, in milliseconds. */
const PLACED_AFTER_MS = 1_500;

/** How long the saves rest before the history is asked for what they left, in milliseconds. */
const HISTORY_AFTER_MS = 2_000;

function LiveHistory({
  session,
  title,
  renderHistory,
  go,
  onClose,
}: {
  readonly session: RunSession;
  readonly title: string;
  readonly renderHistory: RenderHistory;
  readonly go: Shared["go"];
  readonly onClose: () => void;
}) {
  const stepId = useStorePart(session.snapshot, (snapshot) => snapshot.caret?.stepId ?? null);
  const step = useStorePart(session.snapshot, (snapshot) => snapshot.caret?.step ?? 1);
  const pen = useStore(session.pen);
  const save = useStore(session.save);
  const savedAt = useRested(save.kind === "saved" ? save.at : null, HISTORY_AFTER_MS);
  const { runId } = session;
  const caret = useMemo(() => (stepId === null ? null : { stepId, step }), [stepId, step]);
  const letChange = useCallback<RunHistory["letChange"]>((act) => session.letChange(act), [session]);
  return renderHistory({
    runId,
    title,
    caret,
    isWriting: pen === "here" && session.outbox !== null,
    savedAt,
    letChange,
    go,
    onClose,
  });
}
