import { useEffect, useRef, useState } from "react";

import { usePage } from "../../app/context.tsx";
import { createRunEditor, type RunEditor } from "../../editor/run-editor.ts";
import { newRunId } from "../../../shared/domain/ids.ts";
import { WORDS_OF_TEXT } from "../../words/words-of-text.ts";
import type { ReviewCopy } from "./review-desk.tsx";

/** How long what stands around the text may lag behind the caret, in milliseconds. */
const CARET_EVERY_MS = 60;

/** Opens the text read-only. `step` is where the caret is, 1-based. */
export function useReadOnlyText(copy: ReviewCopy, at: number | null) {
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
