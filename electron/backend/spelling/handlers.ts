import { plainFailure } from "../../../shared/contract/failure.ts";
import { MAX_RUN_WORDS, type spellingMethods } from "../../../shared/contract/spelling-methods.ts";
import { failed, success } from "../../../shared/lib/outcome.ts";
import { readingLibrary, storageFailure, writingLibrary, type BackendContext, type Handlers } from "../context.ts";
import { changeWords, loadWords } from "./words.ts";

/** Spelling: the words that a run has of its own. */
export function spellingHandlers(context: BackendContext): Handlers<keyof typeof spellingMethods> {
  return {
    "run.words": ({ runId }) => {
      const library = readingLibrary(context);
      if (!library.ok) return library;
      const words = loadWords(library.value, runId);
      return words.ok ? success({ words: words.value }) : failed(storageFailure(words.failure));
    },
    "run.changeWords": ({ runId, add, remove }) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      const words = changeWords(library.value, runId, { add, remove });
      if (words.ok) return success({ words: words.value });
      if (words.failure.kind !== "tooManyWords") return failed(storageFailure(words.failure));
      return failed(
        plainFailure("tooLarge", `A run can have at most ${MAX_RUN_WORDS} words of its own; nothing was added.`),
      );
    },
  };
}
