import { useCallback, useEffect, useRef, useState } from "react";

import { usePage } from "../../app/context.tsx";
import { Frame } from "../../app/frame.tsx";
import { useJumps } from "../../app/use-jumps.ts";
import { usePageTitle } from "../../app/page-title.ts";
import type { PlaceInRun } from "../../app/place.ts";
import type { EditorPlace } from "../../editor/page/jumps.ts";
import type { EditorMessage } from "../../editor/messages.ts";
import type { PasteHost } from "../../editor/paste/transfer.ts";
import { editorSentence } from "../../words/editor-message.ts";
import { type RenderBible, useBibleDesk } from "./bible-desk.tsx";
import { FindBar } from "./find-bar.tsx";
import { useFindDesk } from "./find-desk.ts";
import { usePasteDesk } from "./paste-desk.ts";
import { PasteDialogs } from "./paste-dialogs.tsx";
import { ComfortDesk } from "./comfort-desk.tsx";
import { useRemarkCommands } from "./remark-commands.ts";
import { RemarksMargin } from "./remarks-margin.tsx";
import { RunBanners } from "./run-banners.tsx";
import { RunBar } from "./run-bar.tsx";
import { RunDialogs } from "./run-dialogs.tsx";
import { RunMapPane } from "./run-map-pane.tsx";
import { RunSession } from "./run-session.ts";
import { type RenderHistory, RunSidePane } from "./run-side-pane.tsx";
import type { RunBeginning } from "./run-screen.tsx";
import { RunStatus } from "./run-status.tsx";
import { StepStructure } from "./structure-dialogs.tsx";
import { SpellingDesk } from "./spelling-desk.tsx";
import { TurnDesk } from "./turn-desk.tsx";
import { useChecks } from "./use-checks.ts";
import { type DeskState, type RunDialog, useDesk } from "./use-desk.ts";
import { useDetails } from "./use-details.ts";
import { useRemarks } from "./use-remarks.ts";
import { useRunCommands } from "./use-run-commands.ts";
import { useTextMarks } from "./use-text-marks.ts";

/** What the text said last, and when (UTC ms). */
export type Said = { readonly text: string; readonly at: number };

/** One opened run: the bar, the map, the text, what stands beside it, and the dialogs of the run. */
export function RunDesk({
  beginning,
  at,
  dialog,
  place,
  renderHistory,
  renderBible,
  onReopen,
}: {
  readonly renderHistory: RenderHistory;
  readonly renderBible: RenderBible;
  readonly beginning: RunBeginning;
  readonly at: PlaceInRun | null;
  readonly dialog: RunDialog | null;
  /** Where this page was when it opened the run before. */
  readonly place: EditorPlace | null;
  /** Opens the run anew; the screen goes back to where it is. */
  readonly onReopen: (here: EditorPlace | null) => void;
}) {
  const [told, tell] = useTold();
  const paste = usePasteDesk(tell);
  const { mount, session, said } = useSession(beginning, at, place, paste.host);
  const { runId } = beginning.opened;
  const desk = useDesk(beginning.opened.place?.panels ?? [], session, dialog);
  const checks = useChecks(runId, session);
  const remarks = useRemarks(runId, session);
  const details = useDetails(beginning.opened, session);
  usePageTitle(details.details.title);
  const { jump: go } = useJumps({
    at,
    from: () => session?.snapshot.get().caret?.step ?? null,
    show: session === null ? null : (to) => session.goTo(to),
    kept: (to) => to,
    placeAt: (to) => ({ name: "run", runId, at: to }),
  });
  const find = useFindDesk(session, go);
  useTextMarks(session, checks.check, remarks.remarks);
  const bible = useBibleDesk(session, desk);
  useRunCommands({ session, desk, checks, go, tell });
  useRemarkCommands({ session, desk, remarks, go });
  // The last effect of the screen: by then everything in it has registered its keys. What an earlier page left unsaved is
  // decided before anything is written, and its question has the focus.
  const asks = beginning.recovery !== null;
  useEffect(() => session?.begin({ asks }), [session, asks]);
  const shared = { desk, checks, remarks, details, go };
  return (
    <Frame
      bar={session !== null && <RunBar session={session} {...shared} />}
      status={
        session !== null && (
          <RunStatus
            session={session}
            said={later(said, told)}
            details={details.details}
            onDetails={() => desk.open("details")}
          />
        )
      }
    >
      <div className="columns" data-right={rightOf(desk)} data-map={desk.map ? "open" : "closed"}>
        {session === null ? <div className="side left map" /> : <RunMapPane session={session} {...shared} />}
        <main id="main" tabIndex={-1} className="page">
          {session !== null && (
            <RunBanners
              session={session}
              beginning={beginning}
              title={details.details.title}
              onReopen={() => onReopen(session.editor.place())}
            />
          )}
          {find !== null && <FindBar desk={find} tell={tell} />}
          <div className="text" ref={mount} data-beside={remarks.isBeside && remarks.remarks.length > 0} />
        </main>
        {session !== null && desk.panel !== "none" && (
          <RunSidePane
            session={session}
            bible={bible}
            renderHistory={renderHistory}
            renderBible={renderBible}
            {...shared}
          />
        )}
      </div>
      {session !== null && remarks.isBeside && <RemarksMargin session={session} {...shared} />}
      {session !== null && <StepStructure session={session} />}
      {session !== null && <RunDialogs session={session} {...shared} />}
      {session !== null && <TurnDesk session={session} title={details.details.title} />}
      {session !== null && <SpellingDesk session={session} checks={checks} />}
      {session !== null && <ComfortDesk session={session} desk={desk} />}
      <PasteDialogs session={session} desk={paste} />
    </Frame>
  );
}

/** What find and paste tell the author: said and shown as what the text says is. */
function useTold(): [Said | null, (text: string) => void] {
  const { announce, clock } = usePage();
  const [told, setTold] = useState<Said | null>(null);
  const tell = useCallback(
    (text: string) => {
      announce(text);
      setTold({ text, at: clock() });
    },
    [announce, clock],
  );
  return [told, tell];
}

function later(one: Said | null, other: Said | null): Said | null {
  return one === null || (other !== null && other.at >= one.at) ? other : one;
}

/** The width of what stands at the right: quotes side by side need more than the context does. */
function rightOf(desk: DeskState): "none" | "narrow" | "wide" {
  if (desk.panel === "none") return "none";
  return desk.panel === "context" ? "narrow" : "wide";
}

/** Opens the text once the place for it is on the page, and closes it when the screen goes. */
function useSession(beginning: RunBeginning, at: PlaceInRun | null, place: EditorPlace | null, paste: PasteHost) {
  const page = usePage();
  const mount = useRef<HTMLDivElement>(null);
  const first = useRef({ at, place });
  const [session, setSession] = useState<RunSession | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const unsaid = useRef<string[]>([]);
  const onSay = useCallback(
    (message: EditorMessage) => {
      const text = editorSentence(message);
      if (text === "" || unsaid.current.push(text) > 1) return;
      // One key may say several things (what was undone, and what it shows again): the last must not drown the first.
      queueMicrotask(() => {
        const together = unsaid.current.splice(0).join(" ");
        page.announce(together);
        setSaid({ text: together, at: page.clock() });
      });
    },
    [page],
  );
  useEffect(() => {
    if (mount.current === null) return;
    const { opened, library, recovery } = beginning;
    const writes = opened.pen === "here" && recovery === null;
    const opening = new RunSession({
      page,
      opened,
      library,
      mount: mount.current,
      writes,
      ...first.current,
      onSay,
      paste,
    });
    setSession(opening);
    return () => {
      setSession(null);
      void opening.close();
    };
  }, [page, beginning, onSay, paste]);
  return { mount, session, said };
}
