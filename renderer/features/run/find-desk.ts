import { useCallback, useEffect, useRef, useState } from "react";

import type { Command } from "../../app/commands.ts";
import { usePage } from "../../app/context.tsx";
import type { PlaceInRun } from "../../app/place.ts";
import { EMPTY_QUERY, type FindQuery, MAX_QUERY_UNITS } from "../../editor/find/query.ts";
import { placeOfHit } from "../../editor/find/hit.ts";
import { say } from "../../words/say.ts";
import type { RunSession } from "./run-session.ts";

/** The find bar while it is open. */
export type FindDesk = {
  readonly session: RunSession;
  readonly query: FindQuery;
  readonly change: (change: Partial<FindQuery>) => void;
  readonly replaces: boolean;
  readonly setReplaces: (replaces: boolean) => void;
  readonly template: string;
  readonly setTemplate: (template: string) => void;
  /** Grows each time that the bar is asked for: its field then takes the focus. */
  readonly asked: number;
  /** Goes to the hit that is shown and takes the bar away. */
  readonly close: () => void;
};

/**
 * Find and replace of one opened run: its keys, and the bar when it is open (null when it is not). What was looked for
 * last is kept, so that F3 goes on without the bar.
 */
export function useFindDesk(session: RunSession | null, go: (to: PlaceInRun) => void): FindDesk | null {
  const [query, setQuery] = useState(EMPTY_QUERY);
  const [template, setTemplate] = useState("");
  const [replaces, setReplaces] = useState(false);
  const [asked, setAsked] = useState<number | null>(null);
  const now = useRef({ query, isOpen: asked !== null });
  useEffect(() => {
    now.current = { query, isOpen: asked !== null };
  });
  const change = useCallback(
    (part: Partial<FindQuery>) => {
      const next = { ...now.current.query, ...part };
      setQuery(next);
      void session?.editor.finder.ask(next);
    },
    [session],
  );
  const open = useCallback(
    (isReplacing: boolean) => {
      if (session === null) return;
      const selected = selectedWords();
      const next = selected === "" ? now.current.query : { ...now.current.query, text: selected };
      setQuery(next);
      setReplaces(isReplacing);
      setAsked((count) => (count ?? 0) + 1);
      if (next.text === "") session.editor.finder.warm();
      else void session.editor.finder.ask(next);
    },
    [session],
  );
  const close = useCallback(() => {
    setAsked(null);
    if (session === null) return;
    const { hits, current } = session.editor.finder.found.get();
    const hit = current === null ? undefined : hits[current];
    session.editor.finder.stop();
    if (hit === undefined) session.editor.focus();
    else go(placeOfHit(hit));
  }, [session, go]);
  const { commands } = usePage();
  useEffect(() => {
    if (session === null) return undefined;
    return commands.register(findCommands(session, open, () => now.current));
  }, [commands, session, open]);
  if (session === null || asked === null) return null;
  return { session, query, change, replaces, setReplaces, template, setTemplate, asked, close };
}

function findCommands(
  session: RunSession,
  open: (isReplacing: boolean) => void,
  now: () => { readonly query: FindQuery; readonly isOpen: boolean },
): Command[] {
  const { finder } = session.editor;
  const goOn = async (way: 1 | -1): Promise<void> => {
    const { query, isOpen } = now();
    if (query.text === "") return open(false);
    if (isOpen && !isTextFocused()) {
      finder.go(way, "shown");
      return;
    }
    if (!isOpen) await finder.ask(query);
    // In the text the next hit is the one from the caret on, and it is gone to.
    if (finder.go(way, "caret") !== null) finder.select();
    if (!isOpen) finder.stop();
  };
  return [
    { id: "run.find", title: say("find.name"), group: "find", keys: "Mod+F", run: () => open(false) },
    {
      id: "run.replace",
      title: say("find.replaceName"),
      group: "find",
      keys: { mac: "Mod+Alt+F", other: "Mod+H" },
      run: () => open(true),
    },
    {
      id: "run.findNext",
      title: say("find.nextHit"),
      group: "find",
      keys: "F3",
      moreKeys: ["Mod+G"],
      run: () => void goOn(1),
    },
    {
      id: "run.findPrevious",
      title: say("find.previousHit"),
      group: "find",
      keys: "Shift+F3",
      moreKeys: ["Mod+Shift+G"],
      run: () => void goOn(-1),
    },
  ];
}

function isTextFocused(): boolean {
  return document.activeElement?.closest('[role="textbox"][aria-multiline="true"]') !== null;
}

/** What is selected in the text, when it is a few words: they are what is looked for. */
function selectedWords(): string {
  const words = isTextFocused() ? (getSelection()?.toString() ?? "") : "";
  return words.length > MAX_QUERY_UNITS || words.includes("\n") ? "" : words;
}
