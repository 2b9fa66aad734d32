import { expect, it } from "vitest";

import { createEngine } from "../../../shared/domain/consistency/engine.ts";
import { bibleOfFile, found, places, stepsTelling } from "./support.ts";

const RULE = "text/bible-name-variant";
const TESSA = { id: "tessa", kind: "character", name: "Tessa Holt", aliases: ["Tessa"], sex: "f" };
const RENAMED = { ...TESSA, formerly: ["Mira Holt", "Mira"] };
const STEPS = stepsTelling(8, { 2: "Tessa nods.", 6: "The door opens and Mira Holt comes in.", 7: "MIRA: Wait." });

it("[BI17] a place of the name before a renaming is found, with the nearest place of the new one", () => {
  const left = found(RULE, STEPS, { entities: [RENAMED] });
  expect(left.map(({ claim }) => claim)).toEqual([
    "“Mira Holt” is what Tessa Holt was called before the renaming.",
    "“MIRA” is what Tessa Holt was called before the renaming.",
  ]);
  expect(places(left)).toEqual([
    [6, 2],
    [7, 2],
  ]);
  expect(found(RULE, STEPS, { entities: [TESSA] })).toEqual([]);
});

it.for([
  ["somebody has the name now", "Mira nods.", [RENAMED, { id: "mira", kind: "character", name: "Mira Vale" }]],
  ["it is somebody else’s", "Mira Brangle nods.", [RENAMED]],
  ["the sentence is about names", "They called her Mira then.", [RENAMED]],
  ["it is a title", "The Captain nods.", [{ ...TESSA, formerly: ["Captain"] }]],
] as const)("[BI17] a former name is left alone where %s", ([, text, entities]) => {
  expect(found(RULE, stepsTelling(4, { 3: text }), { entities })).toEqual([]);
});

it("[BI17] a former name that comes and goes while the check runs is found and forgotten", () => {
  const engine = createEngine({ bible: bibleOfFile(STEPS, { entities: [TESSA] }) });
  engine.load(STEPS);
  const left = (): number => engine.findings().filter(({ rule }) => rule === RULE).length;
  expect(left()).toBe(0);
  engine.confirm(bibleOfFile(STEPS, { entities: [RENAMED] }));
  expect(left()).toBe(2);

  engine.confirm(bibleOfFile(STEPS, { entities: [TESSA] }));
  expect(left()).toBe(0);
});
