import { useEffect } from "react";

import { usePage } from "./context.tsx";

/** True while the caret is in a run's text, whose own keymap answers first. */
function isInText(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="textbox"][aria-multiline="true"]') !== null;
}

/** True for a bare letter or digit in a field: it is being typed. */
function isTyped(event: KeyboardEvent): boolean {
  const isBare = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
  return isBare && event.target instanceof Element && event.target.closest("input, textarea, select") !== null;
}

/** Runs the command that a key stroke means. A key that something inside has answered, or a dialog is open for, passes. */
export function KeyListener() {
  const { commands } = usePage();
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isTyped(event) || document.querySelector("[data-modal]") !== null) return;
      const command = commands.forKey(event, isInText(event.target));
      if (command === null) return;
      event.preventDefault();
      command.run();
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, [commands]);
  return null;
}
