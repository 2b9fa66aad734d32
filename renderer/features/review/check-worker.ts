import "../../host/jitless.ts";

import { checkRun } from "../../../shared/domain/consistency/engine.ts";
import { Step } from "../../../shared/domain/step.ts";

/*
 * The consistency check of a run that was sent: it belongs to no library, so the page checks it itself, away from the
 * thread that draws. One run in, its results out.
 */

addEventListener("message", (message: MessageEvent<unknown>) => {
  postMessage(checkRun(Step.array().parse(message.data)));
});
