import { useCallback, useEffect, useRef } from "react";

import { usePage } from "./context.tsx";
import type { Place, PlaceInRun } from "./place.ts";

/** What jumping about in one text needs to know. All of it may be made anew at every drawing. */
type Text = {
  /** Where the address says to be. */
  readonly at: PlaceInRun | null;
  /** The step of the caret, 1-based; null while it stands in none. */
  readonly from: () => number | null;
  /** Goes there; null until the text is there. */
  readonly show: ((to: PlaceInRun) => void) | null;
  /** As much of a place as the address keeps. */
  readonly kept: (to: PlaceInRun) => PlaceInRun;
  /** The page's place at a place of the text. */
  readonly placeAt: (at: PlaceInRun) => Place;
};

/**
 * Ways about in a text. A jump is a place of its own in the history: what is gone from is written down first, so that Back
 * leads to where the person was and not to where they had jumped before. A turn to a place nearby is none.
 */
export function useJumps(text: Text): {
  readonly jump: (to: PlaceInRun) => void;
  readonly turn: (to: PlaceInRun) => void;
} {
  const page = usePage();
  const now = useRef(text);
  const here = useRef(text.at);
  const isHere = useRef(false);
  useEffect(() => {
    now.current = text;
  });
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  const { at } = text;
  const isThere = text.show !== null;
  useEffect(() => {
    // What has been gone to is read back from the address, which keeps no objects.
    if (!isThere || isSamePlace(at, here.current)) return;
    here.current = at;
    if (at !== null) now.current.show?.(at);
  }, [isThere, at]);
  const jump = useCallback(
    (to: PlaceInRun) => {
      const { show, from: step, kept } = now.current;
      if (show === null) return;
      const from = step();
      here.current = kept(to);
      show(to);
      // The browser's list of places costs a third of a jump, and nobody sees it: it is written when the page is painted.
      requestAnimationFrame(() =>
        setTimeout(() => {
          // Whoever has gone on to another screen by then is not called back.
          if (!isHere.current) return;
          if (from !== null) page.go(now.current.placeAt(from), "replace");
          page.go(now.current.placeAt(kept(to)));
        }),
      );
    },
    [page],
  );
  const turn = useCallback(
    (to: PlaceInRun) => {
      const { show, kept, placeAt } = now.current;
      if (show === null) return;
      show(to);
      // A reload leads to where the person has turned, and not to where they had jumped.
      if (here.current === null) return;
      here.current = kept(to);
      page.go(placeAt(kept(to)), "replace");
    },
    [page],
  );
  return { jump, turn };
}

function isSamePlace(one: PlaceInRun | null, other: PlaceInRun | null): boolean {
  if (typeof one === "number" || typeof other === "number" || one === null || other === null) return one === other;
  return (
    one.stepId === other.stepId &&
    one.section === other.section &&
    one.thoughtId === other.thoughtId &&
    one.start === other.start &&
    one.end === other.end
  );
}
