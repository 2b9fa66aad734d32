import { fileFailure, fileErrorCode } from "../file-failure.ts";
import { failed, success } from "../../../shared/lib/outcome.ts";
import type { recoveryMethods, RecoveryReport } from "../../../shared/contract/recovery-methods.ts";
import { fromStorage, readingLibrary, writingLibrary, type BackendContext, type Handlers } from "../context.ts";
import { openChosenFile } from "../exchange/chosen-file.ts";
import { listRuns } from "../runs/list.ts";
import { mayBeReadOut } from "./readable.ts";
import { bringIn } from "./recover.ts";
import { readReport, removeReport } from "./report.ts";
import { writeRescue } from "./rescue.ts";
import { verifyLibrary } from "./verify.ts";

/** What happens when a file or a disk is damaged. */
export function recoveryHandlers(context: BackendContext): Handlers<keyof typeof recoveryMethods> {
  return {
    "recovery.report": () => success({ report: context.library === null ? null : readReport(context.library.path) }),
    "recovery.dismiss": () => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      try {
        removeReport(library.value.path);
        return success({});
      } catch (error) {
        if (fileErrorCode(error) === null) throw error;
        return failed(fileFailure(error, "the report"));
      }
    },
    "recovery.verify": () => {
      const library = readingLibrary(context);
      return library.ok ? fromStorage(verifyLibrary(library.value)) : library;
    },
    "recovery.salvage": async ({ file }, caller) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      const lent = context.lent.find(caller, file);
      if (!lent.ok) return lent;
      const readable = mayBeReadOut(lent.value);
      if (!readable.ok) return readable;
      // Opened once to be told what is no file at all, before it is read as pages.
      const opened = openChosenFile(lent.value);
      if (!opened.ok) return opened;
      opened.value.close();
      const held = fromStorage(listRuns(library.value));
      if (!held.ok) return held;
      const before = held.value.length === 0 ? held : await context.backups.make("recovery");
      if (!before.ok) return before;
      const brought = bringIn(library.value, lent.value.path, { isSuccessor: false, note: () => undefined });
      if (!brought.ok) return brought;
      context.tellAll(caller, "library.changed", {});
      const now = library.value.clock();
      const report: RecoveryReport = {
        at: now.utcMs,
        offsetMinutes: now.offsetMinutes,
        what: "file",
        detail: lent.value.name,
        backup: null,
        aside: null,
        runs: [...brought.value.runs],
        others: [...brought.value.others],
        complete: true,
      };
      return success({ report });
    },
    "rescue.write": (request, caller) => {
      const target = context.lent.find(caller, request.target);
      return target.ok ? context.jobs.run(caller, undefined, (job) => writeRescue(request, target.value, job)) : target;
    },
  };
}
