import type { FileKind } from "../../../shared/contract/exchange-methods.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import { success, type Outcome } from "../../../shared/lib/outcome.ts";
import type { LentPath } from "../handles.ts";
import { packageManifest } from "../package/unpack-run.ts";
import { REQUEST_ENTRY } from "../review/answer.ts";
import { openChosenFile } from "./chosen-file.ts";

/** Where a file belongs, told by its manifest; a file without one is for the import to look at. */
export async function recognizeFile(file: LentPath): Promise<Outcome<FileKind, Failure>> {
  const opened = openChosenFile(file);
  if (!opened.ok) return opened;
  try {
    const manifest = await packageManifest(opened.value.descriptor);
    if (manifest?.kind === "turn") return success("turn");
    if (manifest?.kind !== "review") return success("other");
    return success(manifest.entries.some(({ name }) => name === REQUEST_ENTRY) ? "request" : "answer");
  } finally {
    opened.value.close();
  }
}
