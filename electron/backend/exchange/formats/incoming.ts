import type { Problem } from "../../../../shared/domain/bounty/problem.ts";
import { problemOf } from "../../../../shared/domain/bounty/problem-list.ts";
import type { RunProvenance } from "../../../../shared/domain/exchange/provenance.ts";
import type { RunId } from "../../../../shared/domain/ids.ts";
import type { RunAuthor } from "../../../../shared/domain/run.ts";
import type { Step } from "../../../../shared/domain/step.ts";
import type {
  PackedAct,
  PackedAnswers,
  PackedBible,
  PackedGuides,
  PackedReviews,
  PackedRun,
  PackedSnapshots,
  PackedStep,
  PackedVerdicts,
  PackedVersion,
  PackedWords,
} from "../../package/run-parts.ts";

/*
 * What every reader hands on, some at a time: first a run, then its steps, then what else belongs to it. Pieces are plain
 * data, since they come from a worker; who takes them decides whether they are looked at or written.
 */

/** A run that begins. `id` is the one it had in its library; null where the format carries none. */
export type IncomingRun = {
  readonly id: RunId | null;
  readonly title: string;
  readonly authors: readonly RunAuthor[];
  readonly licence: string | null;
  /** Everything else that a package knows of it. */
  readonly packed: PackedRun | null;
};

export type IncomingPiece =
  | { readonly kind: "run"; readonly run: IncomingRun }
  /** Steps of the run that began last, in order. */
  | { readonly kind: "steps"; readonly steps: readonly Step[]; readonly provenance: RunProvenance }
  | { readonly kind: "bin"; readonly steps: readonly PackedStep[] }
  | { readonly kind: "acts"; readonly acts: readonly PackedAct[] }
  | { readonly kind: "versions"; readonly versions: readonly PackedVersion[] }
  | { readonly kind: "snapshots"; readonly snapshots: PackedSnapshots }
  | { readonly kind: "verdicts"; readonly verdicts: PackedVerdicts }
  | { readonly kind: "answers"; readonly answers: PackedAnswers }
  | { readonly kind: "words"; readonly words: PackedWords }
  | { readonly kind: "reviews"; readonly reviews: PackedReviews }
  | { readonly kind: "bible"; readonly bible: PackedBible }
  | { readonly kind: "guides"; readonly guides: PackedGuides };

/** Takes pieces as they are read; false ends the reading. */
export type TakePiece = (piece: IncomingPiece) => boolean;

/** How many steps, acts or versions are handed over at a time: one short transaction each. */
export const AT_A_TIME = 250;

/** Thrown through a reader when nobody takes any more; `endedBy` tells it from a surprise. */
export class Enough extends Error {}

/** Thrown through a reader by input that it cannot go on with: what is wrong, in the form that every refusal has. */
export class Unreadable extends Error {
  readonly problem: Problem;

  constructor(rule: Problem["rule"], message: string, repair: string | null = null) {
    super(message);
    this.problem = problemOf({ rule, pointer: "", message, repair });
  }
}

/** Hands a piece on, or ends the reading. */
export function hand(take: TakePiece, piece: IncomingPiece): void {
  if (!take(piece)) throw new Enough();
}
