import { join } from "node:path";

import fc from "fast-check";
import { expect, it } from "vitest";

import { keepOwnRemark, loadRemarks, takeAnswer } from "../../electron/backend/review/answers.ts";
import { Answer } from "../../electron/backend/review/answer.ts";
import { fingerprints } from "../../electron/backend/review/fingerprint.ts";
import { placeRemarks } from "../../electron/backend/review/place-remarks.ts";
import { judgedSteps, loadJudgements, reviewersOf, wholeJudgements } from "../../electron/backend/review/status.ts";
import { loadRun } from "../../electron/backend/runs/load.ts";
import type { WritingLibrary } from "../../electron/backend/storage/library.ts";
import { newPersonId, newRemarkId } from "../../shared/domain/ids.ts";
import { anchorOfStep } from "../../shared/domain/review/anchor.ts";
import type { Judgement } from "../../shared/domain/review/judgement.ts";
import type { Remark } from "../../shared/domain/review/remark.ts";
import type { Run } from "../../shared/domain/run.ts";
import { bringIn, openWriting, temporaryFolder, valueOf } from "../support/library.ts";
import { generateRun } from "../support/generate-run.ts";
import { remarkOn } from "../support/review.ts";

const STEPS = 4;
/** The same run with ids of its own. */
const makeRun = (): Run => generateRun({ seed: 3, steps: STEPS });
const PRINTS = fingerprints(makeRun().steps);
/** States that were read: the run as it is, and one in which a step was another. */
const STATES = [PRINTS, [...PRINTS.slice(0, 2), "f".repeat(64), ...PRINTS.slice(3)]] as const;
const PEOPLE = [newPersonId(), newPersonId()] as const;
const REMARKS = [newRemarkId(), newRemarkId(), newRemarkId()] as const;

const time = fc.integer({ min: 1, max: 4 });
const text = fc.constantFrom("Why?", "How?", "Lovely.");
const remark = fc
  .record({ id: fc.constantFrom(...REMARKS), step: fc.integer({ min: 1, max: STEPS }), text, updatedAt: time })
  .map(({ id, step, text: says, updatedAt }): Remark => ({ ...remarkOn(anchorOfStep(step), says, 1), id, updatedAt }));
const judgement: fc.Arbitrary<Judgement> = fc.record({
  step: fc.integer({ min: 0, max: STEPS }),
  isRead: fc.boolean(),
  word: fc.constantFrom(null, "accept" as const, "needsWork" as const),
  ratings: fc.constantFrom([], [{ criterion: "voice", value: 3 }]),
  reason: fc.constantFrom("", "So."),
  updatedAt: time,
});
const answer = fc
  .record({
    state: fc.constantFrom(...STATES),
    who: fc.constantFrom(...PEOPLE),
    name: fc.constantFrom("Rita", "Otto"),
    remarks: fc.array(remark, { maxLength: 3 }),
    withdrawn: fc.array(fc.record({ id: fc.constantFrom(...REMARKS), at: time }), { maxLength: 2 }),
    judgements: fc.array(judgement, { maxLength: 3 }),
  })
  .map(({ state, who, name, ...said }) =>
    Answer.parse({
      version: 1,
      run: { title: "T", fingerprints: state },
      reviewer: name,
      reviewerId: who,
      ...said,
    }),
  );

/** What an author sees after these answers, without what is new in every library (ids of the run). */
function standing(library: WritingLibrary, answers: readonly Answer[]): unknown {
  const runId = bringIn(library, makeRun());
  for (const each of answers) valueOf(takeAnswer(library, runId, each));
  const steps = valueOf(loadRun(library, runId)).steps.map(({ id, content }) => ({ id, ...content }));
  const remarks = placeRemarks(runId, steps, valueOf(loadRemarks(library, runId, PRINTS)));
  const placed = valueOf(loadJudgements(library, runId, PRINTS));
  return {
    remarks: remarks.map(({ remark: each, step, holds }) => ({ each, step, holds })),
    reviewers: reviewersOf(placed, PRINTS),
    steps: judgedSteps(placed, steps, PRINTS).map(({ step, judgements }) => ({ step, judgements })),
    whole: wholeJudgements(placed),
  };
}

it("[R8] any order and any repeats of answers give the same", () => {
  const library = openWriting(join(temporaryFolder(), "library"));
  const property = fc.property(
    fc.array(answer, { minLength: 1, maxLength: 4 }).chain((answers) =>
      fc.record({
        answers: fc.constant(answers),
        again: fc.array(fc.nat({ max: answers.length - 1 }), { maxLength: 4 }),
        order: fc.shuffledSubarray(
          answers.map((_, index) => index),
          { minLength: answers.length },
        ),
      }),
    ),
    ({ answers, again, order }) => {
      const other = [...order, ...again].flatMap((index) => answers[index] ?? []);
      expect(standing(library, other)).toEqual(standing(library, answers));
    },
  );
  expect(() => fc.assert(property, { numRuns: 60 })).not.toThrow();
});

it("[R8] two words of one moment on a whole batch that was sent in two states stand the same in any order", () => {
  const library = openWriting(join(temporaryFolder(), "library"));
  const said = { step: 0, isRead: false, word: null, reason: "", updatedAt: 4 };
  const sent = (state: readonly string[], who: (typeof PEOPLE)[number], judgements: readonly unknown[]): Answer =>
    Answer.parse({
      version: 1,
      run: { title: "T", fingerprints: state },
      reviewer: "Rita",
      reviewerId: who,
      judgements,
      remarks: [],
      withdrawn: [],
    });
  const answers = [
    sent(STATES[0], PEOPLE[0], [{ ...said, ratings: [] }]),
    sent(STATES[1], PEOPLE[0], [{ ...said, ratings: [{ criterion: "voice", value: 3 }] }]),
    sent(STATES[1], PEOPLE[1], []),
  ];
  expect(standing(library, answers.toReversed())).toEqual(standing(library, answers));
});

it("[R8] the author's own remarks stand beside answers, whichever came first", () => {
  const library = openWriting(join(temporaryFolder(), "library"));
  const runId = bringIn(library, makeRun());
  const own = { ...remarkOn(anchorOfStep(2), "Mine.", 9), id: newRemarkId() };
  valueOf(keepOwnRemark(library, runId, own, PRINTS));
  const theirs = remarkOn(anchorOfStep(2), "Theirs.", 3);
  const sent = {
    version: 1,
    run: { title: "T", fingerprints: PRINTS },
    reviewer: "Rita",
    remarks: [theirs],
    withdrawn: [],
  };
  valueOf(takeAnswer(library, runId, Answer.parse(sent)));
  const texts = valueOf(loadRemarks(library, runId, PRINTS)).map((kept) => kept.remark.text);
  expect(texts.toSorted()).toEqual(["Mine.", "Theirs."]);
});
