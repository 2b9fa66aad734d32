import { useEffect, useRef, useState } from "react";

import { usePage } from "../../app/context.tsx";
import { createRunEditor, type RunEditor } from "../../editor/run-editor.ts";
import type { Host } from "../../host/host.ts";
import type { Reading } from "../../editor/state/reading.ts";
import { newRunId } from "../../../shared/domain/ids.ts";
import { WORDS_OF_TEXT } from "../../words/words-of-text.ts";
import type { ReviewCopy } from "./review-desk.tsx";

/** How long what stands around the text may lag behind the caret, in milliseconds. */
const CARET_EVERY_MS = 60;

/** How often it is kept where the reviewer is, in milliseconds. */
const KEEP_PLACE_EVERY_MS = 1_000;

/**
 * Opens the text read-only: where the address says, else where the reviewer was, else at the first step that was asked.
 * `step` is where the caret is, 1-based. Where the reviewer is, is kept from then on.
 */
export function useReadOnlyText(copy: ReviewCopy, at: number | null) {
  const page = usePage();
  const mount = useRef<HTMLDivElement>(null);
  const first = useRef(at);
  const [editor, setEditor] = useState<RunEditor | null>(null);
  const [reading, setReading] = useState<Reading>("all");
  const [step, setStep] = useState(at ?? copy.place?.step ?? copy.range?.from ?? 1);
  useEffect(() => {
    if (mount.current === null) return;
    let timer: ReturnType<typeof setTimeout> | null = null;
    let keeper: ReturnType<typeof placeKeeper> | null = null;
    const opened: RunEditor = createRunEditor({
      mount: mount.current,
      // A copy belongs to no run of this library; addresses within it need an id all the same.
      runId: newRunId(),
      runTitle: copy.title,
      steps: copy.steps,
      readOnly: true,
      words: WORDS_OF_TEXT,
      // The screen's own commands turn to a step, as every other way of turning here does: its top at the page's.
      keys: { nextStep: [], previousStep: [] },
      now: () => performance.now(),
      isMac: page.mac,
      onChange: () => undefined,
      onUpdate: () => {
        keeper?.soon();
        timer ??= setTimeout(() => {
          timer = null;
          const now = opened.snapshot();
          setStep((before) => now.caret?.step ?? before);
          setReading(now.reading);
        }, CARET_EVERY_MS);
      },
      onSay: () => undefined,
    });
    setEditor(opened);
    begin(opened, copy, first.current);
    opened.focus();
    keeper = placeKeeper(page.host, copy, opened);
    const { stop } = keeper;
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
      setEditor(null);
      opened.destroy();
    };
  }, [copy, page.host, page.mac]);
  return { mount, editor, step, reading };
}

/** Goes to where the reviewer is to begin. */
function begin(editor: RunEditor, { place, steps, range }: ReviewCopy, at: number | null): void {
  const kept = at === null && place !== null ? steps[place.step - 1] : undefined;
  const isThere = kept !== undefined && place !== null && editor.restorePlace({ ...place, stepId: kept.id });
  if (!isThere) editor.goToStep(at ?? range?.from ?? 1);
}

/** Keeps where the reviewer is: soon after they have moved, and when they leave. A failure costs a scroll and is not worth a word. */
function placeKeeper(host: Host, { copyId, steps }: ReviewCopy, editor: RunEditor) {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const keep = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const here = editor.place();
    if (here === null) return;
    const { stepId, ...rest } = here;
    const step = steps.findIndex(({ id }) => id === stepId) + 1;
    if (step === 0) return;
    const place = { ...rest, step, scrollTop: Math.max(0, rest.scrollTop) };
    void host.call("review.keepPlace", { copyId, place });
  };
  // A reload takes no leave of this page.
  addEventListener("pagehide", keep);
  return {
    soon: (): void => {
      timer ??= setTimeout(keep, KEEP_PLACE_EVERY_MS);
    },
    stop: (): void => {
      keep();
      removeEventListener("pagehide", keep);
    },
  };
}
