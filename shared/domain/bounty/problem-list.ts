import { MAX_PROBLEMS } from "./limits.ts";
import { grouped } from "./place.ts";
import type { Problem } from "./problem.ts";

/** A problem without the parts that are most often null. */
export type ProblemDraft = Pick<Problem, "rule" | "pointer" | "message"> &
  Partial<Pick<Problem, "step" | "repair" | "severity">>;

/** A kind of note of which a file gets one, at the first place: a file with other white space has it on every line. */
export type NoteKind = "layout" | "finalNewline" | "keyOrder" | "escapes" | "repeatedAuthor";

/** A draft with its defaults filled in: an error, in no step, without repair. */
export function problemOf(draft: ProblemDraft): Problem {
  return {
    rule: draft.rule,
    severity: draft.severity ?? "error",
    pointer: draft.pointer,
    message: draft.message,
    step: draft.step ?? null,
    repair: draft.repair ?? null,
  };
}

/** The problems of one reading, in the order of the file, at most MAX_PROBLEMS and one that says so. */
export class ProblemList {
  readonly problems: Problem[] = [];
  readonly #noted = new Set<NoteKind>();
  #refused = false;
  #full = false;

  /** True when there were more problems than are kept: the reading may stop. */
  get full(): boolean {
    return this.#full;
  }

  /** True when one of the problems is an error. */
  get refused(): boolean {
    return this.#refused;
  }

  add(draft: ProblemDraft): void {
    if (this.#full) return;
    if (this.problems.length >= MAX_PROBLEMS) {
      this.#full = true;
      this.#push({
        rule: "limit",
        pointer: "",
        message: `There are more than ${grouped(MAX_PROBLEMS)} problems. Reading stopped here.`,
      });
      return;
    }
    this.#push(draft);
  }

  /** Adds a note unless one of its kind is there. */
  note(kind: NoteKind, draft: ProblemDraft): void {
    if (this.#noted.has(kind)) return;
    this.#noted.add(kind);
    this.add({ ...draft, severity: "note" });
  }

  /** True when a note of this kind is there, so that nothing more need be compared for it. */
  hasNoted(kind: NoteKind): boolean {
    return this.#noted.has(kind);
  }

  #push(draft: ProblemDraft): void {
    const problem = problemOf(draft);
    this.#refused ||= problem.severity === "error";
    this.problems.push(problem);
  }
}
