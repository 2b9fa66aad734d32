import { z } from "zod";

import type { Verification } from "../../../shared/contract/recovery-methods.ts";
import { type Outcome, success } from "../../../shared/lib/outcome.ts";
import { pageComplaints, readAccount } from "../backups/account.ts";
import { packedText, withKept } from "../history/texts.ts";
import { partOfCode } from "../history/parts.ts";
import { blankStep, contentOf } from "../../../shared/domain/step.ts";
import { ContentColumn } from "../runs/step-row.ts";
import type { Query, ReadingConnection } from "../storage/connection.ts";
import { DamagedRow, type LibraryFailure } from "../storage/failures.ts";
import type { ReadingLibrary } from "../storage/library.ts";

/** The most problems that one look tells. */
const PROBLEMS_TOLD = 100;

const StepText = z.object({ number: z.int(), title: z.string(), content: z.string() });
const STEPS: Query<z.infer<typeof StepText>> = {
  sql: `SELECT steps.key AS number, title, content FROM steps JOIN runs ON runs.key = steps.run
        WHERE arriving IS NULL ORDER BY steps.key`,
  row: StepText,
};
const Version = z.object({ key: z.int(), section: z.int(), isPacked: z.int() });
const VERSIONS: Query<z.infer<typeof Version>> = {
  sql: "SELECT key, section, content IS NOT NULL AS isPacked FROM versions ORDER BY key",
  row: Version,
};

/** Looks a library through: SQLite's check of every page and index, then every step and version as they are read. */
export function verifyLibrary(library: ReadingLibrary): Outcome<Verification, LibraryFailure> {
  return library.read<Verification, LibraryFailure>((connection) => {
    const problems = pageComplaints(connection).map((complaint) => `SQLite says: ${complaint}.`);
    const account = readAccount(connection);
    let versions = 0;
    try {
      for (const step of connection.each(STEPS)) {
        if (problems.length >= PROBLEMS_TOLD) break;
        if (!ContentColumn.safeParse(step.content).success) {
          problems.push(`A step of “${step.title}” (row ${String(step.number)}) cannot be read.`);
        }
      }
      for (const version of connection.all(VERSIONS)) {
        versions += 1;
        if (problems.length >= PROBLEMS_TOLD || version.isPacked === 0) continue;
        const complaint = versionComplaint(connection, version);
        if (complaint !== null) problems.push(complaint);
      }
    } catch (error) {
      if (!(error instanceof DamagedRow)) throw error;
      problems.push(`A row does not fit its table: ${error.message}.`);
    }
    const { runs, steps, words } = account;
    return success({ ok: problems.length === 0, problems, runs, steps, words, versions });
  });
}

const ANY_STEP = contentOf(blankStep());

function versionComplaint(connection: ReadingConnection, { key, section }: z.infer<typeof Version>): string | null {
  try {
    withKept(ANY_STEP, partOfCode(section), packedText(connection, key).text);
    return null;
  } catch (error) {
    if (!(error instanceof DamagedRow)) throw error;
    return `A version in the history cannot be read: ${error.message}.`;
  }
}
