import { z } from "zod";

/** Every kind of fault the bounty format knows (bounty format, section 3): what is wrong with the file, then the rules of Reading by their names. */
export const PROBLEM_RULES = [
  /** Not JSON; the message gives line and column. */
  "json",
  /** Not UTF-8, or (a note) a byte order mark. */
  "encoding",
  /** A value of the wrong kind, or a required key that is missing; as a note, another layout than the canonical one. */
  "shape",
  /** An unknown key or one that stands twice; as a note, keys in another order than the canonical one. */
  "key",
  /** An unknown type of thought. */
  "type",
  /** `""`, `[]` or `{}` where something must be. */
  "empty",
  /** NUL, a carriage return or half of a surrogate pair. */
  "character",
  /** More than the format allows of anything. */
  "limit",
  "O",
  "P",
  "A",
  "I",
  "6",
  "7",
  "T",
] as const;
export const ProblemRule = z.enum(PROBLEM_RULES);
export type ProblemRule = z.infer<typeof ProblemRule>;

/** Errors refuse a run; warnings and notes do not. */
export const ProblemSeverity = z.enum(["error", "warning", "note"]);
export type ProblemSeverity = z.infer<typeof ProblemSeverity>;

/** One fault of a bounty file, or of a run that is to become one. It says where, what and, if nothing the author wrote is lost by it, how to mend it. */
export const Problem = z.strictObject({
  rule: ProblemRule,
  severity: ProblemSeverity,
  /** RFC 6901 JSON pointer into the file; what is absent points to its parent, and what has no place (not JSON, not UTF-8, layout) to the whole file: `""`. */
  pointer: z.string(),
  /** A sentence for the author that names the place in the words of the format ("Step 40, prompt: ..."). */
  message: z.string(),
  /** Position of the step in the run, from 1; null when the problem lies in no step. */
  step: z.int().min(1).nullable(),
  /** What the author can do without losing a word, as a sentence; null when only the author can know. Never done silently. */
  repair: z.string().nullable(),
});
export type Problem = z.infer<typeof Problem>;

/** True when nothing in the list refuses the run: no error, though perhaps warnings and notes. */
export function isAccepted(problems: readonly Problem[]): boolean {
  return problems.every((problem) => problem.severity !== "error");
}
