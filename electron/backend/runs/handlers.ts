import type { Failure } from "../../../shared/contract/failure.ts";
import type { runMethods } from "../../../shared/contract/run-methods.ts";
import type { RunId } from "../../../shared/domain/ids.ts";
import { success, type Outcome } from "../../../shared/lib/outcome.ts";
import type { CallerId } from "../backend-shape.ts";
import { fromStorage, readingLibrary, writingLibrary, type BackendContext, type Handlers } from "../context.ts";
import { createRun } from "./create.ts";
import { loadDetails, replaceAuthors, updateDetails } from "./details.ts";
import { listRuns } from "./list.ts";
import { loadRun, loadSteps } from "./load.ts";
import { sectionsOutOfOrder } from "./order-of-writing.ts";
import { keepPlace } from "./place.ts";
import { addSample } from "./sample.ts";
import { saveRun } from "./save.ts";

/** Runs: listing, making, opening, saving. */
export function runHandlers(context: BackendContext): Handlers<keyof typeof runMethods> {
  return {
    "run.list": () => {
      const library = readingLibrary(context);
      if (!library.ok) return library;
      const runs = fromStorage(listRuns(library.value));
      return runs.ok ? success({ runs: runs.value }) : runs;
    },
    "run.create": ({ title, authors }, caller) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      const runId = fromStorage(createRun(library.value, { title, authors }));
      if (!runId.ok) return runId;
      context.tellAll(caller, "library.changed", {});
      return success({ runId: runId.value });
    },
    "run.sample": (_request, caller) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      const runId = fromStorage(addSample(library.value));
      if (!runId.ok) return runId;
      context.tellAll(caller, "library.changed", {});
      return success({ runId: runId.value });
    },
    "run.open": ({ runId }, caller) => {
      const library = readingLibrary(context);
      if (!library.ok) return library;
      const run = fromStorage(loadRun(library.value, runId));
      if (!run.ok) return run;
      context.follow(caller, runId);
      const pen = library.value.mode === "read" ? "nobody" : context.pens.ask(runId, caller) ? "here" : "elsewhere";
      return success({ ...run.value, pen });
    },
    "run.steps": ({ runId, steps }) => {
      const library = readingLibrary(context);
      return library.ok ? fromStorage(loadSteps(library.value, runId, steps)) : library;
    },
    "run.provenance": ({ runId }) => {
      const library = readingLibrary(context);
      if (!library.ok) return library;
      const sections = fromStorage(sectionsOutOfOrder(library.value, runId));
      return sections.ok ? success({ outOfOrder: sections.value }) : sections;
    },
    "run.takePen": ({ runId }, caller) => takePen(context, runId, caller),
    "run.save": (request, caller) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      const saved = fromStorage(saveRun(library.value, request));
      if (!saved.ok) return saved;
      if (saved.value.state === "saved") {
        const steps = saved.value.steps;
        context.tellReaders(request.runId, caller, "run.changed", { runId: request.runId, steps });
        context.tellAll(caller, "library.changed", {});
      }
      return saved;
    },
    "run.updateDetails": ({ runId, baseRev, details }, caller) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      const updated = fromStorage(updateDetails(library.value, runId, baseRev, details));
      if (updated.ok && updated.value.saved) context.tellAll(caller, "library.changed", {});
      return updated;
    },
    "run.replaceAuthors": ({ runs, from, to }, caller) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      const replaced = fromStorage(replaceAuthors(library.value, runs, from, to));
      if (!replaced.ok) return replaced;
      if (replaced.value.length > 0) context.tellAll(caller, "library.changed", {});
      return success({ runs: replaced.value });
    },
    "run.keepPlace": ({ runId, place }) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      const kept = fromStorage(keepPlace(library.value, runId, place));
      return kept.ok ? success({}) : kept;
    },
  };
}

function takePen(
  context: BackendContext,
  runId: RunId,
  caller: CallerId,
): Outcome<{ pen: "here" | "nobody" }, Failure> {
  const library = readingLibrary(context);
  if (!library.ok) return library;
  const run = fromStorage(loadDetails(library.value, runId));
  if (!run.ok) return run;
  if (library.value.mode === "read") return success({ pen: "nobody" });
  const before = context.pens.take(runId, caller);
  if (before !== null) context.tell(before, "pen.moved", { runId });
  return success({ pen: "here" });
}
