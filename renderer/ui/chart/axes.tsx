import { number } from "../../words/format.ts";
import { linear, roundMarks, type Scale } from "./scale.ts";

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

const MARKS = 4;

/** The upright scale for values from 0 to at least `most`, with its marks. */
export function upright(room: Room, most: number): { y: Scale; marks: readonly number[] } {
  const marks = roundMarks(most, MARKS);
  return { y: linear(0, marks.at(-1) ?? 1, room.bottom, room.top), marks };
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
  const line = { x1: room.left, x2: room.right, y1: at, y2: at };
  return (
    <>
      <line className="mark-ground" {...line} />
      <line className="mark" {...line} />
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

/** A line through points. */
export function path(points: readonly (readonly [x: number, y: number])[]): string {
  return points.map(([x, y], index) => `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
}
