import { useEffect, useState } from "react";

import type { Step } from "../../../shared/domain/step.ts";
import { RunMemory } from "../../state/run-memory.ts";

/** As much of an idle moment is left to the page, in milliseconds. */
const SPARE_MS = 3;
/** What an idle moment may last where the browser does not tell, in milliseconds. */
const SLICE_MS = 6;

/** The run's memory and the number of times that it has caught up with the run; it reads in idle moments only. */
export function useRunMemory(steps: readonly Step[]): { readonly memory: RunMemory; readonly turn: number } {
  const [memory] = useState(() => new RunMemory());
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const reading = memory.follow(steps);
    return whenIdle((timeLeft) => {
      while (timeLeft() > SPARE_MS) {
        if (reading.next().done === true) {
          setTurn((count) => count + 1);
          return true;
        }
      }
      return false;
    });
  }, [memory, steps]);
  return { memory, turn };
}

/** Works in idle moments until the work says that it is done, or the returned function is called. */
function whenIdle(work: (timeLeft: () => number) => boolean): () => void {
  if (typeof requestIdleCallback !== "function") {
    const timer = setInterval(() => {
      const began = performance.now();
      if (work(() => SLICE_MS - (performance.now() - began))) clearInterval(timer);
    }, SLICE_MS * 2);
    return () => clearInterval(timer);
  }
  let asked = 0;
  const ask = (): void => {
    asked = requestIdleCallback((moment) => {
      if (!work(() => moment.timeRemaining())) ask();
    });
  };
  ask();
  return () => cancelIdleCallback(asked);
}
