import type { RefObject } from "react";
import { flushSync } from "react-dom";

/*
 * What floats over the page opens and closes within the key that asked for it. An author types on at once: a key that came
 * between the closing of a palette and its act, or between the opening of a box and its focus, would go to the text at the
 * wrong caret, or to nobody. And a jump is painted in the frame that closes the box, not after it.
 */

/**
 * Closes a dialog and then acts, before any further key is heard. The dialog gives the focus back first, so an act that
 * moves the caret or the focus has the last word. To be called from a handler, not while something is drawn.
 */
export function closeThen(close: () => void, act: () => void): void {
  flushSync(close);
  // Base UI gives the focus back in a microtask of the closing; this one stands behind it. What the act opens is drawn at once:
  // outside of an event React would leave it to a later task.
  queueMicrotask(() => flushSync(act));
}

/**
 * For a popup's `initialFocus`: gives the focus to an element at once, where Base UI would wait for the next frame. False
 * tells it that nothing is left to be done.
 */
export function focusNow(target: RefObject<HTMLElement | null>): false {
  target.current?.focus({ preventScroll: true });
  return false;
}
