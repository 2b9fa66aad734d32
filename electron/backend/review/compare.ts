import type { ReplyOf } from "../../../shared/contract/contract.ts";
import type { EarlierCopy } from "../../../shared/contract/review-methods.ts";
import { alignSteps, isSameStep } from "../../../shared/domain/review/alignment.ts";
import type { CopyPrints, OpenCopy } from "./copies.ts";
import { LEAST_SHARED_STEPS } from "./run-meant.ts";

/** Two states of a run aligned: what each step of `now` was in `before`, and which of `before` are gone. */
export function compareSteps(now: readonly string[], before: readonly string[]): ReplyOf<"review.compare"> {
  const { places } = alignSteps(now, before);
  const standing = new Set(places);
  return {
    steps: places.map((place, index) => ({
      was: place === null ? null : place + 1,
      isSame: place !== null && isSameStep(now[index] ?? null, before[place]),
    })),
    gone: before.flatMap((_, index) => (standing.has(index) ? [] : [index + 1])),
  };
}

/** The most earlier copies that are named. */
const MAX_EARLIER = 20;

/** Which of the other copies are the same run at another time, and what has changed since each. */
export function earlierCopies(copy: OpenCopy, others: readonly CopyPrints[]): EarlierCopy[] {
  const mine = new Set(copy.fingerprints);
  return others
    .filter(({ openedAt, fingerprints }) => {
      if (openedAt > copy.openedAt) return false;
      const shared = fingerprints.filter((print) => mine.has(print)).length;
      return shared > 0 && shared >= Math.min(fingerprints.length, copy.fingerprints.length) * LEAST_SHARED_STEPS;
    })
    .slice(0, MAX_EARLIER)
    .map(({ id, title, openedAt, fingerprints }) => ({
      copyId: id,
      title,
      openedAt,
      changed: compareSteps(copy.fingerprints, fingerprints).steps.flatMap(({ isSame }, index) =>
        isSame ? [] : [index + 1],
      ),
    }));
}
