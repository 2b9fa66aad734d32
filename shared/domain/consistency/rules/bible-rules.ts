import type { NotChecked } from "../results.ts";

/*
 * The rules that rest on what the author has confirmed (consistency, section 3). Until a run has a bible none of them
 * looks at anything, and the check says so rule by rule. What they could only guess from prose is never checked at all.
 */
const NOBODY = "no bible: nobody is confirmed";
const NO_ITEM = "no bible: no item is confirmed";
const NO_FACT = "no bible: no fact is confirmed";
const NO_CLOCK = "no bible: no clock is set";
const NO_PLACE = "no bible: no place is confirmed";
const NO_THREAD = "no bible: no thread is opened";

/** Every rule that needs the bible, and what is missing for it on a bare run. */
export const RULES_WITHOUT_A_BIBLE: readonly NotChecked[] = [
  { rule: "ledger/two-values", why: NO_FACT },
  { rule: "ledger/dead-in-cast", why: NOBODY },
  { rule: "ledger/absent-in-cast", why: NOBODY },
  { rule: "ledger/unconscious-in-cast", why: NOBODY },
  { rule: "ledger/two-places", why: NO_PLACE },
  { rule: "ledger/no-way", why: NO_PLACE },
  { rule: "ledger/too-fast", why: NO_PLACE },
  { rule: "ledger/item-before-gained", why: NO_ITEM },
  { rule: "ledger/item-after-lost", why: NO_ITEM },
  { rule: "ledger/item-held-by-two", why: NO_ITEM },
  { rule: "ledger/amount-below-zero", why: NO_ITEM },
  { rule: "ledger/clock-backward", why: NO_CLOCK },
  { rule: "ledger/ages", why: NO_CLOCK },
  { rule: "ledger/durations", why: NO_CLOCK },
  { rule: "ledger/counts", why: NO_FACT },
  { rule: "text/dead-acts", why: NOBODY },
  { rule: "text/attribute", why: NO_FACT },
  { rule: "text/bible-name-variant", why: "no bible: names are compared with the run's recurring names only" },
  { rule: "threads/open", why: NO_THREAD },
  { rule: "threads/past-due", why: NO_THREAD },
  { rule: "threads/paid-before-planted", why: NO_THREAD },
  { rule: "world/never-and-must", why: "no bible: no world rule is written" },
];
