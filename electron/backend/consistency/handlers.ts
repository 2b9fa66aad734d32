import type { consistencyMethods } from "../../../shared/contract/consistency-methods.ts";
import { plainFailure } from "../../../shared/contract/failure.ts";
import type { Anchor } from "../../../shared/domain/consistency/verdict.ts";
import type { Followed } from "../../../shared/domain/consistency/rule.ts";
import type { RunId, StepId } from "../../../shared/domain/ids.ts";
import { failed, success } from "../../../shared/lib/outcome.ts";
import { followText } from "../bible/follow-text.ts";
import { fromChange } from "../bible/parts.ts";
import { fromStorage, readingLibrary, writingLibrary, type BackendContext, type Handlers } from "../context.ts";
import type { RunAsker } from "./ask-run.ts";
import { dropBaseline, keepBaseline, loadBaseline } from "./baseline.ts";
import { keepVerdict, withdrawVerdict } from "./verdicts.ts";

/** Checks of runs and of plain files, and the author's word on findings. */
export function consistencyHandlers(
  context: BackendContext,
  asker: RunAsker,
): Handlers<keyof typeof consistencyMethods> {
  /** What a verdict on each finding of the last check would keep: a page names a finding by its key alone. */
  const lastAnchors = new Map<RunId, ReadonlyMap<string, Anchor>>();
  const lastFollowed = new Map<RunId, ReadonlyMap<string, Followed & { readonly step: StepId }>>();
  const notFound = plainFailure("noSuchFinding", "That finding is not in the latest check. Check the run again.");
  return {
    "consistency.rules": async () => {
      // They bring the lists of English words along, which the start must not load.
      const [{ bareRunRules }, { BIBLE_RULES }] = await Promise.all([
        import("../../../shared/domain/consistency/engine.ts"),
        import("../../../shared/domain/consistency/rules/bible-rules.ts"),
      ]);
      const rules = [...bareRunRules(), ...BIBLE_RULES].map(({ id, meta, isOffByDefault }) => ({
        id,
        ...meta,
        isOffByDefault: isOffByDefault === true,
      }));
      return success({ rules });
    },
    "consistency.checkRun": async ({ runId }) => {
      const began = performance.now();
      const checked = await asker.ask(runId, { kind: "check" });
      if (!checked.ok) return checked;
      const library = readingLibrary(context);
      if (!library.ok) return library;
      const baseline = fromStorage(loadBaseline(library.value, runId));
      if (!baseline.ok) return baseline;
      lastAnchors.set(runId, checked.value.anchors);
      lastFollowed.set(runId, new Map(checked.value.followed.map(({ key, followed }) => [key, followed])));
      return success({
        ...checked.value.results,
        marks: checked.value.marks.flatMap(({ stepId, ...mark }) => (stepId === null ? [] : [{ stepId, ...mark }])),
        baseline: baseline.value,
        follows: checked.value.followed.map(({ key }) => key),
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
      if (anchor === undefined) return failed(notFound);
      return fromStorage(keepVerdict(library.value, runId, key, { verdict, why, anchor }));
    },
    "consistency.follow": ({ runId, key }, caller) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      const followed = lastFollowed.get(runId)?.get(key);
      if (followed === undefined) return failed(notFound);
      const changed = fromChange(followText(library.value, runId, followed));
      if (!changed.ok) return changed;
      context.tellReaders(runId, caller, "bible.changed", { runId });
      return success({ rev: changed.value.rev });
    },
    "consistency.baseline": ({ runId, act }) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      if (act === "drop") return fromStorage(dropBaseline(library.value, runId));
      const anchors = lastAnchors.get(runId);
      return anchors === undefined
        ? failed(notFound)
        : fromStorage(keepBaseline(library.value, runId, [...anchors.values()]));
    },
  };
}
