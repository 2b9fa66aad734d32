import { expect, it } from "vitest";

import { refusalOf } from "../../../shared/domain/bible/bible.ts";
import { PRONOUN } from "../../../shared/domain/bible/pronoun.ts";
import { createEngine } from "../../../shared/domain/consistency/engine.ts";
import type { Survey } from "../../../shared/domain/consistency/survey.ts";
import { bibleOfFile, stepsTelling } from "./support.ts";

const STEPS = stepsTelling(12, {
  3: "Mira’s green eyes open.",
  5: "Mira dies.",
  7: "Mira’s brown eyes open.",
  9: "Mira dies.",
});
const FILE = { entities: [{ id: "mira", kind: "character", name: "Mira", sex: "f" }] };

/** What is proposed, as "step what", after these were refused. */
function proposed(refused: Survey["proposals"]): { readonly said: string[]; readonly proposals: Survey["proposals"] } {
  const refusals = refused.map(({ entity, what, stepId }) => refusalOf(entity, what, stepId));
  const engine = createEngine({ bible: { ...bibleOfFile(STEPS, FILE), refusals } });
  engine.load(STEPS);
  const { proposals } = engine.survey();
  const said = proposals.map(({ what, step }) =>
    what.kind === "fact" ? `${step} ${what.attribute} ${what.value}` : `${step} ${what.event}`,
  );
  return { said, proposals };
}

/** The pronouns that are proposed for Mira, who has none yet, as "step pronoun". */
function pronouns(texts: Readonly<Record<number, string>>): string[] {
  const steps = stepsTelling(8, texts);
  const people = [
    { id: "mira", kind: "character", name: "Mira" },
    { id: "tom", kind: "character", name: "Tom", sex: "m" },
  ];
  const engine = createEngine({ bible: bibleOfFile(steps, { entities: people }) });
  engine.load(steps);
  return engine
    .survey()
    .proposals.flatMap(({ what, step }) =>
      what.kind === "fact" && what.attribute === PRONOUN ? [`${step} ${what.value}`] : [],
    );
}

it("[BI18] the pronoun that the story uses of somebody is proposed where nobody else can be meant", () => {
  expect(pronouns({ 2: "Mira turns and lifts her lamp.", 5: "Here is Mira. She waits." })).toEqual(["2 she"]);
  expect(pronouns({ 2: "Mira lifts his lamp. He waits.", 5: "Mira bows; you meet his eyes." })).toEqual(["2 he"]);
  expect(pronouns({ 2: "Mira turns and lifts her lamp." })).toEqual([]);
  expect(pronouns({ 2: "Mira lifts her lamp.", 5: "Mira lifts his lamp.", 6: "Mira lifts her lamp." })).toEqual([]);
  expect(
    pronouns({ 2: "Mira and Tom lift his lamp.", 5: "Mira nods to the guard. He bows. His lamp is out." }),
  ).toEqual([]);
  expect(pronouns({ 2: "Mira nods. “She lies,” you say.", 5: "Mira waits. Dorin lifts his lamp." })).toEqual([]);
});

/** The names that are offered to an empty bible, with how often they stand. */
function offered(count: number, texts: Readonly<Record<number, string>>): string[] {
  const engine = createEngine({});
  engine.load(stepsTelling(count, texts));
  return engine.survey().offers.map(({ name, mentions }) => `${name} ${mentions}`);
}

it("[BI19] a name is offered early in a short run, where no English word is meant, and later in a long one", () => {
  const texts = {
    2: "Here is Jory. “I’m Jory,” you hear. “I’m well.” See Rose wait.",
    3: "And Jory nods; I’m here. See Rose wait. See Tal and Tal.",
    4: "“I’m off.” See Rose wait. See Rose and Tal.",
  };
  expect(offered(4, texts)).toEqual(["Jory 3", "Tal 3"]);
  expect(offered(4, { ...texts, 1: "the jory", 3: "And Jory nods." })).toEqual([]);
  expect(offered(60, texts)).toEqual([]);
  expect(offered(60, { ...texts, 8: "Here is Jory.", 9: "Then Jory waits." })).toEqual(["Jory 5"]);
});

it("[BI15] what was refused is not proposed again, another value and another place are", () => {
  const first = proposed([]);
  expect(first.said).toEqual(["3 eyes green", "5 dies"]);
  const second = proposed(first.proposals);
  expect(second.said).toEqual(["7 eyes brown", "9 dies"]);
  expect(proposed([...first.proposals, ...second.proposals]).said).toEqual([]);
});
