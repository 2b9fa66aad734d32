import type { StartSearchWorker } from "./text-search.ts";

/** Starts the thread that searches. */
export const startSearchWorker: StartSearchWorker = (onFound, onFailed) => {
  const worker = new Worker(new URL("./search-worker.ts", import.meta.url), { type: "module" });
  worker.addEventListener("message", (message: MessageEvent<unknown>) => onFound(message.data));
  worker.addEventListener("error", (event) => onFailed(event.message));
  return { post: worker.postMessage.bind(worker), end: () => worker.terminate() };
};
