import { existsSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { resolve } from "node:path";

import { restoreOffline } from "../../backend/backups/restore-offline.ts";
import { holdsAnything, mayBeReadOut } from "../../backend/recovery/readable.ts";
import type { BackupRow } from "../../../shared/contract/backup-methods.ts";
import type { VersionRow } from "../../../shared/contract/history-methods.ts";
import { type RecoveryReport, sumOfTallies } from "../../../shared/contract/recovery-methods.ts";
import { failed, success } from "../../../shared/lib/outcome.ts";
import { systemClock } from "../../../shared/lib/time.ts";
import { CALLER, lend, namedFiles, withSession } from "./context.ts";
import { EXIT, type ExitCode } from "./exit.ts";
import { chooseRun } from "./file-commands.ts";
import type { Printer } from "./printer.ts";

/** `verify --library LIB`: every page, row and version. Ends with 1 when anything is wrong. */
export async function verify(printer: Printer, library: string): Promise<ExitCode> {
  const answer = await withSession({ kind: "read", path: library }, (session) => session.call("recovery.verify", {}));
  if (!answer.ok) return printer.refuse(answer.failure);
  const { ok, problems, runs, steps, words, versions } = answer.value;
  printer.answer(answer.value, [
    ...problems,
    `${ok ? "Whole" : "NOT WHOLE"}: ${runs} runs, ${steps} steps, ${words} words, ${versions} versions in the history.`,
  ]);
  return ok ? EXIT.done : EXIT.problems;
}

/** `backup --out DIR --library LIB`: one verified copy with its plain texts, beside whoever writes. */
export async function backup(printer: Printer, library: string, out: string): Promise<ExitCode> {
  const answer = await withSession({ kind: "read", path: library }, (session) =>
    session.call("backup.now", { folder: session.backend.lendFolder(CALLER, resolve(out)) }),
  );
  if (!answer.ok) return printer.refuse(answer.failure);
  const { backup: made, file, texts } = answer.value;
  printer.answer({ backup: withoutPlace(made), file, texts }, [
    `${file}  ${made.bytes} bytes, ${made.runs} runs, ${made.words} words, checked`,
    ...texts,
  ]);
  return EXIT.done;
}

/** `restore BACKUP --library LIB`: puts it in place of LIB, which goes aside whole; also where LIB is damaged or gone. */
export async function restore(printer: Printer, given: string, library: string): Promise<ExitCode> {
  const restored = await restoreOffline(
    {
      path: resolve(library),
      create: true,
      person: { name: userInfo().username },
      device: { id: null, name: hostname() },
      clock: systemClock,
    },
    { path: resolve(given), name: given },
  );
  if (!restored.ok) return printer.refuse(restored.failure);
  const { runs, steps, words, before, aside } = restored.value;
  printer.answer({ runs, steps, words, before: before === null ? null : withoutPlace(before), aside }, [
    `Restored: ${runs} runs, ${steps} steps, ${words} words.`,
    ...(aside === null ? [] : [`What was there is whole in ${aside}, beside the library.`]),
    ...(before === null ? [] : [`It was backed up as ${before.name} first.`]),
  ]);
  return EXIT.done;
}

/** `recover DAMAGED --library LIB`: reads out what is readable and brings in what is newer; LIB is made when there is none and something can be read. */
export async function recover(printer: Printer, given: string, library: string): Promise<ExitCode> {
  const damaged = { path: resolve(given), name: given };
  const readable = mayBeReadOut(damaged);
  if (!readable.ok) return printer.refuse(readable.failure);
  // No library is made for nothing.
  if (!existsSync(resolve(library)) && !holdsAnything(damaged.path))
    return tellRecovered(printer, { runs: [], others: [] });
  const answer = await withSession({ kind: "write", path: library }, async (session) => {
    const [file] = lend(session, namedFiles([given]));
    if (file === undefined) throw new Error("One file was lent and none came back");
    return session.call("recovery.salvage", { file });
  });
  if (!answer.ok) return printer.refuse(answer.failure);
  return tellRecovered(printer, answer.value.report);
}

function tellRecovered(printer: Printer, { runs, others }: Pick<RecoveryReport, "runs" | "others">): ExitCode {
  const beside = sumOfTallies({ runs, others });
  printer.answer({ runs, others }, [
    ...runs.map(({ runId, title, found, brought }) => `${runId}  ${found} steps read, ${brought} brought in  ${title}`),
    ...beside.map(({ kind, found, brought }) => `${kind}: ${found} read, ${brought} brought in`),
    ...(runs.length === 0 ? ["No run and no step could be read."] : []),
  ]);
  return runs.length === 0 ? EXIT.problems : EXIT.done;
}

/** `history RUN --library LIB`: the newest versions and the snapshots of a run. */
export async function history(
  printer: Printer,
  named: string,
  options: { library: string; limit: number },
): Promise<ExitCode> {
  const answer = await withSession({ kind: "read", path: options.library }, async (session) => {
    const runId = await chooseRun(session, named);
    if (!runId.ok) return runId;
    const versions = await session.call("history.list", {
      runId: runId.value,
      stepId: null,
      part: null,
      before: null,
      limit: options.limit,
    });
    if (!versions.ok) return failed(versions.failure);
    const snapshots = await session.call("history.snapshots", { runId: runId.value });
    return snapshots.ok ? success({ runId: runId.value, ...versions.value, ...snapshots.value }) : snapshots;
  });
  if (!answer.ok) return printer.refuse(answer.failure);
  const { versions, snapshots, more } = answer.value;
  printer.answer(answer.value, [
    ...versions.map(versionLine),
    ...(more ? ["… and older ones (--limit)."] : []),
    ...snapshots.map(
      (each) => `${time(each.at)}  snapshot ${each.why}  ${each.steps} steps, ${each.words} words  ${each.name}`,
    ),
  ]);
  return EXIT.done;
}

function versionLine(row: VersionRow): string {
  const place = row.step === null ? "a step in the bin" : `step ${row.step}`;
  const now = row.isPresent ? " (as it stands)" : "";
  return `${time(row.changedAt)}  ${row.kind ?? "as it came"}  ${place}, ${row.part}, ${row.words} words${row.person === null ? "" : `, ${row.person}`}${now}`;
}

const time = (utcMs: number): string => new Date(utcMs).toISOString();

function withoutPlace({ place: _place, ...row }: BackupRow): Omit<BackupRow, "place"> {
  return row;
}
