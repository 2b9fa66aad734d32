import type { ReplyOf } from "../../../shared/contract/contract.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import type { RunId } from "../../../shared/domain/ids.ts";
import { csvLine } from "../../../shared/lib/csv.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import { filesAndFolders, lend, namedFiles, withSession } from "./context.ts";
import { EXIT, type ExitCode } from "./exit.ts";
import { problemLines, type Printer } from "./printer.ts";

/** `validate FILE|DIR…`: each file by the bounty format, without a library. Ends with 1 when any is not valid. */
export async function validate(printer: Printer, given: readonly string[]): Promise<ExitCode> {
  const files = filesAndFolders(given);
  if (!files.ok) return printer.refuse(files.failure);
  const answer = await withSession({ kind: "none" }, (session) =>
    session.call("exchange.validate", { files: lend(session, files.value) }),
  );
  if (!answer.ok) return printer.refuse(answer.failure);
  const lines = answer.value.files.flatMap((file) => [
    `${file.ok ? "valid    " : "NOT VALID"}  ${file.file}`,
    ...problemLines(null, file.problems),
  ]);
  printer.answer(answer.value, lines);
  return answer.value.files.every((file) => file.ok) ? EXIT.done : EXIT.problems;
}

/** `check FILE`: form and long-range consistency of a plain file. Ends with 1 when there are findings. */
export async function checkFile(printer: Printer, given: string): Promise<ExitCode> {
  const answer = await withSession({ kind: "none" }, async (session) => {
    const [file] = lend(session, namedFiles([given]));
    if (file === undefined) throw new Error("One file was lent and none came back");
    return session.call("consistency.checkFile", { file });
  });
  return printCheck(printer, answer);
}

/** Prints the answer of a check, of a file or of a run. */
export function printCheck(printer: Printer, answer: Outcome<ReplyOf<"consistency.checkFile">, Failure>): ExitCode {
  if (!answer.ok) return printer.refuse(answer.failure);
  const { findings, reports, notChecked } = answer.value;
  const lines = [
    ...findings.flatMap((finding) => [
      `${finding.severity}  ${finding.rule}  ${finding.claim}`,
      ...finding.evidence.map((evidence) => `    step ${evidence.step}, ${evidence.section}: “${evidence.quote}”`),
    ]),
    `${findings.length} findings, ${reports.length} lines of reports, ${notChecked.length} rules not checked.`,
  ];
  printer.answer(answer.value, lines);
  return findings.length === 0 ? EXIT.done : EXIT.problems;
}

/** `stats FILE|DIR…`: counts of each file and of all together; what is no valid run is listed under `refused`. */
export async function statsOfFiles(printer: Printer, given: readonly string[], csv: boolean): Promise<ExitCode> {
  const files = filesAndFolders(given);
  if (!files.ok) return printer.refuse(files.failure);
  const answer = await withSession({ kind: "none" }, (session) =>
    session.call("progress.files", { files: lend(session, files.value) }),
  );
  if (!answer.ok) return printer.refuse(answer.failure);
  const { runs, refused, total } = answer.value;
  const rows = runs.map((run) => ({ ...run, name: run.file }));
  printer.answer(
    answer.value,
    csv
      ? csvLines(rows)
      : [
          ...tableLines(rows, total),
          ...refused.flatMap((file) => [`refused  ${file.file}`, ...problemLines(null, file.problems.slice(0, 3))]),
        ],
  );
  return refused.length === 0 ? EXIT.done : EXIT.problems;
}

/** `stats RUN|all --library LIB`: counts from the library's rows. */
export async function statsOfRuns(printer: Printer, library: string, run: string, csv: boolean): Promise<ExitCode> {
  const answer = await withSession({ kind: "read", path: library }, async (session) => {
    const chosen = await chooseRuns(session, run);
    return chosen.ok ? session.call("progress.runs", { runs: chosen.value }) : chosen;
  });
  if (!answer.ok) return printer.refuse(answer.failure);
  const rows = answer.value.runs.map((each) => ({ ...each, name: each.id }));
  printer.answer(answer.value, csv ? csvLines(rows) : tableLines(rows, answer.value.total));
  return EXIT.done;
}

type Calls = { call: Parameters<Parameters<typeof withSession>[1]>[0]["call"] };

/** The runs that a RUN argument names: `all`, an id, or a title that only one run has. */
export async function chooseRuns(session: Calls, named: string): Promise<Outcome<"all" | RunId[], Failure>> {
  if (named === "all") return success("all");
  const one = await chooseRun(session, named);
  return one.ok ? success([one.value]) : one;
}

/** The one run that a RUN argument names. */
export async function chooseRun(session: Calls, named: string): Promise<Outcome<RunId, Failure>> {
  const listed = await session.call("run.list", {});
  if (!listed.ok) return listed;
  const byId = listed.value.runs.find((run) => run.id === named);
  const byTitle = listed.value.runs.filter((run) => run.title === named);
  const only = byId ?? (byTitle.length === 1 ? byTitle[0] : undefined);
  if (only !== undefined) return success(only.id);
  return failed(
    byTitle.length > 1
      ? {
          kind: "ambiguousTitle",
          message: `${byTitle.length} runs are called “${named}”. Name one by its id: ${byTitle.map((run) => run.id).join(", ")}.`,
        }
      : { kind: "noSuchRun", message: `No run of this library has the id or title “${named}”. “list” shows them.` },
  );
}

type Row = {
  name: string;
  title: string;
  steps: number;
  words: number;
  storyWords: number;
  thoughtWords: number;
  byType: { watsonian: number; doylist: number; meta: number; comment: number };
  targetWords: number | null;
  share: number | null;
};

function countLine(steps: number, words: number, story: number, thoughts: number, title: string): string {
  return `${String(steps).padStart(7)} steps ${String(words).padStart(9)} words (${story} story, ${thoughts} thoughts)  ${title}`;
}

function tableLines(
  rows: readonly Row[],
  total: { runs: number; steps: number; words: number; storyWords: number; thoughtWords: number },
): string[] {
  return [
    ...rows.map((row) => countLine(row.steps, row.words, row.storyWords, row.thoughtWords, row.title)),
    countLine(total.steps, total.words, total.storyWords, total.thoughtWords, `total of ${total.runs} runs`),
  ];
}

const CSV_COLUMNS = [
  "name",
  "title",
  "steps",
  "words",
  "storyWords",
  "thoughtWords",
  "watsonian",
  "doylist",
  "meta",
  "comment",
  "targetWords",
  "share",
] as const;

function csvLines(rows: readonly Row[]): string[] {
  return [
    CSV_COLUMNS.join(","),
    ...rows.map((row) => {
      const { byType, ...rest } = row;
      const cells = { ...rest, ...byType };
      return csvLine(CSV_COLUMNS.map((column) => cells[column]));
    }),
  ];
}
