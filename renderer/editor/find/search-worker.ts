import "../../host/jitless.ts";

import { SearchedSteps } from "./search-steps.ts";
import { SearchTask } from "./search-task.ts";

/*
 * Finding runs away from the thread that draws, for one reason: a pattern of the browser's own engine can take for ever,
 * and only a thread can be ended (docs/decisions/0008).
 */

const steps = new SearchedSteps();

addEventListener("message", (message: MessageEvent<unknown>) => {
  for (const found of steps.search(SearchTask.parse(message.data))) postMessage(found);
});
