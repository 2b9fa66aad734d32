import { expect, it } from "vitest";

import { EMPTY_BIBLE, newEntity, plainAlias } from "../../../shared/domain/bible/bible.ts";
import { renamed, renamedPart, renamedThrough, withNames } from "../../../shared/domain/bible/rename.ts";

const mira = {
  ...newEntity(EMPTY_BIBLE, "character", "Mira Holt"),
  aliases: [plainAlias("Mira"), plainAlias("the captain")],
};

it("[BI14] a renaming changes the one word that differs, in the aliases too", () => {
  expect(renamedPart("Mira Holt", "Mara Holt")).toEqual({ from: "Mira", to: "Mara" });
  expect(renamedPart("Mira Holt", "Anna")).toEqual({ from: "Mira Holt", to: "Anna" });
  const names = renamed(mira, "Mara Holt");
  expect([names.name, ...names.aliases.map(({ text }) => text)]).toEqual(["Mara Holt", "Mara", "the captain"]);
});

it("[BI14] a renaming is taken back in an entity of which more was confirmed since", () => {
  const after = renamed(mira, "Mara Holt");
  const done = withNames(mira, mira, after);
  const later = { ...done, notes: "more", aliases: [...done.aliases, plainAlias("Mara the Bold")] };
  const back = withNames(later, after, mira);
  expect(back).toEqual({ ...mira, notes: "more", aliases: [...mira.aliases, plainAlias("Mara the Bold")] });
  // A name that was changed once more by hand stays.
  expect(withNames({ ...done, name: "Mo" }, after, mira).name).toBe("Mo");
});

it("[BI17] a renaming through the run remembers what was called so, and its undo forgets that again", () => {
  const after = renamedThrough(mira, "Tessa Holt");
  expect(after.formerly).toEqual(["Mira Holt", "Mira"]);
  expect(renamed(mira, "Tessa Holt").formerly).toEqual([]);
  // A word of a thing's name is no name, and a name that it has again is none of before.
  const lantern = { ...newEntity(EMPTY_BIBLE, "item", "the brass lantern"), aliases: [plainAlias("lantern")] };
  expect(renamedThrough(lantern, "the iron lantern").formerly).toEqual(["the brass lantern"]);
  const tessa = { ...mira, ...after };
  expect(renamedThrough(tessa, "Mira Holt").formerly).toEqual(["Tessa Holt", "Tessa"]);
  const later = { ...tessa, formerly: [...tessa.formerly, "Moll"] };
  expect(withNames(later, after, mira)).toEqual({ ...mira, formerly: ["Moll"] });
  expect(withNames(withNames(tessa, after, mira), mira, after)).toEqual(tessa);
});
