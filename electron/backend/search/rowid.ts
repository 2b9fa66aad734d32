/*
 * The number of a search row is its place in reading order: run | position of the step | ordinal of the text in the step.
 * FTS5 answers rows in the order of their numbers, so hits come in reading order without sorting, a page ends after
 * its last hit, a run is a range of numbers, and the place of a hit needs no table of its own.
 *
 *   bits 62-43  key of the run       (20 bits, 1 to 1,048,575)
 *   bits 42-15  position of the step (28 bits)
 *   bits 14-0   ordinal: the n-th text of the step in reading order, hidden and empty ones counted (15 bits)
 */

const ORDINAL_BITS = 15n;
const POSITION_BITS = 28n;
const RUN_SHIFT = ORDINAL_BITS + POSITION_BITS;

/** The highest position of a step. */
export const MAX_POSITION = 2 ** 28 - 1;
/** Texts of one step that search knows; a valid step has at most 30,003, so none of it is left out. */
export const MAX_ORDINALS = 2 ** 15;

/** A search row taken apart. */
export type RowPlace = { readonly runKey: number; readonly position: number; readonly ordinal: number };

/** The number of a row. */
export function rowNumber({ runKey, position, ordinal }: RowPlace): bigint {
  return (BigInt(runKey) << RUN_SHIFT) | (BigInt(position) << ORDINAL_BITS) | BigInt(ordinal);
}

/** Where the row of this number is. */
export function rowPlace(number: bigint): RowPlace {
  return {
    runKey: Number(number >> RUN_SHIFT),
    position: Number((number >> ORDINAL_BITS) & ((1n << POSITION_BITS) - 1n)),
    ordinal: Number(number & ((1n << ORDINAL_BITS) - 1n)),
  };
}

/** First and last number of the rows of these neighbouring runs. */
export function runRange(firstRunKey: number, lastRunKey: number): { readonly first: bigint; readonly last: bigint } {
  return { first: BigInt(firstRunKey) << RUN_SHIFT, last: (BigInt(lastRunKey + 1) << RUN_SHIFT) - 1n };
}
