import { Fragment, type Node } from "prosemirror-model";
import { type Command, TextSelection } from "prosemirror-state";

import { isTaggable, SECTION_NAMES, type SectionName } from "../../../shared/domain/section.ts";
import { firstTextPosition, isTagged, sectionHasText, sectionNameOf, sectionsAt, spotOf, stepIdOf } from "../nodes.ts";
import { nameAct } from "../state/act-names.ts";
import { setActKind } from "../state/ledger.ts";
import type { Say } from "./sections.ts";
import { stepNameThatMayEnter } from "./step-names.ts";

/*
 * Merging a step with the next one: in every section the next one's bullets or paragraphs come after its own, ids kept, and
 * the next step goes. Parked text is merged like any other. Of the tags:
 * - the action is tagged when either was;
 * - the first outcome's tag spoke of the step that is merged in, so the second outcome's tag stands, which speaks of the step
 *   that still follows. Merging a step in which nothing is written and nothing tagged changes no tag.
 */

/** Chapters and bookmarks of both steps are kept in one name. */
const BETWEEN_NAMES = " / ";

/** Merges the caret's step with the next; the caret stays. At the run's end it says so. */
export function mergeSteps(say: Say): Command {
  return (state, dispatch) => {
    const spot = spotOf(state.selection.$head);
    if (spot === null) return false;
    if (dispatch === undefined) return true;
    const next = state.doc.maybeChild(spot.stepIndex + 1);
    if (next === null) {
      say({ kind: "noFurther", way: "forward" });
      return true;
    }
    const merged = mergedStep(spot.step, next);
    const end = spot.stepPosition + spot.step.nodeSize + next.nodeSize;
    const transaction = state.tr.replaceWith(spot.stepPosition, end, merged);
    const section = sectionsAt(merged, spot.stepPosition).find(({ name }) => name === spot.name);
    if (section !== undefined) {
      // Only blank blocks of the caret's own section can have gone, and then all of them.
      const offset = sectionHasText(spot.section)
        ? state.selection.head - spot.sectionPosition
        : firstTextPosition(section) - section.position;
      transaction.setSelection(TextSelection.create(transaction.doc, section.position + offset));
    }
    dispatch(setActKind(nameAct(transaction.scrollIntoView(), "mergeSteps", spot.stepIndex + 1), "moved"));
    return true;
  };
}

function mergedStep(first: Node, second: Node): Node {
  const isSecondBlank = second.children.every((section) => !sectionHasText(section) && !isTagged(section));
  const sections = SECTION_NAMES.map((_name, index) =>
    isSecondBlank ? first.child(index) : mergedSection(first.child(index), second.child(index)),
  );
  const attributes = {
    id: stepIdOf(first),
    chapter: joinedName(first.attrs["chapter"], second.attrs["chapter"]),
    bookmark: joinedName(first.attrs["bookmark"], second.attrs["bookmark"]),
  };
  return first.type.create(attributes, sections);
}

function mergedSection(first: Node, second: Node): Node {
  const name = sectionNameOf(first);
  const [hasFirst, hasSecond] = [sectionHasText(first), sectionHasText(second)];
  const content = !hasSecond ? first.content : !hasFirst ? second.content : joined(first, second);
  // Whether an empty outcome was left out on purpose says the step that is followed by the next one.
  const closed = second.attrs["closed"] === true || (name !== "outcome" && first.attrs["closed"] === true);
  return first.type.create({ closed, ...taggedOf(name, first, second) }, content);
}

function taggedOf(name: SectionName | null, first: Node, second: Node): { readonly tagged?: boolean } {
  if (name === null || !isTaggable(name)) return {};
  return { tagged: isTagged(second) || (name === "action" && isTagged(first)) };
}

function joined(first: Node, second: Node): Fragment {
  return Fragment.from([...first.children, ...second.children]);
}

function joinedName(first: unknown, second: unknown): string | null {
  const names = [first, second].filter((name) => typeof name === "string");
  return stepNameThatMayEnter(names.join(BETWEEN_NAMES));
}
