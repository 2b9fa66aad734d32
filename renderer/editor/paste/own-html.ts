/**
 * What our own copies carry beside their text, in attributes that mean nothing elsewhere: one clipboard serves every
 * program, and a paste into another run keeps types and flags. The run's id says whose thoughts they are.
 */
export const ownAttributes = {
  /** On the element around everything: the id of the run that it was copied from. */
  run: "data-runwright",
  /** On a thought: its id, when all of it was copied. */
  thought: "data-thought",
  type: "data-type",
  longterm: "data-longterm",
  /** On a section of a copy that reaches over several: its name, which step of the copy it is of (0-based), and the tag. */
  section: "data-section",
  step: "data-step",
  tagged: "data-tagged",
} as const;
