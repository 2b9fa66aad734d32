/** So long after the last key or click the caret stops blinking, as carets of desktops do. */
export const CARET_RESTS_AFTER_MS = 10_000;

/** After these somebody is here. */
const SIGNS_OF_LIFE = ["keydown", "pointerdown", "focusin"] as const;

/**
 * Lets the caret stand still while nobody types: each blink draws a frame, and that is nearly all that an open run costs
 * when nothing is done. A key only notes its time; one timer looks whether it was the last. Answers how to stop.
 */
export function letCaretRest(root: HTMLElement, page: EventTarget, now: () => number): () => void {
  let aliveAt = now();
  let timer: ReturnType<typeof setTimeout> | null = null;
  const look = (): void => {
    const left = aliveAt + CARET_RESTS_AFTER_MS - now();
    timer = left > 0 ? setTimeout(look, left) : null;
    if (timer === null) root.dataset["caret"] = "rests";
  };
  const alive = (): void => {
    aliveAt = now();
    if (timer !== null) return;
    delete root.dataset["caret"];
    timer = setTimeout(look, CARET_RESTS_AFTER_MS);
  };
  for (const sign of SIGNS_OF_LIFE) page.addEventListener(sign, alive, { capture: true, passive: true });
  alive();
  return () => {
    for (const sign of SIGNS_OF_LIFE) page.removeEventListener(sign, alive, { capture: true });
    if (timer !== null) clearTimeout(timer);
  };
}
