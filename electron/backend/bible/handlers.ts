import type { bibleMethods } from "../../../shared/contract/bible-methods.ts";
import { MAX_LINES } from "../../../shared/contract/bible-methods.ts";
import { type Failure } from "../../../shared/contract/failure.ts";
import { partsOf } from "../../../shared/domain/bible/bible.ts";
import { countsOf, readBibleFile, writeBibleFile } from "../../../shared/domain/bible/bible-file.ts";
import type { RunId, StepId } from "../../../shared/domain/ids.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import type { RunAsker } from "../consistency/ask-run.ts";
import { fromStorage, readingLibrary, writingLibrary, type BackendContext, type Handlers } from "../context.ts";
import { writeOneFile } from "../exchange/write-files.ts";
import { readWhole } from "../review/read-whole.ts";
import { loadSteps } from "../runs/load.ts";
import type { ReadingLibrary } from "../storage/library.ts";
import { changeBible, fromChange, loadBible } from "./parts.ts";

/** A bible of 5,000 entities with 20,000 aliases and their facts takes some 10 MB. */
const MAX_BIBLE_BYTES = 64 * 1024 * 1024;

/** The story bible: what is confirmed, exchange with files, and what the text gives it. */
export function bibleHandlers(context: BackendContext, asker: RunAsker): Handlers<keyof typeof bibleMethods> {
  return {
    "bible.open": ({ runId }) => {
      const library = readingLibrary(context);
      return library.ok ? fromStorage(loadBible(library.value, runId)) : library;
    },
    "bible.change": ({ runId, put, remove }, caller) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      const changed = fromChange(changeBible(library.value, runId, { put, remove }));
      if (!changed.ok) return changed;
      context.tellReaders(runId, caller, "bible.changed", { runId });
      return success({ rev: changed.value.rev });
    },
    "bible.import": ({ runId, file }, caller) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      const lent = context.lent.find(caller, file);
      if (!lent.ok) return lent;
      const bytes = readWhole(lent.value, MAX_BIBLE_BYTES);
      if (!bytes.ok) return bytes;
      const order = orderOf(library.value, runId);
      if (!order.ok) return order;
      const text = decoded(bytes.value);
      const read = text === null ? null : readBibleFile(text, order.value);
      if (read === null || !read.ok) {
        const { name } = lent.value;
        const problems = read === null ? [NOT_UTF8] : [...read.failure];
        const message = `“${name}” cannot be read as a bible of this run, so nothing of it was taken in.`;
        return failed({ kind: "refused", message, refusals: [{ file: name, problems }] });
      }
      const { bible, warnings } = read.value;
      const changed = fromChange(changeBible(library.value, runId, { put: partsOf(bible), remove: [] }));
      if (!changed.ok) {
        const { name } = lent.value;
        const { message } = changed.failure;
        return changed.failure.kind === "tooLarge"
          ? failed({
              kind: "refused",
              message,
              refusals: [{ file: name, problems: [{ ...NOT_UTF8, rule: "limit", message }] }],
            })
          : changed;
      }
      context.tellReaders(runId, caller, "bible.changed", { runId });
      return success({ rev: changed.value.rev, counts: countsOf(bible), problems: [...warnings] });
    },
    "bible.export": async ({ runId, target, overwrite }, caller) => {
      const library = readingLibrary(context);
      if (!library.ok) return library;
      const place = context.lent.find(caller, target);
      if (!place.ok) return place;
      const kept = fromStorage(loadBible(library.value, runId));
      if (!kept.ok) return kept;
      const order = orderOf(library.value, runId);
      if (!order.ok) return order;
      const { text, problems } = writeBibleFile(kept.value.bible, order.value);
      const written = await context.jobs.run(caller, undefined, (job) =>
        writeOneFile(place.value, { name: place.value.name, chunks: [text] }, overwrite, job),
      );
      if (!written.ok) return written;
      const { name: file, bytes, sha256 } = written.value;
      return success({ file, bytes, sha256, counts: countsOf(kept.value.bible), problems: [...problems] });
    },
    "bible.survey": async ({ runId }) => {
      const asked = await asker.ask(runId, { kind: "survey" });
      return asked.ok ? success(asked.value.survey) : asked;
    },
    "bible.concordance": async ({ runId, entity, words, skip }) => {
      const asked = await asker.ask(runId, { kind: "concordance", asked: { entity, words, skip, most: MAX_LINES } });
      return asked.ok ? success(asked.value.concordance) : asked;
    },
  };
}

const NOT_UTF8 = {
  rule: "encoding",
  severity: "error",
  pointer: "",
  message: "This is not UTF-8.",
  step: null,
  repair: null,
} as const;

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function orderOf(library: ReadingLibrary, runId: RunId): Outcome<StepId[], Failure> {
  const loaded = fromStorage(loadSteps(library, runId, []));
  return loaded.ok ? success(loaded.value.order) : loaded;
}
