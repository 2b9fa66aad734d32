import { useSyncExternalStore } from "react";

import type { Store } from "./store.ts";

/** What a store holds, for a component; it is drawn again when that changes. */
export function useStore<T>(store: Pick<Store<T>, "get" | "subscribe">): T {
  return useSyncExternalStore(store.subscribe, store.get);
}

/** A part of what a store holds: drawn again only when the part changes, so it must be a plain value or the same object. */
export function useStorePart<T, Part>(store: Pick<Store<T>, "get" | "subscribe">, part: (value: T) => Part): Part {
  return useSyncExternalStore(store.subscribe, () => part(store.get()));
}
