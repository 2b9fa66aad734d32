import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";

import { number } from "../../words/format.ts";

/** Where a value stands in a picture: from the units of the data to those of the drawing. */
export type Scale = (value: number) => number;

/** The room of a picture in its own units, and where its data stand. */
export type Room = {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
};

/** The room of every picture as wide as the sheet. */
export const WIDE: Room = { width: 1120, height: 220, left: 72, right: 1112, top: 12, bottom: 192 };
/** The room of one of two pictures side by side. */
export const HALF: Room = { width: 544, height: 220, left: 64, right: 536, top: 12, bottom: 192 };

/** About so many marks stand beside an upright scale. */
const MARKS = 4;

/** The upright scale for values from 0 to at least `most`, which ends at a round number, with its marks. */
export function upright(room: Room, most: number): { y: Scale; marks: readonly number[] } {
  const y = scaleLinear()
    .domain([0, most > 0 ? most : 1])
    .nice(MARKS)
    .range([room.bottom, room.top]);
  return { y, marks: y.ticks(MARKS) };
}

/** The level scale from `first`, at the left of the room, to `last` at its right; `last` is greater than `first`. */
export function level(room: Room, first: number, last: number): Scale {
  return scaleLinear().domain([first, last]).range([room.left, room.right]);
}

/** Lines across the picture with their values before them. */
export function Marks({
  room,
  y,
  marks,
  format = number,
}: {
  readonly room: Room;
  readonly y: Scale;
  readonly marks: readonly number[];
  readonly format?: (value: number) => string;
}) {
  return marks.map((mark) => (
    <g key={mark}>
      <line className="axis" x1={room.left} x2={room.right} y1={y(mark)} y2={y(mark)} />
      <text x={room.left - 10} y={y(mark) + 4} textAnchor="end">
        {format(mark)}
      </text>
    </g>
  ));
}

/** A dashed line across the picture at a value, with its own ground under it so that it is seen on bars too. */
export function Across({ room, at }: { readonly room: Room; readonly at: number }) {
  const ends = { x1: room.left, x2: room.right, y1: at, y2: at };
  return (
    <>
      <line className="mark-ground" {...ends} />
      <line className="mark" {...ends} />
    </>
  );
}

/** The least room between two names that stand above each other, in the picture's units. */
const NAME_HEIGHT = 15;

/** Names beside the picture's right edge, each where it is wanted or as near above as there is room; the lowest first. */
export function Beside({
  room,
  names,
}: {
  readonly room: Room;
  readonly names: readonly { readonly y: number; readonly text: string }[];
}) {
  let above = Infinity;
  return names.map(({ y, text }) => {
    above = Math.min(y + 4, above - NAME_HEIGHT);
    return (
      <text key={text} x={room.right + 8} y={above}>
        {text}
      </text>
    );
  });
}

/** Names under the picture. */
export function Under({
  room,
  names,
}: {
  readonly room: Room;
  readonly names: readonly { readonly x: number; readonly text: string }[];
}) {
  return names.map(({ x, text }) => (
    <text key={`${String(x)} ${text}`} x={x} y={room.bottom + 20} textAnchor="middle">
      {text}
    </text>
  ));
}

const throughPoints = line().digits(1);

/** A line through points; none through no points. */
export function path(points: readonly [x: number, y: number][]): string {
  return throughPoints(points) ?? "";
}
