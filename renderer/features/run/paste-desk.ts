import { useCallback, useMemo, useState } from "react";

import { useCommands, usePage } from "../../app/context.tsx";
import type { Command } from "../../app/commands.ts";
import { type Convention, withConventions } from "../../../shared/domain/conventions.ts";
import type { PasteHost, PasteNotice, PasteQuestion } from "../../editor/paste/transfer.ts";
import { closeThen } from "../../ui/closing.ts";
import { say } from "../../words/say.ts";
import type { RunSession } from "./run-session.ts";

/** What of pasting is on the screen: a question that waits, or the settings. */
export type PasteDesk = {
  /** What the editor of this run is given; the same while the run is open. */
  readonly host: PasteHost;
  readonly question: PasteQuestion | null;
  /** Keeps what was decided and pastes; null pastes nothing. */
  readonly answer: (decided: readonly Convention[] | null) => void;
};

/** Pasting into one run: its settings, the question about brackets, and what is told of it. */
export function usePasteDesk(tell: (text: string) => void): PasteDesk {
  const page = usePage();
  const [question, setQuestion] = useState<PasteQuestion | null>(null);
  const host = useMemo<PasteHost>(
    () => ({
      settings: () => {
        const { pasteEmphasis, pasteConventions } = page.settings.get();
        return { emphasis: pasteEmphasis, conventions: pasteConventions };
      },
      ask: setQuestion,
      notice: (notice) => tell(sentenceOf(notice)),
    }),
    [page, tell],
  );
  const answer = useCallback(
    (decided: readonly Convention[] | null) => {
      if (decided === null || question === null) return setQuestion(null);
      const settings = page.settings.get();
      page.settings.set({ ...settings, pasteConventions: withConventions(settings.pasteConventions, decided) });
      // Before the focus is back the text would take the caret of before for the one that is meant.
      closeThen(
        () => setQuestion(null),
        () => question.paste(decided),
      );
    },
    [page, question],
  );
  return { host, question, answer };
}

/** The commands of copy and paste in an opened run. */
export function usePasteCommands(session: RunSession | null, openSettings: () => void): void {
  const page = usePage();
  const commands = useMemo<Command[]>(
    () =>
      session === null
        ? []
        : [
            {
              id: "run.copyMarkdown",
              title: say("paste.copyMarkdown"),
              group: "write",
              run: () => page.announce(say(session.editor.copyMarkdown() ? "paste.copied" : "paste.notCopied")),
            },
            { id: "run.pasteSettings", title: say("paste.settings"), group: "write", run: openSettings },
          ],
    [page, session, openSettings],
  );
  useCommands(commands);
}

/** What became of a paste, as a sentence. */
function sentenceOf({ emphasis, isEmphasisKept, pictures, links, mapped, steps }: PasteNotice): string {
  return [
    steps === 0 ? "" : say("paste.steps", { count: steps }),
    mapped === 0 ? "" : say("paste.mapped", { count: mapped }),
    emphasis === 0 ? "" : say(isEmphasisKept ? "paste.emphasisKept" : "paste.emphasis", { count: emphasis }),
    pictures === 0 ? "" : say("paste.pictures", { count: pictures }),
    links === 0 ? "" : say("paste.links", { count: links }),
  ]
    .filter(Boolean)
    .join(" ");
}
