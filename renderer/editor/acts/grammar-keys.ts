import { chainCommands } from "prosemirror-commands";
import { undoInputRule } from "prosemirror-inputrules";
import type { Command } from "prosemirror-state";

import type { Say } from "./sections.ts";
import { beginParagraph, joinParagraphAfter, joinToParagraphBefore } from "./story.ts";
import { beginThought, breakLine, joinThoughtAfter, joinToThoughtBefore } from "./thoughts.ts";
import { deleteSelectedText } from "./registry.ts";

const swallow: Command = () => true;

/**
 * The keys that write: they are part of the grammar and cannot be bound to anything else. Tab is not among them and so
 * leaves the text.
 */
export function grammarKeys(say: Say): Record<string, Command> {
  const backspace = chainCommands(deleteSelectedText(say), joinToThoughtBefore, joinToParagraphBefore);
  const remove = chainCommands(deleteSelectedText(say), joinThoughtAfter, joinParagraphAfter);
  return {
    Enter: chainCommands(beginThought("newBullet"), beginParagraph, swallow),
    "Alt-Enter": chainCommands(beginThought("sameBullet"), swallow),
    "Shift-Enter": chainCommands(breakLine, beginParagraph, swallow),
    // What an opener took, Backspace right after it gives back.
    Backspace: chainCommands(undoInputRule, backspace),
    "Mod-Backspace": backspace,
    "Alt-Backspace": backspace,
    "Shift-Backspace": backspace,
    Delete: remove,
    "Mod-Delete": remove,
    "Alt-Delete": remove,
    "Shift-Delete": remove,
  };
}
