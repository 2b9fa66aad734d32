import { describe, expect, it } from "vitest";

import { found, stepsTelling } from "./support.ts";

const MIRA = { id: "mira", kind: "character", name: "Mira Holt", aliases: ["Mira"], sex: "f" };
const WENDEL = { id: "wendel", kind: "character", name: "Wendel", sex: "m" };
const GAINED = { kind: "gained", step: 2, by: "mira" };
/** Where the narration names Mira again and again, "you" is not her. */
const TOLD = { 2: "Mira takes the brass lantern.", 3: "Mira nods.", 4: "Mira laughs.", 5: "Mira sleeps." };

/** The findings that a text in step 9 makes about the lantern of Mira, lost in step 6 or still hers. */
function handsIn(text: string, isLost: boolean, told: Readonly<Record<number, string>> = TOLD): number {
  const steps = stepsTelling(12, { ...told, 9: text });
  const events = isLost ? [GAINED, { kind: "lost", step: 6 }] : [GAINED];
  const lantern = { id: "lantern", kind: "item", name: "the brass lantern", aliases: ["brass lantern"], events };
  return found("text/item-use", steps, { entities: [MIRA, WENDEL, lantern] }).length;
}

describe("a thing that is lost, or another's", () => {
  it.for([
    // By the object of an act, alone or in a row, in whatever tense and order.
    "He empties his bag. Wendel lays out a razor, half a cheese and the brass lantern.",
    "Wendel shows the porter the brass lantern.",
    "Wendel sits down to polish the brass lantern.",
    "You have carried the brass lantern all day, and it is heavy.",
    "“Mine,” says Wendel, and shows the brass lantern.",
    "Before the climb Wendel ties the brass lantern to his belt.",
    "You rap the brass lantern on the counter.",
    "Holding the brass lantern at arm’s length, Wendel follows the verger.",
    // By what is his: a bag, a bench, a bulge in his coat, hands that are full of it.
    "In Wendel’s trunk, between the shirts, the brass lantern is safe.",
    "Out of Wendel’s saddlebags come string, toffee and the brass lantern.",
    "The bulge beneath Wendel’s waistcoat is the brass lantern.",
    "Your belt holds a knife, a flask and the brass lantern.",
    "Wendel’s hands are full of the brass lantern.",
    "You can hear the brass lantern knocking against Wendel’s hip.",
    // By what is told in passing, and by never being without it.
    "Your eye falls on the brass lantern, which Wendel is using to hold down the chart.",
    "The only thing that Wendel brought away is the brass lantern.",
    "Wendel is never without the brass lantern.",
    "Wendel will not let go of the brass lantern.",
    "Wendel comes down, the brass lantern in hand.",
    "The brass lantern hangs where he put it last night, at Wendel’s belt.",
    // By "it", the thing that was spoken of.
    "“And the brass lantern?” asks the abbot. Wendel holds it up to the window.",
    "Wendel thinks of the brass lantern. He reaches into his coat and draws it out.",
    "You remember the brass lantern. You lift it out of your sack.",
  ])("[BI7] is in hands that have it not: %s", (text) => {
    expect([handsIn(text, true), handsIn(text, false)]).toEqual([1, 1]);
  });

  it.for([
    "The weight of the brass lantern has rubbed your shoulder.",
    "Between you on the bench sits the brass lantern.",
    "One shirt, you write, one razor, the brass lantern, nine letters.",
    "You stumble over the brass lantern.",
    "Wendel admires the brass lantern. You let him hold it for a moment.",
  ])("[BI7] is there although lost: %s", (text) => {
    expect([handsIn(text, true), handsIn(text, false)]).toEqual([1, 0]);
  });

  it.for([
    // Found again.
    "Up from the wreck comes the diver with the brass lantern, and you take it.",
    "Wendel digs the brass lantern out of the mud.",
    "The tide left the brass lantern on the sand, and Wendel picks it up.",
    "There, after all these weeks, is the brass lantern, and you carry it up.",
    "The ferryman brings the brass lantern.",
    "A child comes to the door with the brass lantern in her apron.",
    "Wendel wins the brass lantern again at cards.",
    "When the snow melts the brass lantern is lying by the gate.",
    // Another, a likeness, a part in a play.
    "It was nothing like the brass lantern, but Wendel carried it.",
    "Wendel draws the brass lantern for the constable on the back of a menu.",
    "On the stage Wendel waves the brass lantern.",
    "Wendel shapes the brass lantern in clay for the children.",
    // Of before, in sleep, in talk, in want.
    "Back in the spring Wendel used the brass lantern every day.",
    "As a student Wendel wore the brass lantern on a ribbon.",
    "There was a time when Wendel was never without the brass lantern.",
    "In your sleep you hold the brass lantern.",
    "The talk falls on the brass lantern.",
    "With the brass lantern you could have been through by now.",
    "Without the brass lantern you hold on to the rail.",
    "Wendel raises a glass to the brass lantern.",
    "You still feel the weight of the brass lantern at your hip.",
    "Wendel has sold the brass lantern.",
    // Something else is "it".
    "Wendel thinks of the brass lantern. He picks up a stone and throws it.",
    "You think of the brass lantern. It rains.",
  ])("[BI7] is not in use: %s", (text) => {
    expect(handsIn(text, true)).toBe(0);
  });
});

describe("“you” with a thing of somebody's", () => {
  it("[BI7] is another where the narration names its holder as it names others", () => {
    expect(handsIn("You lift the brass lantern.", false)).toBe(1);
  });

  it("[BI7] may be its holder where the narration hardly names them, or had “you” take it", () => {
    const said = { 2: "You find it.", 3: "“Mira!” they call.", 4: "“Mira?”", 5: "Mira Holt, says the letter." };
    expect(handsIn("You lift the brass lantern.", false, said)).toBe(0);
    expect(handsIn("You lift the brass lantern.", false, { ...TOLD, 2: "You take the brass lantern, Mira." })).toBe(0);
  });

  it("[BI7] may be lent it for a moment, and “we” may be with its holder", () => {
    expect(handsIn("You hold the brass lantern for a moment.", false)).toBe(0);
    expect(handsIn("We lift the brass lantern.", false)).toBe(0);
  });
});
