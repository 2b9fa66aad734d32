/** Cuts a row of values into at most `most` neighbouring groups of equal size: `from` and `to` are 0-based, `to` not in it. */
export function groups(length: number, most: number): { from: number; to: number }[] {
  const size = Math.max(1, Math.ceil(length / most));
  return Array.from({ length: Math.ceil(length / size) }, (_, index) => ({
    from: index * size,
    to: Math.min(length, (index + 1) * size),
  }));
}
