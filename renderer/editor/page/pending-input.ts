import type { EditorView } from "prosemirror-view";

/**
 * Makes the view read whatever the browser has changed in the page and not yet reported, before drawn steps come and go:
 * half-read text in an element that is taken away would be lost. ProseMirror has no public call for it; its observer's
 * `flush` is what its own composition handling uses. Where it cannot be found nothing is done: text that is being composed
 * stands in a step that the selection holds, which stays drawn in any case.
 */
export function flushPendingInput(view: EditorView): void {
  const observer: unknown = "domObserver" in view ? view.domObserver : null;
  if (typeof observer !== "object" || observer === null || !("flush" in observer)) return;
  const { flush } = observer;
  if (typeof flush === "function") flush.call(observer);
}
