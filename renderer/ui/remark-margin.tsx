import { type ReactNode, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { createPortal } from "react-dom";

import type { StepId } from "../../shared/domain/ids.ts";
import type { SectionName } from "../../shared/domain/section.ts";
import type { StepOnPage } from "../editor/page/steps-on-page.ts";
import type { RunEditor } from "../editor/run-editor.ts";
import { stackNotes } from "../state/stack-notes.ts";
import { say } from "../words/say.ts";
import { Button } from "./button.tsx";

/*
 * Review comments beside the text, each at the height of its words. The notes lie in the element that scrolls, so that
 * they go with the page by themselves; only those of drawn steps are there, and they are placed anew when the text
 * changes its height or other steps are drawn. A key that does neither costs nothing here.
 */

/** What a note in the margin stands beside. */
export type MarginNote = {
  readonly id: string;
  readonly stepId: StepId;
  /** Where there is no mark: the section, else the step. */
  readonly section: SectionName | null;
  /** The mark in the text that it is about; null for none. */
  readonly mark: string | null;
  readonly isResolved: boolean;
};

/** Between two notes, in pixels. */
const GAP = 16;
/** Between the text and its notes, in pixels. */
const GUTTER = 40;
/** Notes, the gutter, and the cues at the other side of the text, in pixels. */
const ROOM = 288 + GUTTER + 88 + 16;
/** Of one step so many notes are shown; the panel has the others. */
const MOST_OF_STEP = 12;

/** Whether the page has room for notes beside its text. */
export function useMarginRoom(editor: RunEditor | null): boolean {
  const [hasRoom, setHasRoom] = useState(false);
  useEffect(() => {
    if (editor === null) return undefined;
    const { scroller, text } = editor;
    const sizes = new ResizeObserver(() => setHasRoom(scroller.clientWidth - text.offsetWidth >= ROOM));
    sizes.observe(scroller);
    return () => sizes.disconnect();
  }, [editor]);
  return hasRoom;
}

/** The notes beside the drawn steps of a text; `notes` are in reading order. */
export function RemarkMargin<Note extends MarginNote>({
  editor,
  notes,
  open,
  renderNote,
  onMore,
}: {
  readonly editor: RunEditor;
  readonly notes: readonly Note[];
  readonly open: string | null;
  readonly renderNote: (note: Note) => ReactNode;
  /** Shows the rest of a step's notes elsewhere. */
  readonly onMore: () => void;
}) {
  const [drawn, setDrawn] = useState<ReadonlySet<StepId>>(() => new Set());
  useEffect(() => editor.onDrawn(setDrawn), [editor]);
  const { shown, left } = useMemo(() => notesBeside(notes, drawn, open), [notes, drawn, open]);
  const list = useRef<HTMLUListElement>(null);
  const arrange = useCallback((): void => {
    if (list.current !== null) place(list.current, editor, shown, open);
  }, [editor, shown, open]);
  useLayoutEffect(arrange);
  useEffect(() => {
    const sizes = new ResizeObserver(arrange);
    for (const element of [editor.text, editor.scroller]) sizes.observe(element);
    return () => sizes.disconnect();
  }, [editor, arrange]);
  if (shown.length === 0) return null;
  return createPortal(
    <ul className="remark-margin" aria-label={say("remark.beside")} ref={list}>
      {shown.map((note) => (
        <li
          key={note.id}
          className="remark"
          data-resolved={note.isResolved}
          data-open={note.id === open}
          aria-label={say("remark.name")}
          aria-current={note.id === open ? "true" : undefined}
        >
          {renderNote(note)}
          {left.has(note.id) && (
            <Button low onClick={onMore}>
              {say("remark.more", { count: left.get(note.id) ?? 0 })}
            </Button>
          )}
        </li>
      ))}
    </ul>,
    editor.scroller,
  );
}

/** The notes of drawn steps, and by the last one shown of a step how many are left out there. */
function notesBeside<Note extends MarginNote>(
  notes: readonly Note[],
  drawn: ReadonlySet<StepId>,
  open: string | null,
): { shown: readonly Note[]; left: ReadonlyMap<string, number> } {
  const left = new Map<string, number>();
  const ofSteps = Map.groupBy(
    notes.filter(({ stepId }) => drawn.has(stepId)),
    ({ stepId }) => stepId,
  );
  const shown = [...ofSteps.values()].flatMap((all) => {
    if (all.length <= MOST_OF_STEP) return all;
    const first = all.slice(0, MOST_OF_STEP);
    const asked = all.slice(MOST_OF_STEP).filter(({ id }) => id === open);
    const some = [...first, ...asked];
    left.set(some.at(-1)?.id ?? "", all.length - some.length);
    return some;
  });
  return { shown, left };
}

/** Reads where everything stands, then puts every note beside its words. */
function place(list: HTMLUListElement, editor: RunEditor, notes: readonly MarginNote[], open: string | null): void {
  const steps = new Map(editor.stepsOnPage().map((step) => [step.stepId, step]));
  const elements = [...list.children].filter((child) => child instanceof HTMLElement);
  const beside = notes.flatMap((note, index) => {
    const step = steps.get(note.stepId);
    const element = elements[index];
    if (step === undefined || element === undefined) return [];
    return [{ id: note.id, element, top: topIn(step, note), height: element.offsetHeight }];
  });
  const left = editor.text.offsetLeft + editor.text.offsetWidth + GUTTER;
  const tops = stackNotes(beside, GAP, open);
  list.style.left = `${left}px`;
  for (const element of elements) element.style.visibility = "hidden";
  for (const { id, element, top } of beside) {
    const placed = tops.get(id) ?? top;
    element.style.top = `${placed}px`;
    element.dataset["aligned"] = String(placed === top);
    element.style.visibility = "visible";
  }
}

function topIn({ top, sections, marks }: StepOnPage, { mark, section }: MarginNote): number {
  const ofMark = mark === null ? undefined : marks.get(mark);
  const ofSection = section === null ? undefined : sections.get(section);
  return ofMark ?? ofSection ?? top;
}
