import { useCallback, useEffect, useMemo, useRef, useState } from "react";

import type { Command } from "../../app/commands.ts";
import { useCommands, usePage } from "../../app/context.tsx";
import type { PlacedWord } from "../../spelling/misspellings.ts";
import { useStore } from "../../state/use-store.ts";
import { say } from "../../words/say.ts";
import type { Shared } from "./run-parts.ts";
import type { RunSession } from "./run-session.ts";
import { SpellingMenu } from "./spelling-menu.tsx";

/** A name of the run, as the last check's report gives it. */
const NAME_REPORT = "report/last-seen";

/** The recurring names that the last check of the run has found. */
export function recurringNames(check: Shared["checks"]["check"]): string[] {
  return (check.results?.reports ?? []).filter(({ rule }) => rule === NAME_REPORT).map(({ quote }) => quote);
}

/** Spelling in the opened run: its words and names, the way through the misspellings, and the menu of suggestions. */
export function SpellingDesk({ session, checks }: Pick<Shared, "checks"> & { readonly session: RunSession }) {
  const { announce, host } = usePage();
  const { spelling } = session.aids;
  const { runId } = session;
  const [open, setOpen] = useState<PlacedWord | null>(null);
  const [own, setOwn] = useState<readonly string[]>([]);
  const state = useStore(spelling.speller.state);
  useEffect(() => {
    let current = true;
    void host.call("run.words", { runId }).then((words) => {
      if (!current) return;
      if (words.ok) setOwn(words.value.words);
      else announce(`${say("spelling.wordsFailed")} ${words.failure.message}`);
    });
    return () => {
      current = false;
    };
  }, [host, runId, announce]);
  const names = useMemo(() => recurringNames(checks.check), [checks.check]);
  useEffect(() => spelling.speller.accept([...own, ...names]), [spelling, own, names]);
  useEffect(() => {
    if (state.state === "broken") announce(say("spelling.broken", { why: state.why }), "urgent");
  }, [state, announce]);

  const isUsable = useCallback((): boolean => {
    const now = spelling.speller.state.get();
    if (now.state === "off") announce(say("spelling.isOff"));
    if (now.state === "broken") announce(say("spelling.broken", { why: now.why }));
    return now.state === "ready" || now.state === "loading";
  }, [spelling, announce]);
  const go = useCallback(
    async (way: 1 | -1): Promise<void> => {
      if (!isUsable()) return;
      const place = await spelling.next(way);
      if (place === null) return announce(say("spelling.allRight"));
      session.editor.goToAddress(place);
      const word = spelling.atCaret();
      if (word !== null) announce(say("spelling.found", { word: word.word }));
    },
    [isUsable, spelling, session, announce],
  );
  const suggest = useCallback((): void => {
    if (!isUsable()) return;
    const word = spelling.atCaret();
    if (word === null) announce(say("spelling.notHere"));
    else setOpen(word);
  }, [isUsable, spelling, announce]);

  useCommands(
    useMemo<Command[]>(
      () => [
        { id: "spelling.next", title: say("spelling.next"), group: "find", keys: "F7", run: () => void go(1) },
        {
          id: "spelling.previous",
          title: say("spelling.previous"),
          group: "find",
          keys: "Shift+F7",
          run: () => void go(-1),
        },
        {
          id: "spelling.suggestions",
          title: say("spelling.suggestions"),
          group: "write",
          keys: "Mod+F7",
          run: suggest,
        },
      ],
      [go, suggest],
    ),
  );
  useSecondButton(session, setOpen);

  const close = useCallback((): void => {
    setOpen(null);
    session.editor.focus();
  }, [session]);
  if (open === null) return null;
  return (
    <SpellingMenu
      word={open}
      spelling={spelling}
      onClose={close}
      onCorrect={(by) => {
        close();
        announce(spelling.correct(open, by) ? say("spelling.corrected", { word: by }) : say("spelling.gone"));
      }}
      onAdd={() => {
        close();
        void host.call("run.changeWords", { runId, add: [open.word], remove: [] }).then((words) => {
          if (!words.ok) return announce(`${say("spelling.addFailed")} ${words.failure.message}`, "urgent");
          setOwn(words.value.words);
          announce(say("spelling.added", { word: open.word }));
        });
      }}
    />
  );
}

/** The second mouse button and the menu key open the same menu on a marked word; elsewhere the system's stays. */
function useSecondButton(session: RunSession, open: (word: PlacedWord) => void): void {
  const now = useRef(open);
  useEffect(() => {
    now.current = open;
  });
  useEffect(() => {
    const { scroller } = session.editor;
    const listen = (event: MouseEvent): void => {
      const { spelling } = session.aids;
      // The menu key has no place of its own: it means the caret.
      const isPointed = event.button === 2;
      const word = isPointed ? spelling.atPoint({ left: event.clientX, top: event.clientY }) : spelling.atCaret();
      if (word === null) return;
      event.preventDefault();
      now.current(word);
    };
    scroller.addEventListener("contextmenu", listen);
    return () => scroller.removeEventListener("contextmenu", listen);
  }, [session]);
}
