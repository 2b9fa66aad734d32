import { InputRule, inputRules, undoInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import type { EditorState, Plugin } from "prosemirror-state";

import { isThoughtSection } from "../../../shared/domain/section.ts";
import { spotOf } from "../nodes.ts";

/** Where typed quotes and dashes become those of a book. */
export type SmartTyping = "off" | "story" | "all";

/** What a key may become: by the text before it in its block. */
type Becomes = (before: string) => string;

/** After a blank, an opening bracket or another opening quote a quote opens. */
const OPENS = /(?:^|[\s({[<“‘])$/u;
const DASH = /[—–-]$/u;

/** After a dash a quote closes what is open in its block ("Well—" he said), and opens where nothing is. */
function quote(opening: string, closing: string): Becomes {
  return (before) => {
    if (OPENS.test(before)) return opening;
    if (!DASH.test(before)) return closing;
    return before.lastIndexOf(opening) > before.lastIndexOf(closing) ? closing : opening;
  };
}

/** What is typed, by what it ends with, and what it becomes. */
const RULES: readonly (readonly [typed: RegExp, becomes: Becomes])[] = [
  [/"$/u, quote("“", "”")],
  [/'$/u, quote("‘", "’")],
  // Years and pages take the short dash, a sentence the long one.
  [/--$/u, (before) => (/\d$/u.test(before) ? "–" : "—")],
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
      new InputRule(typed, (state, _match, start, end) => {
        if (!isOn(state)) return null;
        const $start = state.doc.resolve(start);
        const before = $start.parent.textBetween(0, $start.parentOffset, "\n", "\n");
        return state.tr.insertText(becomes(before), start, end);
      }),
  );
  return [inputRules({ rules }), keymap({ Backspace: undoInputRule })];
}
