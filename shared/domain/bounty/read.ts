import { HoleFinder } from "../holes.ts";
import { MAX_AUTHOR_UNITS, MAX_AUTHORS, MAX_TITLE_UNITS } from "../run.ts";
import { skipAfter, stepStates } from "../states.ts";
import { MAX_STEPS, type Step } from "../step.ts";
import { addWords, NO_WORDS, visibleWords, type WordCounts } from "../words.ts";
import type { ByteSource } from "./byte-window.ts";
import { BARE_STEP, type FileStep } from "./file-step.ts";
import { expectKind, type Form, type Place, readMembers, refuseCharacters, report, requireKeys } from "./form.ts";
import { holeProblem } from "./hole-problem.ts";
import { JsonReader, NO_MORE_KEYS, wordTable } from "./json-reader.ts";
import { grouped, stepPointer } from "./place.ts";
import type { Problem } from "./problem.ts";
import { ProblemList } from "./problem-list.ts";
import { readStep } from "./read-step.ts";
import { ASKS_NOTHING, type Asks, judgeStep } from "./reading-rules.ts";

/*
 * Reads a bounty file as its bytes come: one step is held back until it is known whether it is the last (rule O and the
 * skipped outcome depend on it), and so are `{}` steps, since trailing ones are taken away. Problems are put in the
 * order of the run at the end; everything else is done once and forgotten.
 */

/** Where the steps of a file go, in order, with new ids. Of a file that turns out to be refused the receiver must keep nothing. */
export type BountySink = { step(step: Step): void };

/** What a file holds and what is wrong with it. */
export type BountyReading = {
  readonly title: string;
  /** Names as given, each once. */
  readonly authors: readonly string[];
  /** How many steps the sink received: those of the file without trailing `{}`. */
  readonly steps: number;
  /** Words that a reader sees. */
  readonly words: WordCounts;
  /** By step, those of no step first. */
  readonly problems: readonly Problem[];
  /** True when no problem is an error. */
  readonly ok: boolean;
};

const RUN_KEYS = wordTable(["title", "authors", "steps"]);
const ALL_RUN_KEYS = 0b111;
const RUN: Place = { pointer: "", words: "The run", step: null };

/** Reads a bounty file. Never throws for what the bytes hold; a source that throws is let through. */
export function readBounty(source: ByteSource, sink: BountySink): BountyReading {
  const form: Form = { reader: new JsonReader(source), problems: new ProblemList() };
  const { reader, problems } = form;
  const line = new StepLine(form, sink);
  let title = "";
  let authors: readonly string[] = [];
  const noteAtStart = reader.hasByteOrderMark;
  if (reader.ended || !expectKind(form, "object", () => RUN)) {
    if (!reader.ended) reader.finish();
  } else {
    const { seen } = readMembers(
      form,
      RUN_KEYS,
      () => RUN,
      (key) => {
        if (key === 0) title = readTitle(form);
        else if (key === 1) authors = readAuthors(form);
        else readSteps(form, line);
      },
    );
    reader.finish();
    requireKeys(form, RUN_KEYS, seen, ALL_RUN_KEYS, () => RUN);
  }
  if (noteAtStart)
    problems.add({
      rule: "encoding",
      severity: "note",
      pointer: "",
      message: "The file begins with a byte order mark. It is written without.",
    });
  noteLayout(form);
  if (reader.fault !== null) problems.add({ ...reader.fault, pointer: "", step: line.stepUnderWay });
  return {
    title,
    authors,
    steps: line.steps,
    words: line.words,
    problems: problems.all().toSorted((left, right) => (left.step ?? 0) - (right.step ?? 0)),
    ok: !problems.refused,
  };
}

/** Notes what is written otherwise than it stands there; a file that is no JSON has no layout to speak of. */
function noteLayout({ reader, problems }: Form): void {
  if (reader.fault !== null) return;
  if (reader.layoutLine !== null) {
    problems.note("layout", {
      rule: "shape",
      pointer: "",
      message: `Line ${grouped(reader.layoutLine)}: the white space between the parts is not the canonical one (here for the first time). It is written with an indent of two blanks.`,
    });
  }
  if (reader.hasFinalNewline)
    problems.note("finalNewline", {
      rule: "shape",
      pointer: "",
      message: "The file ends with an empty line. It is written without.",
    });
  if (reader.escapesLine !== null) {
    problems.note("escapes", {
      rule: "character",
      pointer: "",
      message: `Line ${grouped(reader.escapesLine)}: a character is spelled with another escape than the canonical one (here for the first time). The text is the same.`,
    });
  }
}

function readTitle(form: Form): string {
  const place: Place = { pointer: "/title", words: "The title", step: null };
  if (!expectKind(form, "string", () => place)) return "";
  const title = form.reader.string();
  if (title === "") report(form, place, { rule: "7", message: "The title is empty." });
  if (title.length > MAX_TITLE_UNITS) {
    report(form, place, { rule: "limit", message: `The title is longer than ${grouped(MAX_TITLE_UNITS)} characters.` });
    return title.slice(0, MAX_TITLE_UNITS);
  }
  if (form.reader.escaped) refuseCharacters(form, title, () => place);
  return title;
}

function readAuthors(form: Form): string[] {
  const { reader, problems } = form;
  const place: Place = { pointer: "/authors", words: "The authors", step: null };
  if (!expectKind(form, "array", () => place)) return [];
  const names = new Set<string>();
  let count = 0;
  reader.beginArray();
  for (; reader.nextElement(); count += 1) {
    const author: Place = { pointer: `/authors/${count}`, words: `Author ${count + 1}`, step: null };
    if (count >= MAX_AUTHORS) {
      reader.skip();
      continue;
    }
    if (!expectKind(form, "string", () => author)) continue;
    const name = reader.string();
    if (reader.ended) break;
    if (name === "")
      report(form, author, {
        rule: "empty",
        message: `${author.words}: the name is empty.`,
        repair: "Leave the empty name out.",
      });
    else if (name.length > MAX_AUTHOR_UNITS)
      report(form, author, {
        rule: "limit",
        message: `${author.words}: the name is longer than ${grouped(MAX_AUTHOR_UNITS)} characters.`,
      });
    else {
      if (reader.escaped) refuseCharacters(form, name, () => author);
      if (names.has(name))
        problems.note("repeatedAuthor", {
          rule: "shape",
          pointer: author.pointer,
          message: `${author.words}: the name stands there a second time. It is written once.`,
        });
      names.add(name);
    }
  }
  if (count > MAX_AUTHORS)
    report(form, place, {
      rule: "limit",
      message: `${grouped(count)} authors are more than the ${grouped(MAX_AUTHORS)} a run may name.`,
    });
  return [...names];
}

function readSteps(form: Form, line: StepLine): void {
  const { reader } = form;
  if (!expectKind(form, "array", () => ({ pointer: "/steps", words: "The steps", step: null }))) return;
  reader.beginArray();
  let index = 0;
  for (; reader.nextElement(); index += 1) {
    line.stepUnderWay = index + 1;
    const step = index < MAX_STEPS ? readStep(form, index) : readBareStep(form);
    if (step === null || line.bareSteps > MAX_STEPS) {
      report(
        form,
        { pointer: "/steps", words: "The steps", step: null },
        { rule: "limit", message: `There are more than the ${grouped(MAX_STEPS)} steps a run may hold.` },
      );
      reader.stop();
    }
    if (reader.ended) return;
    if (step !== null) line.push(step);
  }
  if (reader.ended) return;
  line.stepUnderWay = null;
  line.finish(index);
}

/** A step beyond the limit is allowed if it is `{}`, since trailing ones are taken away; null for any other. */
function readBareStep({ reader }: Form): FileStep | null {
  if (reader.kind() !== "object") return null;
  reader.beginObject();
  return reader.nextKey(RUN_KEYS) === NO_MORE_KEYS ? BARE_STEP : null;
}

/** The steps between the file and the sink: the last one that is not `{}`, the `{}` after it, and what the step before them asks. */
class StepLine {
  readonly #form: Form;
  readonly #sink: BountySink;
  readonly #holes = new HoleFinder();
  #held: FileStep | null = null;
  #bareSteps = 0;
  #asks: Asks = ASKS_NOTHING;
  #before: Step | null = null;
  /** How many steps the sink received. */
  steps = 0;
  words: WordCounts = NO_WORDS;
  /** The number of the step that is being read, or null. */
  stepUnderWay: number | null = null;

  constructor(form: Form, sink: BountySink) {
    this.#form = form;
    this.#sink = sink;
  }

  /** How many `{}` are held back. */
  get bareSteps(): number {
    return this.#bareSteps;
  }

  push(step: FileStep): void {
    if (step.kind === "bare") {
      this.#bareSteps += 1;
      return;
    }
    if (this.#held !== null) this.#release(this.#held, false);
    for (; this.#bareSteps > 0; this.#bareSteps -= 1) this.#release(BARE_STEP, false);
    this.#held = step;
  }

  /** The list of steps has ended after `elements` elements. */
  finish(elements: number): void {
    const { problems } = this.#form;
    if (this.#held !== null) this.#release(this.#held, true);
    if (this.steps === 0)
      problems.add({
        rule: "7",
        pointer: "/steps",
        message: elements === 0 ? "The run has no step." : "The run has no step that holds anything.",
      });
    else if (elements > this.steps) {
      const count = elements - this.steps;
      problems.add({
        rule: "empty",
        severity: "note",
        pointer: stepPointer(this.steps),
        step: this.steps + 1,
        message: `Step ${this.steps + 1}: ${count === 1 ? "the last step holds" : `the last ${grouped(count)} steps hold`} nothing and ${count === 1 ? "is" : "are"} left out.`,
      });
    }
  }

  #release(step: FileStep, isLast: boolean): void {
    const judgement = judgeStep(step, this.steps, this.#asks, isLast);
    for (const problem of judgement.problems) this.#form.problems.add(problem);
    for (const hole of this.#holes.step(this.steps, judgement.states)) this.#form.problems.add(holeProblem(hole));
    this.words = addWords(
      this.words,
      visibleWords(judgement.step, stepStates(judgement.step, skipAfter(this.#before))),
    );
    this.#sink.step(judgement.step);
    this.#asks = judgement.asks;
    this.#before = judgement.step;
    this.steps += 1;
  }
}
