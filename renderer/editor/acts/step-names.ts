import type { Command } from "prosemirror-state";

import { MAX_NAME_UNITS } from "../../../shared/domain/step.ts";
import { spotOf } from "../nodes.ts";
import { nameAct } from "../state/act-names.ts";
import { textThatMayEnter } from "../text.ts";

/** What a step can bear a name for: the chapter that begins with it, or the author's bookmark on it. */
export type StepName = "chapter" | "bookmark";

const ACTS = {
  chapter: { set: "nameChapter", remove: "removeChapter" },
  bookmark: { set: "setBookmark", remove: "removeBookmark" },
} as const;

/** The name that the caret's step bears; null when it bears none. */
export const stepNameOf =
  (kind: StepName) =>
  (state: Parameters<Command>[0]): string | null => {
    const name: unknown = spotOf(state.selection.$head)?.step.attrs[kind];
    return typeof name === "string" ? name : null;
  };

/** A name as it may stand on a step: on one line, without outer blanks, not too long; null when nothing is left. */
export function stepNameThatMayEnter(name: string): string | null {
  const line = textThatMayEnter(name).replaceAll(/\s+/gu, " ").trim().slice(0, MAX_NAME_UNITS);
  return line === "" ? null : line.isWellFormed() ? line : line.slice(0, -1);
}

/** Names the chapter that begins with the caret's step, or the bookmark on it; an empty name takes it away. */
export function nameStep(kind: StepName, name: string): Command {
  return (state, dispatch) => {
    const spot = spotOf(state.selection.$head);
    if (spot === null) return false;
    const entering = stepNameThatMayEnter(name);
    if (entering === spot.step.attrs[kind]) return true;
    const act = entering === null ? ACTS[kind].remove : ACTS[kind].set;
    dispatch?.(nameAct(state.tr.setNodeAttribute(spot.stepPosition, kind, entering), act, spot.stepIndex + 1));
    return true;
  };
}
