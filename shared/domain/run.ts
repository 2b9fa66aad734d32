import { z } from "zod";

import { RunId } from "./ids.ts";
import { Step } from "./step.ts";

/** The longest title, in UTF-16 units (bounty format, limits). */
export const MAX_TITLE_UNITS = 10_000;
/** The most authors a run may name (bounty format, limits). */
export const MAX_AUTHORS = 1_000;
/** The longest author's name, in UTF-16 units. Decided here: as long as a title. */
export const MAX_AUTHOR_UNITS = 10_000;

/** What an author does in a run; names are exported in this order between different roles (bounty format, Writing 2). */
export const AUTHOR_ROLES = ["administrator", "dm", "player"] as const;
export const AuthorRole = z.enum(AUTHOR_ROLES);
export type AuthorRole = z.infer<typeof AuthorRole>;

/** An author as named in a run, with their role; the order is the one the author gave. */
export const RunAuthor = z.strictObject({ name: z.string().min(1).max(MAX_AUTHOR_UNITS), role: AuthorRole });
export type RunAuthor = z.infer<typeof RunAuthor>;

/** Where a run stands, by its author's word; no rule follows from it. */
export const RUN_STATUSES = ["draft", "writing", "finished", "submitted"] as const;
export const RunStatus = z.enum(RUN_STATUSES);
export type RunStatus = z.infer<typeof RunStatus>;

/** A run as the author has it: it may have holes, parked text and texts that the format refuses. */
export const Run = z.strictObject({
  id: RunId,
  title: z.string().max(MAX_TITLE_UNITS),
  authors: z.array(RunAuthor).max(MAX_AUTHORS),
  steps: z.array(Step),
});
export type Run = z.infer<typeof Run>;
