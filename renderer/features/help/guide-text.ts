/*
 * The guides are Markdown, so that they read well in the project and in the app from one file. They use a small part of
 * it: headings, paragraphs, lists, pictures, **names on the screen** and `keys`. A block behind ">" is for who reads the file
 * itself and is left out. Anything else is shown as it stands.
 */

/** A stretch of a line: words, a name that stands on the screen, or the keys of an act. */
export type Stretch = { readonly kind: "words" | "name" | "keys" | "code"; readonly text: string };

/** A part of a guide. */
export type GuidePart =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "paragraph"; readonly stretches: readonly Stretch[] }
  | { readonly kind: "list"; readonly items: readonly (readonly Stretch[])[] }
  /** `name` without folder and ending; `says` is what is seen on it, for who does not see it. */
  | { readonly kind: "picture"; readonly name: string; readonly says: string };

/** A guide taken apart: its title and its parts in order. */
export type GuideText = { readonly title: string; readonly parts: readonly GuidePart[] };

const PICTURE = /^!\[(?<says>[^\]]+)\]\(pictures\/(?<name>[a-z-]+)\.png\)$/u;
const NAME_OR_CODE = /\*\*([^*]+)\*\*|`([^`]+)`/gu;
/** A chord as it is written for Windows and Linux, or as the command registry writes it. */
const CHORD =
  /^(?:(?:Ctrl|Mod|Alt|Shift|Control)\+)*(?:[A-Z0-9]|F\d{1,2}|Enter|Page(?:Up|Down)|Arrow(?:Up|Down|Left|Right))$/u;

/** Reads a guide. */
export function readGuide(markdown: string): GuideText {
  let title = "";
  const parts: GuidePart[] = [];
  for (const block of markdown.trim().split(/\n\s*\n/u)) {
    const lines = block.split("\n");
    const [first = ""] = lines;
    if (lines.every((line) => line.startsWith(">"))) continue;
    if (first.startsWith("# ")) title = first.slice(2);
    else if (first.startsWith("## ")) parts.push({ kind: "heading", text: first.slice(3) });
    else if (PICTURE.test(block)) {
      const { name = "", says = "" } = PICTURE.exec(block)?.groups ?? {};
      parts.push({ kind: "picture", name, says });
    } else if (lines.every((line) => line.startsWith("- ")))
      parts.push({ kind: "list", items: lines.map((line) => stretchesOf(line.slice(2))) });
    else parts.push({ kind: "paragraph", stretches: stretchesOf(lines.join(" ")) });
  }
  return { title, parts };
}

function stretchesOf(line: string): Stretch[] {
  const stretches: Stretch[] = [];
  let from = 0;
  for (const found of line.matchAll(NAME_OR_CODE)) {
    const [whole, name, code = ""] = found;
    if (found.index > from) stretches.push({ kind: "words", text: line.slice(from, found.index) });
    if (name !== undefined) stretches.push({ kind: "name", text: name });
    else if (CHORD.test(code)) stretches.push({ kind: "keys", text: code.replace(/^Ctrl\+/u, "Mod+") });
    else stretches.push({ kind: "code", text: code });
    from = found.index + whole.length;
  }
  if (from < line.length) stretches.push({ kind: "words", text: line.slice(from) });
  return stretches;
}
