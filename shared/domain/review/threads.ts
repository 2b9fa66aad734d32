import type { RemarkId } from "../ids.ts";
import type { Remark } from "./remark.ts";

/** A remark with the replies to it, the oldest first. */
export type Thread<T> = { readonly root: T; readonly replies: readonly T[] };

/**
 * Remarks by what they answer. A reply to a reply, to a remark that is not here, or in a circle (a file may have been
 * made by hand) stands under the remark that its chain begins with, or as one of its own. The order of the roots stays.
 */
export function threadsOf<T>(items: readonly T[], remarkOf: (item: T) => Remark): Thread<T>[] {
  const byId = new Map<RemarkId, T>(items.map((item) => [remarkOf(item).id, item]));
  const roots = new Map<RemarkId, { root: T; replies: T[] }>();
  const rootOf = (item: T): RemarkId => {
    const seen = new Set<RemarkId>();
    let remark = remarkOf(item);
    while (remark.replyTo !== null && !seen.has(remark.id)) {
      seen.add(remark.id);
      const answered = byId.get(remark.replyTo);
      if (answered === undefined) break;
      remark = remarkOf(answered);
    }
    return seen.has(remark.id) ? remarkOf(item).id : remark.id;
  };
  const rooted = items.map((item) => ({ item, id: remarkOf(item).id, root: rootOf(item) }));
  for (const { item, id, root } of rooted) if (id === root) roots.set(id, { root: item, replies: [] });
  for (const { item, id, root } of rooted) if (id !== root) roots.get(root)?.replies.push(item);
  for (const { replies } of roots.values())
    replies.sort((one, other) => {
      const [first, second] = [remarkOf(one), remarkOf(other)];
      return first.createdAt - second.createdAt || (first.id < second.id ? -1 : 1);
    });
  return [...roots.values()];
}
