import { useCallback } from "react";

import { usePage } from "../../app/context.tsx";
import type { Failure } from "../../../shared/contract/failure.ts";
import type { FileHandle } from "../../../shared/contract/handles.ts";
import type { PickedFile } from "../../../shared/contract/host-methods.ts";
import { say } from "../../words/say.ts";

/** The container of ours, which need not hold a run of the person's own. */
const PACKAGE = /\.runpkg$/iu;

/** What was not taken in, and why. */
export type Refused = { readonly what?: string; readonly failure: Failure };

/**
 * Opens a file where it belongs, whichever way it was brought in: a run to review and a turn on their screens, a reviewer's
 * answer in the run that it is about, one's own in the review that it was written in. False for any other file, which is
 * left to whoever asks.
 */
export function useArrivals(onRefused: (refused: Refused) => void): (file: PickedFile) => Promise<boolean> {
  const { host, go, announce } = usePage();
  const openReview = useCallback(
    async (file: FileHandle): Promise<boolean> => {
      const opened = await host.call("review.openFile", { file });
      if (opened.ok) go({ name: "review", copyId: opened.value.copyId, at: null });
      else onRefused({ what: say("reviews.refused"), failure: opened.failure });
      return true;
    },
    [host, go, onRefused],
  );
  const openTurn = useCallback(
    async (file: FileHandle): Promise<boolean> => {
      const opened = await host.call("turn.open", { file });
      if (opened.ok) go({ name: "turn", turnId: opened.value.turnId });
      else onRefused({ what: say("reviews.turnRefused"), failure: opened.failure });
      return true;
    },
    [host, go, onRefused],
  );
  const takeAnswer = useCallback(
    async (file: FileHandle): Promise<boolean> => {
      const taken = await host.call("review.importAnswer", { file });
      // Where no run is meant it may be the answer of this very person, to look at.
      if (!taken.ok && taken.failure.kind === "otherRun") {
        const own = await host.call("review.openFile", { file });
        if (own.ok) {
          go({ name: "review", copyId: own.value.copyId, at: null });
          return true;
        }
      }
      if (!taken.ok) {
        onRefused({ what: say("remarks.refused"), failure: taken.failure });
        return true;
      }
      const { added, reviewer, runId } = taken.value;
      announce(say("remarks.added", { count: added, reviewer }));
      go({ name: "run", runId, at: null });
      return true;
    },
    [host, go, announce, onRefused],
  );
  return useCallback(
    async ({ file, name }) => {
      if (!PACKAGE.test(name)) return false;
      const known = await host.call("exchange.recognize", { file });
      if (!known.ok) return false;
      switch (known.value.kind) {
        case "request":
          return openReview(file);
        case "turn":
          return openTurn(file);
        case "answer":
          return takeAnswer(file);
        case "other":
          return false;
      }
    },
    [host, openReview, openTurn, takeAnswer],
  );
}
