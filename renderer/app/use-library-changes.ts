import { useEffect } from "react";

import { usePage } from "./context.tsx";

/** Calls `again` when the list of runs, a title or a count changes: at most once in the time that a person would notice. */
export function useLibraryChanges(again: () => void): void {
  const { host } = usePage();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const stop = host.subscribe("library.changed", () => {
      timer ??= setTimeout(() => {
        timer = null;
        again();
      }, GATHER_MS);
    });
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [host, again]);
}

/** Another page's saves come several a second; a list that is read needs no more than this. */
const GATHER_MS = 500;
