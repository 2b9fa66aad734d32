import { useSyncExternalStore } from "react";

import { useStore } from "../../state/use-store.ts";
import { KeyCaps } from "../../ui/key-caps.tsx";
import { say } from "../../words/say.ts";
import type { RunSession } from "./run-session.ts";
import { saveText } from "./save-status.tsx";

/** Of the status line: the words of a selection, a dictionary that is not there, and in focus mode what the hidden bar says. */
export function ComfortStatus({ session }: { readonly session: RunSession }) {
  const { hasSelection } = useStore(session.snapshot);
  const spelling = useStore(session.aids.spelling.speller.state);
  const save = useStore(session.save);
  // Counted when the line is drawn, a moment after the selection has changed.
  const selected = hasSelection ? session.aids.selectedWords() : 0;
  const isFocused = useSyncExternalStore(session.aids.focus.subscribe, session.aids.focus.get);
  return (
    <>
      {hasSelection && <span className="selected">{say("status.selected", { count: selected })}</span>}
      {spelling.state === "broken" && (
        <span title={say("spelling.broken", { why: spelling.why })}>{say("spelling.brokenShort")}</span>
      )}
      {isFocused && (
        <>
          <span className="in-focus" data-urgent={save.kind === "notSaved" || save.kind === "stale" ? "" : undefined}>
            {saveText(save)}
          </span>
          <span className="in-focus">
            <KeyCaps keys="Mod+Shift+Enter" /> {say("comfort.leaves")}
          </span>
        </>
      )}
    </>
  );
}
