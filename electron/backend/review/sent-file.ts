import { strToU8 } from "fflate";
import { z } from "zod";

import type { Problem } from "../../../shared/domain/bounty/problem.ts";
import { readBounty } from "../../../shared/domain/bounty/read.ts";
import { contentOf, type Step } from "../../../shared/domain/step.ts";
import { thoughtsOf, THOUGHT_SECTION_NAMES } from "../../../shared/domain/section.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import { type OpenedPackage, readPackage } from "../package/container.ts";
import { PackedRun, PackedStep } from "../package/run-parts.ts";
import { REQUEST_ENTRY } from "./answer.ts";
import { readersSteps, ReviewRequest, SentSteps, STEPS_ENTRY } from "./request.ts";

/** In which form the text of a copy is kept. */
export const COPY_FORMS = ["bounty", "steps"] as const;
export const CopyForm = z.enum(COPY_FORMS);
export type CopyForm = z.infer<typeof CopyForm>;

/** A run that was sent, as it is read: its steps, and what the format says against it. */
export type SentRun = {
  readonly title: string;
  readonly authors: readonly string[];
  readonly steps: readonly Step[];
  readonly problems: readonly Problem[];
};

/** A file that was sent: the run, the text it is kept as, and what came along. */
export type SentFile = SentRun & {
  readonly form: CopyForm;
  readonly text: string;
  readonly request: ReviewRequest | null;
};

/** Why it cannot be read: a sentence and, of a bounty file, its errors. */
export type Unreadable = { readonly message: string | null; readonly problems: readonly Problem[] };

/** Faults after which the text of a file is not known as a whole; with any other the run can be read, and its problems shown beside it. */
const UNREADABLE = new Set<Problem["rule"]>(["json", "encoding", "limit"]);
const ZIP = strToU8("PK\u0003\u0004");

/** Reads a file for review: a bounty file, a package of a run, or one that was made to be reviewed. */
export function readSent(bytes: Uint8Array): Outcome<SentFile, Unreadable> {
  return ZIP.every((byte, index) => bytes[index] === byte) ? readSentPackage(bytes) : readSentBounty(bytes);
}

function readSentBounty(bytes: Uint8Array): Outcome<SentFile, Unreadable> {
  const run = readBountySteps(bytes);
  const errors = run.problems.filter((problem) => problem.severity === "error");
  if (run.steps.length === 0 || errors.some((problem) => UNREADABLE.has(problem.rule)))
    return failed({ message: null, problems: errors });
  return success({ ...run, form: "bounty", text: Buffer.from(bytes).toString("utf8"), request: null });
}

function readBountySteps(bytes: Uint8Array): SentRun {
  const chunks = [bytes];
  const steps: Step[] = [];
  const { title, authors, problems } = readBounty(
    { next: () => chunks.pop() ?? null },
    { step: (step) => steps.push(step) },
  );
  return { title, authors, steps, problems };
}

const KeptSteps = z.strictObject({ title: z.string(), authors: z.array(z.string()), steps: SentSteps });

function readSentPackage(bytes: Uint8Array): Outcome<SentFile, Unreadable> {
  const opened = readPackage(bytes);
  if (!opened.ok) return failed({ message: opened.failure.message, problems: [] });
  const { kind, entries } = opened.value;
  if (kind === "run") return readRunPackage(opened.value);
  if (kind !== "review") return misfit(`This package holds a ${kind}, not a run to review.`);
  if (!entries.has(REQUEST_ENTRY)) {
    return misfit("This package is a reviewer's answer. Take it in on the screen of the run that it is about.");
  }
  const request = ReviewRequest.safeParse(entries.get(REQUEST_ENTRY));
  const steps = SentSteps.safeParse(entries.get(STEPS_ENTRY));
  if (!request.success || !steps.success || !haveOwnIds(steps.data)) return misfit(DAMAGED);
  if (request.data.range.to > steps.data.length) return misfit(DAMAGED);
  const { title, authors } = request.data.run;
  return success(keptAsSteps(title, authors, steps.data, request.data));
}

function misfit(message: string): Outcome<never, Unreadable> {
  return failed({ message, problems: [] });
}

const DAMAGED = "This package is not in the form that Runwright writes. Ask for it again.";

/** A whole run: the reviewer gets what a reader would, not the history or the bin that came with it. */
function readRunPackage({ entries }: OpenedPackage): Outcome<SentFile, Unreadable> {
  const run = PackedRun.safeParse(entries.get("run.json"));
  const packed = z.array(PackedStep).safeParse(entries.get("steps.jsonl"));
  if (!run.success || !packed.success) return misfit(DAMAGED);
  const stored = packed.data.flatMap(({ id, deleted, content }) => (deleted === null ? [{ id, ...content }] : []));
  const steps = [...readersSteps(stored)];
  if (steps.length === 0 || !haveOwnIds(steps)) return misfit(DAMAGED);
  const { details } = run.data;
  return success(
    keptAsSteps(
      details.title,
      details.authors.map(({ name }) => name),
      steps,
      null,
    ),
  );
}

function keptAsSteps(
  title: string,
  authors: readonly string[],
  steps: readonly Step[],
  request: ReviewRequest | null,
): SentFile {
  return {
    form: "steps",
    text: JSON.stringify({ title, authors, steps }),
    title,
    authors,
    steps,
    problems: [],
    request,
  };
}

/** No id twice: an editor and every address rely on it, and a file may have been made by hand. */
function haveOwnIds(steps: readonly Step[]): boolean {
  const seen = new Set<string>();
  let count = 0;
  for (const step of steps) {
    seen.add(step.id);
    count += 1;
    const content = contentOf(step);
    for (const section of THOUGHT_SECTION_NAMES)
      for (const thought of thoughtsOf(content[section])) {
        seen.add(thought.id);
        count += 1;
      }
  }
  return seen.size === count;
}

/** Reads a copy again from the text that it is kept as. Throws where the library no longer holds what was put in. */
export function readKept(form: CopyForm, text: string): SentRun {
  if (form === "bounty") return readBountySteps(Buffer.from(text, "utf8"));
  const kept = KeptSteps.parse(JSON.parse(text));
  return { ...kept, problems: [] };
}
