import { useCallback, useEffect, useRef, useState } from "react";

import { usePage } from "../../app/context.tsx";
import type { Failure } from "../../../shared/contract/failure.ts";
import { type BegunAt, begunKey, type BegunRemark, isBegun } from "../../../shared/domain/review/begun.ts";
import type { ReviewCopy } from "./review-desk.tsx";

/** How long writing pauses before it goes to the disk, in milliseconds: well within the second that is promised. */
const KEEP_AFTER_MS = 300;

/** What a reviewer has begun to write and neither kept nor given up: on the disk as it is written, by what it is written at. */
export function useBegunRemarks({ copyId, begun }: ReviewCopy, onTrouble: (failure: Failure) => void) {
  const { host } = usePage();
  const [all, setAll] = useState<ReadonlyMap<string, BegunRemark>>(
    () => new Map(begun.map((one) => [begunKey(one.at), one])),
  );
  const unsaved = useRef<{ begun: BegunRemark; timer: ReturnType<typeof setTimeout> } | null>(null);
  const tell = useRef(onTrouble);
  useEffect(() => {
    tell.current = onTrouble;
  });
  const save = useCallback((): void => {
    if (unsaved.current === null) return;
    clearTimeout(unsaved.current.timer);
    const { begun: written } = unsaved.current;
    unsaved.current = null;
    void host.call("review.keepBegun", { copyId, begun: written }).then((kept) => {
      if (!kept.ok) tell.current(kept.failure);
    });
  }, [host, copyId]);
  /** Takes down what is written now. */
  const write = useCallback(
    (written: BegunRemark): void => {
      const key = begunKey(written.at);
      setAll((before) => {
        const after = new Map(before);
        // What was written last stands last.
        after.delete(key);
        if (isBegun(written)) after.set(key, written);
        return after;
      });
      if (unsaved.current !== null && begunKey(unsaved.current.begun.at) !== key) save();
      if (unsaved.current !== null) clearTimeout(unsaved.current.timer);
      unsaved.current = { begun: written, timer: setTimeout(save, KEEP_AFTER_MS) };
    },
    [save],
  );
  /** Ends what was begun: it is kept as a remark, or given up. */
  const end = useCallback(
    (at: BegunAt, anchor: BegunRemark["anchor"]): void => {
      write({ at, anchor, text: "", suggestion: null });
      save();
    },
    [write, save],
  );
  useEffect(() => {
    addEventListener("pagehide", save);
    return () => {
      removeEventListener("pagehide", save);
      save();
    };
  }, [save]);
  return { all, write, save, end };
}
