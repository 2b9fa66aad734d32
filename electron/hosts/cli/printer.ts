import { writeSync } from "node:fs";

import type { Failure } from "../../../shared/contract/failure.ts";
import type { Problem } from "../../../shared/domain/bounty/problem.ts";
import { EXIT, exitCodeOf, type ExitCode } from "./exit.ts";

const STDOUT = 1;
const STDERR = 2;

/**
 * stdout carries the answer and nothing else, with `--json` exactly one JSON document; stderr carries the rest. Written
 * synchronously, so that nothing is cut when the process ends; a reader that has gone (`| head`) is no failure of ours.
 */
export class Printer {
  readonly #json: boolean;

  constructor(json: boolean) {
    this.#json = json;
  }

  /** The answer: `document` as JSON, or `lines` for people. */
  answer(document: unknown, lines: readonly string[]): void {
    write(STDOUT, this.#json ? `${JSON.stringify(document)}\n` : lines.map((line) => `${line}\n`).join(""));
  }

  /** A remark beside the answer. */
  say(line: string): void {
    write(STDERR, `${line}\n`);
  }

  /** A refusal in the form that every command shares; answers the exit code that goes with it. */
  refuse(failure: Failure): ExitCode {
    const refusals = failure.kind === "refused" ? failure.refusals : [];
    const problems = refusals.flatMap((refusal) => refusal.problems);
    this.say(failure.message);
    if (failure.kind === "invalidRequest") for (const issue of failure.issues) this.say(`  ${issue}`);
    for (const refusal of refusals) for (const line of problemLines(refusal.file, refusal.problems)) this.say(line);
    if (this.#json) this.answer({ error: { kind: failure.kind, message: failure.message }, problems }, []);
    return exitCodeOf(failure);
  }

  /** A call that cannot be understood; `message` comes from the parser of the arguments. */
  misuse(message: string): ExitCode {
    this.say(message);
    if (this.#json) this.answer({ error: { kind: "usage", message }, problems: [] }, []);
    return EXIT.usage;
  }
}

/** The problems of one file or run as lines for people: where, what, and the way out. */
export function problemLines(file: string | null, problems: readonly Problem[]): string[] {
  return problems.map((problem) => {
    const place = [file, problem.pointer].filter((part) => part !== null && part !== "").join(" ");
    const repair = problem.repair === null ? "" : ` ${problem.repair}`;
    return `  ${problem.severity} ${problem.rule}${place === "" ? "" : ` at ${place}`}: ${problem.message}${repair}`;
  });
}

/** How often a full pipe is tried again before it is given up as broken. */
const PIPE_TRIES = 100_000;

function write(descriptor: number, text: string): void {
  const bytes = Buffer.from(text, "utf8");
  let done = 0;
  let tries = 0;
  while (done < bytes.length) {
    try {
      done += writeSync(descriptor, bytes, done);
      tries = 0;
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : null;
      if (code === "EPIPE") return;
      // A pipe whose reader is slow says EAGAIN; waiting a moment for it keeps the whole answer.
      if (code !== "EAGAIN" || ++tries > PIPE_TRIES) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}
