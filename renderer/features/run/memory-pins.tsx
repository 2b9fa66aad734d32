import { useMemo } from "react";

import { MAX_PINS, type Pin } from "../../../shared/contract/run-methods.ts";
import type { Command } from "../../app/commands.ts";
import { useCommands, usePage } from "../../app/context.tsx";
import type { Store } from "../../state/store.ts";
import { say } from "../../words/say.ts";
import type { RunSession } from "./run-session.ts";

function isSame(left: Pin, right: Pin): boolean {
  return left.stepId === right.stepId && left.thoughtId === right.thoughtId;
}

/** True when it is pinned. */
export function isPinned(pins: readonly Pin[], pin: Pin): boolean {
  return pins.some((one) => isSame(one, pin));
}

/** Pins or unpins, and answers what has become of it. */
export function togglePin(pins: Store<readonly Pin[]>, pin: Pin): "pinned" | "unpinned" | "tooMany" {
  const now = pins.get();
  if (isPinned(now, pin)) {
    pins.set(now.filter((one) => !isSame(one, pin)));
    return "unpinned";
  }
  if (now.length >= MAX_PINS) return "tooMany";
  pins.set([...now, pin]);
  return "pinned";
}

/** Pins the caret's thought or step beside the page, by commands; draws nothing. */
export function MemoryCommands({ session }: { readonly session: RunSession }) {
  const { announce } = usePage();
  useCommands(
    useMemo<Command[]>(() => {
      const toggle = (pin: Pin): void => {
        const became = togglePin(session.pins, pin);
        if (became === "tooMany") announce(say("memory.tooMany", { count: MAX_PINS }));
        else announce(say(became === "pinned" ? "memory.pinnedNow" : "memory.unpinnedNow"));
      };
      return [
        {
          id: "memory.pinThought",
          title: say("memory.pinThought"),
          group: "view",
          run: () => {
            const caret = session.editor.snapshot().caret;
            if (caret === null || caret.thought === null) return announce(say("memory.noThought"));
            toggle({ stepId: caret.stepId, thoughtId: caret.thought.id });
          },
        },
        {
          id: "memory.pinStep",
          title: say("memory.pinStep"),
          group: "view",
          run: () => {
            const caret = session.editor.snapshot().caret;
            if (caret !== null) toggle({ stepId: caret.stepId, thoughtId: null });
          },
        },
      ];
    }, [session, announce]),
  );
  return null;
}
