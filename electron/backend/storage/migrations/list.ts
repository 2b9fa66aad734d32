import { first } from "./0001-first.ts";
import { answersAndVerdicts } from "./0002-answers-and-verdicts.ts";
import { history } from "./0003-history.ts";
import { runWords } from "./0004-run-words.ts";
import { bible } from "./0005-bible.ts";
import { reviewRounds } from "./0006-review.ts";
import { progress } from "./0007-progress.ts";
import { turns } from "./0008-turns.ts";
import { sectionGuides } from "./0009-section-guides.ts";
import { refusedProposals } from "./0010-refused-proposals.ts";
import { seatDrafts } from "./0011-seat-drafts.ts";
import { examinations } from "./0012-examinations.ts";
import { formerNames } from "./0013-former-names.ts";
import { reviewPlaces } from "./0014-review-places.ts";
import type { Migration } from "./migration.ts";

/** Every migration in order. One file each, for ever; its test starts one version earlier with real rows. */
export const MIGRATIONS: readonly Migration[] = [
  first,
  answersAndVerdicts,
  history,
  runWords,
  bible,
  reviewRounds,
  progress,
  turns,
  sectionGuides,
  refusedProposals,
  seatDrafts,
  examinations,
  formerNames,
  reviewPlaces,
];
