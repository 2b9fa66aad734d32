import { useEffect, useRef, useState } from "react";

import type { Step } from "../../../shared/domain/step.ts";
import type { LongTermThought } from "../../state/long-term.ts";
import { RunMemory } from "../../state/run-memory.ts";
import { whenIdle } from "../../state/when-idle.ts";

/** How long after opening the run is read for the first time: the first keys must not meet it. */
const FIRST_READING_AFTER_MS = 2_000;
/** As much of an idle moment is left to the page, in milliseconds. */
const SPARE_MS = 3;

/** The run's memory and the number of times that it has caught up with the run; it reads in idle moments only. */
export function useRunMemory(
  steps: readonly Step[],
  thoughts: readonly LongTermThought[],
): { readonly memory: RunMemory; readonly turn: number } {
  const [memory] = useState(() => new RunMemory());
  const [turn, setTurn] = useState(0);
  const wasRead = useRef(false);
  useEffect(() => {
    let stop: (() => void) | null = null;
    const follow = (): void => {
      const reading = memory.follow(steps, thoughts);
      stop = whenIdle((timeLeft) => {
        while (timeLeft() > SPARE_MS) {
          if (reading.next().done === true) {
            wasRead.current = true;
            setTurn((count) => count + 1);
            return true;
          }
        }
        return false;
      });
    };
    const timer = setTimeout(follow, wasRead.current ? 0 : FIRST_READING_AFTER_MS);
    return () => {
      clearTimeout(timer);
      stop?.();
    };
  }, [memory, steps, thoughts]);
  return { memory, turn };
}
