import type { Rectangle } from "electron";

import type { WindowPlace } from "./kept-state.ts";

/** Size of a first window, in device-independent pixels. */
const WIDTH = 1280;
const HEIGHT = 800;
/** The smallest window in which the page is still laid out. */
export const MIN_WIDTH = 800;
export const MIN_HEIGHT = 600;
/** So much of a window's upper edge must lie on a screen for a person to get hold of it. */
const GRIP_WIDTH = 100;
const GRIP_HEIGHT = 30;
/** How far a further window stands from the one before. */
const NEXT_WINDOW_OFF = 28;

/** Where to open a window; without `x` and `y` the system chooses. */
export type Opening = { readonly width: number; readonly height: number; readonly x?: number; readonly y?: number };

/**
 * Where a window opens: where it was, made to fit the screens that are there (`areas`, their parts that are free). A
 * window of which nothing can be got hold of opens in the middle of the first screen.
 */
export function openingAt(kept: WindowPlace | null, areas: readonly Rectangle[], others = 0): Opening {
  if (kept === null) return { width: WIDTH, height: HEIGHT };
  const off = others * NEXT_WINDOW_OFF;
  const wanted = { x: kept.x + off, y: kept.y + off, width: kept.width, height: kept.height };
  const area = areas.find((each) => holdsGrip(each, wanted));
  const room = area ?? areas[0];
  const width = Math.max(MIN_WIDTH, Math.min(wanted.width, room?.width ?? WIDTH));
  const height = Math.max(MIN_HEIGHT, Math.min(wanted.height, room?.height ?? HEIGHT));
  return area === undefined ? { width, height } : { width, height, x: wanted.x, y: wanted.y };
}

function holdsGrip(area: Rectangle, { x, y, width }: Rectangle): boolean {
  const seen = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
  return seen >= GRIP_WIDTH && y >= area.y && y + GRIP_HEIGHT <= area.y + area.height;
}
