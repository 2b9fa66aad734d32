import { z } from "zod";

import { RunId, ThoughtId } from "../../../shared/domain/ids.ts";
import { SectionName, ThoughtType } from "../../../shared/domain/section.ts";
import { HtmlBlocks } from "./html-blocks.ts";
import type { PastedContent, PastedSection, PastedThought, PasteSettings } from "./content.ts";
import { disarmHtml } from "./disarm-html.ts";
import { ownAttributes } from "./own-html.ts";
import { type HtmlLooks, looksOf } from "./html-looks.ts";

/**
 * Reads HTML as a reader sees it: blocks of text and lists. It is walked once without recursion, so that neither size nor
 * depth can exhaust anything. What it is made by is asked only where programs differ: Word writes lists as paragraphs with
 * `mso-list` in their style, Google Docs puts a list beside its item and wraps all in a bold element that is not bold,
 * LibreOffice breaks its source lines anywhere, our own copies name their thoughts.
 */

/** HTML longer than this is not read, its plain text is: it would be a picture in disguise. */
export const MAX_HTML_UNITS = 20_000_000;

const StepOfCopy = z
  .string()
  .regex(/^\d{1,6}$/u)
  .transform(Number);

/** Elements that hold no text of the document. */
const SILENT = new Set("head title meta link script style template noscript textarea select input map area".split(" "));
const PICTURES = new Set("img svg picture video audio canvas object embed iframe".split(" "));
const BLOCKS = new Set(
  "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody tfoot thead tr td th ul".split(
    " ",
  ),
);
const LISTS = new Set(["ul", "ol"]);

/** What pasted HTML holds. Nothing of it is ever put into the page. */
export function readHtml(html: string, emphasis: PasteSettings["emphasis"]): PastedContent {
  const document = new DOMParser().parseFromString(disarmHtml(html), "text/html");
  const reader = new HtmlReader(emphasis);
  // Parents stay on the way, so that each is left after all that it holds.
  let node: Node | null = document.body;
  while (node !== null) {
    const goesIn = reader.enter(node);
    let next: Node | null = goesIn ? node.firstChild : null;
    while (next === null && node !== null) {
      reader.leave(node);
      if (node === document.body) return reader.content();
      next = node.nextSibling;
      if (next === null) node = node.parentNode;
    }
    node = next;
  }
  return reader.content();
}

class HtmlReader {
  readonly #blocks: HtmlBlocks;
  /** The looks of every element that is open, the innermost last. */
  readonly #looks: HtmlLooks[] = [];
  /** For every list that is open, its elements; the depth of an item is their number. */
  readonly #lists: Element[] = [];
  /** The element around a copy of our own, while it is open. */
  #own: Element | null = null;
  #runId: RunId | null = null;
  readonly #sections: PastedSection[] = [];
  /** The section of a copy of our own, while it is open. */
  #section: { readonly element: Element; readonly section: Omit<PastedSection, "to"> } | null = null;
  #pictures = 0;
  #links = 0;

  constructor(emphasis: PasteSettings["emphasis"]) {
    this.#blocks = new HtmlBlocks(emphasis);
  }

  /** Takes a node in; true when what it holds is to be read, too. */
  enter(node: Node): boolean {
    if (node instanceof Text) {
      const looks = this.#looks.at(-1);
      this.#blocks.text(node.data, looks?.strong ?? false, looks?.keepsBlanks ?? false);
      return false;
    }
    if (!(node instanceof Element)) return false;
    const name = node.localName;
    const looks = looksOf(node, this.#looks.at(-1));
    this.#looks.push(looks);
    const runId = RunId.safeParse(node.getAttribute(ownAttributes.run));
    if (runId.success) {
      this.#own = node;
      this.#runId = runId.data;
    }
    if (PICTURES.has(name)) this.#pictures += 1;
    if (SILENT.has(name) || PICTURES.has(name) || looks.isHidden) return false;
    if (name === "br") this.#blocks.lineBreak();
    if (name === "a" && node.hasAttribute("href")) this.#links += 1;
    if (BLOCKS.has(name)) this.#enterBlock(node, name, looks.listLevel);
    return true;
  }

  #enterBlock(element: Element, name: string, wordListLevel: number | null): void {
    this.#blocks.end();
    if (LISTS.has(name)) this.#lists.push(element);
    if (name === "li") this.#blocks.beginItem(Math.max(1, this.#lists.length));
    else if (wordListLevel !== null) this.#blocks.beginItem(wordListLevel);
    if (this.#own !== null && name === "p") this.#blocks.thought(ownThought(element));
    const section = this.#own === null || this.#section !== null ? null : ownSection(element);
    if (section !== null) this.#section = { element, section: { ...section, from: this.#blocks.count } };
  }

  /** Leaves a node that was entered. */
  leave(node: Node): void {
    if (!(node instanceof Element)) return;
    this.#looks.pop();
    if (this.#own === node) this.#own = null;
    const name = node.localName;
    if (!BLOCKS.has(name)) return;
    this.#blocks.end();
    if (this.#section?.element === node) {
      this.#sections.push({ ...this.#section.section, to: this.#blocks.count });
      this.#section = null;
    }
    if (LISTS.has(name)) this.#lists.pop();
    if (name === "li" || (name === "p" && this.#lists.length === 0)) this.#blocks.endItem();
  }

  content(): PastedContent {
    const sections = this.#sections;
    const { blocks, emphasis } = this.#blocks.finish(sections.length > 0);
    const isAllInSections = sections.reduce((sum, { from, to }) => sum + to - from, 0) === blocks.length;
    return {
      blocks,
      runId: this.#runId,
      sections: isAllInSections ? sections : [],
      leftOut: { emphasis, pictures: this.#pictures, links: this.#links },
    };
  }
}

/** A section's place in a copy of our own. */
function ownSection(element: Element): Pick<PastedSection, "step" | "name" | "tagged"> | null {
  const name = SectionName.safeParse(element.getAttribute(ownAttributes.section));
  const step = StepOfCopy.safeParse(element.getAttribute(ownAttributes.step));
  if (!name.success || !step.success) return null;
  return { name: name.data, step: step.data, tagged: element.hasAttribute(ownAttributes.tagged) };
}

function ownThought(element: Element): PastedThought | null {
  const type = ThoughtType.safeParse(element.getAttribute(ownAttributes.type));
  if (!type.success) return null;
  const id = ThoughtId.safeParse(element.getAttribute(ownAttributes.thought));
  return { type: type.data, longterm: element.hasAttribute(ownAttributes.longterm), id: id.data ?? null };
}
