import { closeHistory, redo, redoDepth, undo, undoDepth } from "prosemirror-history";
import type { Command, EditorState } from "prosemirror-state";

import type { ThoughtType } from "../../../shared/domain/section.ts";
import { isTagged, spotOf } from "../nodes.ts";
import { actNameOf, nameAct } from "../state/act-names.ts";
import { setActKind } from "../state/ledger.ts";
import { clearSelection } from "./clear.ts";
import { finishSection, goToNeighbourSection, goToNeighbourStep, type Say } from "./sections.ts";
import { mergeSteps } from "./merge-steps.ts";
import { moveBullet, moveThought } from "./move-thoughts.ts";
import { splitStep } from "./split-step.ts";
import { nameStep, stepNameOf } from "./step-names.ts";
import { deleteStep, duplicateStep, insertStep, moveStepBy } from "./steps.ts";
import { selectSection, toggleTag } from "./story.ts";
import { isInThought, setThoughtType, toggleLongterm, touchedThoughts } from "./thoughts.ts";

/** Everything an author can ask of the text by name, from a key, a button, a menu or the palette. */
export const ACT_IDS = [
  "finishSection",
  "watsonian",
  "doylist",
  "meta",
  "comment",
  "longterm",
  "tag",
  "nextSection",
  "previousSection",
  "nextStep",
  "previousStep",
  "moveThoughtUp",
  "moveThoughtDown",
  "moveBulletUp",
  "moveBulletDown",
  "insertStep",
  "insertStepBefore",
  "splitStep",
  "mergeSteps",
  "moveStepUp",
  "moveStepDown",
  "duplicateStep",
  "deleteStep",
  "removeChapter",
  "removeBookmark",
  "deleteSelection",
  "selectSection",
  "undo",
  "redo",
] as const;
export type ActId = (typeof ACT_IDS)[number];

/** Keys in ProseMirror's spelling (`Mod` is Ctrl, on macOS Cmd); none for what only menus and the palette offer. */
export type ActKeys = { readonly other: readonly string[]; readonly mac: readonly string[] };

/** One act: what it does, by which keys, and how its button looks. */
export type ActDefinition = {
  readonly id: ActId;
  readonly keys: ActKeys;
  /** Consumes its key even where it does nothing (there it says why). */
  readonly command: (say: Say) => Command;
  /** For toggles: whether it is pressed. Null for acts that are no toggles. */
  readonly isActive: ((state: EditorState) => boolean) | null;
  readonly isEnabled: (state: EditorState) => boolean;
  /** False for acts that read only: they stay available in a run that cannot be written. */
  readonly writes: boolean;
};

function same(...keys: string[]): ActKeys {
  return { other: keys, mac: keys };
}

/** Gives whatever the command changes the act's name, in an undo event of its own. */
function named(id: ActId, command: Command): Command {
  return (state, dispatch, view) =>
    command(
      state,
      dispatch &&
        ((transaction) => {
          const isNamed = actNameOf(transaction).act !== "typing";
          if (!transaction.docChanged) dispatch(transaction);
          else dispatch(closeHistory(isNamed ? transaction : nameAct(transaction, id)));
        }),
      view,
    );
}

/** The command, or where it has no say what to tell the author; the key is consumed in both cases. */
function orSay(command: Command, say: Say, message: Parameters<Say>[0]): Command {
  return (state, dispatch, view) => {
    if (command(state, dispatch, view)) return true;
    if (dispatch !== undefined) say(message);
    return true;
  };
}

const anywhere = (state: EditorState): boolean => spotOf(state.selection.$head) !== null;
const hasStepBeside = (state: EditorState, way: 1 | -1): boolean =>
  state.doc.maybeChild(state.selection.$head.index(0) + way) !== null;
const isThoughtTouched = (state: EditorState): boolean => touchedThoughts(state).length > 0;

function typeAct(type: ThoughtType, digit: string): ActDefinition {
  return {
    id: type,
    keys: same(`Mod-${digit}`),
    command: (say) => orSay(named(type, setThoughtType(type)), say, { kind: "notAThought" }),
    isActive: (state) => isThoughtTouched(state) && touchedThoughts(state).every((thought) => thought.type === type),
    isEnabled: isThoughtTouched,
    writes: true,
  };
}

type Plain = Pick<ActDefinition, "id" | "keys" | "command"> & Partial<ActDefinition>;

function act(definition: Plain): ActDefinition {
  return { isActive: null, isEnabled: anywhere, writes: true, ...definition };
}

/** Deletes the selected text, over sections and steps too. */
export function deleteSelectedText(say: Say): Command {
  return (state, dispatch) => {
    if (state.selection.empty) return false;
    if (dispatch === undefined) return true;
    const transaction = state.tr;
    const cleared = clearSelection(state, transaction);
    if (cleared === null) {
      say({ kind: "hiddenBySelection" });
      return true;
    }
    const [only, ...more] = cleared.removedSteps;
    const name = only === undefined ? "deleteSelection" : more.length === 0 ? "deleteStep" : "deleteSteps";
    dispatch(setActKind(nameAct(closeHistory(transaction.scrollIntoView()), name, only ?? null), "deleted"));
    return true;
  };
}

/** All acts, in the order of a menu. */
export const ACTS: readonly ActDefinition[] = [
  act({ id: "finishSection", keys: same("Mod-Enter"), command: (say) => named("finishSection", finishSection(say)) }),
  typeAct("watsonian", "1"),
  typeAct("doylist", "2"),
  typeAct("meta", "3"),
  typeAct("comment", "4"),
  act({
    id: "longterm",
    keys: same("Mod-5"),
    command: (say) => orSay(named("longterm", toggleLongterm), say, { kind: "notAThought" }),
    isActive: (state) => isThoughtTouched(state) && touchedThoughts(state).every((thought) => thought.longterm),
    isEnabled: isThoughtTouched,
  }),
  act({
    id: "tag",
    keys: same("Mod-6"),
    command: (say) => orSay(named("tag", toggleTag), say, { kind: "tagNotHere" }),
    isActive: (state) => {
      const spot = spotOf(state.selection.$head);
      return spot !== null && isTagged(spot.section);
    },
    isEnabled: (state) => toggleTag(state),
  }),
  act({
    id: "nextSection",
    keys: { other: ["Alt-ArrowDown"], mac: ["Mod-Alt-ArrowDown"] },
    command: (say) => goToNeighbourSection(1, say),
    writes: false,
  }),
  act({
    id: "previousSection",
    keys: { other: ["Alt-ArrowUp"], mac: ["Mod-Alt-ArrowUp"] },
    command: (say) => goToNeighbourSection(-1, say),
    writes: false,
  }),
  act({
    id: "nextStep",
    keys: same("Alt-PageDown"),
    command: (say) => goToNeighbourStep(1, say),
    writes: false,
  }),
  act({
    id: "previousStep",
    keys: same("Alt-PageUp"),
    command: (say) => goToNeighbourStep(-1, say),
    writes: false,
  }),
  act({
    id: "moveThoughtUp",
    keys: same("Alt-Shift-ArrowUp"),
    command: (say) => orSay(named("moveThoughtUp", moveThought("up")), say, { kind: "notAThought" }),
    isEnabled: isInThought,
  }),
  act({
    id: "moveThoughtDown",
    keys: same("Alt-Shift-ArrowDown"),
    command: (say) => orSay(named("moveThoughtDown", moveThought("down")), say, { kind: "notAThought" }),
    isEnabled: isInThought,
  }),
  act({
    id: "moveBulletUp",
    keys: same("Alt-Shift-PageUp"),
    command: (say) => orSay(named("moveBulletUp", moveBullet("up")), say, { kind: "notAThought" }),
    isEnabled: isInThought,
  }),
  act({
    id: "moveBulletDown",
    keys: same("Alt-Shift-PageDown"),
    command: (say) => orSay(named("moveBulletDown", moveBullet("down")), say, { kind: "notAThought" }),
    isEnabled: isInThought,
  }),
  act({ id: "insertStep", keys: same("Mod-Alt-Enter"), command: () => named("insertStep", insertStep("after")) }),
  act({ id: "insertStepBefore", keys: same(), command: () => named("insertStepBefore", insertStep("before")) }),
  act({ id: "splitStep", keys: same(), command: () => named("splitStep", splitStep) }),
  act({
    id: "mergeSteps",
    keys: same(),
    command: (say) => named("mergeSteps", mergeSteps(say)),
    isEnabled: (state) => hasStepBeside(state, 1),
  }),
  act({
    id: "moveStepUp",
    keys: same("Mod-Alt-PageUp"),
    command: (say) => named("moveStepUp", moveStepBy(-1, say)),
    isEnabled: (state) => hasStepBeside(state, -1),
  }),
  act({
    id: "moveStepDown",
    keys: same("Mod-Alt-PageDown"),
    command: (say) => named("moveStepDown", moveStepBy(1, say)),
    isEnabled: (state) => hasStepBeside(state, 1),
  }),
  act({ id: "duplicateStep", keys: same(), command: () => named("duplicateStep", duplicateStep) }),
  act({ id: "deleteStep", keys: same(), command: () => named("deleteStep", deleteStep) }),
  act({
    id: "removeChapter",
    keys: same(),
    command: () => named("removeChapter", nameStep("chapter", "")),
    isEnabled: (state) => stepNameOf("chapter")(state) !== null,
  }),
  act({
    id: "removeBookmark",
    keys: same(),
    command: () => named("removeBookmark", nameStep("bookmark", "")),
    isEnabled: (state) => stepNameOf("bookmark")(state) !== null,
  }),
  act({
    id: "deleteSelection",
    // Backspace and Delete belong to the grammar.
    keys: same(),
    command: deleteSelectedText,
    isEnabled: (state) => !state.selection.empty,
  }),
  act({ id: "selectSection", keys: same(), command: () => selectSection, writes: false }),
  act({
    id: "undo",
    keys: same("Mod-z"),
    command: () => undo,
    isEnabled: (state) => Number(undoDepth(state)) > 0,
  }),
  act({
    id: "redo",
    keys: { other: ["Mod-y", "Mod-Shift-z"], mac: ["Mod-Shift-z"] },
    command: () => redo,
    isEnabled: (state) => Number(redoDepth(state)) > 0,
  }),
];
