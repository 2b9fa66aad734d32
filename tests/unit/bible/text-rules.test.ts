import { describe, expect, it } from "vitest";

import { checkRun } from "../../../shared/domain/consistency/engine.ts";
import { told } from "../consistency/support.ts";
import { bibleOfFile, found, places, stepsTelling } from "./support.ts";

const MIRA = { id: "mira", kind: "character", name: "Mira Holt", aliases: ["Mira"], sex: "f" };
const TOM = { id: "tom", kind: "character", name: "Tom", sex: "m" };

/** The findings that a text in step 9 makes about Mira, who died in step 3. */
function deadIn(text: string, more: object = {}): number {
  const steps = stepsTelling(12, { 2: "Mira Holt waves.", 3: "Mira falls from the wall.", 9: text });
  return found("text/dead-acts", steps, { entities: [{ ...MIRA, events: [{ kind: "dies", step: 3 }] }, TOM], ...more })
    .length;
}

describe("the dead", () => {
  it.for([
    "Mira nods and opens the gate.",
    "“Come in,” says Mira.",
    "Then Mira quietly takes the oars.",
    "Mira’s hand closes on your arm.",
    "Mira is at the window. She turns and waits.",
    "Mira is at the window. She turns and shakes her head.",
    "Tom and Mira carry the chest.",
    "MIRA: Who goes there?",
    "Mira is already sharpening her knife by the hearth.",
    "You turn to Mira, who shrugs.",
    "You ask about the tide, and Mira doesn’t answer.",
    "From the balcony Mira waves you up.",
    "You watch Mira climb the ladder.",
    "Behind the bar Mira hands you a cup.",
    "Mira’s laughter rings out below.",
    "You find Mira by the well. She does not look up.",
    "The lamp shows you Mira. She’s mending a net.",
    "You call to Mira, and she waves.",
    "You are not alone: Mira is here. She leans on the wall.",
    "Mira is here. Her hand closes on the latch.",
    "When the bell stops, Mira climbs down.",
    "At the gate Mira waves to the guard.",
    "Mira, who has a cold, sneezes.",
    "On the landing stands Mira.",
    "You see Mira pick up the oars.",
    "You find Mira asleep in the hay.",
    "It is Mira who finds the door.",
    "You hand the rope to Mira, who ties it.",
    "The answer comes from Mira.",
    "Mira’s voice comes down the stairs.",
    "You call for Mira. From the loft she answers.",
    "Mira hums a song and hands you the letter.",
  ])("[BI5] act or speak: %s", (text) => {
    expect(deadIn(text)).toBe(1);
  });

  it.for([
    "You remember how Mira laughed.",
    "If Mira opened that door, nobody would speak.",
    "Mira was the best of us.",
    "Mira’s brother opens the gate.",
    "The coat Mira wore hangs behind the door.",
    "“Mira walks at night,” says Tom.",
    "In the dream Mira nods.",
    "The portrait of Mira looks down.",
    "Mira Okonkwo nods and opens the gate.",
    "You kneel where Mira lies. She looks almost asleep.",
    "Mira’s hand falls open as they lift the stretcher.",
    "You tell Tom about Mira. She would have laughed.",
    "You wish Mira were here. She always knows the way.",
    "Mira’s daughter sits by the fire. She looks up.",
    "The widow stands by Mira, and she turns away.",
    "As Mira taught you, you keep low.",
    "You carry Mira down to the boat. She weighs nothing.",
    "Tom opens the diary. Mira writes of a door.",
    "They say that when the moon is full, Mira walks the wall.",
    "Mira gave you this ring, and it is warm.",
    "Mira’s laugh still rings in the hall.",
    "Mira does not answer.",
    "Mira floats face down in the mill pond.",
    "Mira looks pale in the lamplight.",
    "Mira doesn’t look like the picture.",
    "Mira is there no more. She’s gone.",
    "In your head Mira laughs.",
    "Tom named the boat after Mira. She sails at dawn.",
    "Mira smiles down from the wall.",
    "Does Mira open the gate?",
    "It is as though Mira walks beside you.",
    "Mira’s eyes look at you out of the boy’s face.",
    "Mira sleeps beneath the yew.",
    "In the margin Mira scolds the printer.",
  ])("[BI5] are only spoken of: %s", (text) => {
    expect(deadIn(text)).toBe(0);
  });

  it("[BI5] act before their death, after they live again, and in a flashback", () => {
    const act = "Mira nods and opens the gate.";
    const steps = stepsTelling(12, { 2: act, 3: "Mira falls.", 5: act, 6: "Mira wakes.", 9: act });
    const events = [
      { kind: "dies", step: 3 },
      { kind: "revives", step: 6 },
    ];
    const entities = [{ ...MIRA, events }];
    expect(places(found("text/dead-acts", steps, { entities }))).toEqual([[3, 5]]);
    const flashback = [{ step: 5, clock: { day: 1, flags: ["flashback"] } }];
    expect(found("text/dead-acts", steps, { entities, steps: flashback })).toEqual([]);
  });

  it("[BI11] are found where they are merely named only when the author asks for it", () => {
    const steps = stepsTelling(12, { 3: "Mira falls.", 9: "They speak of Mira." });
    const file = { entities: [{ ...MIRA, events: [{ kind: "dies", step: 3 }] }] };
    expect(found("text/dead-mentioned", steps, file)).toEqual([]);
    const severities = [{ rule: "text/dead-mentioned", severity: "hint" }];
    expect(places(found("text/dead-mentioned", steps, { ...file, severities }))).toEqual([[3, 9]]);
  });
});

/** The findings that a text in step 9 makes about Mira’s green eyes and black hair. */
function lookIn(
  text: string,
  facts: object[] = [
    { attribute: "eyes", value: "green" },
    { attribute: "hair", value: "black" },
  ],
): number {
  const steps = stepsTelling(12, { 2: "Mira waves. Tom waits.", 9: text });
  return found("text/attribute", steps, { entities: [{ ...MIRA, facts }, TOM] }).length;
}

describe("looks", () => {
  it("[BI18] are not read of a pronoun that is not known, and the check says so", () => {
    const steps = stepsTelling(9, {
      2: "Mira waves. Her eyes are grey as slate. The rain stops.",
      5: "Mira turns. Her blue eyes narrow.",
    });
    const facts = [{ attribute: "eyes", value: "grey", fromStep: 2 }];
    const check = (sex: string | null): ReturnType<typeof checkRun> =>
      checkRun(steps, { bible: bibleOfFile(steps, { entities: [{ ...MIRA, sex, facts }] }) });
    const why = check(null).notChecked.find(({ rule }) => rule === "text/attribute")?.why;
    expect(why).toMatch(/^Mira Holt has no pronoun in the bible/u);
    const known = check("f");
    expect(known.notChecked.map(({ rule }) => rule)).not.toContain("text/attribute");
    const [finding] = known.findings.filter(({ rule }) => rule === "text/attribute");
    // Set by hand, without a quote: the sentence that says it is shown, not the first that names her.
    expect(finding?.evidence.map(({ quote }) => quote)).toEqual([
      "Her eyes are grey as slate.",
      "Her blue eyes narrow.",
    ]);
  });

  it.for([
    "Mira’s blue eyes follow the ferry.",
    "Mira sets the cup down. Her brown eyes are calm.",
    "The blue-eyed Mira says nothing.",
    "Mira’s hair is brown.",
    "Mira looks back at you, eyes blue as a lake.",
    "Mira glares, blue eyes blazing.",
    "You never look into Mira’s blue eyes.",
    "Mira frowns at the brown of Mira’s eyes in the mirror.",
    "Mira, whose eyes are a pale grey, waits.",
    "Mira, a tall woman with blond hair, waits.",
    "Mira: tall, sharp, brown-eyed.",
    "Mira’s eyes are the colour of a summer sky.",
    "Mira is honest. Nobody pays. Those brown eyes of hers are calm.",
    "Mira turns. A strand of copper hair falls over her face.",
    "Mira’s hair is red in the torchlight.",
    "Mira pushes back her long, very blond hair.",
    "You meet Mira’s eyes, and they are brown.",
    "Mira tucks a red curl behind her ear.",
    "Mira shakes out her hair, red as rust.",
    "The blue of Mira’s eyes is the blue of the bay.",
    "A strand of blond hair falls over Mira’s face.",
  ])("[BI6] other than confirmed: %s", (text) => {
    expect(lookIn(text)).toBe(1);
  });

  it.for([
    "Mira’s green eyes follow the ferry.",
    "Mira’s sister has blue eyes.",
    "Mira’s eyes are red from weeping.",
    "Mira’s dark eyes follow the ferry.",
    "There is grey in Mira’s hair.",
    "Mira remembers her brown hair of that year.",
    "Tom looks at Mira with his blue eyes.",
    "“Her eyes are blue,” lies Tom, and Mira smiles.",
    "Mira wears a red wig over her hair.",
    "Mira’s eyes were on the brown horse.",
    "Mira lifts the red locks of the doll.",
    "Mira combs the child’s blond hair.",
    "Mira ties a red ribbon into her hair.",
    "The red of the fire is in Mira’s eyes.",
    "Mira’s cat opens one yellow eye.",
    "Mira’s hair is hidden under a red scarf.",
    "Mira does not have blue eyes.",
    "No one would call Mira’s eyes blue.",
    "A strand of blond hair falls over the letter in Mira’s hand.",
    "Tom meets Mira’s eyes, and he is blond.",
    "Mira strokes the mare, brown eyes calm.",
    "By some trick of the light Mira’s eyes seem brown.",
    "Mira meets a girl. Her red hair is wet.",
  ])("[BI6] that contradict nothing: %s", (text) => {
    expect(lookIn(text)).toBe(0);
  });

  it("[BI6] count in the range in which the fact holds", () => {
    const green = { attribute: "eyes", value: "green", fromStep: 1 };
    expect(lookIn("Mira’s blue eyes open.", [{ ...green, untilStep: 8 }])).toBe(0);
    expect(lookIn("Mira’s blue eyes open.", [{ ...green, untilStep: 9 }])).toBe(1);
    const changed = [
      { ...green, untilStep: 8 },
      { attribute: "eyes", value: "blue", fromStep: 9 },
    ];
    expect(lookIn("Mira’s blue eyes open.", changed)).toBe(0);
    expect(lookIn("Mira’s green eyes open.", changed)).toBe(1);
  });
});

describe("names", () => {
  it.for([
    ["Will", "Will you come?", 0],
    ["Will", "Will nods.", 1],
    ["Rose", "Rose petals fall. The Rose Garden is shut.", 0],
    ["the captain", "The captain nods to the captain of the guard.", 2],
    ["Brass.*", "Brass lanterns and Brass.*", 1],
    ["X", "X marks the spot.", 0],
    ["Élodie", "Élodie attend, élodie non. ÉLODIE!", 2],
    ["O’Brien", "O'Brien and O’Brien’s dog", 2],
    ["Jory", "“I'm Jory.” “I’m Jory,” you say. It’s Jory! “We’ll, Jory, we’ll.”", 4],
    ["Haldan", "“I’m Tobin Haldan.” Tobin’ll Haldan.", 0],
  ] as const)("[BI3][BI4] %s in “%s”: %i", ([name, text, count]) => {
    const notIn = name === "Rose" ? [{ text: "Rose", notIn: ["Rose Garden"] }] : [];
    const steps = stepsTelling(4, { 3: text });
    const file = {
      entities: [
        {
          id: "one",
          kind: "character",
          name: name === "Rose" ? "Rosalind" : name,
          aliases: notIn,
          events: [{ kind: "dies", step: 1 }],
        },
      ],
      severities: [{ rule: "text/dead-mentioned", severity: "hint" }],
    };
    expect(found("text/dead-mentioned", steps, file)).toHaveLength(count);
  });

  it("[BI4] of two entities, and under a title of the other sex, tell nobody", () => {
    const steps = stepsTelling(6, { 3: "Holt nods.", 4: "Mr. Holt nods.", 5: "Anna Holt nods." });
    const severities = [{ rule: "text/dead-mentioned", severity: "hint" }];
    const holt = { ...MIRA, aliases: ["Holt"], events: [{ kind: "dies", step: 1 }] };
    expect(places(found("text/dead-mentioned", steps, { entities: [holt], severities }))).toEqual([[1, 3]]);
    const both = [holt, { id: "ann", kind: "character", name: "Ann", aliases: ["Holt"] }];
    expect(found("text/dead-mentioned", steps, { entities: both, severities })).toEqual([]);
  });

  it("[BI3] of the bible make a slip of them known from the first mentions on, and are no slips themselves", () => {
    const steps = stepsTelling(20, {
      2: "Here stands Marisol.",
      3: "And Marisol again.",
      9: "There goes Marissol at last.",
    });
    const file = { entities: [{ id: "marisol", kind: "character", name: "Marisol" }] };
    expect(places(found("text/bible-name-variant", steps, file)).map(([first]) => first)).toEqual([9]);
    const meant = steps.with(8, told("the rain goes on", "A town named Marissol lies ahead."));
    expect(found("text/bible-name-variant", meant, file)).toEqual([]);
    const both = { entities: [...file.entities, { id: "marissol", kind: "character", name: "Marissol" }] };
    expect(found("text/bible-name-variant", steps, both)).toEqual([]);
  });
});

describe("things", () => {
  const lantern = (events: object[]): object => ({
    id: "lantern",
    kind: "item",
    name: "the brass lantern",
    aliases: ["brass lantern"],
    events,
  });
  const gained = { kind: "gained", step: 2, by: "mira" };
  it("[BI7] in use after they are lost, before they are gained, and in other hands", () => {
    const steps = stepsTelling(12, {
      4: "Tom raises the brass lantern.",
      9: "Mira lights the brass lantern.",
      10: "Mira lights another brass lantern.",
    });
    const at = (events: object[]): number[][] =>
      places(found("text/item-use", steps, { entities: [MIRA, TOM, lantern(events)] }));
    expect(at([gained, { kind: "lost", step: 6 }])).toEqual([
      [2, 4],
      [6, 9],
    ]);
    expect(at([{ ...gained, step: 11 }])).toEqual([[11, 9]]);
    expect(at([gained, { kind: "given", step: 3, by: "mira", to: "tom" }])).toEqual([[3, 9]]);
  });

  /** The findings that a text in step 9 makes about the lantern of Mira, lost in step 6 or still hers. */
  const handsIn = (text: string, isLost: boolean): number => {
    const steps = stepsTelling(12, { 2: "Mira finds the brass lantern.", 9: text });
    const events = isLost ? [gained, { kind: "lost", step: 6 }] : [gained];
    return found("text/item-use", steps, { entities: [MIRA, TOM, lantern(events)] }).length;
  };

  it.for([
    "You tuck the brass lantern under your arm.",
    "Mira hangs the brass lantern on a nail.",
    "You pry the lid up with the brass lantern.",
    "The brass lantern swings from your belt.",
    "The brass lantern is warm in Mira’s hand.",
  ])("[BI7] in use in whatever way: %s", (text) => {
    expect(handsIn(text, true)).toBe(1);
  });

  it.for([
    "You think of the brass lantern.",
    "Tom points at the brass lantern.",
    "The hook is empty where the brass lantern hung.",
    "You walk past the place where Mira dropped the brass lantern.",
    "There is no brass lantern in your hand.",
    "Tom says, “Light the brass lantern.”",
    "You finally find the brass lantern under the bench.",
  ])("[BI7] only seen, sought or spoken of: %s", (text) => {
    expect(handsIn(text, true)).toBe(0);
  });

  it.for([
    "The brass lantern hangs at Tom’s belt.",
    "In Tom’s hand the brass lantern looks small.",
    "With the brass lantern under his coat Tom walks past.",
    "Tom’s fingers tighten on the brass lantern.",
    "You take the brass lantern from Tom.",
    "Tom knocks with the brass lantern.",
    "The brass lantern is carried by Tom.",
    "Tom, still clutching the brass lantern, runs.",
    "Tom looks at the brass lantern. He lifts it.",
    "Tom kneels. In his lap lies the brass lantern.",
    "You see Tom pick up the brass lantern.",
    "Tom scours the brass lantern.",
    "Tom takes, very slowly, the brass lantern.",
  ])("[BI7] are in hands that have them not: %s", (text) => {
    expect([handsIn(text, true), handsIn(text, false)]).toEqual([1, 1]);
  });

  it.for([
    "By the light of the brass lantern you read.",
    "The innkeeper bows. He lifts the brass lantern.",
    "Tom pours oil into the brass lantern.",
    "You wipe the soot off the brass lantern.",
  ])("[BI7] are there although lost, and nobody’s: %s", (text) => {
    expect([handsIn(text, true), handsIn(text, false)]).toEqual([1, 0]);
  });

  it.for([
    "Tom reaches for the brass lantern.",
    "Tom wants to hold the brass lantern.",
    "Tom would give a horse to hold the brass lantern.",
    "Tom looks at the brass lantern.",
    "Tom swears at whoever holds the brass lantern.",
    "Tom carries a thing very like the brass lantern.",
    "Tom takes the sword, not the brass lantern.",
    "Tom has no brass lantern.",
    "Tom carried the brass lantern here, and now he is tired.",
    "Tom searches the chest in which the brass lantern lay.",
    "The brass lantern rolls under the ice.",
    "Tom draws a picture of the brass lantern.",
    "Tom dreads the brass lantern.",
    "Tom takes his eyes off the brass lantern.",
    "Tom turns his back on the place and steps from the brass lantern.",
    "Tom describes the brass lantern.",
    "The brass lantern is kept in the vault of the duke.",
    "The brass lantern is worth a horse.",
    "Tom walks away from the brass lantern.",
    "If only he had taken the brass lantern.",
  ])("[BI7] are in nobody’s hands: %s", (text) => {
    expect([handsIn(text, true), handsIn(text, false)]).toEqual([0, 0]);
  });
});
