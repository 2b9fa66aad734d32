import { statSync } from "node:fs";

import type { Backend } from "../backend/backend-shape.ts";
import { contract } from "../../shared/contract/contract.ts";
import { hostMethods } from "../../shared/contract/host-methods.ts";
import { success } from "../../shared/lib/outcome.ts";
import { writeReport, type LibraryAmounts, type ReportedHost } from "../system/report.ts";
import { ownMethod, type OwnMethods } from "./own-methods.ts";

/** The caller under which a report counts the library. */
const REPORTER = "report";

/** Where a host's facts come from. `logs` is null where no log is kept. */
export type ReportSources = {
  readonly host: ReportedHost;
  readonly backend: Backend;
  readonly libraryPath: string;
  readonly logs: string | null;
  /** The version of the database, where somebody has asked it. */
  readonly sqlite?: string;
};

/** The text of a report, the same from every host. */
export async function reportOf({ host, backend, libraryPath, logs, sqlite }: ReportSources): Promise<string> {
  const library = await amountsOf(backend, libraryPath);
  return writeReport({ host, library, logs, ...(sqlite === undefined ? {} : { sqlite }) });
}

/** `host.report` as one of a door's own methods. */
export function reportMethod(sources: ReportSources): OwnMethods {
  return {
    "host.report": ownMethod(hostMethods["host.report"], async () => success({ text: await reportOf(sources) })),
  };
}

async function amountsOf(backend: Backend, libraryPath: string): Promise<LibraryAmounts> {
  const listed = await backend.call(REPORTER, "run.list", {});
  const bytes = statSync(libraryPath, { throwIfNoEntry: false })?.size;
  if (!listed.ok || bytes === undefined) return null;
  const { runs } = contract["run.list"].reply.parse(listed.value);
  return {
    bytes,
    runs: runs.length,
    steps: runs.reduce((sum, run) => sum + run.steps, 0),
    words: runs.reduce((sum, run) => sum + run.words, 0),
  };
}
