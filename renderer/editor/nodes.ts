import type { Node, ResolvedPos } from "prosemirror-model";

import { StepId, type ThoughtId, ThoughtId as ThoughtIdSchema } from "../../shared/domain/ids.ts";
import { isThoughtSection, SECTION_NAMES, type SectionName, type ThoughtType } from "../../shared/domain/section.ts";
import { runSchema, ThoughtAttributes } from "../../shared/document/schema.ts";

/** The depths of a run's document: run 0, step 1, section 2, bullet 3, thought 4; in a story section paragraph 3. */
export const STEP_DEPTH = 1;
export const SECTION_DEPTH = 2;
export const BULLET_DEPTH = 3;
export const PARAGRAPH_DEPTH = 3;
export const THOUGHT_DEPTH = 4;

const NAME_OF_TYPE = new Map(SECTION_NAMES.map((name) => [runSchema.nodes[name], name]));

/** The machine name of a section's node; null for any other node. */
export function sectionNameOf(node: Node): SectionName | null {
  return NAME_OF_TYPE.get(node.type) ?? null;
}

const stepIds = new WeakMap<Node, StepId>();

/** A step node's id. Throws when it has none yet. */
export function stepIdOf(node: Node): StepId {
  let id = stepIds.get(node);
  if (id === undefined) {
    id = StepId.parse(node.attrs["id"]);
    stepIds.set(node, id);
  }
  return id;
}

/** A thought node's id, or null while it has none. */
export function thoughtIdOf(node: Node): ThoughtId | null {
  const parsed = ThoughtIdSchema.safeParse(node.attrs["id"]);
  return parsed.success ? parsed.data : null;
}

/** True when the section's node carries the tag; false for sections that cannot. */
export function isTagged(section: Node): boolean {
  return section.attrs["tagged"] === true;
}

/** True when a text stands in the section, be it one blank or an empty paragraph more. */
export function sectionHasText(section: Node): boolean {
  const name = sectionNameOf(section);
  if (name === null) return false;
  if (!isThoughtSection(name)) return section.childCount > 1 || section.child(0).content.size > 0;
  return section.children.some((bullet) => bullet.children.some((thought) => thought.content.size > 0));
}

/** Where a position stands in a run: its step and section, and the thought if it lies in one. */
export type Spot = {
  /** 0-based. */
  readonly stepIndex: number;
  readonly step: Node;
  /** The position before the step's node. */
  readonly stepPosition: number;
  readonly section: Node;
  readonly name: SectionName;
  /** The position before the section's node. */
  readonly sectionPosition: number;
  readonly thought: { readonly node: Node; readonly position: number; readonly type: ThoughtType } | null;
};

/** The spot of a position; null for one that lies in no section. */
export function spotOf($position: ResolvedPos): Spot | null {
  if ($position.depth < SECTION_DEPTH) return null;
  const section = $position.node(SECTION_DEPTH);
  const name = sectionNameOf(section);
  if (name === null) return null;
  const isThought = $position.depth >= THOUGHT_DEPTH;
  return {
    stepIndex: $position.index(0),
    step: $position.node(STEP_DEPTH),
    stepPosition: $position.before(STEP_DEPTH),
    section,
    name,
    sectionPosition: $position.before(SECTION_DEPTH),
    thought: isThought
      ? {
          node: $position.node(THOUGHT_DEPTH),
          position: $position.before(THOUGHT_DEPTH),
          type: thoughtTypeOf($position.node(THOUGHT_DEPTH)),
        }
      : null,
  };
}

/** A thought node's type, without looking at its id. */
export function thoughtTypeOf(node: Node): ThoughtType {
  return ThoughtAttributes.shape.type.parse(node.attrs["type"]);
}

/** True when the thought is marked long-term. */
export function isLongterm(node: Node): boolean {
  return node.attrs["longterm"] === true;
}

/** A section of a step in a document, with the position before its node. */
export type PlacedSection = { readonly node: Node; readonly name: SectionName; readonly position: number };

/** The six sections of a step whose node begins at `stepPosition`. */
export function sectionsAt(step: Node, stepPosition: number): PlacedSection[] {
  const sections: PlacedSection[] = [];
  let position = stepPosition + 1;
  for (const node of step.children) {
    const name = sectionNameOf(node);
    if (name !== null) sections.push({ node, name, position });
    position += node.nodeSize;
  }
  return sections;
}

/** The first position in a section where text can stand. */
export function firstTextPosition({ name, position }: PlacedSection): number {
  return position + (isThoughtSection(name) ? 3 : 2);
}

/** The last position in a section where text can stand. */
export function lastTextPosition({ node, name, position }: PlacedSection): number {
  return position + node.nodeSize - (isThoughtSection(name) ? 3 : 2);
}

/** Calls `visit` for every text block (thought or paragraph) of a step or section, with its position relative to `node`'s content. */
export function eachTextBlock(node: Node, visit: (block: Node, position: number) => void): void {
  node.descendants((inner, position) => {
    if (!inner.isTextblock) return true;
    visit(inner, position);
    return false;
  });
}
