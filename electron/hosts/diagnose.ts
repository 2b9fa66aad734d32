import Database from "better-sqlite3";

import { openBackend } from "../backend/backend.ts";
import { RELEASE } from "../../shared/contract/release.ts";
import { writeReport, type ReportedHost } from "../system/report.ts";
import { reportOf } from "./report.ts";

/** What `--diagnose` found. `isSound` is false when something that the app stands on does not work. */
export type Diagnosis = { readonly text: string; readonly isSound: boolean };

/** What is looked at. */
export type DiagnosisOptions = {
  readonly host: ReportedHost;
  /** Null when there is none to look at. */
  readonly libraryPath: string | null;
  readonly logs: string;
};

/**
 * Tries what the app stands on: the database's native code and, where one is named, the library, which is opened for
 * reading beside whoever writes it and is left as it is. Answers with the report that a person would send.
 */
export async function diagnose({ host, libraryPath, logs }: DiagnosisOptions): Promise<Diagnosis> {
  let sqlite: string;
  try {
    sqlite = sqliteVersion();
  } catch (error) {
    const name = error instanceof Error ? error.name : typeof error;
    return { text: `Runwright ${RELEASE}\nsound: no, the database does not start (${name})`, isSound: false };
  }
  if (libraryPath === null) return sound(writeReport({ host, library: null, logs, sqlite }));
  const opened = await openBackend({ library: { path: libraryPath, mode: "read" }, worker: null });
  if (!opened.ok) {
    const text = writeReport({ host, library: null, logs, sqlite });
    return { text: `${text}\nsound: no, the library is not opened (${opened.failure.kind})`, isSound: false };
  }
  const text = await reportOf({ host, backend: opened.value, libraryPath, logs, sqlite });
  await opened.value.close();
  return sound(text);
}

function sound(text: string): Diagnosis {
  return { text: `${text}\nsound: yes`, isSound: true };
}

/** Loads the native code, which on a machine that it was not made for fails here. */
function sqliteVersion(): string {
  const memory = new Database(":memory:");
  try {
    return String(memory.prepare("SELECT sqlite_version()").pluck().get());
  } finally {
    memory.close();
  }
}
