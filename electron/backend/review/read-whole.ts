import { plainFailure, type Failure } from "../../../shared/contract/failure.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import { openChosenFile, trouble } from "../exchange/chosen-file.ts";
import type { LentPath } from "../handles.ts";

/** The most bytes of a bounty file (bounty format, limits). */
export const MAX_BOUNTY_BYTES = 256 * 1024 * 1024;

/** All bytes of a file of at most `atMost` bytes. */
export function readWhole(file: LentPath, atMost: number): Outcome<Uint8Array, Failure> {
  const opened = openChosenFile(file);
  if (!opened.ok) return opened;
  const { bytes, source, close } = opened.value;
  try {
    if (bytes > atMost) return failed(plainFailure("tooLarge", `“${file.name}” is larger than Runwright takes.`));
    const chunks: Uint8Array[] = [];
    for (let chunk = source.next(); chunk !== null; chunk = source.next()) chunks.push(chunk.slice());
    return success(Buffer.concat(chunks));
  } catch (error) {
    return failed(trouble(error));
  } finally {
    close();
  }
}
