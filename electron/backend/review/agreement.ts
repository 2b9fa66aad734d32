import type { CriterionAgreement, Disagreement } from "../../../shared/contract/review-round-methods.ts";
import { agreementOf, type Metric } from "../../../shared/domain/review/agreement.ts";
import { type Guide, rangeOf, type Scale } from "../../../shared/domain/review/guide.ts";
import type { Judgement } from "../../../shared/domain/review/judgement.ts";
import type { Step } from "../../../shared/domain/step.ts";
import type { PlacedJudgement } from "./status.ts";

/*
 * Agreement over a run. A unit is a step in one state: reviewers who read different wordings of a step did not judge the
 * same thing. Of a reviewer's several judgements on one state the latest counts.
 */

/** One thing that reviewers may agree on. */
type Question = {
  readonly criterion: string | null;
  readonly name: string;
  readonly scale: Scale | null;
  readonly valueIn: (judgement: Judgement) => number | null;
};

/** The word, then the criteria of the guide in its order. */
export function agreementOn(
  placed: readonly PlacedJudgement[],
  steps: readonly Step[],
  guide: Guide | null,
): { criteria: CriterionAgreement[]; disagreements: Disagreement[] } {
  const units = unitsOf(placed);
  const criteria: CriterionAgreement[] = [];
  const disagreements: Disagreement[] = [];
  for (const { criterion, name, scale, valueIn } of questionsOf(guide)) {
    const answers = units.map(({ place, judged }) => ({
      place,
      values: judged.flatMap(({ key, judgement }) => {
        const value = valueIn(judgement);
        return value === null ? [] : [{ reviewer: key, value, reason: judgement.reason }];
      }),
    }));
    const values = answers.map((answer) => answer.values.map(({ value }) => value));
    criteria.push({ criterion, name, scale, ...agreementOf(values, metricOf(scale)) });
    for (const answer of answers) {
      const step = steps[answer.place];
      if (step === undefined || new Set(answer.values.map(({ value }) => value)).size < 2) continue;
      disagreements.push({ stepId: step.id, step: answer.place + 1, criterion, name, values: answer.values });
    }
  }
  return { criteria, disagreements: disagreements.toSorted((one, other) => one.step - other.step) };
}

function questionsOf(guide: Guide | null): Question[] {
  const word: Question = {
    criterion: null,
    name: "",
    scale: null,
    valueIn: (judgement) => (judgement.word === null ? null : Number(judgement.word === "accept")),
  };
  const criteria = (guide?.criteria ?? []).map(({ id, name, scale }): Question => ({
    criterion: id,
    name,
    scale,
    valueIn: ({ ratings }) => soundValue(ratings, id, scale),
  }));
  return [word, ...criteria];
}

/** The word and yes or no differ in kind, figures by rank. */
function metricOf(scale: Scale | null): Metric {
  return scale === null || scale === "yesNo" ? "nominal" : "ordinal";
}

/** A rating whose value is on the scale: a file may have been changed by hand. */
function soundValue(ratings: Judgement["ratings"], criterion: string, scale: Scale): number | null {
  const value = ratings.find((rating) => rating.criterion === criterion)?.value;
  const { least, most } = rangeOf(scale);
  return value === undefined || value < least || value > most ? null : value;
}

type Unit = { readonly place: number; readonly judged: readonly PlacedJudgement[] };

function unitsOf(placed: readonly PlacedJudgement[]): Unit[] {
  const units = new Map<string, { place: number; judged: Map<string, PlacedJudgement> }>();
  for (const each of placed) {
    if (each.place === null || each.print === null) continue;
    const id = `${each.place} ${each.print}`;
    const unit = units.get(id) ?? { place: each.place, judged: new Map<string, PlacedJudgement>() };
    const before = unit.judged.get(each.key);
    if (before === undefined || before.judgement.updatedAt <= each.judgement.updatedAt) unit.judged.set(each.key, each);
    units.set(id, unit);
  }
  return [...units.values()].map(({ place, judged }) => ({ place, judged: [...judged.values()] }));
}
