import type { EditorMessage, NamedSection, SkipConsequences } from "../editor/messages.ts";
import { ACT_IDS, type ActId } from "../editor/acts/registry.ts";
import { NAMED_CHANGES, type NamedChange } from "../editor/words.ts";
import { say } from "./say.ts";

/** What the text says to the author, as a sentence. */
export function editorSentence(message: EditorMessage): string {
  switch (message.kind) {
    case "mustBeWritten":
      return say("say.mustBeWritten", { section: say(`section.${message.section}`), step: message.step });
    case "tagSet":
    case "tagRemoved":
    case "textBecameTag":
      return [say(`say.${message.kind}`), consequences(message)].filter(Boolean).join(" ");
    case "stepsChanged":
      return say(`say.${message.act}`, { step: message.step, to: message.now });
    case "skipsChanged":
      return consequences(message);
    case "tagNotHere":
    case "notAThought":
    case "hiddenBySelection":
      return say(`say.${message.kind}`);
    case "noFurther":
      return say(message.way === "back" ? "say.firstHere" : "say.lastHere");
    case "undone":
    case "redone": {
      const act = actName(message.act);
      return message.step === null
        ? say(`say.${message.kind}`, { act })
        : say(`say.${message.kind}Step`, { act, step: message.step });
    }
  }
}

function consequences({ hidden, shown, needed }: SkipConsequences): string {
  return [
    hidden.length === 0 ? "" : say("say.hidden", { sections: sectionsByStep(hidden) }),
    shown.length === 0 ? "" : say("say.shown", { sections: sectionsByStep(shown) }),
    needed.length === 0 ? "" : say("say.needed", { sections: sectionsByStep(needed) }),
  ]
    .filter(Boolean)
    .join(" ");
}

/** "step 6: initial thoughts, prompt; step 7: prompt": each step once, so that no number reads as a count. */
export function sectionsByStep(sections: readonly NamedSection[]): string {
  return [...Map.groupBy(sections, ({ step }) => step)]
    .map(([step, of]) =>
      say("place.sections", { step, sections: of.map(({ section }) => say(`section.${section}`)).join(", ") }),
    )
    .join("; ");
}

function isActId(act: string): act is ActId {
  return ACT_IDS.some((id) => id === act);
}

function isNamedChange(act: string): act is NamedChange {
  return NAMED_CHANGES.some((name) => name === act);
}

/** The name of an act in the middle of a sentence; an act that is not known is called typing. */
export function actName(act: string): string {
  if (isActId(act)) return say(`act.${act}`).toLowerCase();
  return isNamedChange(act) ? say(`change.${act}`).toLowerCase() : say("act.typing");
}
