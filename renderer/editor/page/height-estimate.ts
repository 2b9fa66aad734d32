import type { Node } from "prosemirror-model";

import { isThoughtSection, SECTION_NAMES, type ThoughtType } from "../../../shared/domain/section.ts";
import type { StepStates } from "../../../shared/domain/states.ts";
import { isLongterm, thoughtTypeOf } from "../nodes.ts";
import type { Reading } from "../state/reading.ts";

/**
 * How high a step will probably be, in pixels at the sizes of `styles/tokens.css`, before it has ever been drawn. The
 * estimate only has to be near: when a step is drawn its height becomes known, and the page keeps what is being read where
 * it stands. Cost: one look at each text block's length, a few microseconds a step, and once for each node.
 */

const STEP_PX = 80;
const CHAPTER_PX = 100;
const SECTION_GAP_PX = 16;
const NOTE_PX = 24;
const BULLET_GAP_PX = 8;
const THOUGHT_GAP_PX = 2;
const STORY_LINE_PX = 28;
const THOUGHT_LINE_PX = 24;
const STORY_LINE_UNITS = 66;
const ACTION_LINE_UNITS = 60;
const THOUGHT_LINE_UNITS = 70;

function lines(units: number, perLine: number): number {
  return Math.max(1, Math.ceil(units / perLine));
}

function thoughtsPx(section: Node, wanted: (thought: Node) => boolean): number {
  let height = 0;
  for (const bullet of section.children) {
    let inBullet = 0;
    for (const thought of bullet.children) {
      if (wanted(thought))
        inBullet +=
          lines(thought.content.size, THOUGHT_LINE_UNITS) * THOUGHT_LINE_PX + (inBullet > 0 ? THOUGHT_GAP_PX : 0);
    }
    if (inBullet > 0) height += inBullet + (height > 0 ? BULLET_GAP_PX : 0);
  }
  return height;
}

function storyPx(section: Node, perLine: number): number {
  return section.children.reduce(
    (height, paragraph) => height + lines(paragraph.content.size, perLine) * STORY_LINE_PX,
    0,
  );
}

/** The thoughts that a way of reading shows. */
function thoughtsShown(reading: Reading): ((thought: Node) => boolean) | null {
  if (reading === "all") return () => true;
  if (reading === "story") return null;
  if (reading === "longterm") return isLongterm;
  const type: ThoughtType = reading;
  return (thought) => thoughtTypeOf(thought) === type;
}

/** Whether a way of reading shows anything of a step. */
export function showsAnything(step: Node, states: StepStates, reading: Reading): boolean {
  return reading === "all" || estimateHeight(step, states, reading) > 0;
}

/** The estimated height; 0 for a step of which the way of reading shows nothing. */
export function estimateHeight(step: Node, states: StepStates, reading: Reading): number {
  const wanted = thoughtsShown(reading);
  const isAll = reading === "all";
  let height = 0;
  for (const [index, name] of SECTION_NAMES.entries()) {
    const section = step.child(index);
    const state = states[name];
    if (!isAll && state !== "written") continue;
    const isNoteOnly = state === "skipped" || (isThoughtSection(name) && state === "empty");
    if (isNoteOnly) {
      if (state === "empty" || name === "initial" || name === "outcome") height += NOTE_PX;
    } else if (isThoughtSection(name)) {
      const inSection = wanted === null ? 0 : thoughtsPx(section, wanted);
      if (inSection > 0) height += inSection + SECTION_GAP_PX;
    } else if (isAll || reading === "story")
      height += SECTION_GAP_PX + storyPx(section, name === "action" ? ACTION_LINE_UNITS : STORY_LINE_UNITS);
  }
  if (height === 0) return 0;
  return height + STEP_PX + (typeof step.attrs["chapter"] === "string" ? CHAPTER_PX : 0);
}
