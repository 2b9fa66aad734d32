import "../../host/jitless.ts";

import { createEngine } from "../../../shared/domain/consistency/engine.ts";
import type { CopyCheckResults } from "./use-copy-check.ts";
import { Step } from "../../../shared/domain/step.ts";

/*
 * The consistency check of a run that was sent: it belongs to no library, so the page checks it itself, away from the
 * thread that draws. One run in, its results out.
 */

addEventListener("message", (message: MessageEvent<unknown>) => {
  const engine = createEngine({});
  engine.load(Step.array().parse(message.data));
  const marks = engine.marks().flatMap(({ stepId, ...mark }) => (stepId === null ? [] : [{ ...mark, stepId }]));
  postMessage({ ...engine.results(), marks } satisfies CopyCheckResults);
});
