import { Toolbar } from "@base-ui/react/toolbar";
import { Anchor } from "lucide-react";

import type { ThoughtType } from "../../../shared/domain/section.ts";
import { THOUGHT_TYPES } from "../../../shared/domain/section.ts";
import type { ActId } from "../../editor/acts/registry.ts";
import { useStorePart } from "../../state/use-store.ts";
import { useBoundChord } from "../../ui/bound-chord.ts";
import { Tool } from "../../ui/button.tsx";
import { say } from "../../words/say.ts";
import { chordOfAct } from "./act-commands.ts";
import type { RunSession } from "./run-session.ts";
import { tagSentence } from "./tag-preview.ts";

/** What the toggles show: which are pressed and which can be used, as one short text so that typing redraws nothing. */
function toggleState(session: RunSession, ids: readonly ActId[]): string {
  return ids
    .map((id) => session.editor.acts.find((act) => act.id === id))
    .map((act) => `${act?.isEnabled() === true ? "e" : "-"}${act?.isActive() === true ? "a" : "-"}`)
    .join("");
}

const IDS = [...THOUGHT_TYPES, "longterm", "tag"] as const satisfies readonly ActId[];

/** The toggles for the thought or section at the caret. They act on the text and leave the caret in it. */
export function TypeToggles({ session }: { readonly session: RunSession }) {
  const states = useStorePart(session.snapshot, () => toggleState(session, IDS));
  const tagNote = useStorePart(session.snapshot, (snapshot) => tagSentence(snapshot.tagPreview));
  const of = (id: (typeof IDS)[number]) => {
    const at = IDS.indexOf(id) * 2;
    const act = session.editor.acts.find((one) => one.id === id);
    const [mac, other] = [act?.keys.mac[0], act?.keys.other[0]];
    return {
      name: act?.title ?? "",
      keys: mac === undefined || other === undefined ? undefined : { mac: chordOfAct(mac), other: chordOfAct(other) },
      unavailable: states[at] !== "e",
      pressed: states[at + 1] === "a",
      note: say(`about.${id}`),
      onClick: () => void act?.run(),
    };
  };
  return (
    <Toolbar.Root className="segment" aria-label={say("run.toolbar")}>
      {THOUGHT_TYPES.map((type) => (
        <ToggleTool key={type} {...of(type)} type={type} />
      ))}
      <Toolbar.Button
        render={
          <Tool keepsFocus icon={Anchor} {...of("longterm")}>
            <KeyDigit keys={of("longterm").keys} />
          </Tool>
        }
      />
      <Toolbar.Button
        render={
          <Tool keepsFocus {...of("tag")} note={[of("tag").note, tagNote].filter(Boolean).join(" ")}>
            <span className="small">{say("run.tag")}</span>
            <KeyDigit keys={of("tag").keys} />
          </Tool>
        }
      />
    </Toolbar.Root>
  );
}

/** The key's last sign on its button: one glance for the hand. */
function KeyDigit({ keys }: { readonly keys: Parameters<typeof Tool>[0]["keys"] }) {
  const chord = useBoundChord(keys);
  // Generated content (run.css): text in a button must be part of its name, and the key is told by aria-keyshortcuts.
  return <span className="key-digit" data-key={chord?.split("+").at(-1)} aria-hidden />;
}

function ToggleTool({ type, ...tool }: { readonly type: ThoughtType } & Omit<Parameters<typeof Tool>[0], "type">) {
  return (
    <Toolbar.Button
      render={
        <Tool keepsFocus data-type={type} {...tool}>
          <b>{say(`letter.${type}`)}</b>
          <KeyDigit keys={tool.keys} />
        </Tool>
      }
    />
  );
}
