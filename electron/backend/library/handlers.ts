import { basename } from "node:path";

import type { libraryMethods } from "../../../shared/contract/library-methods.ts";
import { RELEASE } from "../../../shared/contract/release.ts";
import { success } from "../../../shared/lib/outcome.ts";
import { readingLibrary, writingLibrary, type BackendContext, type Handlers } from "../context.ts";

/** The library as a whole, and the jobs that run on it. */
export function libraryHandlers(context: BackendContext): Handlers<keyof typeof libraryMethods> {
  return {
    "library.describe": () => {
      const library = readingLibrary(context);
      if (!library.ok) return library;
      const { id, path, mode, me } = library.value;
      const writing = writingLibrary(context);
      return success({
        libraryId: id,
        name: basename(path),
        release: RELEASE,
        writing: mode === "write",
        personId: me,
        deviceId: writing.ok ? writing.value.device : null,
      });
    },
    "job.cancel": ({ jobId }, caller) => {
      context.jobs.cancel(caller, jobId);
      return success({});
    },
  };
}
