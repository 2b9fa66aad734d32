import { describe, expect, it } from "vitest";

import { found, stepsTelling } from "../bible/support.ts";

/*
 * The dead act where they are the subject of an act, are seen at one, come in behind the verb, are heard, or are dealt with as only
 * the living are. What was, is told, dreamt, made or left of them is no act. Mira died in step 3.
 */

const PEOPLE = [
  { id: "mira", kind: "character", name: "Mira", sex: "f", events: [{ kind: "dies", step: 3 }] },
  { id: "tom", kind: "character", name: "Tom", sex: "m" },
];

function actsIn(text: string): number {
  const steps = stepsTelling(12, { 3: "Mira falls from the wall.", 9: text });
  return found("text/dead-acts", steps, { entities: PEOPLE }).length;
}

describe("the dead among the living", () => {
  it.for([
    "Mira grins.",
    "Mira grinned at you.",
    "Mira is laughing at something Tom said.",
    "Mira was asleep by the fire.",
    "Mira has been waiting for you.",
    "Mira has taken your chair.",
    "Mira wants to know why you are late.",
    "Mira won't look at you.",
    "Mira can't keep still.",
    "Mira says that the road is clear.",
    "You hear Mira singing in the kitchen.",
    "You can hear Mira snoring.",
    "Tom asks Mira for the salt.",
    "Tom and Mira are arguing again.",
    "You and Mira carry the chest.",
    "You leave Mira at the gate with the horses.",
    "You sit down opposite Mira, who is eating.",
    "Mira's hand is on your shoulder.",
    "Mira's voice stops you.",
    "Somebody coughs. It is Mira.",
    "Up the path comes Mira with a basket.",
    "There stands Mira, dripping.",
    "Behind the counter sat Mira, counting.",
    "Mira, out of breath, drops the sack.",
    "With a sigh Mira closes the book.",
    "Before you can stop her, Mira is over the wall.",
    "When you wake, Mira is gone to fetch water and Tom is at the oars; Mira comes back with two pails.",
    "You toss Mira the keys.",
    "Tom hands the keys to Mira.",
    "Mira catches the keys.",
    "Tom looks at Mira. She shakes her head.",
    "You knock at Mira's door. She opens at once.",
    '"Mira!" you shout, and she turns.',
    "You find Mira on the roof, mending slates.",
    "Tom is dancing with Mira.",
    "Mira's shout brings the whole crew on deck.",
    "At Mira's signal you run.",
    "Only Mira laughs.",
    "Even Mira looks up.",
    "It is Mira's turn to row, and she rows badly.",
    "Mira, too, gets to her feet.",
    "Tom wakes Mira.",
    "You follow Mira into the hall.",
    "The guard lets Mira through.",
    "Mira stands at the window with her back to you.",
    "Tom nudges Mira, and Mira nudges you.",
    "By noon Mira has sold every fish.",
    "Mira smiled, and for a moment nobody spoke.",
  ])("[BI5] act: %s", (text) => {
    expect(actsIn(text)).toBeGreaterThan(0);
  });

  it.for([
    "Mira died in the spring.",
    "Mira is dead.",
    "Mira lies under the yew.",
    "Mira lay on the table, and nobody closed her eyes.",
    "Mira's chair is empty.",
    "Mira's dog waits at the gate.",
    "Mira's son opens the door.",
    "Mira's sword hangs over the hearth.",
    "Mira's name is on the stone.",
    "You miss Mira.",
    "You think of Mira.",
    "Tom still talks of Mira.",
    "Tom still talks to Mira at night.",
    "Mira used to sit here.",
    "Mira always sat here.",
    "Mira had sat here a hundred times.",
    "Mira once sat here.",
    "Years ago Mira planted this tree.",
    "Mira planted this tree.",
    "You remember Mira laughing.",
    "You can still hear Mira laughing.",
    "You imagine Mira laughing.",
    "Mira would laugh at that.",
    "Mira would have liked it here.",
    "If only Mira were here.",
    "You wish that Mira could see it.",
    "You wonder what Mira would say.",
    "As Mira liked to say, bread first.",
    "You do as Mira taught you.",
    "Tom says that Mira walked this road.",
    "The song tells how Mira crossed the river.",
    "In the picture Mira is laughing.",
    "A photograph of Mira stands on the shelf.",
    "The tape crackles, and on it Mira laughs.",
    "In your dream Mira is rowing.",
    "You dream. Mira is rowing.",
    "Mira's ghost walks the wall.",
    "Somebody like Mira waves from the boat.",
    "The woman looks like Mira.",
    "It is as if Mira were breathing beside you.",
    "For a moment you think Mira is in the doorway; it is a coat.",
    "The Mira sails at dawn.",
    "Little Mira, named after her, claps her hands.",
    "They carry Mira out.",
    "Tom closes Mira's eyes.",
    "Tom lays flowers for Mira.",
    "Tom kneels by Mira.",
    "Tom prays for Mira.",
    "You drink to Mira.",
    "Nobody mentions Mira.",
    "Without Mira the house is quiet.",
    "Since Mira died, nobody sings.",
    "Tom has Mira's laugh.",
    "Mira's death changed everything.",
    "Mira's killer walks free.",
    "Mira's letter asks for money.",
    "Mira's cloak moves in the wind.",
    "Mira's blood is on the step.",
    "Mira's body floats by.",
    '"Mira laughs at us," says Tom.',
    "Tom tells the story: Mira drew her sword and ran.",
    "Mira belongs to the sea now.",
    "Mira watches over you.",
    "Mira is in every corner of this house.",
    "Mira sleeps in the churchyard.",
  ])("[BI5] do nothing: %s", (text) => {
    expect(actsIn(text)).toBe(0);
  });
});
