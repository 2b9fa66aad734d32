import { readdirSync } from "node:fs";
import { join } from "node:path";

import type { ReplyOf } from "../../../shared/contract/contract.ts";
import { plainFailure, type Failure } from "../../../shared/contract/failure.ts";
import type { ReviewCopyId } from "../../../shared/domain/ids.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import { fromStorage } from "../context.ts";
import { fileFailure } from "../file-failure.ts";
import type { LentPath } from "../handles.ts";
import type { WritingLibrary } from "../storage/library.ts";
import { readAnswer } from "./answer.ts";
import { copyAnswered, keepCopy } from "./copies.ts";
import { MAX_BOUNTY_BYTES, readWhole } from "./read-whole.ts";
import { readSent } from "./sent-file.ts";

/** Opens one file that was sent; what cannot be read is refused with its problems. */
export function openSent(library: WritingLibrary, file: LentPath): Outcome<ReviewCopyId, Failure> {
  const bytes = readWhole(file, MAX_BOUNTY_BYTES);
  if (!bytes.ok) return bytes;
  const sent = readSent(bytes.value);
  if (sent.ok) return fromStorage(keepCopy(library, bytes.value, sent.value));
  const own = ownAnswered(library, bytes.value);
  if (own !== null) return own;
  const message = sent.failure.message ?? `“${file.name}” cannot be read as a run.`;
  const problems =
    sent.failure.message === null
      ? [...sent.failure.problems]
      : [{ rule: "shape" as const, severity: "error" as const, pointer: "", message, step: null, repair: null }];
  return failed({ kind: "refused", message, refusals: [{ file: file.name, problems }] });
}

/** The copy that an answer of this very person is about; null for any other file. */
function ownAnswered(library: WritingLibrary, bytes: Uint8Array): Outcome<ReviewCopyId, Failure> | null {
  const answer = readAnswer(bytes);
  if (!answer.ok || answer.value.reviewerId !== library.me) return null;
  const copy = fromStorage(copyAnswered(library, answer.value.run.fingerprints));
  if (!copy.ok) return copy;
  return copy.value === null ? null : success(copy.value);
}

/** The endings of the files in a folder that are looked at. */
const SENT_FILE = /\.(?:json|runpkg)$/iu;
/** The most files of one folder that are opened at once. */
const MAX_FILES = 500;

/** Opens every run that lies directly in a folder; one that cannot be read is named and ends nothing. */
export function openSentFolder(
  library: WritingLibrary,
  folder: LentPath,
): Outcome<ReplyOf<"review.openFolder">, Failure> {
  let names: string[];
  try {
    names = readdirSync(folder.path)
      .filter((name) => SENT_FILE.test(name))
      .toSorted();
  } catch (error) {
    return failed(fileFailure(error, folder.name));
  }
  if (names.length > MAX_FILES)
    return failed(
      plainFailure("tooLarge", `“${folder.name}” holds more than ${MAX_FILES} files. Open a part of them.`),
    );
  const refused: { file: string; message: string }[] = [];
  for (const name of names) {
    const opened = openSent(library, { path: join(folder.path, name), name });
    if (!opened.ok) refused.push({ file: name, message: opened.failure.message });
  }
  return success({ opened: names.length - refused.length, refused });
}
