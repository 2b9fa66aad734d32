import { TAG_SHOWN } from "./markdown.ts";
import { withTag } from "./assemble.ts";
import type { Block } from "./mapping.ts";

/*
 * The blocks of a Markdown file or a plain transcript: headings, bullets by their indent, quotations, paragraphs. Only what
 * runs are written with is understood; anything else is a paragraph, so that no word is lost. A blank line ends a block.
 */

/** The blocks of a text. Lines end with `\n`. */
export function* markdownBlocks(text: string): Generator<Block> {
  let open: { kind: Block["kind"]; level: number; lines: string[] } | null = null;
  const close = (): Block[] => {
    if (open === null) return [];
    const { kind, level, lines } = open;
    open = null;
    return [{ kind, level, text: lines.map(unescaped).join("\n") }];
  };
  const begin = (kind: Block["kind"], level: number, line: string): Block[] => {
    const before = close();
    open = { kind, level, lines: [line] };
    return before;
  };
  for (const raw of text.split("\n")) {
    const line = raw.trimEnd();
    const heading = /^(#{1,6})\s+(.*)$/u.exec(line);
    const bullet = /^(\s*)[-*+•]\s+(.*)$/u.exec(line);
    const quote = /^\s{0,3}>\s?(.*)$/u.exec(line);
    if (line === "") yield* close();
    else if (heading !== null) {
      yield* begin("heading", heading[1]?.length ?? 1, withoutClosingHashes(heading[2] ?? ""));
      yield* close();
    } else if (bullet !== null) {
      yield* begin("bullet", Math.floor((bullet[1]?.replaceAll("\t", "    ").length ?? 0) / 2), bullet[2] ?? "");
    } else if (quote !== null) {
      const goesOn = open !== null && kindOf(open) === "quote";
      if (goesOn) addLine(open, quote[1] ?? "");
      else yield* begin("quote", 0, quote[1] ?? "");
    } else if (open !== null && (kindOf(open) === "bullet" || kindOf(open) === "quote"))
      addLine(open, line.trimStart());
    else if (open === null) yield* begin("paragraph", 0, line);
    else addLine(open, line);
  }
  yield* close();
}

/** `# Title #`: the signs at the end are no words when a blank stands before them. */
function withoutClosingHashes(heading: string): string {
  let end = heading.length;
  while (end > 0 && heading[end - 1] === "#") end -= 1;
  const isClosed = end === 0 || heading[end - 1]?.trim() === "";
  return (isClosed ? heading.slice(0, end) : heading).trimEnd();
}

type Open = { kind: Block["kind"]; level: number; lines: string[] };
const kindOf = (open: Open): Block["kind"] => open.kind;
const addLine = (open: Open | null, line: string): void => {
  open?.lines.push(line);
};

/** The text that Markdown's signs stand for: escapes taken off, `&nbsp;` a blank, our bold tag the tag. */
function unescaped(line: string): string {
  const tag = `**${TAG_SHOWN}** `;
  const rest = line.startsWith(tag) ? withTag(line.slice(tag.length)) : line;
  return rest
    .replaceAll("&nbsp;", " ")
    .replace(/(?<!\\)(?:\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)(?<!\\)(?:\*\*|__)/gu, "$1")
    .replace(/\\([\\`*_{}[\]<>()#+\-.!|~&=])/gu, "$1");
}
