import { resolve } from "node:path";

import type { BibleCounts } from "../../../shared/domain/bible/bible-file.ts";
import { CALLER, lend, namedFiles, withSession } from "./context.ts";
import { EXIT, type ExitCode } from "./exit.ts";
import { chooseRun } from "./file-commands.ts";
import { problemLines, type Printer } from "./printer.ts";

/** `bible import FILE --run RUN --library LIB`: what the file names takes the place of what has the same id; all or nothing. */
export async function importBible(
  printer: Printer,
  given: string,
  { library, run }: { library: string; run: string },
): Promise<ExitCode> {
  const answer = await withSession({ kind: "write", path: library }, async (session) => {
    const runId = await chooseRun(session, run);
    if (!runId.ok) return runId;
    const [file] = lend(session, namedFiles([given]));
    if (file === undefined) throw new Error("One file was lent and none came back");
    return session.call("bible.import", { runId: runId.value, file });
  });
  if (!answer.ok) return printer.refuse(answer.failure);
  const { counts, problems } = answer.value;
  for (const line of problemLines(given, problems)) printer.say(line);
  printer.answer({ counts, problems }, [countLine(counts)]);
  return EXIT.done;
}

/** `bible export RUN --library LIB --out FILE`: the run's bible with its steps by number. */
export async function exportBible(
  printer: Printer,
  run: string,
  { library, out, overwrite }: { library: string; out: string; overwrite: boolean },
): Promise<ExitCode> {
  const answer = await withSession({ kind: "read", path: library }, async (session) => {
    const runId = await chooseRun(session, run);
    if (!runId.ok) return runId;
    const target = session.backend.lendTarget(CALLER, resolve(out));
    return session.call("bible.export", { runId: runId.value, target, overwrite });
  });
  if (!answer.ok) return printer.refuse(answer.failure);
  const { file, bytes, sha256, counts, problems } = answer.value;
  for (const line of problemLines(file, problems)) printer.say(line);
  printer.answer({ file, bytes, sha256, counts, problems }, [
    `${file}  ${bytes} bytes  sha256 ${sha256}`,
    countLine(counts),
  ]);
  return EXIT.done;
}

function countLine(counts: BibleCounts): string {
  return Object.entries(counts)
    .map(([what, count]) => `${count} ${what}`)
    .join(", ");
}
