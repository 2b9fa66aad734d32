import { MAX_PROBLEMS } from "./limits.ts";
import { grouped } from "./place.ts";
import type { Problem } from "./problem.ts";

/** A problem without the parts that are most often null. */
export type ProblemDraft = Pick<Problem, "rule" | "pointer" | "message"> &
  Partial<Pick<Problem, "step" | "repair" | "severity">>;

/** A kind of note of which a file gets one, at the first place: a file with other white space has it on every line. */
export type NoteKind = "layout" | "finalNewline" | "keyOrder" | "escapes" | "repeatedAuthor";

/** A kind of warning of which a file gets one, with how many more there are. */
export type CollectedKind = "cutThought";

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
  readonly #problems: Problem[] = [];
  /** Where in the list a collected problem stands, and how many more there were like it. */
  readonly #collected = new Map<CollectedKind, { readonly at: number; more: number }>();
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
    if (this.#problems.length >= MAX_PROBLEMS) {
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

  /** Adds the first problem of its kind, and only counts those that follow: 200 cut names are one piece of news. */
  collect(kind: CollectedKind, draft: ProblemDraft): void {
    const first = this.#collected.get(kind);
    if (first !== undefined) {
      first.more += 1;
      return;
    }
    this.#collected.set(kind, { at: this.#problems.length, more: 0 });
    this.add(draft);
  }

  /** The problems, a collected one with how many more there were. */
  all(): Problem[] {
    const all = [...this.#problems];
    for (const { at, more } of this.#collected.values()) {
      const problem = all[at];
      if (problem === undefined || more === 0) continue;
      all[at] = {
        ...problem,
        message: `${problem.message} ${grouped(more)} more ${more === 1 ? "place looks" : "places look"} like it.`,
      };
    }
    return all;
  }

  /** True when a note of this kind is there, so that nothing more need be compared for it. */
  hasNoted(kind: NoteKind): boolean {
    return this.#noted.has(kind);
  }

  #push(draft: ProblemDraft): void {
    const problem = problemOf(draft);
    this.#refused ||= problem.severity === "error";
    this.#problems.push(problem);
  }
}
