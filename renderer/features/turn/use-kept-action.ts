import { useCallback, useEffect, useRef, useState } from "react";

import type { Failure } from "../../../shared/contract/failure.ts";
import type { PlayersAction } from "../../../shared/domain/turn.ts";
import type { Outcome } from "../../../shared/lib/outcome.ts";

/** How long the typing rests before the action is kept, and how long it may go on unkept, in milliseconds. */
const KEEP_AFTER_MS = 150;
const KEEP_AT_LATEST_MS = 500;

type Keep = (action: PlayersAction) => Promise<Outcome<unknown, Failure>>;

/**
 * What the player writes, kept by the library as it is written: when the typing rests, at the latest after half a second,
 * and at once when the page is hidden or left. `unkept`: why the last of it could not be kept; it stays on the page.
 */
export function useKeptAction(initial: PlayersAction, keep: Keep) {
  const [action, setAction] = useState(initial);
  const [unkept, setUnkept] = useState<Failure | null>(null);
  const now = useRef({ action: initial, kept: initial, keep });
  const timers = useRef<{ rest: Timer; latest: Timer }>({ rest: null, latest: null });
  useEffect(() => {
    now.current.keep = keep;
  });
  /** One after the other: no older words may come last. */
  const keeping = useRef(Promise.resolve(true));
  /** Resolves when everything is kept; false when it could not be. */
  const flush = useCallback((): Promise<boolean> => {
    for (const timer of [timers.current.rest, timers.current.latest]) if (timer !== null) clearTimeout(timer);
    timers.current = { rest: null, latest: null };
    keeping.current = keeping.current.then(async () => {
      const { action: written, kept } = now.current;
      if (written === kept) return true;
      const outcome = await now.current.keep(written);
      // What could not be kept is tried again with the next key, or when the page is left.
      if (outcome.ok) now.current.kept = written;
      setUnkept(outcome.ok ? null : outcome.failure);
      return outcome.ok;
    });
    return keeping.current;
  }, []);
  const change = useCallback(
    (next: PlayersAction): void => {
      now.current.action = next;
      setAction(next);
      const { rest, latest } = timers.current;
      if (rest !== null) clearTimeout(rest);
      timers.current = {
        rest: setTimeout(() => void flush(), KEEP_AFTER_MS),
        latest: latest ?? setTimeout(() => void flush(), KEEP_AT_LATEST_MS),
      };
    },
    [flush],
  );
  useEffect(() => {
    const leave = (): void => void flush();
    addEventListener("pagehide", leave);
    addEventListener("blur", leave);
    document.addEventListener("visibilitychange", leave);
    return () => {
      removeEventListener("pagehide", leave);
      removeEventListener("blur", leave);
      document.removeEventListener("visibilitychange", leave);
      leave();
    };
  }, [flush]);
  return { action, change, flush, unkept };
}

type Timer = ReturnType<typeof setTimeout> | null;
