/** Where a value stands in a picture: linear, from the units of the data to those of the drawing. */
export type Scale = (value: number) => number;

/** The scale that leads `from` to `start` and `to` to `end`; everything to `start` where the two are one. */
export function linear(from: number, to: number, start: number, end: number): Scale {
  const slope = to === from ? 0 : (end - start) / (to - from);
  return (value) => start + (value - from) * slope;
}

const STEPS = [1, 2, 2.5, 5, 10];

/** Round numbers from 0 to at least `most`, some `count` of them: the marks of an axis. */
export function roundMarks(most: number, count: number): number[] {
  if (most <= 0) return [0, 1];
  const power = 10 ** Math.floor(Math.log10(most / count));
  const step = (STEPS.find((each) => each * power * count >= most) ?? 10) * power;
  const marks = [0];
  while ((marks.at(-1) ?? 0) < most) marks.push(Number((marks.length * step).toPrecision(12)));
  return marks;
}

/** Cuts a row of values into at most `most` neighbouring groups of equal size: `from` and `to` are 0-based, `to` not in it. */
export function groups(length: number, most: number): { from: number; to: number }[] {
  const size = Math.max(1, Math.ceil(length / most));
  return Array.from({ length: Math.ceil(length / size) }, (_, index) => ({
    from: index * size,
    to: Math.min(length, (index + 1) * size),
  }));
}
