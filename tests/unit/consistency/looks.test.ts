import { describe, expect, it } from "vitest";

import { createEngine } from "../../../shared/domain/consistency/engine.ts";
import { bibleOfFile, found, stepsTelling } from "../bible/support.ts";

/*
 * A claim of looks is a colour bound to a part of the body and the part to its owner, however the sentence turns it. Mira's eyes
 * are green and her hair is black, Tom's eyes are blue.
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
  { id: "edda", kind: "character", name: "Edda", sex: "f" },
];

function looksIn(text: string, cast: readonly string[] = []): number {
  const steps = stepsTelling(12, { 2: "Mira waves. Tom waits.", 9: text });
  const tags = cast.length === 0 ? [] : [{ step: 9, cast }];
  return found("text/attribute", steps, { entities: PEOPLE, steps: tags }).length;
}

describe("a colour bound to a part and the part to its owner", () => {
  it.for([
    "Mira has brown eyes.",
    "Mira had brown eyes and a scar.",
    "Mira's eyes were brown.",
    "The eyes that Mira turned on you were brown.",
    "Brown eyes looked out from under Mira's hat.",
    "Mira looked up. Brown eyes met yours.",
    "You look at Mira: brown eyes, no smile.",
    "Mira opened one brown eye.",
    "Mira raised her eyes, brown and tired.",
    "Mira raised her eyes. Brown, tired, kind.",
    "The brown in Mira's eyes is flecked with gold.",
    "Mira's eyes are browner than the river.",
    "Mira's gaze is brown and level.",
    "There are brown eyes above Mira's scarf.",
    "Mira is a blonde.",
    "Mira, a blonde, laughs loudest.",
    "Mira is red-haired and proud of it.",
    "Red-haired Mira deals the cards.",
    "The red-haired Mira deals the cards.",
    "Mira's red hair is tied back.",
    "Mira's hair, which is red, is tied back.",
    "Mira's hair was the red of rowan berries.",
    "Mira ties back her red hair.",
    "Mira ties back her hair. It is red, and there is too much of it.",
    "Her red hair tied back, Mira climbs the mast.",
    "With her red hair tied back Mira looks younger.",
    "Mira climbs the mast, red hair flying.",
    "Red hair flying, Mira climbs the mast.",
    "Sunlight catches in Mira's red curls.",
    "A red curl has escaped from under Mira's cap.",
    "You can see Mira's red head above the crowd.",
    "Wet, Mira's blond braid reaches her belt.",
    "Mira twists a blond lock around one finger.",
    "Mira runs her fingers through her blond hair.",
    "Mira bows her blond head.",
    "The wind takes Mira's cap and lets down her yellow hair.",
    "Mira shakes her ginger mane and growls.",
    "Tom's eyes are brown.",
    "Tom's brown eyes water in the smoke.",
    "Tom blinks his brown eyes.",
    "Tom is brown-eyed, like all his kin.",
    "Tom stares at you. His eyes are brown and do not move.",
    "Tom sits by the fire. You had not noticed before that his eyes are brown.",
    '"Well?" says Mira. Her eyes, brown in the lamplight, do not leave the door.',
    "Mira does not answer; her brown eyes are on the road.",
    "Mira turned round. She had brown eyes.",
    "Mira came in with snow on her boots. Under the hood, her hair was red.",
    "Mira wipes her face. There is soot on her cheeks and straw in her red hair.",
    "Nobody else in town has hair as red as Mira's.",
    "You recognise Mira by her red braid.",
    "Mira's long hair hung down in two red braids.",
    "Mira, brown eyes narrowed, counts the coins.",
    "Mira counts the coins, her brown eyes narrowed.",
    "Mira lets you look into those brown eyes of hers.",
    "Mira pulled a twig out of the auburn tangle of her hair.",
  ])("[BI6] is another look than confirmed: %s", (text) => {
    expect(looksIn(text)).toBeGreaterThan(0);
  });

  it.for([
    "Mira's mother has brown eyes.",
    "Mira's brown coat hangs open.",
    "Mira wears brown; her eyes are tired.",
    "Mira looks at the man. His brown eyes water.",
    "Mira looks at the woman. Her brown eyes water.",
    "Mira holds the baby. Its eyes are brown.",
    "The baby in Mira's arms has brown eyes.",
    "A brown-eyed girl waves to Mira.",
    "Mira waves to a brown-eyed girl.",
    "Mira waves to the girl with the red hair.",
    "Mira finds a red hair on Tom's collar.",
    "Mira finds a long red hair on her sleeve.",
    "Mira brushes the red dust from her hair.",
    "Mira puts a red flower in her hair.",
    "Mira's hair smells of brown soap.",
    "Mira's eyes follow the red kite.",
    "Mira eyes the brown bread.",
    "Mira would look well with red hair.",
    "Mira has always wanted red hair.",
    "Mira never had brown eyes.",
    "Mira used to have red hair.",
    "Mira dyed her hair red.",
    "Mira's hair has been dyed red.",
    "Mira had once been blonde.",
    "In the dream Mira has brown eyes.",
    "You dream of Mira. Her eyes are brown.",
    "The statue of Mira has brown eyes.",
    "They say that Mira has brown eyes.",
    '"Mira has brown eyes," says Tom.',
    "Does Mira have brown eyes?",
    "Are Mira's eyes brown?",
    "If Mira's eyes were brown, you would not know her.",
    "Mira pretends to have brown eyes.",
    "Mira's eyes looked almost brown in the dark.",
    "In the torchlight Mira's green eyes seem brown.",
    "Mira's eyes are green, not brown.",
    "Mira's eyes are neither brown nor blue.",
    "Mira's eyes were brown with dust from the road.",
    "Mira's eyes are green with brown flecks.",
    "Mira's eyes are a brown-green.",
    "Mira's hair is black as a crow.",
    "Mira's blue-black hair falls down her back.",
    "Mira's hair shone red in the firelight.",
    "Mira's hair turned red in the sunset.",
    "Mud has turned Mira's hair brown.",
    "Mira's hair was red with blood.",
    "Mira has gone grey.",
    "Mira pets the dog. Its brown eyes never leave her.",
    "Mira strokes the dog, and brown eyes look up at her.",
    "Mira opens the box. Red curls lie in it.",
    "Mira meets brown eyes across the room.",
    "Mira sees two brown eyes in the dark.",
    "Mira saw a head of red hair in the crowd and ran after it.",
    "Tom is blond, and Mira envies him.",
    "Mira pays the redhead behind the bar.",
    "Mira sits down beside a blonde.",
    "The redhead nods to Mira.",
    "Mira describes the thief: brown eyes, red hair.",
    "Mira is looking for a man with brown eyes.",
    "The brown eyes of the cat follow Mira.",
    "Mira plays the queen tonight, in red curls that itch.",
    "Mira puts on the brown contact lenses.",
    "Mira paints the doll's eyes brown.",
    "Mira thinks of her brother's brown eyes.",
    "Mira's horse tosses its red mane.",
    "Mira combs the mare's red mane.",
    "Mira's favourite colour is brown, and her eyes are green.",
    "The Brown Eyes is the inn where Mira sleeps.",
    "Mira buys brown thread, red ribbon and a comb for her hair.",
  ])("[BI6] is none of hers: %s", (text) => {
    expect(looksIn(text)).toBe(0);
  });
});

describe("whose a look is where the cast is tagged", () => {
  it.for([
    "Her red hair is full of snow.",
    "You find her by the stove. Her eyes are brown.",
    "She turns. She has brown eyes.",
  ])("[BI6] the only woman’s who is there, though nobody names her: %s", (text) => {
    expect(looksIn(text)).toBe(0);
    expect(looksIn(text, ["mira", "tom"])).toBe(1);
    expect(looksIn(text, ["mira", "edda"])).toBe(0);
    expect(looksIn(`The ferrywoman waits. ${text}`, ["mira"])).toBe(0);
  });

  it("[BI6] is asked again when the cast changes", () => {
    const steps = stepsTelling(12, { 2: "Mira waves. Tom waits.", 9: "Her red hair is full of snow." });
    const engine = createEngine({ bible: bibleOfFile(steps, { entities: PEOPLE }) });
    engine.load(steps);
    expect(engine.findings().filter(({ rule }) => rule === "text/attribute")).toEqual([]);
    engine.confirm(bibleOfFile(steps, { entities: PEOPLE, steps: [{ step: 9, cast: ["mira"] }] }));
    expect(engine.findings().filter(({ rule }) => rule === "text/attribute")).toHaveLength(1);
  });
});
