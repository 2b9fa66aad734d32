import { plainFailure, type Failure } from "../../../shared/contract/failure.ts";
import type { FileHandle } from "../../../shared/contract/handles.ts";
import type { exchangeMethods, ImportWish } from "../../../shared/contract/exchange-methods.ts";
import type { Problem } from "../../../shared/domain/bounty/problem.ts";
import type { ImportNote } from "../../../shared/domain/exchange/assemble.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import type { CallerId } from "../backend-shape.ts";
import { moveRunsToBin } from "../runs/bin.ts";
import type { ReadingLibrary, WritingLibrary } from "../storage/library.ts";
import { fromStorage, readingLibrary, writingLibrary, type BackendContext, type Handlers } from "../context.ts";
import { fileFailure } from "../file-failure.ts";
import type { LentPath } from "../handles.ts";
import { chosenRuns, exportCheck, exportRuns } from "./export-runs.ts";
import { keepMapping, readMapping } from "./import-mapping.ts";
import { recognizeFile } from "./recognize.ts";
import { checkImport, importRuns, type Judged, judgeFiles } from "./import-runs.ts";

/** The paths behind several handles of one caller; the first unknown one is a failure. */
export function lentFiles(
  context: BackendContext,
  caller: CallerId,
  handles: readonly FileHandle[],
): Outcome<LentPath[], Failure> {
  const files: LentPath[] = [];
  for (const handle of handles) {
    const file = context.lent.find(caller, handle);
    if (!file.ok) return file;
    files.push(file.value);
  }
  return success(files);
}

/** What is wished, with the mapping of the last time where none is named. */
function withMapping(library: ReadingLibrary | null, wish: ImportWish | undefined): ImportWish {
  const kept = library === null ? null : readMapping(library.path);
  return { ...(kept !== null && { mapping: kept }), ...wish };
}

/** As `withMapping`; a mapping that is named is kept for the next time first. */
function keptMapping(library: WritingLibrary, wish: ImportWish | undefined): Outcome<ImportWish, Failure> {
  if (wish?.mapping === undefined) return success(withMapping(library, wish));
  try {
    keepMapping(library.path, wish.mapping);
    return success(wish);
  } catch (error) {
    return failed(fileFailure(error, "the mapping beside the library"));
  }
}

/** Every problem of a file; what a document leaves unclear is a warning, what is left out of it a note. */
function toldProblems({ problems, unclear, leftOut }: Judged): Problem[] {
  return [...problems, ...unclear.map((note) => told("warning", note)), ...leftOut.map((note) => told("note", note))];
}

function told(severity: "warning" | "note", { place, what }: ImportNote): Problem {
  return { rule: "shape", severity, pointer: "", message: `${place}: ${what}.`, step: null, repair: null };
}

/** Import, validation and export of files in every format. */
export function exchangeHandlers(context: BackendContext): Handlers<keyof typeof exchangeMethods> {
  return {
    "exchange.recognize": async ({ file }, caller) => {
      const lent = context.lent.find(caller, file);
      if (!lent.ok) return lent;
      const kind = await recognizeFile(lent.value);
      return kind.ok ? success({ kind: kind.value }) : kind;
    },
    "exchange.import": async ({ files, wish, jobId }, caller) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      const lent = lentFiles(context, caller, files);
      if (!lent.ok) return lent;
      const kept = keptMapping(library.value, wish);
      if (!kept.ok) return kept;
      const imported = await context.jobs.run(caller, jobId, (job) =>
        importRuns(library.value, context.crew, lent.value, job, kept.value, () => context.backups.makeBeforeImport()),
      );
      if (imported.ok) context.tellAll(caller, "library.changed", {});
      return imported;
    },
    "exchange.importCheck": async ({ files, wish, jobId }, caller) => {
      const lent = lentFiles(context, caller, files);
      if (!lent.ok) return lent;
      const { library } = context;
      const checked = await context.jobs.run(caller, jobId, (job) =>
        checkImport(library, context.crew, lent.value, withMapping(library, wish), job),
      );
      return checked.ok ? success({ files: checked.value }) : checked;
    },
    "exchange.undoImport": ({ runs }, caller) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      const moved = fromStorage(moveRunsToBin(library.value, runs));
      if (!moved.ok) return moved;
      context.tellAll(caller, "library.changed", {});
      return success({});
    },
    "exchange.validate": async ({ files, jobId }, caller) => {
      const lent = lentFiles(context, caller, files);
      if (!lent.ok) return lent;
      const judged = await context.jobs.run(caller, jobId, (job) =>
        judgeFiles(context.crew, lent.value, job, withMapping(context.library, undefined)),
      );
      if (!judged.ok) return judged;
      return success({
        files: judged.value.map((one) => ({ file: one.file.name, ok: one.ok, problems: toldProblems(one) })),
      });
    },
    "exchange.export": async ({ runs, format, options, target, overwrite, beginning, jobId }, caller) => {
      const library = readingLibrary(context);
      if (!library.ok) return library;
      const place = context.lent.find(caller, target);
      if (!place.ok) return place;
      const chosen = chosenRuns(library.value, runs);
      if (!chosen.ok) return chosen;
      if (chosen.value.length === 0)
        return failed(plainFailure("nothingToExport", "This library holds no run to export."));
      const wish = {
        target: place.value,
        overwrite,
        beginning: beginning ?? false,
        folder: runs === "all" || runs.length > 1,
      };
      return context.jobs.run(caller, jobId, async (job) => {
        if (format === "bounty") return exportRuns(library.value, chosen.value, wish, job);
        // Loaded with the first export of its kind: the writers of these formats are a tenth of a start.
        const { exportAs } = await import("./formats/export-as.ts");
        return exportAs(library.value, chosen.value, { ...wish, format, options: options ?? {} }, job);
      });
    },
    "exchange.exportCheck": async ({ runs, format = "bounty", release }, caller) => {
      const library = readingLibrary(context);
      if (!library.ok) return library;
      const chosen = chosenRuns(library.value, runs);
      if (!chosen.ok) return chosen;
      return context.jobs.run(caller, undefined, (job) =>
        exportCheck(library.value, chosen.value, { format, release: release ?? null }, job),
      );
    },
  };
}
