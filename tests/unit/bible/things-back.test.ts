import { describe, expect, it } from "vitest";

import { found, stepsTelling } from "./support.ts";

/*
 * What was lost is back more often than a story says "found". The lantern was Mira's and is lost in step 6; told is whether the
 * check takes it for used as a matter of course, or leaves it as what may have come back.
 */

const MIRA = { id: "mira", kind: "character", name: "Mira Holt", aliases: ["Mira"], sex: "f" };
const WENDEL = { id: "wendel", kind: "character", name: "Wendel", sex: "m" };

function usesIn(text: string, lost: object = { kind: "lost", step: 6 }): number {
  const steps = stepsTelling(12, { 2: "Mira takes the brass lantern.", 9: text });
  const events = [{ kind: "gained", step: 2, by: "mira" }, lost];
  const lantern = { id: "lantern", kind: "item", name: "the brass lantern", aliases: ["brass lantern"], events };
  return found("text/item-use", steps, { entities: [MIRA, WENDEL, lantern] }).length;
}

describe("a lost thing", () => {
  it.for([
    "Mira lights the stair with the brass lantern.",
    "You wedge the door with the brass lantern.",
    "Mira hangs the brass lantern from the bedpost and undresses.",
    "The brass lantern is in Mira’s left pocket, where it always is.",
    "Wendel raps on the counter with the brass lantern.",
    "Wendel puts the brass lantern into his pocket.",
    "Mira hands Wendel the brass lantern.",
    "Out of Mira’s sleeve slides the brass lantern.",
    "In Mira’s hand the brass lantern feels warmer than it should.",
    "The ogre sniffs at the brass lantern, which Mira is holding out to him on a pole.",
    "You take the brass lantern from your belt.",
  ])("[BI7] is used as if it had never been lost: %s", (text) => {
    expect(usesIn(text)).toBe(1);
  });

  it.for([
    // Brought, shown or handed over by another.
    "“Yours, I think,” says the ferryman, and puts the brass lantern into Mira’s hands.",
    "The dog drops the brass lantern at your feet, wagging.",
    "Wendel slides the brass lantern across the table.",
    "Wendel holds out the brass lantern.",
    "Wendel swims back with the brass lantern between his teeth.",
    "The water carries the brass lantern in and leaves it against Mira’s boot.",
    "One of the prisoners has the brass lantern sewn into his coat; Mira cuts it out herself.",
    // Gained, as the sentence itself tells.
    "Mira steals the brass lantern from the baron’s table while he sleeps.",
    "You take the brass lantern from the dead man’s hand.",
    "Under the turnips Mira’s hand meets the brass lantern.",
    // At a stranger's, or where nobody has it.
    "Mira waits. On the stranger’s belt, polished and whole, hangs the brass lantern.",
    "In the dragon’s hoard, half under a shield, gleams the brass lantern.",
    "Wendel opens the case. The brass lantern lies inside on blue felt.",
    "The brass lantern swings from the beam.",
    "The brass lantern is lit and hung over the bar.",
    "There is a new dent in the brass lantern.",
    "Wendel bows to the captain, and he lifts the brass lantern.",
    "Without looking, Wendel hands you the brass lantern.",
    "A boy comes splashing along the shallows. It is the brass lantern, and he wants a silver for it.",
    "Mira takes the brass lantern from her in both hands.",
    // Seen in a dream, a bowl or the fog.
    "The fog makes shapes. Mira is up ahead with the brass lantern in her fist.",
    "You stare into the bowl. In the water Mira lugs the brass lantern up a hill.",
    "Behind your eyelids Mira crosses the ice with the brass lantern held high.",
    // Whoever lost it marvels.
    "Mira goes white. Wendel has the brass lantern at his belt.",
    "Mira wakes, and the brass lantern is on the chair beside her as if it had never been away.",
  ])("[BI7] may have come back: %s", (text) => {
    expect(usesIn(text)).toBe(0);
  });

  it("[BI7] is handed over by whoever lost it, and by nobody else without a word", () => {
    const text = "Wendel slides the brass lantern across the table.";
    expect(usesIn(text, { kind: "lost", step: 6, by: "wendel" })).toBe(1);
    expect(usesIn(text, { kind: "lost", step: 6, by: "mira" })).toBe(0);
  });
});
