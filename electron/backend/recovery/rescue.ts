import type { ReplyOf, RequestOf } from "../../../shared/contract/contract.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import { contentOf } from "../../../shared/domain/step.ts";
import { success, type Outcome } from "../../../shared/lib/outcome.ts";
import { stepText } from "../backups/plain-text.ts";
import { writeOneFile } from "../exchange/write-files.ts";
import type { LentPath } from "../handles.ts";
import type { Job } from "../jobs.ts";

/**
 * Writes steps that could not be saved to a place of the person's: as text to read, and after it as JSON, so that types,
 * tags and ids are not lost either. The library is not asked for anything: it is what fails.
 */
export async function writeRescue(
  request: RequestOf<"rescue.write">,
  target: LentPath,
  job: Job,
): Promise<Outcome<ReplyOf<"rescue.write">, Failure>> {
  const written = await writeOneFile(
    target,
    { name: target.name, chunks: rescueText(request) },
    request.overwrite,
    job,
  );
  return written.ok ? success({ file: written.value.name, bytes: written.value.bytes }) : written;
}

function* rescueText({ title, steps }: RequestOf<"rescue.write">): Generator<string> {
  yield `${title}\n\nSteps that Runwright could not save, as they stood.\n`;
  for (const { number, step } of steps) yield* stepText(contentOf(step), number, "nothing");
  yield "\n\n======== The same for a program ========\n\n";
  yield `${JSON.stringify({ title, steps })}\n`;
}
