import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";

import { type Names, renamedPart, withNames } from "../../../shared/domain/bible/rename.ts";
import type { ThoughtId } from "../../../shared/domain/ids.ts";
import type { Command } from "../../app/commands.ts";
import { usePage } from "../../app/context.tsx";
import type { BibleAsked, Renaming, RunBible } from "../../app/run-bible.ts";
import { EMPTY_QUERY } from "../../editor/find/query.ts";
import { useRested } from "../../state/use-rested.ts";
import { useStore, useStorePart } from "../../state/use-store.ts";
import { say } from "../../words/say.ts";
import { FindReplaceDialog } from "./find-replace-dialog.tsx";
import type { Shared } from "./run-parts.ts";
import type { RunSession } from "./run-session.ts";
import { nameAtCaret } from "./name-at-caret.ts";

/** Draws the bible of a run; the page hands it in, since features do not know each other. */
export type RenderBible = (run: RunBible) => ReactNode;

/** How long the saves rest before the bible reads the run again, in milliseconds. */
const READ_AFTER_MS = 2_000;

/** The command that goes to the entity of a name in the text. */
const ENTRY = "run.bibleEntry";

const NOTHING_ASKED: Omit<BibleAsked, "turn"> = { tab: "entities", name: null, picture: false, renames: false };

/** What the bible's panel was asked for, and the ways to ask. */
export type BibleDesk = { readonly asked: BibleAsked };

/** The keys of the bible while a run is open. */
export function useBibleDesk(session: RunSession | null, desk: Shared["desk"]): BibleDesk {
  const { commands } = usePage();
  const [asked, setAsked] = useState<BibleAsked>({ ...NOTHING_ASKED, turn: 0 });
  const now = useRef(desk);
  useEffect(() => {
    now.current = desk;
  });
  useEffect(() => {
    if (session === null) return undefined;
    const ask = (wanted: Partial<BibleAsked>): void => {
      setAsked(({ turn }) => ({ ...NOTHING_ASKED, ...wanted, turn: turn + 1 }));
      now.current.show("bible");
    };
    const { scroller } = session.editor;
    /** ProseMirror keeps Mod+B to itself, as the key of bold text, which this text has not; so it is answered before it comes there. */
    const answer = (event: KeyboardEvent): void => {
      const command = commands.forKey(event, true);
      if (command?.id !== ENTRY) return;
      event.preventDefault();
      event.stopPropagation();
      command.run();
    };
    scroller.addEventListener("keydown", answer, { capture: true });
    const unregister = commands.register(bibleCommands(session, ask, () => now.current));
    return () => {
      scroller.removeEventListener("keydown", answer, { capture: true });
      unregister();
    };
  }, [commands, session]);
  return useMemo(() => ({ asked }), [asked]);
}

function bibleCommands(
  session: RunSession,
  ask: (wanted: Partial<BibleAsked>) => void,
  desk: () => Shared["desk"],
): Command[] {
  return [
    { id: "run.bible", title: say("bible.open"), group: "view", run: () => desk().toggle("bible") },
    {
      id: "run.bibleEntry",
      title: say("bible.entry"),
      group: "find",
      keys: "Mod+B",
      run: () => ask({ name: nameAtCaret(session) }),
    },
    {
      id: "run.rename",
      title: say("bible.rename"),
      group: "run",
      isEnabled: () => isWriting(session),
      run: () => ask({ name: nameAtCaret(session), renames: true }),
    },
    { id: "run.threads", title: say("bible.threads"), group: "view", run: () => ask({ tab: "threads" }) },
    { id: "run.stepTags", title: say("bible.step"), group: "view", run: () => ask({ tab: "step" }) },
    { id: "run.picture", title: say("bible.picture"), group: "view", run: () => ask({ picture: true }) },
  ];
}

/** True when this page writes the run, and may change its bible. */
function isWriting({ pen, outbox }: RunSession, held = pen.get()): boolean {
  return held === "here" && outbox !== null;
}

/** The bible beside the run that it is about. */
export function LiveBible({
  session,
  asked,
  title,
  checks,
  go,
  renderBible,
  onClose,
}: Pick<Shared, "checks" | "go"> & {
  readonly session: RunSession;
  readonly asked: BibleAsked;
  readonly title: string;
  readonly renderBible: RenderBible;
  readonly onClose: () => void;
}) {
  const { announce } = usePage();
  const renameBible = useRenameBible(session, checks.refresh);
  const changedBeside = useStore(session.bibleTurn);
  const stepId = useStorePart(session.snapshot, (snapshot) => snapshot.caret?.stepId ?? null);
  const step = useStorePart(session.snapshot, (snapshot) => snapshot.caret?.step ?? 1);
  const pen = useStore(session.pen);
  const save = useStore(session.save);
  const steps = useStore(session.steps);
  const savedAt = useRested(save.kind === "saved" ? save.at : null, READ_AFTER_MS);
  const [renaming, setRenaming] = useState<(Renaming & { readonly beside: string }) | null>(null);
  const caret = useMemo(() => (stepId === null ? null : { stepId, step }), [stepId, step]);
  const order = useMemo(() => steps.map(({ id }) => id), [steps]);
  const orderOf = useCallback(() => order, [order]);
  const thoughtOf = useCallback((id: ThoughtId) => thoughtText(session, id), [session]);
  const rename = useCallback<RunBible["rename"]>(
    (wanted) => {
      const { from } = renamedPart(wanted.before.name, wanted.after.name);
      void session.editor.finder
        .ask({ ...EMPTY_QUERY, text: from, matchCase: true, wholeWord: true })
        .then(() => setRenaming({ ...wanted, beside: crypto.randomUUID() }));
    },
    [session],
  );
  const endRename = (): void => {
    setRenaming(null);
    session.editor.finder.stop();
  };
  return (
    <>
      {renderBible({
        runId: session.runId,
        title,
        caret,
        order: orderOf,
        thoughtOf,
        isWriting: isWriting(session, pen),
        savedAt,
        isAhead: save.kind !== "saved" || save.at !== savedAt,
        asked,
        go,
        rename,
        changedBeside,
        onChanged: checks.refresh,
        onClose,
      })}
      {renaming !== null && (
        <FindReplaceDialog
          finder={session.editor.finder}
          template={renamedPart(renaming.before.name, renaming.after.name).to}
          beside={renaming.beside}
          onClose={endRename}
          onReplaced={(done) => {
            endRename();
            announce(done === null ? say("find.readOnly") : say("find.replaced", { count: done.replaced }));
            if (done !== null && done.replaced > 0) renameBible(renaming);
          }}
        />
      )}
    </>
  );
}

/**
 * Renames an entity of the bible, and again whenever undo or redo takes the renaming of the text back or does it again. The bible is asked
 * anew each time: what was confirmed meanwhile stays.
 */
function useRenameBible(
  session: RunSession,
  refresh: () => void,
): (renaming: Renaming & { readonly beside: string }) => void {
  const { host, announce } = usePage();
  /** One renaming at a time: an undo that comes at once must find what it takes back. */
  const last = useRef<Promise<void>>(Promise.resolve());
  return useCallback(
    ({ id, before, after, beside }) => {
      const { runId } = session;
      const rename = async (from: Names, to: Names): Promise<void> => {
        const opened = await host.call("bible.open", { runId });
        const entity = opened.ok ? opened.value.bible.entities.find((each) => each.id === id) : undefined;
        const done =
          opened.ok && entity !== undefined
            ? await host.call("bible.change", {
                runId,
                put: [{ part: "entity", value: withNames(entity, from, to) }],
                remove: [],
              })
            : opened;
        if (!done.ok) announce(`${say("bible.notKept")} ${done.failure.message}`, "urgent");
        session.bibleTurn.set(session.bibleTurn.get() + 1);
        refresh();
      };
      const soon = (from: Names, to: Names): void => {
        last.current = last.current.then(() => rename(from, to));
      };
      session.beside.set(beside, (way) => (way === "undone" ? soon(after, before) : soon(before, after)));
      soon(before, after);
    },
    [session, host, announce, refresh],
  );
}

function thoughtText(session: RunSession, id: ThoughtId): string | null {
  for (const step of session.steps.get()) {
    for (const section of [step.initial, step.postPrompt, step.postAction]) {
      for (const bullet of section.bullets) for (const thought of bullet) if (thought.id === id) return thought.text;
    }
  }
  return null;
}
