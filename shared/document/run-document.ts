import type { Node, NodeType } from "prosemirror-model";

import {
  SECTION_NAMES,
  type StorySection,
  type TaggableSection,
  type Thought,
  type ThoughtSection,
} from "../domain/section.ts";
import type { Step, StepContent } from "../domain/step.ts";
import { runSchema, SectionAttributes, StepAttributes, TaggableAttributes, ThoughtAttributes } from "./schema.ts";

/**
 * A stored run and its document, lossless both ways: `stepsOf(documentOf(steps))` equals `steps` for any stored run, and
 * `check()` holds. Both directions work step by step, so a change in one step costs one step.
 */

const { nodes } = runSchema;
const StepNames = StepAttributes.omit({ id: true });

/** The document of a run. Throws a RangeError without a step: the document needs one (`blankStep()` for a new run). */
export function documentOf(steps: readonly Step[]): Node {
  if (steps.length === 0) throw new RangeError("A run's document needs at least one step");
  return nodes.run.create(null, steps.map(stepNode));
}

/** The node of one step, fit to be a child of the run. */
export function stepNode(step: Step): Node {
  return nodes.step.create({ id: step.id, chapter: step.chapter, bookmark: step.bookmark }, [
    thoughtSectionNode(nodes.initial, step.initial),
    nodes.prompt.create({ closed: step.prompt.closed }, paragraphNodes(step.prompt.text)),
    thoughtSectionNode(nodes.postPrompt, step.postPrompt),
    taggableSectionNode(nodes.action, step.action),
    thoughtSectionNode(nodes.postAction, step.postAction),
    taggableSectionNode(nodes.outcome, step.outcome),
  ]);
}

function thoughtSectionNode(type: NodeType, section: ThoughtSection): Node {
  const bullets = section.bullets.map((bullet) => nodes.bullet.create(null, bullet.map(thoughtNode)));
  return type.create({ closed: section.closed }, bullets);
}

function taggableSectionNode(type: NodeType, section: TaggableSection): Node {
  return type.create({ closed: section.closed, tagged: section.tagged }, paragraphNodes(section.text));
}

/** The node of one thought. */
export function thoughtNode(thought: Thought): Node {
  return nodes.thought.create(
    { id: thought.id, type: thought.type, longterm: thought.longterm },
    lineNodes(thought.text),
  );
}

/** What a thought's node holds for a text: text nodes, with a `line` for every `\n`. */
export function lineNodes(text: string): Node[] {
  if (!text.includes("\n")) return textNodes(text);
  return text
    .split("\n")
    .flatMap((line, index) => (index === 0 ? textNodes(line) : [nodes.line.create(), ...textNodes(line)]));
}

/** What a story section's node holds for a text: n line feeds make n + 1 paragraphs. */
export function paragraphNodes(text: string): Node[] {
  return text.split("\n").map((line) => nodes.paragraph.create(null, textNodes(line)));
}

/** ProseMirror knows no empty text nodes. */
function textNodes(text: string): Node[] {
  return text === "" ? [] : [runSchema.text(text)];
}

/** The steps of a run's document, in order. Throws when the document holds an unassigned id (`UNASSIGNED_ID`). */
export function stepsOf(document: Node): Step[] {
  return document.children.map(stepOf);
}

/** One step, from its node. Throws when it or one of its thoughts has no id yet. */
export function stepOf(node: Node): Step {
  return { id: StepAttributes.shape.id.parse(node.attrs["id"]), ...contentOfNode(node) };
}

/** What a step's node holds, without the step's id: the form that is stored and sent in a save. Throws as `stepOf` does. */
export function contentOfNode(node: Node): StepContent {
  const [initial, prompt, postPrompt, action, postAction, outcome] = SECTION_NAMES.map((name, index) => {
    const section = node.child(index);
    if (section.type !== nodes[name]) throw new RangeError(`A step holds ${section.type.name} where ${name} should be`);
    return section;
  });
  if (!initial || !prompt || !postPrompt || !action || !postAction || !outcome)
    throw new RangeError("A step holds six sections");
  const { chapter, bookmark } = StepNames.parse(node.attrs);
  return {
    chapter,
    bookmark,
    initial: thoughtSectionOf(initial),
    prompt: storySectionOf(prompt),
    postPrompt: thoughtSectionOf(postPrompt),
    action: taggableSectionOf(action),
    postAction: thoughtSectionOf(postAction),
    outcome: taggableSectionOf(outcome),
  };
}

function thoughtSectionOf(node: Node): ThoughtSection {
  return {
    closed: SectionAttributes.parse(node.attrs).closed,
    bullets: node.children.map((bullet) => bullet.children.map(thoughtOf)),
  };
}

function storySectionOf(node: Node): StorySection {
  return { closed: SectionAttributes.parse(node.attrs).closed, text: storyTextOf(node) };
}

function taggableSectionOf(node: Node): TaggableSection {
  const { closed, tagged } = TaggableAttributes.parse(node.attrs);
  return { closed, tagged, text: storyTextOf(node) };
}

/** The text of a prompt's, action's or outcome's node: its paragraphs joined by `\n`. */
export function storyTextOf(node: Node): string {
  return node.childCount === 1
    ? node.child(0).textContent
    : node.children.map((paragraph) => paragraph.textContent).join("\n");
}

/** A thought, from its node. Throws when it has no id yet. */
export function thoughtOf(node: Node): Thought {
  const { id, type, longterm } = ThoughtAttributes.parse(node.attrs);
  return { id, type, longterm, text: node.textContent };
}
