/** What the page keeps in the browser. */
export type PageStorage = Pick<Storage, "getItem" | "setItem">;

/**
 * The browser's storage, or as much of it as there is: one that is switched off, full or read-only keeps things until the
 * page goes, and nothing else of the page notices. `open` answers the storage and may throw, as the browser's own does.
 */
export function pageStorage(open: () => PageStorage): PageStorage {
  const kept = new Map<string, string>();
  const storage = attempt(open);
  return {
    getItem: (key) => kept.get(key) ?? (storage === null ? null : attempt(() => storage.getItem(key))),
    setItem(key, value) {
      const isKept = storage !== null && attempt(() => (storage.setItem(key, value), true)) === true;
      if (isKept) kept.delete(key);
      else kept.set(key, value);
    },
  };
}

/** Null where the browser refuses; anything else that is thrown is a fault of ours. */
function attempt<Value>(act: () => Value): Value | null {
  try {
    return act();
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}
