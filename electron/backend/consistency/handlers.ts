import type { consistencyMethods } from "../../../shared/contract/consistency-methods.ts";
import { plainFailure } from "../../../shared/contract/failure.ts";
import type { Anchor } from "../../../shared/domain/consistency/verdict.ts";
import type { RunId } from "../../../shared/domain/ids.ts";
import { failed, success } from "../../../shared/lib/outcome.ts";
import { fromStorage, readingLibrary, writingLibrary, type BackendContext, type Handlers } from "../context.ts";
import { loadRun } from "../runs/load.ts";
import { keepVerdict, loadVerdicts, withdrawVerdict } from "./verdicts.ts";

/** Checks of runs and of plain files, and the author's word on findings. */
export function consistencyHandlers(context: BackendContext): Handlers<keyof typeof consistencyMethods> {
  /** What a verdict on each finding of the last check would keep: a page names a finding by its key alone. */
  const lastAnchors = new Map<RunId, ReadonlyMap<string, Anchor>>();
  return {
    "consistency.checkRun": async ({ runId }) => {
      const began = performance.now();
      const library = readingLibrary(context);
      if (!library.ok) return library;
      const run = fromStorage(loadRun(library.value, runId));
      if (!run.ok) return run;
      const verdicts = fromStorage(loadVerdicts(library.value, runId));
      if (!verdicts.ok) return verdicts;
      const steps = run.value.steps.map(({ id, content }) => ({ id, ...content }));
      const checked = await context.crew.check({ kind: "checkSteps", steps, verdicts: verdicts.value });
      if (!checked.ok) return checked;
      lastAnchors.set(runId, checked.value.anchors);
      return success({
        ...checked.value.results,
        marks: checked.value.marks.flatMap(({ stepId, ...mark }) => (stepId === null ? [] : [{ stepId, ...mark }])),
        ms: performance.now() - began,
      });
    },
    "consistency.checkFile": async ({ file }, caller) => {
      const lent = context.lent.find(caller, file);
      if (!lent.ok) return lent;
      const checked = await context.crew.check({ kind: "checkFile", file: lent.value });
      return checked.ok ? success({ ...checked.value.results, ms: checked.value.ms }) : checked;
    },
    "consistency.judge": ({ runId, key, verdict, why }) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      if (verdict === null) return fromStorage(withdrawVerdict(library.value, runId, key));
      const anchor = lastAnchors.get(runId)?.get(key);
      if (anchor === undefined) {
        return failed(plainFailure("noSuchFinding", "That finding is not in the latest check. Check the run again."));
      }
      return fromStorage(keepVerdict(library.value, runId, key, { verdict, why, anchor }));
    },
  };
}
