import { Fragment, type Node, type ResolvedPos } from "prosemirror-model";
import { type Command, TextSelection } from "prosemirror-state";

import { newStepId, newThoughtId } from "../../../shared/domain/ids.ts";
import { SECTION_NAMES } from "../../../shared/domain/section.ts";
import { runSchema } from "../../../shared/document/schema.ts";
import { BULLET_DEPTH, firstTextPosition, SECTION_DEPTH, spotOf } from "../nodes.ts";
import { nameAct } from "../state/act-names.ts";
import { setActKind } from "../state/ledger.ts";

/*
 * Splitting a step at the caret: everything behind the caret goes to a new step after it, each text into the section it
 * stood in. Sections behind the caret's go whole, with their tag and `closed`; of the caret's own what stands before the
 * caret stays with its tag. So a run reads the same in its order, and what the next step hides or shows stays the same: the
 * outcome's tag goes along.
 */

const { nodes } = runSchema;

/** Splits the caret's step and puts the caret to the start of what went to the new one. The first half keeps the ids. */
export const splitStep: Command = (state, dispatch) => {
  const spot = spotOf(state.selection.$head);
  if (spot === null) return false;
  if (dispatch === undefined) return true;
  const at = SECTION_NAMES.indexOf(spot.name);
  const [stays, goes] = spot.step.children.reduce<[Node[], Node[]]>(
    ([before, after], section, index) => {
      const [first, second] =
        index < at
          ? [section, blankSection(section)]
          : index > at
            ? [blankSection(section), section]
            : splitSection(section, state.selection.$head);
      return [
        [...before, first],
        [...after, second],
      ];
    },
    [[], []],
  );
  const first = spot.step.type.create(spot.step.attrs, stays);
  const second = spot.step.type.create({ id: newStepId(), chapter: null, bookmark: null }, goes);
  const end = spot.stepPosition + spot.step.nodeSize;
  const transaction = state.tr.replaceWith(spot.stepPosition, end, [first, second]);
  let caret = spot.stepPosition + first.nodeSize + 1;
  for (const section of goes.slice(0, at)) caret += section.nodeSize;
  const section = goes[at];
  if (section !== undefined) caret = firstTextPosition({ node: section, name: spot.name, position: caret });
  transaction.setSelection(TextSelection.create(transaction.doc, caret)).scrollIntoView();
  dispatch(setActKind(nameAct(transaction, "splitStep", spot.stepIndex + 1), "moved"));
  return true;
};

/** A section of the same kind in which nothing is written, closed or tagged; a thought in it has the first one's type. */
function blankSection(section: Node): Node {
  const [first] = section.children;
  const type: unknown = first?.firstChild?.attrs["type"];
  const content =
    first?.type === nodes.bullet
      ? nodes.bullet.create(null, nodes.thought.create({ id: newThoughtId(), type, longterm: false }))
      : nodes.paragraph.create();
  return section.type.create(null, content);
}

/**
 * The caret's section in two. With nothing before the caret it goes whole, with nothing behind it stays whole; at a border of
 * blocks no empty one is left on either side.
 */
function splitSection(section: Node, $head: ResolvedPos): [Node, Node] {
  const [before, after] = isThoughtBlock($head.parent) ? splitBullets(section, $head) : splitBlocks(section, $head, 0);
  if (!before.some(hasContent)) return [blankSection(section), section];
  if (!after.some(hasContent)) return [section, blankSection(section)];
  return [section.copy(Fragment.from(before)), section.type.create(null, after)];
}

function splitBullets(section: Node, $head: ResolvedPos): [Node[], Node[]] {
  const at = $head.index(SECTION_DEPTH);
  const [stays, goes] = splitBlocks($head.node(BULLET_DEPTH), $head, 1);
  return [
    [...section.children.slice(0, at), ...bulletOf(stays)],
    [...bulletOf(goes), ...section.children.slice(at + 1)],
  ];
}

function bulletOf(thoughts: readonly Node[]): Node[] {
  return thoughts.length === 0 ? [] : [nodes.bullet.create(null, thoughts)];
}

/** The blocks (thoughts of a bullet, paragraphs of a section) on both sides of the caret, its own cut in two. */
function splitBlocks(parent: Node, $head: ResolvedPos, depthBelowSection: number): [Node[], Node[]] {
  const at = $head.index(SECTION_DEPTH + depthBelowSection);
  const block = $head.parent;
  const { parentOffset: offset } = $head;
  const { size } = block.content;
  const stays = parent.children.slice(0, at);
  const goes = parent.children.slice(at + 1);
  if (offset === 0 && size > 0) return [stays, [block, ...goes]];
  if (offset === size) return [[...stays, block], goes];
  const attributes = isThoughtBlock(block) ? { ...block.attrs, id: newThoughtId() } : null;
  return [
    [...stays, block.cut(0, offset)],
    [block.type.create(attributes, block.content.cut(offset)), ...goes],
  ];
}

function isThoughtBlock(block: Node): boolean {
  return block.type === nodes.thought;
}

function hasContent(node: Node): boolean {
  return node.isTextblock ? node.content.size > 0 : node.children.some(hasContent);
}
