import { useMemo } from "react";

import type { PlacedRemark } from "../../../shared/contract/review-methods.ts";
import type { Thread } from "../../../shared/domain/review/threads.ts";
import { stretchMark } from "../../state/text-marks.ts";
import { useStore } from "../../state/use-store.ts";
import { type MarginNote, RemarkMargin } from "../../ui/remark-margin.tsx";
import { showRemark } from "./remark-commands.ts";
import { RemarkThread, threadsOn } from "./remark-thread.tsx";
import type { Shared } from "./run-parts.ts";
import type { RunSession } from "./run-session.ts";

type Note = MarginNote & { readonly thread: Thread<PlacedRemark> };

/** What reviewers said, beside the words that they said it of. What was said of the whole run stands in the panel. */
export function RemarksMargin({
  session,
  desk,
  remarks,
  go,
}: Pick<Shared, "desk" | "remarks" | "go"> & { readonly session: RunSession }) {
  const pen = useStore(session.pen);
  const notes = useMemo(() => notesOf(remarks.remarks), [remarks.remarks]);
  return (
    <RemarkMargin
      editor={session.editor}
      notes={notes}
      open={desk.remark}
      renderNote={({ thread }) => (
        <RemarkThread
          thread={thread}
          isOpen={thread.root.remark.id === desk.remark}
          isBeside
          mayWrite={pen === "here" && session.outbox !== null}
          acts={remarks}
          onGo={(placed) => showRemark({ session, desk, remarks, go }, placed)}
        />
      )}
      onMore={() => desk.show("remarks")}
    />
  );
}

function notesOf(remarks: readonly PlacedRemark[]): Note[] {
  return threadsOn(remarks).flatMap((thread): Note[] => {
    const { remark, address, stepId, resolved } = thread.root;
    if (stepId === null) return [];
    const mark = address === null || resolved ? null : stretchMark(address);
    return [{ id: remark.id, stepId, section: remark.anchor.section, mark, isResolved: resolved, thread }];
  });
}
