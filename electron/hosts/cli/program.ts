import { Command, CommanderError, InvalidArgumentError, Option } from "commander";

import { MAX_LISTED } from "../../../shared/contract/history-methods.ts";
import { EXPORT_FORMATS } from "../../../shared/domain/exchange/formats.ts";
import { RELEASE } from "../../../shared/contract/release.ts";
import { exportBible, importBible } from "./bible-commands.ts";
import { backup, history, recover, restore, verify } from "./durability-commands.ts";
import { EXIT, type ExitCode } from "./exit.ts";
import { checkFile, statsOfFiles, statsOfRuns, validate } from "./file-commands.ts";
import {
  checkRun,
  type ExportArguments,
  exportRuns,
  type ImportArguments,
  importFiles,
  list,
} from "./library-commands.ts";
import { Printer } from "./printer.ts";
import { reviewAgreement, reviewExport, reviewImport, reviewStatus, type StepSpan } from "./review-commands.ts";

type LibraryOption = { library: string };
type MaybeLibraryOption = { library?: string };

const LIBRARY = "--library <LIB>";

/**
 * Reads the arguments, runs one command and answers its exit code: 0 done, 1 findings, problems or refused input, 2
 * wrong usage, 3 library or disk. What commander prints of itself goes to stderr, except help that was asked for.
 */
export async function runCommandLine(args: readonly string[]): Promise<ExitCode> {
  // `--json` may stand anywhere; it is read first because a misuse must be answered in JSON too.
  const printer = new Printer(beforeDashes(args).includes("--json"));
  let code: ExitCode = EXIT.done;
  const program = declare(printer, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.done : printer.misuse(error.message);
  }
}

/** The arguments before a `--`, after which nothing is an option. */
function beforeDashes(args: readonly string[]): readonly string[] {
  const dashes = args.indexOf("--");
  return dashes === -1 ? args : args.slice(0, dashes);
}

function declare(printer: Printer, ends: (code: ExitCode) => void): Command {
  const program = new Command("runwright")
    .description("Import, check, count and export thought-annotated dungeon runs.")
    .version(RELEASE)
    .option("--json", "answer with exactly one JSON document on stdout")
    .exitOverride()
    // The printer says what is wrong, once, in the form that was asked for.
    .configureOutput({ outputError: () => {} });
  const command = (usage: string, description: string): Command =>
    program.command(usage).description(description).option("--json", "answer with one JSON document");

  command("import <FILE...>", "take files of any format into a library: all of them or none")
    .requiredOption(LIBRARY, "the library; made when there is none")
    .option("--dry-run", "only say what would come in, what is unclear and what is left out", false)
    .option("--repair", "bounty files: mend what Visible Thoughts Writer cut apart or doubled", false)
    .option("--mapping <FILE>", "documents: what begins a step, who speaks, which brackets mark which thoughts")
    .action(async (files: string[], options: ImportArguments) => ends(await importFiles(printer, files, options)));

  command("list", "list the runs of a library")
    .requiredOption(LIBRARY, "the library")
    .action(async (options: LibraryOption) => ends(await list(printer, options.library)));

  command("export <RUN>", "write a run, or all, in a format")
    .requiredOption(LIBRARY, "the library")
    .addOption(new Option("--format <FORMAT>", "the format").choices(EXPORT_FORMATS).makeOptionMandatory())
    .requiredOption("--out <FILE|DIR>", "a file for one run, a folder for all; chat and dataset are folders")
    .option("--overwrite", "replace what is there", false)
    .option("--release <FILE>", "dataset: the release record that name, version, date and licence come from")
    .option("--times", "jsonl, parquet, dataset: clock times of first writing")
    .option("--context-turns <N>", "chat, dataset: earlier turns before each answer", wholeNumber(100))
    .option("--memory-words <N>", "chat, dataset: words of long-term thoughts before each answer", wholeNumber(20_000))
    .option("--validation <PERCENT>", "dataset: the share of runs for validation", wholeNumber(50))
    .option("--test <PERCENT>", "dataset: the share of runs for testing", wholeNumber(50))
    .action(async (run: string, options: ExportArguments) => ends(await exportRuns(printer, run, options)));

  command("validate <FILE...>", "judge files, or every one in a folder, by the rules of their formats").action(
    async (files: string[]) => ends(await validate(printer, files)),
  );

  command("check <RUN>", "check form and consistency of a run of a library, or of a FILE without one")
    .option(LIBRARY, "the library that holds RUN")
    .action(async (run: string, options: MaybeLibraryOption) =>
      ends(
        options.library === undefined ? await checkFile(printer, run) : await checkRun(printer, run, options.library),
      ),
    );

  const bible = program.command("bible").description("take a run’s story bible in or out");
  bible
    .command("import <FILE>")
    .description("take a bible file in: what has the same id is replaced, all else stays")
    .option("--json", "answer with one JSON document")
    .requiredOption("--run <RUN>", "the run")
    .requiredOption(LIBRARY, "the library that holds RUN")
    .action(async (file: string, options: LibraryOption & { run: string }) =>
      ends(await importBible(printer, file, options)),
    );
  bible
    .command("export <RUN>")
    .description("write a run’s bible as a file")
    .option("--json", "answer with one JSON document")
    .requiredOption(LIBRARY, "the library that holds RUN")
    .requiredOption("--out <FILE>", "the file to write")
    .option("--overwrite", "replace what is there", false)
    .action(async (run: string, options: LibraryOption & { out: string; overwrite: boolean }) =>
      ends(await exportBible(printer, run, options)),
    );

  command("stats <RUN...>", "count runs of a library (RUN or all), or FILES and folders without one")
    .option(LIBRARY, "the library that holds RUN")
    .option("--csv", "a line of comma-separated values for each run", false)
    .action(async (runs: string[], options: MaybeLibraryOption & { csv: boolean }) => {
      if (options.library === undefined) return ends(await statsOfFiles(printer, runs, options.csv));
      const [run, ...more] = runs;
      if (run === undefined || more.length > 0) return ends(printer.misuse("With --library name one RUN, or all."));
      ends(await statsOfRuns(printer, options.library, run, options.csv));
    });

  command("verify", "look a library through: every page, row and version")
    .requiredOption(LIBRARY, "the library")
    .action(async (options: LibraryOption) => ends(await verify(printer, options.library)));

  command("backup", "make a checked copy of a library, with its runs as plain text")
    .requiredOption(LIBRARY, "the library")
    .requiredOption("--out <DIR>", "the folder to put it in")
    .action(async (options: LibraryOption & { out: string }) =>
      ends(await backup(printer, options.library, options.out)),
    );

  command("restore <BACKUP>", "put a backup in the place of a library, which goes aside whole")
    .requiredOption(LIBRARY, "the library; may be damaged or gone")
    .action(async (file: string, options: LibraryOption) => ends(await restore(printer, file, options.library)));

  command("recover <DAMAGED>", "read out a damaged library and bring in what is newer")
    .requiredOption(LIBRARY, "the library to bring it into; made when there is none")
    .action(async (file: string, options: LibraryOption) => ends(await recover(printer, file, options.library)));

  command("history <RUN>", "list the versions and snapshots of a run, the newest first")
    .requiredOption(LIBRARY, "the library that holds RUN")
    .option("--limit <N>", "how many versions", versionCount, 50)
    .action(async (run: string, options: LibraryOption & { limit: number }) =>
      ends(await history(printer, run, options)),
    );

  const review = program.command("review").description("send a run to its reviewers and take in what they say");
  const reviewCommand = (usage: string, description: string): Command =>
    review
      .command(usage)
      .description(description)
      .option("--json", "answer with one JSON document")
      .requiredOption(LIBRARY, "the library that holds RUN");

  reviewCommand("export <RUN>", "write what a reviewer is sent; the batch of these steps is submitted")
    .requiredOption("--steps <A-B>", "the steps to be read, both included", stepSpan)
    .requiredOption("--out <FILE>", "the package to write")
    .option("--no-remarks", "leave out what was said so far, where reviewers are to judge independently")
    .option("--overwrite", "replace what is there", false)
    .action(
      async (
        run: string,
        options: LibraryOption & { steps: StepSpan; out: string; remarks: boolean; overwrite: boolean },
      ) => ends(await reviewExport(printer, run, options)),
    );

  reviewCommand("import <FILE>", "take a reviewer's answer into its run; twice does no harm").action(
    async (file: string, options: LibraryOption) => ends(await reviewImport(printer, file, options.library)),
  );

  reviewCommand("status <RUN>", "who read what, what was said, how the batches stand").action(
    async (run: string, options: LibraryOption) => ends(await reviewStatus(printer, run, options.library)),
  );

  reviewCommand("agreement <RUN>", "how far the reviewers agree, and where they do not").action(
    async (run: string, options: LibraryOption) => ends(await reviewAgreement(printer, run, options.library)),
  );

  command("diagnose", "try what Runwright stands on, and print the report that helps to find a fault")
    .option(LIBRARY, "a library to look at; it is left as it is")
    .action(async (options: MaybeLibraryOption) => {
      const { diagnoseCommand } = await import("./diagnose-command.ts");
      ends(await diagnoseCommand(printer, options.library ?? null));
    });

  command("serve", "open a library in the browser, over 127.0.0.1 only")
    .requiredOption(LIBRARY, "the library; made when there is none")
    .option("--port <N>", "the port; by default the one of last time, 0 for any free one", portNumber)
    .option("--no-open", "only print the address")
    .action(async (options: LibraryOption & { port?: number; open: boolean }) => {
      // Loaded here: no other command needs a server.
      const { serve } = await import("./serve-command.ts");
      ends(await serve(printer, options));
    });

  return program;
}

function versionCount(given: string): number {
  const count = Number(given);
  if (/^\d{1,3}$/u.test(given) && count >= 1 && count <= MAX_LISTED) return count;
  throw new InvalidArgumentError(`Between 1 and ${MAX_LISTED} versions can be listed.`);
}

/** Reads an option that is a whole number up to `most`. */
function wholeNumber(most: number): (given: string) => number {
  return (given) => {
    const number = Number(given);
    if (/^\d{1,9}$/u.test(given) && number <= most) return number;
    throw new InvalidArgumentError(`This is a whole number from 0 to ${most}.`);
  };
}

/** Reads `A-B`, or `A` for one step. */
function stepSpan(given: string): StepSpan {
  const [, first = "", last = first] = /^(\d{1,6})(?:-(\d{1,6}))?$/u.exec(given) ?? [];
  const span = { from: Number(first), to: Number(last) };
  if (span.from >= 1 && span.from <= span.to) return span;
  throw new InvalidArgumentError("Steps are named as in 101-200, or as one number.");
}

const LARGEST_PORT = 65_535;

function portNumber(given: string): number {
  const port = Number(given);
  if (/^\d{1,5}$/u.test(given) && port <= LARGEST_PORT) return port;
  throw new InvalidArgumentError(`A port is a whole number from 0 to ${LARGEST_PORT}.`);
}
