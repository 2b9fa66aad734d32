import { readBibleFile } from "../../../shared/domain/bible/bible-file.ts";
import type { Bible } from "../../../shared/domain/bible/bible.ts";
import { checkRun, type CheckOptions } from "../../../shared/domain/consistency/engine.ts";
import type { Finding } from "../../../shared/domain/consistency/results.ts";
import type { Step } from "../../../shared/domain/step.ts";
import { told } from "../consistency/support.ts";

/** The bible of a file without its format, for these steps; throws what the file would be refused with. */
export function bibleOfFile(steps: readonly Step[], file: object): Bible {
  const read = readBibleFile(
    JSON.stringify({ format: "runwright-bible/1", ...file }),
    steps.map(({ id }) => id),
  );
  if (!read.ok) throw new Error(read.failure.map(({ pointer, message }) => `${pointer} ${message}`).join("\n"));
  return read.value.bible;
}

/** The findings of one rule, or of a family of rules ("ledger/"), with a bible. */
export function found(rule: string, steps: readonly Step[], file: object, options: CheckOptions = {}): Finding[] {
  const { findings } = checkRun(steps, { ...options, bible: bibleOfFile(steps, file) });
  return findings.filter((finding) => finding.rule.startsWith(rule));
}

/** The numbers of the steps that each finding shows. */
export function places(findings: readonly Finding[]): number[][] {
  return findings.map(({ evidence }) => evidence.map(({ step }) => step));
}

/** Steps of which some tell something; the others tell nothing of anybody. */
export function stepsTelling(count: number, texts: Readonly<Record<number, string>>): Step[] {
  return Array.from({ length: count }, (_, at) => told("the rain goes on", texts[at + 1] ?? `wave ${at} goes out`));
}
