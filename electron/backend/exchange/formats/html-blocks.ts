import { Parser } from "htmlparser2";

import { withTag, type ImportNote, MOST_NOTES } from "../../../../shared/domain/exchange/assemble.ts";
import { TAG_SHOWN } from "../../../../shared/domain/exchange/markdown.ts";
import type { Block } from "../../../../shared/domain/exchange/mapping.ts";

/*
 * The blocks of an HTML document: headings, list items by their depth, quotations, paragraphs. Scripts, styles, forms and
 * comments are passed over, pictures and tables are said to be left out (a table's text stays, cell by cell). Nothing of the
 * document is ever run or asked for.
 */

/** What holds no text of the run, whatever stands in it. */
const PASSED_OVER = new Set([
  "script",
  "style",
  "template",
  "noscript",
  "nav",
  "head",
  "title",
  "form",
  "button",
  "select",
]);
const BLOCKS = new Set([
  "p",
  "div",
  "section",
  "article",
  "header",
  "footer",
  "main",
  "body",
  "html",
  "ul",
  "ol",
  "table",
  "tr",
  "td",
  "th",
  "figure",
  "pre",
  "hr",
]);
const LEFT_OUT: Readonly<Record<string, string>> = {
  img: "a picture",
  svg: "a drawing",
  video: "a film",
  audio: "a sound",
  iframe: "a frame",
  object: "an object",
  table: "a table (its text comes in, cell by cell)",
};

/** The blocks, the document's title, and what was left out. */
export type HtmlDocument = { readonly title: string | null; readonly blocks: Block[]; readonly leftOut: ImportNote[] };

/** Reads a document. Damaged HTML is read as a browser would, so there is none that cannot be. */
export function htmlDocument(html: string): HtmlDocument {
  const blocks: Block[] = [];
  const leftOut: ImportNote[] = [];
  const kinds: { name: string; kind: Block["kind"]; level: number }[] = [];
  let text = "";
  let skipping = 0;
  let lists = 0;
  let inTitle = false;
  let title = "";
  let tagAhead = "";
  const close = (): void => {
    const { kind, level } = kinds.at(-1) ?? { kind: "paragraph" as const, level: 0 };
    const whole = collapsed(text);
    if (whole.trim() !== "") blocks.push({ kind, level, text: whole });
    text = "";
  };
  const parser = new Parser({
    onopentag: (name, attributes) => {
      if (name === "title") inTitle = true;
      if (PASSED_OVER.has(name) || attributes["class"] === "bar") {
        skipping += 1;
        kinds.push({ name, kind: "paragraph", level: 0 });
        return;
      }
      const left = LEFT_OUT[name];
      if (left !== undefined && skipping === 0 && leftOut.length < MOST_NOTES) {
        leftOut.push({ place: `Block ${blocks.length + 1}`, what: left });
      }
      const heading = /^h([1-6])$/u.exec(name)?.[1];
      if (name === "br") text += "\n";
      else if (name === "ul" || name === "ol") lists += 1;
      if (heading !== undefined || name === "li" || name === "blockquote" || BLOCKS.has(name)) close();
      if (heading !== undefined) kinds.push({ name, kind: "heading", level: Number(heading) });
      else if (name === "li") kinds.push({ name, kind: "bullet", level: Math.max(0, lists - 1) });
      else if (name === "blockquote") kinds.push({ name, kind: "quote", level: 0 });
      else if (isLabelled(name, attributes["class"])) {
        // Our own copy: each thought of a bullet on a line of its own, its type in front.
        if (text.trim() !== "") text += "\n";
      } else if (name === "b" || name === "strong" || name === "span") tagAhead = name;
    },
    ontext: (part) => {
      if (inTitle) title += part;
      if (skipping > 0) return;
      if (tagAhead !== "" && collapsed(text) === "" && part.trim() === TAG_SHOWN) text += withTag("");
      else if (tagAhead === "b" && THOUGHT_LABEL.test(part)) text += `[${part}] `;
      else text += part.replace(/[\r\n\t]+/gu, " ");
      tagAhead = "";
    },
    onclosetag: (name) => {
      if (name === "title") inTitle = false;
      const at = kinds.findLastIndex((each) => each.name === name);
      if (PASSED_OVER.has(name) || (kinds[at]?.kind === "paragraph" && skipping > 0)) {
        skipping = Math.max(0, skipping - 1);
        kinds.splice(at);
        return;
      }
      if (/^h[1-6]$/u.test(name) || name === "li" || name === "blockquote" || BLOCKS.has(name)) close();
      if (name === "ul" || name === "ol") lists = Math.max(0, lists - 1);
      if (at !== -1) kinds.splice(at);
    },
  });
  parser.write(html);
  parser.end();
  close();
  return { title: title.trim() === "" ? null : title.trim(), blocks, leftOut };
}

const THOUGHT_LABEL = /^(?:watsonian|doylist|meta|comment)(?:, long-term)?$/u;
const isLabelled = (name: string, className: string | undefined): boolean =>
  name === "span" && className !== undefined && /^(?:watsonian|doylist|meta|comment)$/u.test(className);

/** Blanks as a browser shows them: several are one, none at the ends of a line; a no-break blank is a blank. */
function collapsed(text: string): string {
  const isTag = text.trimStart().startsWith(withTag("").trimEnd());
  const plain = text
    .replaceAll("\u00a0", " ")
    .split("\n")
    .map((line) => line.replace(/ {2,}/gu, " ").trim())
    .join("\n")
    .trim();
  return isTag && plain === withTag("").trimEnd() ? withTag("") : plain;
}
