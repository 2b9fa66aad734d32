import { casesOf } from "./case.ts";

/*
 * Three cases of ten, written apart from the rules' working and never used to work on them: a rule that is better here
 * than among the open cases is luck, one that is worse was made for its examples. Do not read this while changing a rule.
 */

const QUIET = Array.from({ length: 3 }, () => "Somewhere a dog barks twice and is quiet.");

export const SEALED_CASES = casesOf(
  {
    attribute: {
      explicit: [
        "The lamp swings and shows {A}'s hazel-free, plainly blue eyes.",
        "{A}'s chestnut braid has come undone.",
        "{A} wipes the salt from her amber eyes.",
      ],
      indirect: [
        "Under the hood there is {A}, fair hair plastered to her brow.",
        "{A} winds a copper curl of her hair about one finger.",
      ],
      pronoun: ["{A} folds the letter. Something flickers in her grey eyes."],
    },
    dead: {
      explicit: [
        "{A} leans over the rail and spits.",
        "Without a word {A} shoves the bolt home.",
        '"We should leave," whispers {A}.',
        "{A} counts the coins twice, then pockets them.",
      ],
      indirect: ["{A}'s boots echo on the stairs.", "You step aside as {A} barges past."],
      pronoun: ["{A} is by the hearth. She kicks a log into the flames."],
    },
    "item-lost": {
      explicit: [
        "{A} swings {I} at the nearest of them.",
        "You tuck {I} under your arm and run.",
        "{B} points with {I} at the chart.",
      ],
      indirect: ["It is {I} that {A} slams on the table."],
      pronoun: ["{A} grins. She shakes {I} until it rattles."],
    },
    holder: {
      explicit: ["{B} carries {I} up the ladder.", "{B} wields {I} like a club."],
      indirect: ["Nobody notices that {B} has been wearing {I}."],
      pronoun: ["{B} stops. He presses {I} against the wall."],
    },
    clock: { tags: QUIET },
    travel: { tags: QUIET },
    name: { explicit: ["Far below {A~} was calling the dogs.", "You owe {A~} a drink.", "Then {A~} sat down."] },
    thread: { tags: QUIET },
  },
  {
    attribute: [
      "{A} strokes the cat, whose blue eyes never leave the door.",
      "The doll that {A} carries has red hair.",
      "{A} used to have brown hair as a girl.",
      "Blue eyes are rare on this coast, {A} explains.",
      "{A} and the blue-eyed boy share a blanket.",
    ],
    dead: [
      "{A} died before the thaw.",
      "What {A} left behind fits in one drawer.",
      "{B} swears on {A}'s grave.",
      "Once, on this very step, {A} sang to the gulls.",
      "Had {A} lived, the inn would be hers.",
      "The actress who plays {A} bows deeply.",
    ],
    "item-lost": [
      "{A} sketches {I} from memory.",
      "You would give much to hold {I} again.",
      "Divers search the bay for {I}.",
      "{A} raises her own, newer lamp.",
    ],
    holder: [
      "{B} begs {A} to lend him {I}.",
      "{B} envies whoever owns {I}.",
      "{A} lets {B} look while she turns {I} in the light.",
    ],
    clock: QUIET,
    travel: QUIET,
    name: [
      "Somebody named Petersen owns the mill.",
      "{A} and {B} share the bench.",
      "The ghost of old Ferguson walks there.",
    ],
    thread: QUIET,
  },
);
