import { z } from "zod";

import { DeviceId, LibraryId, PersonId } from "../domain/ids.ts";
import { JobId } from "./handles.ts";
import { method } from "./method.ts";

/** Methods about the library as a whole. */
export const libraryMethods = {
  /** What is open. `name` is the file's name without its folder: the page never learns a path. */
  "library.describe": method({
    request: z.strictObject({}),
    reply: z.strictObject({
      libraryId: LibraryId,
      name: z.string(),
      release: z.string(),
      writing: z.boolean(),
      personId: PersonId,
      /** Null while the library is open for reading only: nothing is saved then. */
      deviceId: DeviceId.nullable(),
    }),
    errors: [],
  }),
  /** Stops a long act at its next safe place; it then answers `cancelled` and has changed nothing. Unknown jobs are ignored: they may just have ended. */
  "job.cancel": method({ request: z.strictObject({ jobId: JobId }), reply: z.strictObject({}), errors: [] }),
};
