import type { Node } from "prosemirror-model";
import type { Decoration, NodeView, NodeViewConstructor, ViewMutationRecord } from "prosemirror-view";

import { isThoughtSection, SECTION_NAMES } from "../../../shared/domain/section.ts";
import { isLongterm, isTagged, sectionNameOf, thoughtTypeOf } from "../nodes.ts";
import type { EditorWords } from "../words.ts";

/**
 * How a run is drawn. A step is drawn only while its decoration says so (`state/drawn-steps.ts`); otherwise it is an empty,
 * uneditable element that a spacer may use. Letters, anchors, cues, hints and the tag's word are generated content of the
 * style sheet: they are no part of the text, and no copy takes them along. What depends on the steps around (numbers,
 * states) is written onto the elements afterwards by `page/step-attributes.ts`.
 */

/** Classes of the elements that other parts of the page look for. */
export const STEP_CLASS = "run-step";
const SPACER_CLASS = "run-spacer";

function element(className: string, ...children: HTMLElement[]): HTMLElement {
  const made = document.createElement("div");
  made.className = className;
  made.append(...children);
  return made;
}

/** Attributes are the page's own business; only changed content is the author's. */
function ignoreAttributes(mutation: ViewMutationRecord): boolean {
  return mutation.type === "attributes";
}

function isLive(decorations: readonly Decoration[]): boolean {
  return decorations.some((decoration) => {
    const spec: unknown = decoration.spec;
    return typeof spec === "object" && spec !== null && "isLive" in spec && spec.isLive === true;
  });
}

const stepView: NodeViewConstructor = (node, _view, _getPosition, decorations) => {
  if (!isLive(decorations)) {
    return {
      dom: element(SPACER_CLASS),
      update: (next, nextDecorations) => next.type === node.type && !isLive(nextDecorations),
      ignoreMutation: () => true,
    };
  }
  const id: unknown = node.attrs["id"];
  const contentDOM = element("run-step-body");
  const dom = element(STEP_CLASS, element("run-step-frame", contentDOM));
  dom.setAttribute("role", "group");
  return {
    dom,
    contentDOM,
    // Another step's content is drawn anew: its element belongs to its own height and attributes.
    update: (next, nextDecorations) => next.type === node.type && next.attrs["id"] === id && isLive(nextDecorations),
    ignoreMutation: ignoreAttributes,
  };
};

function sectionView(node: Node): NodeView {
  const name = sectionNameOf(node) ?? SECTION_NAMES[0];
  const dom = element(`run-section ${isThoughtSection(name) ? "run-thoughts" : "run-story"}`);
  dom.setAttribute("role", "group");
  dom.dataset["section"] = name;
  dom.toggleAttribute("data-tagged", isTagged(node));
  return {
    dom,
    contentDOM: dom,
    update: (next) => {
      if (next.type !== node.type) return false;
      dom.toggleAttribute("data-tagged", isTagged(next));
      return true;
    },
    ignoreMutation: ignoreAttributes,
  };
}

function thoughtView(words: EditorWords): (node: Node) => NodeView {
  return (node) => {
    const contentDOM = element("run-thought-text");
    const dom = element("run-thought", contentDOM);
    dom.setAttribute("role", "group");
    let shown = "";
    const show = (next: Node): void => {
      const type = thoughtTypeOf(next);
      const longterm = isLongterm(next);
      const name = words.thought(type, longterm);
      if (name === shown) return;
      shown = name;
      dom.dataset["type"] = type;
      dom.toggleAttribute("data-longterm", longterm);
      dom.setAttribute("aria-label", name);
    };
    show(node);
    return {
      dom,
      contentDOM,
      update: (next) => {
        if (next.type !== node.type) return false;
        show(next);
        return true;
      },
      ignoreMutation: ignoreAttributes,
    };
  };
}

function plainView(className: string): () => NodeView {
  return () => {
    const dom = element(className);
    return { dom, contentDOM: dom };
  };
}

/** The views of all node types of a run. */
export function nodeViews(words: EditorWords): Record<string, NodeViewConstructor> {
  return {
    step: stepView,
    ...Object.fromEntries(SECTION_NAMES.map((name) => [name, sectionView])),
    bullet: plainView("run-bullet"),
    thought: thoughtView(words),
    paragraph: plainView("run-paragraph"),
    line: () => ({ dom: document.createElement("br") }),
  };
}
