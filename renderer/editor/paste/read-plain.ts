import { NOTHING_LEFT_OUT, type PastedBlock, type PastedContent } from "./content.ts";
import { textThatMayEnter } from "../text.ts";

/*
 * Plain text says little: in the story every line is a paragraph and nothing is taken for anything else (a line of speech
 * may begin with a dash). Among thoughts the signs of lists, as Markdown and the plain side of every clipboard write them,
 * begin bullets; a deeper sign begins another thought of the bullet. Stars and numbers stay: they are the author's text.
 */

// A sign goes, since a bullet has its own; a number stays.
const LIST_ITEM = /^(?<indent>[ \t]*)(?:(?:[-*+•◦▪‣●○■·∙]|\uf0b7)[ \t\u00a0]+(?=\S)|(?=\d{1,3}[.)][ \t\u00a0]+\S))/u;
const CONTINUES = /^[ \t]{2,}(?=\S)/u;

/** The lines of a text as paragraphs, or among thoughts as bullets. */
export function readPlain(text: string, isAmongThoughts: boolean): PastedContent {
  const lines = textThatMayEnter(text).split("\n");
  const blocks = isAmongThoughts ? bullets(lines) : lines.map((line) => ({ text: line, joins: false, thought: null }));
  return { blocks, runId: null, sections: [], leftOut: NOTHING_LEFT_OUT };
}

type MutableBlock = { text: string; joins: boolean; thought: null };

function bullets(lines: readonly string[]): PastedBlock[] {
  if (lines.length === 1 && !LIST_ITEM.test(lines[0] ?? ""))
    return lines.map((text) => ({ text, joins: false, thought: null }));
  const blocks: MutableBlock[] = [];
  let firstIndent: number | null = null;
  let isAfterBlank = false;
  for (const line of lines) {
    if (line.trim() === "") {
      isAfterBlank = true;
      continue;
    }
    const item = LIST_ITEM.exec(line);
    const last = blocks.at(-1);
    if (item !== null) {
      const indent = (item.groups?.["indent"] ?? "").replaceAll("\t", "    ").length;
      const joins: boolean = firstIndent !== null && indent > firstIndent;
      firstIndent ??= indent;
      blocks.push({ text: line.slice(item[0].length), joins, thought: null });
    } else if (firstIndent !== null && last !== undefined && CONTINUES.test(line)) {
      // Markdown: what is indented under an item belongs to it; after an empty line as another paragraph.
      const words = line.trimStart();
      if (isAfterBlank) blocks.push({ text: words, joins: true, thought: null });
      else last.text = `${last.text.trimEnd()}\n${words}`;
    } else {
      firstIndent = null;
      blocks.push({ text: line, joins: false, thought: null });
    }
    isAfterBlank = false;
  }
  return blocks;
}
