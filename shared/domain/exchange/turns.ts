import { marked } from "./document-thoughts.ts";
import type { Block, ImportMapping } from "./mapping.ts";

/*
 * Who speaks, line by line. Transcripts of games seldom have a blank line between a player's line and its answer, so a
 * player's mark holds for its own line; what goes on with it is indented, or is the rest of a long line that was wrapped.
 */

/** A line that is shorter was ended by its author, not wrapped by a program. */
const WRAPPED_FROM_UNITS = 60;

/** Whether a line goes on with the player's line before it, which nothing but their look says. */
export function goesOnWith(before: string, line: string): boolean {
  return /^\s/u.test(line) || (before.length >= WRAPPED_FROM_UNITS && /^\p{Ll}/u.test(line));
}

/** A paragraph or a bullet cut where somebody else begins to speak; one without marked lines is whole. */
export function turnsOf(mapping: ImportMapping, block: Block): Block[] {
  const lines = block.text.split("\n");
  if (lines.length === 1 || lines.every((line) => speakerOf(mapping, line) === null)) return [block];
  const turns: { kind: Block["kind"]; level: number; lines: string[] }[] = [];
  let isPlayers = false;
  let before = "";
  for (const line of lines) {
    const speaker = speakerOf(mapping, line);
    const turn = turns.at(-1);
    if (turn === undefined) turns.push({ kind: block.kind, level: block.level, lines: [line] });
    else if (speaker !== null || (isPlayers && line !== "" && !goesOnWith(before, line)))
      turns.push({ kind: "paragraph", level: 0, lines: [line] });
    else if (!isPlayers) turn.lines.push(line);
    else if (line !== "") turn.lines.push(line.trimStart());
    else continue;
    if (turn === undefined || speaker !== null || turns.at(-1) !== turn) isPlayers = speaker === "player";
    before = line;
  }
  return turns.map(({ kind, level, lines: own }) => ({ kind, level, text: own.join("\n") }));
}

/** Whose mark a line begins with; null for a line without one. */
export function speakerOf({ playerMarks, dmMarks }: ImportMapping, line: string): "player" | "dm" | null {
  if (marked(playerMarks, line) !== null) return "player";
  return marked(dmMarks, line) === null ? null : "dm";
}
