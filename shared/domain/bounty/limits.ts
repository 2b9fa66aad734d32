/**
 * The limits of the bounty format (section 3) that are not those of a stored part; `run.ts`, `step.ts` and `section.ts`
 * hold the others (MAX_STEPS, MAX_SECTION_UNITS, MAX_SECTION_THOUGHTS, MAX_AUTHORS, MAX_TITLE_UNITS). What reaches a
 * limit exactly is accepted.
 */

/** The largest file: 256 MB, taken as mebibytes. */
export const MAX_FILE_BYTES = 256 * 1024 * 1024;

/** The deepest nesting of objects and lists; the run itself is at depth 1, a thought at depth 7. */
export const MAX_DEPTH = 16;

/** The most problems one reading reports. Decided here: more help nobody, and a hostile file must not fill the memory with them. */
export const MAX_PROBLEMS = 100_000;

/** The longest unknown key that a pointer names, in UTF-16 units; a longer one is pointed to by its object. Decided here. */
export const MAX_KEY_UNITS = 200;
