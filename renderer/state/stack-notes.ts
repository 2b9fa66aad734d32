/** A note beside the text: where it would stand, and how high it is, in pixels. */
export type WantedNote = { readonly id: string; readonly top: number; readonly height: number };

/**
 * Where notes come to stand that would lie on each other: in the order of their places, each beside its own or, where
 * another is in the way, right under that one. The `open` one stands exactly at its place; those before it make room
 * upwards, as far as there is any.
 */
export function stackNotes(
  notes: readonly WantedNote[],
  gap: number,
  open: string | null,
): ReadonlyMap<string, number> {
  const ordered = notes.toSorted((one, other) => one.top - other.top);
  const tops = downwards(
    ordered.map(({ top, height }) => ({ top, height })),
    gap,
  );
  const at = ordered.findIndex(({ id }) => id === open);
  let next = ordered[at]?.top ?? 0;
  if (at !== -1) tops[at] = next;
  for (let before = at - 1; before >= 0; before -= 1) {
    next = Math.min(tops[before] ?? 0, next - gap - (ordered[before]?.height ?? 0));
    tops[before] = next;
  }
  // What was moved up may have no room above it, and what follows the open one comes up to it.
  const settled = downwards(
    ordered.map(({ top, height }, index) => ({ top: index <= at ? (tops[index] ?? top) : top, height })),
    gap,
  );
  return new Map(ordered.map(({ id }, index) => [id, settled[index] ?? 0]));
}

function downwards(notes: readonly { readonly top: number; readonly height: number }[], gap: number): number[] {
  let free = 0;
  return notes.map(({ top, height }) => {
    const placed = Math.max(top, free);
    free = placed + height + gap;
    return placed;
  });
}
