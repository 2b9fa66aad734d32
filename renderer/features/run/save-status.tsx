import { Check, CircleAlert, CircleDashed } from "lucide-react";
import { useEffect } from "react";

import { usePage } from "../../app/context.tsx";
import type { SaveState } from "../../state/outbox.ts";
import { Icon } from "../../ui/icon.tsx";
import { time } from "../../words/format.ts";
import { say } from "../../words/say.ts";

/** The sentence of a save state; begins "Saved", "Saving" or "Not saved" (interface, section 4). */
export function saveText(state: SaveState): string {
  switch (state.kind) {
    case "saved":
      return state.at === null ? say("save.saved") : say("save.savedAt", { time: time(state.at) });
    case "saving":
      return say("save.saving");
    case "notSaved":
      return say(state.keptHere ? "save.notSaved" : "save.notSavedNorKept", { why: state.failure.message });
    case "stale":
      return say("save.stale");
  }
}

/** Where the words are. Silent except "Not saved", which is announced at once: a status that spoke at every pause would be turned off. */
export function SaveStatus({ state }: { readonly state: SaveState }) {
  const { announce } = usePage();
  const text = saveText(state);
  const urgent = state.kind === "notSaved" || state.kind === "stale";
  useEffect(() => {
    if (urgent) announce(text, "urgent");
  }, [announce, urgent, text]);
  const icon = state.kind === "saved" ? Check : state.kind === "saving" ? CircleDashed : CircleAlert;
  return (
    <span className="save" role="status" aria-live="off" data-state={urgent ? "notSaved" : state.kind} title={text}>
      <Icon of={icon} small />
      <span className="clip">{text}</span>
    </span>
  );
}
