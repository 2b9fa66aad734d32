import { useCallback, useEffect, useState } from "react";

import type { EditorPlace } from "../../editor/page/jumps.ts";
import type { Recovery } from "../../state/outbox-recovery.ts";
import { recover } from "../../state/outbox-recovery.ts";
import { browserBatchStore } from "../../state/outbox-browser.ts";
import type { BatchStore } from "../../state/outbox-store.ts";
import { usePage } from "../../app/context.tsx";
import { LIBRARY, type PlaceInRun } from "../../app/place.ts";
import type { ReplyOf } from "../../../shared/contract/contract.ts";
import { type Failure, plainFailure } from "../../../shared/contract/failure.ts";
import type { RunId } from "../../../shared/domain/ids.ts";
import { Button } from "../../ui/button.tsx";
import { Failed, Loading } from "../../ui/states.tsx";
import { say } from "../../words/say.ts";
import type { RenderBible } from "./bible-desk.tsx";
import { RunDesk } from "./run-desk.tsx";
import type { RenderHistory } from "./run-side-pane.tsx";

/** All that a run's screen begins with. */
export type RunBeginning = {
  readonly opened: ReplyOf<"run.open">;
  readonly library: ReplyOf<"library.describe">;
  /** What an earlier page left unsaved; null when nothing is left. */
  readonly recovery: Recovery | null;
  /** Why this browser's store could not be asked for it, or null. */
  readonly recoveryTrouble: string | null;
};

/** The screen of one run: opens it, and opens it anew when the pen comes here or something left over was saved. */
export function RunScreen({
  runId,
  at,
  dialog,
  renderHistory,
  renderBible,
}: {
  readonly runId: RunId;
  readonly at: PlaceInRun | null;
  readonly dialog: "details" | null;
  readonly renderHistory: RenderHistory;
  readonly renderBible: RenderBible;
}) {
  const page = usePage();
  const [beginning, setBeginning] = useState<RunBeginning | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [turn, setTurn] = useState<{ readonly count: number; readonly place: EditorPlace | null }>({
    count: 0,
    place: null,
  });
  useEffect(() => {
    let current = true;
    void begin(page.host, runId).then((outcome) => {
      if (!current) return;
      if (outcome.ok) setBeginning(outcome.value);
      setFailure(outcome.ok ? null : outcome.failure);
    });
    return () => {
      current = false;
    };
  }, [page.host, runId, turn]);
  const again = useCallback((here: EditorPlace | null) => {
    setBeginning(null);
    setTurn(({ count }) => ({ count: count + 1, place: here }));
  }, []);
  if (failure !== null) {
    return (
      <main id="main" tabIndex={-1} className="middle full">
        <Failed what={say("run.failed")} failure={failure} onAgain={() => again(null)}>
          <Button onClick={() => page.go(LIBRARY)}>{say("fault.leave")}</Button>
        </Failed>
      </main>
    );
  }
  if (beginning === null) {
    return (
      <main id="main" tabIndex={-1} className="middle full">
        <Loading what={say("run.loading")} />
      </main>
    );
  }
  return (
    <RunDesk
      key={turn.count}
      beginning={beginning}
      at={turn.count === 0 ? at : null}
      dialog={turn.count === 0 ? dialog : null}
      place={turn.place}
      renderHistory={renderHistory}
      renderBible={renderBible}
      onReopen={again}
    />
  );
}

async function begin(host: ReturnType<typeof usePage>["host"], runId: RunId) {
  // Side by side: the browser's store opens while the library is read, and nothing is asked of it before the pen is here.
  const store = browserBatchStore();
  const [library, opened] = await Promise.all([host.call("library.describe", {}), host.call("run.open", { runId })]);
  if (!library.ok) return library;
  if (!opened.ok) return opened;
  const left =
    opened.value.pen === "here" ? await lookForLeftovers(host, store, library.value.libraryId, runId) : NOTHING_LEFT;
  return { ok: true as const, value: { opened: opened.value, library: library.value, ...left } };
}

const NOTHING_LEFT: Pick<RunBeginning, "recovery" | "recoveryTrouble"> = { recovery: null, recoveryTrouble: null };

async function lookForLeftovers(
  host: ReturnType<typeof usePage>["host"],
  store: BatchStore,
  libraryId: RunBeginning["library"]["libraryId"],
  runId: RunId,
): Promise<typeof NOTHING_LEFT> {
  try {
    const recovery = await recover({ store, send: (request) => host.call("run.save", request) }, libraryId, runId);
    return { recovery, recoveryTrouble: null };
  } catch (error) {
    // A private window refuses its store: said on the screen, and no reason to keep the run shut.
    return { recovery: null, recoveryTrouble: plainFailure("io", String(error)).message };
  }
}
