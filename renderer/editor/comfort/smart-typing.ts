import { InputRule, inputRules, undoInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import type { EditorState, Plugin } from "prosemirror-state";

import { isThoughtSection } from "../../../shared/domain/section.ts";
import { spotOf } from "../nodes.ts";

/** Where typed quotes and dashes become those of a book. */
export type SmartTyping = "off" | "story" | "all";

/** After a blank, an opening bracket, a dash or another opening quote a quote opens; else it closes. */
const OPENS = String.raw`(?:^|[\s({[<—–“‘])`;

/** What is typed, and what it becomes. The first match counts. */
const RULES: readonly (readonly [typed: RegExp, becomes: string])[] = [
  [new RegExp(`${OPENS}(")$`, "u"), "“"],
  [/(")$/u, "”"],
  [new RegExp(`${OPENS}(')$`, "u"), "‘"],
  [/(')$/u, "’"],
  // Years and pages take the short dash, a sentence the long one.
  [/\d(--)$/u, "–"],
  [/(--)$/u, "—"],
];

/**
 * Straight quotes and double hyphens become curly and long as they are typed; Backspace right after gives back what was
 * typed. Paste and input methods are left alone. `where` is asked at every key that could mean one.
 */
export function smartTyping(where: () => SmartTyping): Plugin[] {
  const isOn = (state: EditorState): boolean => {
    const scope = where();
    if (scope !== "story") return scope === "all";
    const spot = spotOf(state.selection.$head);
    return spot !== null && !isThoughtSection(spot.name);
  };
  const rules = RULES.map(
    ([typed, becomes]) =>
      new InputRule(typed, (state, match, start, end) => {
        if (!isOn(state)) return null;
        const [whole, meant = ""] = match;
        // Of what was matched only the sign itself is replaced; its last unit is the key that is not in the text yet.
        const from = start + whole.length - meant.length;
        return state.tr.insertText(becomes, from, end);
      }),
  );
  return [inputRules({ rules }), keymap({ Backspace: undoInputRule })];
}
