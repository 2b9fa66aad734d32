import type { ReplyOf, RequestOf } from "../../../shared/contract/contract.ts";
import type { LeadRow } from "../../../shared/contract/progress-methods.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import { type Day, dayOfMoment } from "../../../shared/domain/progress/calendar.ts";
import { courseOf } from "../../../shared/domain/progress/lead-row.ts";
import { type Examination, isSameRun, type RunReport } from "../../../shared/domain/progress/report.ts";
import { totalWords } from "../../../shared/domain/words.ts";
import { success, type Outcome } from "../../../shared/lib/outcome.ts";
import { fromStorage, readingLibrary, writingLibrary, type BackendContext } from "../context.ts";
import { counted } from "../counted.ts";
import type { LentPath } from "../handles.ts";
import type { Job } from "../jobs.ts";
import { examinationsKept } from "./examinations.ts";
import { type FolderReading, readFolder } from "./folder.ts";
import { libraryReports } from "./library-reports.ts";
import { looksBefore, rememberLook } from "./looks.ts";

/** What is known of one run, from wherever it came. */
type Gathered = {
  /** Null where the library does not have it. */
  readonly own: RunReport | null;
  readonly files: { readonly file: string; readonly report: RunReport; readonly warnings: number | null }[];
};

/** What the library kept of earlier looks, by the key of a row, and of examinations. */
type Known = {
  readonly looks: ReadonlyMap<string, NonNullable<LeadRow["lookedAt"]>>;
  readonly examined: ReturnType<typeof examinationsKept>;
};

const NOTHING_READ: FolderReading = { files: [], read: 0, cached: 0 };

/** Draws the lead's screen. */
export async function overview(
  context: Pick<BackendContext, "library" | "crew" | "clock">,
  { dayStartsAt, runWords }: Pick<RequestOf<"progress.overview">, "dayStartsAt" | "runWords">,
  folder: LentPath | null,
  job: Job,
): Promise<Outcome<ReplyOf<"progress.overview">, Failure>> {
  const reading = folder === null ? success(NOTHING_READ) : await readFolder(context, folder, job);
  if (!reading.ok) return reading;
  const { files, read, cached } = reading.value;
  const library = readingLibrary(context);
  if (!library.ok) return library;
  const today = dayOfMoment(context.clock(), dayStartsAt);
  const known = fromStorage(
    library.value.read((connection) =>
      success({
        reports: libraryReports(connection, dayStartsAt, files.some(needsSteps)),
        looks: looksBefore(connection, today),
        examined: examinationsKept(connection),
      }),
    ),
  );
  if (!known.ok) return known;
  const gathered = gather(known.value.reports, files);
  const rows = gathered.map((one) => rowOf(one, today, runWords, known.value));
  const writing = writingLibrary(context);
  if (writing.ok) rememberLook(writing.value, today, rows);
  return success({
    today,
    folder: folder?.name ?? null,
    rows,
    refused: files.flatMap(({ file, reading: one }) =>
      one.kind === "refused" ? [{ file, problems: one.problems }] : [],
    ),
    days: daysOf(gathered.map(newest)),
    read,
    cached,
  });
}

function needsSteps({ reading }: FolderReading["files"][number]): boolean {
  return reading.kind === "run" && reading.report.runId === null;
}

/** Puts together what is about one run: by id, else by its first steps, under any file name. */
function gather(own: readonly RunReport[], files: FolderReading["files"]): Gathered[] {
  const all: Gathered[] = own.map((report) => ({ own: report, files: [] }));
  for (const { file, reading } of files) {
    if (reading.kind !== "run") continue;
    const { report, warnings } = reading;
    const same = all.find((each) => reportsOf(each).some((other) => isSameRun(other, report)));
    if (same === undefined) all.push({ own: null, files: [{ file, report, warnings }] });
    else same.files.push({ file, report, warnings });
  }
  return all;
}

function reportsOf({ own, files }: Gathered): RunReport[] {
  return [...(own === null ? [] : [own]), ...files.map(({ report }) => report)];
}

/** The last word on a run. Of two of one moment the library's counts, then the first by name. */
function newest(one: Gathered): RunReport {
  const [first, ...others] = reportsOf(one);
  if (first === undefined) throw new Error("A run came from nowhere");
  return others.reduce((last, report) => (report.at > last.at ? report : last), first);
}

function rowOf(one: Gathered, today: Day, runWords: number, { looks, examined }: Known): LeadRow {
  const report = newest(one);
  const from = one.files.find((file) => file.report === report) ?? null;
  // What a bounty file cannot say is taken from whatever else is about the run.
  const said = reportsOf(one);
  const told = <Key extends "status" | "project" | "targetWords" | "openRemarks" | "examined">(
    name: Key,
  ): RunReport[Key] => report[name] ?? said.find((each) => each[name] !== null)?.[name] ?? null;
  const days = report.days.length > 0 ? report.days : (said.find((each) => each.days.length > 0)?.days ?? []);
  const batches = report.batches.length > 0 ? report.batches : (one.own?.batches ?? []);
  const own = told("targetWords");
  const target = own === null || own === 0 ? runWords : own;
  const { lastDay, weeks, perWeek, projection, activeMs, waitingSince } = courseOf(
    { ...report, days, batches },
    today,
    target,
  );
  const key = said.find(({ runId }) => runId !== null)?.runId ?? report.firstSteps[0] ?? `file ${from?.file ?? ""}`;
  const runId = one.own?.runId ?? null;
  const state = (name: (typeof batches)[number]["state"]): number =>
    batches.filter((batch) => batch.state === name).length;
  return {
    key,
    runId,
    inLibrary: one.own !== null,
    files: one.files
      .toSorted((left, right) => Number(right === from) - Number(left === from))
      .map(({ file, report: other }) => ({ file, words: totalWords(other.words), authors: [...other.authors] })),
    from: from?.file ?? null,
    isAhead: isAhead(one.own, report),
    title: report.title,
    authors: [...report.authors],
    project: told("project"),
    status: told("status"),
    steps: report.steps,
    ...counted(report.words),
    target,
    lastDay,
    weeks: [...weeks],
    perWeek,
    finish: projection === null ? null : { likely: projection.likely, early: projection.early, late: projection.late },
    activeMs,
    waitingSince,
    batches: {
      draft: state("draft"),
      submitted: state("submitted"),
      needsWork: state("needsWork"),
      accepted: state("accepted"),
      paid: state("paid"),
    },
    turnarounds: batches.flatMap(({ turnaroundMs }) => turnaroundMs ?? []),
    openRemarks: told("openRemarks"),
    warnings: from?.warnings ?? null,
    examined: runId === null ? freshly(told("examined")) : (examined.get(runId) ?? null),
    lookedAt: looks.get(key) ?? null,
  };
}

/** What a file tells was found when the file was written, with the file's own numbers. */
function freshly(examination: Examination | null): LeadRow["examined"] {
  return examination === null ? null : { ...examination, isFresh: true };
}

/** Whether the numbers are of another state of the run than the library's, which is the one that is looked through. */
function isAhead(own: RunReport | null, shown: RunReport): boolean {
  return own !== null && (own.steps !== shown.steps || totalWords(own.words) !== totalWords(shown.words));
}

function daysOf(reports: readonly RunReport[]): { day: number; grown: number }[] {
  const sums = new Map<number, number>();
  for (const { days } of reports) for (const { day, grown } of days) sums.set(day, (sums.get(day) ?? 0) + grown);
  return [...sums].map(([day, grown]) => ({ day, grown })).toSorted((left, right) => left.day - right.day);
}
