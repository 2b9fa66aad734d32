import { SECTION_NAMES, type SectionName, THOUGHT_TYPES } from "../../shared/domain/section.ts";
import { ACT_IDS } from "../editor/acts/registry.ts";
import { type EditorWords, NAMED_CHANGES } from "../editor/words.ts";
import { say } from "./say.ts";

/** A value for each name, made once: the text asks for its words while it is drawn. */
function each<Name extends string, Value>(names: readonly Name[], value: (name: Name) => Value): Record<Name, Value> {
  const values: Partial<Record<Name, Value>> = {};
  for (const name of names) values[name] = value(name);
  if (!hasEach(values, names)) throw new Error("a name was left out");
  return values;
}

function hasEach<Name extends string, Value>(
  values: Partial<Record<Name, Value>>,
  names: readonly Name[],
): values is Record<Name, Value> {
  return names.every((name) => name in values);
}

const THOUGHTS = each(THOUGHT_TYPES, (name) => {
  const type = say(`type.${name}`);
  return { plain: say("thought.type", { type }), longterm: say("thought.longTermType", { type }) };
});
const SECTIONS: Readonly<Record<SectionName, string>> = each(SECTION_NAMES, (name) => say(`section.${name}`));

/** The words of the catalogue as the text wants them. */
export const WORDS_OF_TEXT: EditorWords = {
  text: say("text.name"),
  step: (number) => say("place.step", { step: number }),
  section: (number, section) => say("text.section", { step: number, section: SECTIONS[section] }),
  thought: (type, longterm) => THOUGHTS[type][longterm ? "longterm" : "plain"],
  states: each(["written", "empty", "skipped", "unwritten"] as const, (name) => say(`state.${name}`)),
  writtenOutOfOrder: say("text.outOfOrder"),
  cues: { prompt: SECTIONS.prompt, action: SECTIONS.action, outcome: SECTIONS.outcome },
  tag: say("text.tag"),
  noThoughts: say("text.noThoughts"),
  hints: each(SECTION_NAMES, (name) => say(`hint.${name}`)),
  skippedBy: (before, hides, kept) => {
    const why = say(`skip.${hides}`, { step: before });
    return kept === 0 ? why : `${why} ${say("skip.kept", { count: kept })}`;
  },
  skippedOutcome: say("skip.outcome"),
  acts: each(ACT_IDS, (id) => say(`act.${id}`)),
  changes: each(NAMED_CHANGES, (name) => say(`change.${name}`)),
};
