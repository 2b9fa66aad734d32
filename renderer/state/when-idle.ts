/** What an idle moment may last where the browser does not tell, in milliseconds. */
const SLICE_MS = 6;

/**
 * Works in idle moments until the work says that it is done, or the returned function is called. The work is told how long
 * the moment still lasts, in milliseconds.
 */
export function whenIdle(work: (timeLeft: () => number) => boolean): () => void {
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
