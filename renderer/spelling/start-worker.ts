import type { SpellingWorker } from "./speller.ts";

/** The thread that spells. */
export function startSpellingWorker(): SpellingWorker {
  return new Worker(new URL("./spelling-worker.ts", import.meta.url), { type: "module" });
}
