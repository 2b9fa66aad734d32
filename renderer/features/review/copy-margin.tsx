import { useMemo, useState } from "react";

import type { PlaceInRun } from "../../app/place.ts";
import type { Thread } from "../../../shared/domain/review/threads.ts";
import type { RunEditor } from "../../editor/run-editor.ts";
import { stretchMark } from "../../state/text-marks.ts";
import { type MarginNote, RemarkMargin } from "../../ui/remark-margin.tsx";
import { CopyThread, type Said } from "./copy-thread.tsx";
import { placeOfRemark } from "./remark-place.ts";
import type { ReviewCopy } from "./review-desk.tsx";
import type { useCopyRemarks } from "./use-copy-remarks.ts";

type Note = MarginNote & { readonly thread: Thread<Said> };

/** What was said of a copy, beside the words that it was said of. What was said of the whole run stands in the panel. */
export function CopyMargin({
  copy,
  editor,
  threads,
  remarks,
  onGo,
  onMore,
}: {
  readonly copy: ReviewCopy;
  readonly editor: RunEditor;
  readonly threads: readonly Thread<Said>[];
  readonly remarks: ReturnType<typeof useCopyRemarks>;
  readonly onGo: (to: PlaceInRun) => void;
  readonly onMore: () => void;
}) {
  const [open, setOpen] = useState<string | null>(null);
  const notes = useMemo(() => notesOf(copy, threads), [copy, threads]);
  return (
    <RemarkMargin
      editor={editor}
      notes={notes}
      open={open}
      renderNote={({ id, thread }) => (
        <CopyThread
          copy={copy}
          thread={thread}
          isBeside
          remarks={remarks}
          onGo={(to) => {
            setOpen(id);
            onGo(to);
          }}
        />
      )}
      onMore={onMore}
    />
  );
}

function notesOf(copy: ReviewCopy, threads: readonly Thread<Said>[]): Note[] {
  return threads.flatMap((thread): Note[] => {
    const { remark, resolved, isGone } = thread.root;
    const stepId = copy.steps[remark.anchor.step - 1]?.id;
    if (stepId === undefined) return [];
    const place = placeOfRemark(copy.steps, remark);
    const mark = typeof place === "number" || resolved || isGone ? null : stretchMark(place);
    return [{ id: remark.id, stepId, section: remark.anchor.section, mark, isResolved: resolved, thread }];
  });
}
