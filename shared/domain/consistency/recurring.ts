/*
 * From when on a capitalised word counts as a name of the run. Apart from the rules that use it, since the page says these
 * numbers and must not load the lists of English words with them.
 */

/** A name recurs once it stands in so many steps: a name that one scene repeats is not yet usual. */
export const LEAST_STEPS_OF_NAME = 4;

/** A recurring name is offered to the bible from so many mentions on. */
export const LEAST_MENTIONS_OFFERED = 5;

/**
 * In a short run a word that is no English word is offered sooner: with so many mentions in so many steps, never written
 * small. An offer is only a question, and the first steps are when a bible is begun.
 */
export const SHORT_RUN = { steps: 40, mentions: 3, in: 2 } as const;
