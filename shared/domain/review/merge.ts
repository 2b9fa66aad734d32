/**
 * How answers come together: every remark and judgement is a record with a key and a time, and of two with one key the
 * later one stands. Of two of one time the greater text does, so that the result follows from the records alone: in any
 * order, any number of times.
 */
export function prevails<T extends { readonly updatedAt: number }>(one: T, other: T): boolean {
  if (one.updatedAt !== other.updatedAt) return one.updatedAt > other.updatedAt;
  return JSON.stringify(one) > JSON.stringify(other);
}
