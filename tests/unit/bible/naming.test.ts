import { expect, it } from "vitest";

import { found, stepsTelling } from "./support.ts";

const CORENTHA = { id: "corentha", kind: "character", name: "Corentha", sex: "f" };

/** What is found of a slip in step 6, where the steps before have the name right. */
function slipsIn(text: string): number {
  const steps = stepsTelling(8, { 2: "Corentha nods.", 3: "Then Corentha laughs.", 4: "So Corentha waits.", 6: text });
  return found("text/bible-name-variant", steps, { entities: [CORENTHA] }).length;
}

it.for([
  "“Corenta! Get down!” you shout.",
  "Corenta’s umbrella has come home with a different handle.",
  "“Present,” reads the clerk, “are two cousins, Corenta and the goat.”",
  "She will not sit, says Corenta, and not be called madam.",
  "The letter is signed, in a great hurry, Corenta.",
  "As Corenta sits down, the lamp goes out.",
  "You climb to the village with Corenta.",
])("[C2] a slip is a slip: %s", (text) => {
  expect(slipsIn(text)).toBe(1);
});

it.for([
  "“Corenta?” reads the clerk. He writes it wrong again.",
  "The parrot thinks about it. “Corenta,” says the parrot.",
  "It has her down as Corenta, and asks for her husband.",
  "On the map it is a village: Corenta, nine hearths and a well.",
  "The good ship Corenta is at the second pier.",
  "The inn is called the Corenta Arms.",
  "You meet Corenta, a cousin from the hills.",
  "Over the lintel stands Corenta, which is only the old spelling.",
  "A woman named Corenta juggles.",
])("[C2] another's name, or one that is only spoken of, is none: %s", (text) => {
  expect(slipsIn(text)).toBe(0);
});
