import { describe, expect, it } from "vitest";

import { found, stepsTelling } from "../bible/support.ts";

/*
 * A look beside the one whom the sentence names: the daughter's hair, the harpist's, the hairs in a comb, and the turns in which it
 * is their own all the same. Mira's eyes are green and her hair is black, Tom's eyes are blue.
 */

const PEOPLE = [
  {
    id: "mira",
    kind: "character",
    name: "Mira",
    sex: "f",
    facts: [
      { attribute: "eyes", value: "green" },
      { attribute: "hair", value: "black" },
    ],
  },
  { id: "tom", kind: "character", name: "Tom", sex: "m", facts: [{ attribute: "eyes", value: "blue" }] },
];

function looksIn(text: string): number {
  const steps = stepsTelling(12, { 2: "Mira waves. Tom waits.", 9: text });
  return found("text/attribute", steps, { entities: PEOPLE }).length;
}

describe("a look and the one who is named with it", () => {
  it.for([
    "Mira stands beside the harpist, whose red hair is the talk of the court.",
    "The doll Mira carries has yellow hair made of wool.",
    "Mira gathers the long red hairs from the comb.",
    "Mira buries her face in the blond hair of her daughter.",
    "Mira bends over the cradle. Brown eyes look up at her.",
    "Tom’s left eye was purple by supper and a sickly yellow by the end of the week.",
    "In the mine Tom’s eyes were all pupil, black as the shafts themselves.",
    "You mistake the woman with the brown eyes for Mira.",
  ])("[BI6] is another's: %s", (text) => {
    expect(looksIn(text)).toBe(0);
  });

  it.for([
    "Mira, a woman whose red hair nobody forgets, sits down.",
    "Mira shakes the blond hair from her face.",
    "Those brown eyes of his could sell ice, Tom knows.",
    "A lock of auburn hair has come loose from Mira’s braid.",
    "A yellow curl has escaped Mira’s cap.",
    "Against Mira’s blonde braids the black ribbon looks like a mistake.",
    "Mira looks up from the letter. The brown eyes are wet.",
    "Mira’s lashes are pale, her eyes a light and restless blue.",
    "Tom is a big man, brown-eyed and slow.",
    "Mira — small, brown-eyed, patient — waits.",
    "Mira’s hair was the colour of marmalade.",
    "Mira looked up from the winch, blue-eyed and furious.",
    "Mira, a brown-eyed woman with ink to the elbows, laughs.",
    "Eyes blue as the dish before her, Mira asks for more.",
    "A flaxen strand has come loose from under Mira’s cap.",
    "The doors open, and Tom looks up at you from the floor with dazed hazel eyes.",
    "The fiddler comes first, then Mira with her chestnut braid undone.",
    "It is a topaz of the same warm brown as Mira’s eyes.",
  ])("[BI6] is their own: %s", (text) => {
    expect(looksIn(text)).toBe(1);
  });
});
