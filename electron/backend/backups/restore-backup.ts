import { basename } from "node:path";

import type { ReplyOf, RequestOf } from "../../../shared/contract/contract.ts";
import { plainFailure, type Failure } from "../../../shared/contract/failure.ts";
import { failed, type Outcome, success } from "../../../shared/lib/outcome.ts";
import type { CallerId } from "../backend-shape.ts";
import { writingLibrary, type BackendContext } from "../context.ts";
import { freeName } from "../free-name.ts";
import { replaceLibrary } from "../storage/replace.ts";
import { countsOf } from "./account.ts";
import { rowOf } from "./backups.ts";
import { backupFile } from "./shelf.ts";
import { discardStaged, stageBackup } from "./stage.ts";
import { REPLACED, timeInName } from "./surroundings.ts";

/**
 * Puts a backup in the place of the open library. The copy is judged before anything is touched; what is there is backed up
 * and then moved aside whole, so that the restore can be taken back in two ways.
 */
export async function restoreBackup(
  context: BackendContext,
  caller: CallerId,
  from: RequestOf<"backup.restore">["from"],
): Promise<Outcome<ReplyOf<"backup.restore">, Failure>> {
  const library = writingLibrary(context);
  if (!library.ok) return library;
  if (context.jobs.isBusy()) {
    return failed(plainFailure("busy", "An import or export is still running. Wait for it or stop it, then restore."));
  }
  const { path, id, clock } = library.value;
  const source = sourceOf(context, caller, path, from);
  if (!source.ok) return source;
  const staged = `${path}.staged`;
  discardStaged(staged);
  const judged = stageBackup(source.value, staged, { libraryId: id, sha256: source.value.sha256 });
  if (!judged.ok) return judged;
  try {
    const before = await context.backups.make("restore");
    // A library too damaged to be backed up is still moved aside whole; with any other trouble nothing is touched.
    if (!before.ok && before.failure.kind !== "damaged") return before;
    const aside = freeName(`${path}${REPLACED}${timeInName(clock().utcMs)}`);
    const exchanged = context.exchangeLibrary((at) => replaceLibrary(at, staged, aside));
    if (!exchanged.ok) return exchanged;
    context.tellAll(caller, "library.replaced", {});
    return success({
      ...countsOf(judged.value.account),
      before: before.ok ? rowOf(before.value.note, "beside") : null,
      aside: basename(aside),
    });
  } finally {
    discardStaged(staged);
  }
}

type Source = { readonly path: string; readonly name: string; readonly sha256: string | null };

function sourceOf(
  context: BackendContext,
  caller: CallerId,
  path: string,
  from: RequestOf<"backup.restore">["from"],
): Outcome<Source, Failure> {
  if ("file" in from) {
    const lent = context.lent.find(caller, from.file);
    return lent.ok ? success({ path: lent.value.path, name: lent.value.name, sha256: null }) : lent;
  }
  const found = context.backups.find(path, from);
  if (found === undefined) return failed(plainFailure("noSuchBackup", "That backup is not there any more."));
  const { shelf, note } = found;
  return success({ path: backupFile(shelf, note.name), name: note.name, sha256: note.sha256 });
}
