import { SYSTEM_WORDS } from "../../shared/contract/system-words.ts";
import { COMFORT_WORDS } from "./comfort-words.ts";
import { BACKUP_WORDS } from "./backup-words.ts";
import { BIBLE_WORDS } from "./bible-words.ts";
import { COMMON_WORDS } from "./common-words.ts";
import { EXCHANGE_WORDS } from "./exchange-words.ts";
import { HELP_WORDS } from "./help-words.ts";
import { HISTORY_WORDS } from "./history-words.ts";
import { FIND_WORDS } from "./find-words.ts";
import { LIBRARY_WORDS } from "./library-words.ts";
import { PASTE_WORDS } from "./paste-words.ts";
import { PROGRESS_WORDS } from "./progress-words.ts";
import { REVIEW_WORDS } from "./review-words.ts";
import { RUN_WORDS } from "./run-words.ts";
import { STRUCTURE_WORDS } from "./structure-words.ts";
import { TEXT_WORDS } from "./text-words.ts";
import { TURN_WORDS } from "./turn-words.ts";

/**
 * Every word that a person reads, the system's menu and dialogs among them, by area. An entry is a sentence, or its two forms by number; `{name}` is a
 * slot. Another language is another set of these files with the same keys (`say.ts` speaks them).
 */
export const WORDS = {
  ...SYSTEM_WORDS,
  ...COMMON_WORDS,
  ...COMFORT_WORDS,
  ...LIBRARY_WORDS,
  ...RUN_WORDS,
  ...STRUCTURE_WORDS,
  ...TEXT_WORDS,
  ...FIND_WORDS,
  ...PASTE_WORDS,
  ...REVIEW_WORDS,
  ...TURN_WORDS,
  ...EXCHANGE_WORDS,
  ...HISTORY_WORDS,
  ...BACKUP_WORDS,
  ...PROGRESS_WORDS,
  ...BIBLE_WORDS,
  ...HELP_WORDS,
} as const;
