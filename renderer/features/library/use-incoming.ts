import { useEffect, useRef } from "react";

import { usePage } from "../../app/context.tsx";
import type { PickedFile } from "../../../shared/contract/host-methods.ts";

/** Takes in the files that the system has handed over, with `importFiles`, which opens each where it belongs. */
export function useIncoming(importFiles: (files: readonly PickedFile[]) => Promise<void>): void {
  const { incoming } = usePage();
  const act = useRef(importFiles);
  useEffect(() => {
    act.current = importFiles;
  });
  useEffect(() => {
    const take = (): void => {
      const files = incoming.get();
      if (files.length === 0) return;
      incoming.set([]);
      void act.current(files);
    };
    take();
    return incoming.subscribe(take);
  }, [incoming]);
}
