import type { Rule } from "../rule.ts";
import { attribute } from "./attribute.ts";
import { bibleNameVariant } from "./bible-name-variant.ts";
import { deadMentioned } from "./dead-mentioned.ts";
import { injuryIgnored } from "./injury-ignored.ts";
import { bareItemUse, itemUse } from "./item-use.ts";
import { knowledge } from "./knowledge.ts";
import { deadActs } from "./dead-acts.ts";
import { absentInCast, deadInCast, unconsciousInCast } from "./ledger/cast.ts";
import { amountBelowZero, itemAfterLost, itemBeforeGained, itemHeldByTwo } from "./ledger/items.ts";
import { clockBackward, durations } from "./ledger/story-time.ts";
import { noWay, tooFast, twoPlaces } from "./ledger/travel.ts";
import { ages, counts, twoValues } from "./ledger/values.ts";
import { threadOpen, threadPaidBefore, threadPastDue } from "./threads.ts";
import { worldRules } from "./world.ts";

/**
 * The rules that rest on what the author has confirmed (consistency, section 3). Where it lacks what it needs, a rule
 * looks at nothing and says so. What could only be guessed from prose is never checked at all.
 */
export const BIBLE_RULES: readonly Rule[] = [
  twoValues,
  deadInCast,
  absentInCast,
  unconsciousInCast,
  twoPlaces,
  noWay,
  tooFast,
  itemBeforeGained,
  itemAfterLost,
  itemHeldByTwo,
  amountBelowZero,
  clockBackward,
  ages,
  durations,
  counts,
  deadActs,
  attribute,
  itemUse,
  deadMentioned,
  bareItemUse,
  knowledge,
  injuryIgnored,
  bibleNameVariant,
  threadOpen,
  threadPastDue,
  threadPaidBefore,
  worldRules,
];
