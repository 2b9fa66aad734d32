import { useEffect, useRef } from "react";

import { usePage } from "../../app/context.tsx";
import type { PickedFile } from "../../../shared/contract/host-methods.ts";
import { say } from "../../words/say.ts";

/** The container of ours, which may hold a reviewer's answer. */
const PACKAGE = /\.runpkg$/iu;

/**
 * Takes in the files that the system has handed over: a reviewer's answer goes to its run, everything else is imported
 * by `importFiles`, which says what it refuses.
 */
export function useIncoming(importFiles: (files: readonly PickedFile[]) => Promise<void>): void {
  const page = usePage();
  const acts = useRef({ page, importFiles });
  useEffect(() => {
    acts.current = { page, importFiles };
  });
  useEffect(() => {
    const { incoming } = page;
    const take = (): void => {
      const files = incoming.get();
      if (files.length === 0) return;
      incoming.set([]);
      void takeAll(files);
    };
    const takeAll = async (files: readonly PickedFile[]): Promise<void> => {
      const toImport: PickedFile[] = [];
      for (const file of files) if (!(await isTakenAsAnswer(file))) toImport.push(file);
      if (toImport.length > 0) await acts.current.importFiles(toImport);
    };
    const isTakenAsAnswer = async ({ file, name }: PickedFile): Promise<boolean> => {
      if (!PACKAGE.test(name)) return false;
      const { host, announce, go } = acts.current.page;
      const taken = await host.call("review.importAnswer", { file });
      if (!taken.ok) return false;
      const { added, reviewer, runId } = taken.value;
      announce(say("remarks.added", { count: added, reviewer }));
      go({ name: "run", runId, at: null });
      return true;
    };
    take();
    return incoming.subscribe(take);
  }, [page]);
}
