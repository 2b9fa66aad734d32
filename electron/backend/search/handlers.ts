import type { searchMethods } from "../../../shared/contract/search-methods.ts";
import { fromStorage, readingLibrary, type BackendContext, type Handlers } from "../context.ts";
import { findText } from "./find.ts";

/** Search over all runs of the library. */
export function searchHandlers(context: BackendContext): Handlers<keyof typeof searchMethods> {
  return {
    "search.find": (request) => {
      const library = readingLibrary(context);
      return library.ok ? fromStorage(findText(library.value, request)) : library;
    },
  };
}
