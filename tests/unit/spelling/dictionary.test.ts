import { readFileSync } from "node:fs";

import { beforeAll, describe, expect, it } from "vitest";

import { type Dictionary, MOST_SUGGESTIONS, readDictionary } from "../../../renderer/spelling/dictionary.ts";
import { dictionaryFiles, dictionaryLicence, type Language, LANGUAGES } from "../../../renderer/spelling/languages.ts";
import { failureIn, valueOf } from "../../support/library.ts";

function files(language: Language): { affixes: string; words: string } {
  const { affixes, words } = dictionaryFiles(language);
  return { affixes: readFileSync(affixes, "utf8"), words: readFileSync(words, "utf8") };
}

describe.each(LANGUAGES)("the dictionary of %s", (language) => {
  let dictionary: Dictionary;
  beforeAll(() => {
    const { affixes, words } = files(language);
    dictionary = valueOf(readDictionary(affixes, words));
  });

  it("[SP1] knows a language's words, forms and possessives, with and without accents", () => {
    const right = "the houses house's houses' he'd won't o'clock Paris PARIS naïve café façade tis twas okay".split(
      " ",
    );
    expect(right.map((word) => word.replace(/'$/u, "")).filter((word) => !dictionary.isRight(word))).toEqual([]);
    const wrong = ["teh", "hte", "recieve", "Recieve", "RECIEVE", "paris", "houseses", "hasOwnProperty"];
    expect(wrong.filter((word) => dictionary.isRight(word))).toEqual([]);
  });

  it("[SP3] suggests what was meant among the first few", () => {
    const meant = {
      recieve: "receive",
      teh: "the",
      Teh: "The",
      alot: "a lot",
      seperate: "separate",
      definately: "definitely",
      tomorow: "tomorrow",
      freind: "friend",
      occured: "occurred",
      shouldnt: "shouldn't",
      Wierd: "Weird",
      becuase: "because",
    };
    for (const [word, by] of Object.entries(meant))
      expect([word, dictionary.suggest(word)]).toEqual([word, expect.arrayContaining([by])]);
    expect(dictionary.suggest("teh")[0]).toBe("the");
    for (const word of Object.keys(meant))
      expect(dictionary.suggest(word).length).toBeLessThanOrEqual(MOST_SUGGESTIONS);
    expect(dictionary.suggest("house")).toEqual([]);
  });

  it("[SP9] comes with its licence", () => {
    const packageName = language === "en-US" ? "dictionary-en" : "dictionary-en-gb";
    const licence = readFileSync(dictionaryLicence(language), "utf8");
    expect(licence).toBe(readFileSync(`node_modules/${packageName}/license`, "utf8"));
  });

  it("[SP6] a file that is cut, emptied or another is refused with what is the matter", () => {
    const { affixes, words } = files(language);
    const broken: [string, string][] = [
      [affixes, ""],
      [affixes, words.slice(0, words.length / 2)],
      [affixes, "<!doctype html><title>Not found</title>"],
      [affixes, words.replace(/\nzebra(?=\/)/u, "\nzebrb")],
      ["", words],
      [affixes, "3\na\nb\nc\n"],
      [affixes, words.replaceAll(/[aeiou]/gu, "\uFFFD")],
    ];
    for (const [aff, dic] of broken) expect(failureIn(readDictionary(aff, dic)).why).not.toBe("");
  });
});

it("[SP1] tells American from British spelling, and takes Oxford's for British", () => {
  const us = valueOf(readDictionary(...pair("en-US")));
  const gb = valueOf(readDictionary(...pair("en-GB")));
  expect(["colour", "travelled"].map((word) => [us.isRight(word), gb.isRight(word)])).toEqual([
    [false, true],
    [false, true],
  ]);
  expect([us.isRight("color"), gb.isRight("color")]).toEqual([true, false]);
  expect(["organise", "organize", "realization"].map((word) => gb.isRight(word))).toEqual([true, true, true]);
  expect(gb.isRight("sizter")).toBe(false);
});

function pair(language: Language): [string, string] {
  const { affixes, words } = files(language);
  return [affixes, words];
}
