import { closeHistory } from "prosemirror-history";
import { InputRule, inputRules } from "prosemirror-inputrules";
import type { EditorState, Plugin, Transaction } from "prosemirror-state";

import type { ThoughtType } from "../../../shared/domain/section.ts";
import { runSchema } from "../../../shared/document/schema.ts";
import { THOUGHT_DEPTH } from "../nodes.ts";
import { nameAct } from "../state/act-names.ts";

/*
 * Openers: what an author may type at a thought's start instead of a key, if they have turned it on. "d: " makes the thought
 * doylist, "!" makes it long-term; both may follow one another. Backspace right after it gives back what was typed and what
 * the thought was (prosemirror-inputrules). Nothing else is ever changed: it must stand at the very start, be typed, and the
 * setting be on.
 */

const TYPES: Readonly<Record<string, ThoughtType>> = { w: "watsonian", d: "doylist", m: "meta", c: "comment" };
const TYPE_OPENER = /^([wdmc]): $/iu;
const LONGTERM_OPENER = /^!$/u;

function atThoughtStart(state: EditorState, start: number): number | null {
  const $start = state.doc.resolve(start);
  const isStart = $start.parent.type === runSchema.nodes.thought && $start.parentOffset === 0;
  return isStart ? $start.before(THOUGHT_DEPTH) : null;
}

function typeOpener(state: EditorState, match: RegExpMatchArray, start: number, end: number): Transaction | null {
  const thought = atThoughtStart(state, start);
  const type = TYPES[match[1]?.toLowerCase() ?? ""];
  if (thought === null || type === undefined) return null;
  return nameAct(closeHistory(state.tr.delete(start, end).setNodeAttribute(thought, "type", type)), type);
}

function longtermOpener(state: EditorState, _match: RegExpMatchArray, start: number, end: number): Transaction | null {
  const thought = atThoughtStart(state, start);
  if (thought === null || state.doc.nodeAt(thought)?.attrs["longterm"] === true) return null;
  return nameAct(closeHistory(state.tr.delete(start, end).setNodeAttribute(thought, "longterm", true)), "longterm");
}

/** The openers as a plugin of the text; `isOn` is asked at every opener. */
export function openers(isOn: () => boolean): Plugin {
  const whenOn =
    (rule: typeof typeOpener): typeof typeOpener =>
    (...match) =>
      isOn() ? rule(...match) : null;
  return inputRules({
    rules: [new InputRule(TYPE_OPENER, whenOn(typeOpener)), new InputRule(LONGTERM_OPENER, whenOn(longtermOpener))],
  });
}
