/*
 * Words for how people look, as data. A colour belongs to one or more groups; two colours disagree when they share none. "Dark"
 * and "light" say nothing that a colour could contradict, red eyes weep and grey hair ages, so these make no claim in prose.
 */

type Look = {
  /** The words of the body that carry it; folded. */
  readonly of: ReadonlySet<string>;
  /** Words that carry it only where they are plainly somebody's: a head, a knot, waves. */
  readonly ofWhose: ReadonlySet<string>;
  /** The groups of each colour. */
  readonly colours: ReadonlyMap<string, readonly string[]>;
  /** Things whose colour everybody knows ("the colour of honey"), with a colour of theirs. */
  readonly likenesses: ReadonlyMap<string, string>;
  /** Colours that come and go by themselves: never a contradiction when the prose says them. */
  readonly passing: ReadonlySet<string>;
};

const COLOURS_OF_HAIR = {
  black: "black raven jet ebony inky sable onyx obsidian dark",
  brown:
    "brown dark brunette chestnut auburn russet sandy tawny mousy mahogany chocolate walnut hazel bronze caramel cinnamon umber",
  red: "red chestnut auburn ginger copper coppery russet scarlet crimson carroty titian fiery flaming flame mahogany rust rusty strawberry bronze cinnamon orange redheaded redhead",
  blond:
    "blond blonde golden gold flaxen fair sandy straw honey light yellow tow towheaded wheaten corn buttery platinum strawberry tawny caramel",
  light: "light blond blonde golden gold flaxen fair sandy straw honey yellow tow platinum",
  white: "white silver silvery grey gray snowy platinum hoary",
  grey: "grey gray silver silvery white hoary",
  blue: "blue",
  green: "green",
  pink: "pink",
  purple: "purple violet",
};

const COLOURS_OF_EYES = {
  blue: "blue sapphire azure cerulean cobalt cornflower periwinkle indigo turquoise teal aquamarine",
  green: "green emerald jade olive turquoise teal aquamarine",
  brown:
    "brown chocolate hazel amber chestnut walnut mahogany umber coffee russet caramel tawny cinnamon bronze copper black",
  gold: "golden gold yellow hazel amber tawny honey topaz copper bronze caramel",
  grey: "grey gray silver silvery slate pewter",
  violet: "violet purple lavender lilac amethyst indigo",
  black: "black onyx obsidian jet ebony",
  white: "white milky",
  red: "red crimson scarlet pink",
};

const LIKE_HAIR = {
  red: "copper rust fire flame flames carrot carrots brick fox embers paprika marmalade penny pennies tomato tomatoes apricot apricots",
  golden: "wheat corn straw honey gold butter hay flax barley sunshine custard sherry brandy",
  brown:
    "chestnut chestnuts walnut walnuts chocolate coffee mud bark oak peat tea cocoa toffee mahogany treacle molasses acorns conkers",
  black: "coal ink pitch soot jet raven crow tar midnight ebony obsidian",
};

const LIKE_EYES = {
  blue: "sky skies cornflower cornflowers sapphire sapphires ocean bluebells delft denim lapis glacier",
  green: "grass moss emerald emeralds leaf leaves fern ferns clover jade gooseberries",
  amber: "honey amber whisky gold brass wheat",
  brown:
    "chestnut chestnuts walnut chocolate coffee mud bark oak peat tea cocoa toffee earth treacle molasses acorns conkers",
  black: "coal coals ink pitch soot jet obsidian sloes beetles",
  grey: "slate steel pewter ash ashes smoke flint lead iron gunmetal pebbles fog",
  violet: "violets amethyst amethysts lavender",
};

const AGES = set("grey gray white silver silvery snowy hoary");

/** What can be told of a look, by the name of the attribute. */
const LOOKS: Readonly<Record<string, Look>> = {
  eyes: {
    of: set("eyes eye irises iris gaze stare orbs"),
    ofWhose: set(""),
    colours: byColour(COLOURS_OF_EYES),
    likenesses: byThing(LIKE_EYES),
    passing: set("red crimson scarlet pink white milky"),
  },
  hair: {
    of: set(
      "hair hairs lock locks curl curls braid braids plait plaits ponytail pigtail pigtails tress tresses ringlet ringlets mane " +
        "fringe topknot dreadlocks forelock chignon",
    ),
    ofWhose: set(
      "head strand strands wisp wisps bun knot coil coils tangle tangles waves crop thatch mop bangs tuft tufts tendril tendrils bob frizz quiff hank hanks",
    ),
    colours: byColour(COLOURS_OF_HAIR),
    likenesses: byThing(LIKE_HAIR),
    passing: AGES,
  },
  beard: {
    of: set("beard moustache mustache whiskers stubble"),
    ofWhose: set(""),
    colours: byColour(COLOURS_OF_HAIR),
    likenesses: byThing(LIKE_HAIR),
    passing: AGES,
  },
};

function set(words: string): ReadonlySet<string> {
  return new Set(words.split(" ").filter((word) => word !== ""));
}

function byColour(groups: Readonly<Record<string, string>>): ReadonlyMap<string, readonly string[]> {
  const colours = new Map<string, string[]>();
  for (const [group, words] of Object.entries(groups))
    for (const word of words.split(" ")) colours.set(word, [...(colours.get(word) ?? []), group]);
  return colours;
}

function byThing(colours: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(colours).flatMap(([colour, words]) => words.split(" ").map((word) => [word, colour])));
}

const NAMES: Readonly<Record<string, string>> = {
  eye: "eyes",
  "eye colour": "eyes",
  "eye color": "eyes",
  "eyes colour": "eyes",
  "hair colour": "hair",
  "hair color": "hair",
};

/** The look that an attribute is about, by its folded name; null for attributes that prose is not compared with. */
export function lookOf(attribute: string): string | null {
  const name = NAMES[attribute] ?? attribute;
  return Object.hasOwn(LOOKS, name) ? name : null;
}

/** A word of the body with the look that it carries; `isLoose` where it says so only with its owner ("her fair head"). */
export type BodyWord = { readonly look: string; readonly isLoose: boolean };

/** The look that a word of the body carries ("eyes", "braid"), or null. */
export function lookOfBody(word: string): BodyWord | null {
  for (const [look, { of, ofWhose }] of Object.entries(LOOKS))
    if (of.has(word) || ofWhose.has(word)) return { look, isLoose: ofWhose.has(word) };
  return null;
}

/** A colour without its degree: "reddish", "bluer" and "bluest" are red and blue. */
function plainColour({ colours }: Look, word: string): string {
  if (colours.has(word)) return word;
  const [, stem] = /^(\p{L}{3,})(?:ish|er|est)$/u.exec(word) ?? [];
  if (stem === undefined) return word;
  const plain = [stem, `${stem}e`, stem.slice(0, -1)].find((each) => colours.has(each));
  return plain ?? word;
}

/** True when a word is a colour of that look which prose can claim. */
export function isClaim(look: string, word: string): boolean {
  const known = LOOKS[look];
  if (known === undefined) return false;
  const colour = plainColour(known, word);
  return known.colours.has(colour) && !known.passing.has(colour) && !["dark", "light"].includes(colour);
}

/** True when a word is any colour of that look, claimed or not. */
export function isColour(look: string, word: string): boolean {
  const known = LOOKS[look];
  return known !== undefined && known.colours.has(plainColour(known, word));
}

/** True when a thing's name, where its colour is meant, is a colour of that look which prose can claim. */
export function isLikeness(look: string, word: string): boolean {
  return isClaim(look, LOOKS[look]?.likenesses.get(word) ?? "");
}

/** True when a word of prose contradicts a confirmed value: both are colours of the look, and no two of them go together. */
export function contradicts(look: string, value: string, word: string): boolean {
  const known = LOOKS[look];
  if (known === undefined) return false;
  const { colours, likenesses } = known;
  const confirmed = value
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .flatMap((part) => colours.get(plainColour(known, part)) ?? []);
  const claimed = colours.get(plainColour(known, word)) ?? colours.get(likenesses.get(word) ?? "");
  // A colour among others ("blue and green") is confirmed too; "dark" alone says nothing that a colour could break.
  if (confirmed.length === 0 || claimed === undefined) return false;
  return !claimed.some((group) => confirmed.includes(group));
}

const COMPOUNDS: Readonly<Record<string, string>> = {
  eyed: "eyes",
  haired: "hair",
  headed: "hair",
  tressed: "hair",
  maned: "hair",
  locked: "hair",
  curled: "hair",
  braided: "hair",
  bearded: "beard",
};

/** "dark-haired", "blue-eyed": the look of the second half, or null. */
export function lookOfCompound(word: string): string | null {
  return COMPOUNDS[word] ?? null;
}

/** Words that name a person by the colour of the hair: "she is a redhead", "the blonde". */
export const HAIR_NAMES: ReadonlySet<string> = set("redhead redheaded blonde blond brunette ginger towheaded");

/** A text's places that may tell of somebody's look. */
export const LOOK_WORDS = new RegExp(
  `(?<![\\p{L}\\p{M}])(?:${[
    ...Object.values(LOOKS).flatMap(({ of, ofWhose }) => [...of, ...ofWhose]),
    ...Object.keys(COMPOUNDS),
    ...HAIR_NAMES,
  ].join("|")})(?![\\p{L}\\p{M}])`,
  "giu",
);
