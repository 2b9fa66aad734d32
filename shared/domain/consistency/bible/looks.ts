/*
 * Words for how people look, as data. A word belongs to one or more groups; two words disagree when they share none. "Dark" and
 * "light" say nothing that a colour could contradict, red eyes weep and grey hair ages, so these make no claim in prose.
 */

type Look = {
  /** The words of the body that carry it; folded. */
  readonly of: readonly string[];
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** Values that come and go by themselves: never a contradiction when the prose says them. */
  readonly passing: readonly string[];
};

const COLOURS_OF_HAIR = {
  black: ["black"],
  raven: ["black"],
  jet: ["black"],
  ebony: ["black"],
  dark: ["black", "brown"],
  brown: ["brown"],
  chestnut: ["brown", "red"],
  auburn: ["red", "brown"],
  red: ["red"],
  ginger: ["red"],
  copper: ["red"],
  coppery: ["red"],
  russet: ["red", "brown"],
  blond: ["blond", "light"],
  blonde: ["blond", "light"],
  golden: ["blond", "light"],
  flaxen: ["blond", "light"],
  fair: ["blond", "light"],
  sandy: ["blond", "brown", "light"],
  straw: ["blond", "light"],
  honey: ["blond", "light"],
  light: ["light", "blond"],
  white: ["white", "grey"],
  silver: ["grey", "white"],
  silvery: ["grey", "white"],
  grey: ["grey", "white"],
  gray: ["grey", "white"],
  blue: ["blue"],
  green: ["green"],
  pink: ["pink"],
  purple: ["purple"],
  violet: ["purple"],
} as const;

const COLOURS_OF_EYES = {
  blue: ["blue"],
  sapphire: ["blue"],
  azure: ["blue"],
  cerulean: ["blue"],
  green: ["green"],
  emerald: ["green"],
  jade: ["green"],
  brown: ["brown"],
  chocolate: ["brown"],
  hazel: ["brown", "green", "gold"],
  amber: ["gold", "brown"],
  golden: ["gold"],
  gold: ["gold"],
  yellow: ["gold"],
  grey: ["grey"],
  gray: ["grey"],
  silver: ["grey"],
  silvery: ["grey"],
  slate: ["grey"],
  violet: ["violet"],
  purple: ["violet"],
  black: ["black", "brown"],
  white: ["white"],
  milky: ["white"],
  red: ["red"],
  crimson: ["red"],
  pink: ["red"],
} as const;

/** Things whose colour everybody knows, for "the colour of honey" and "straw-coloured". */
const LIKENESSES: Readonly<Record<string, string>> = {
  sky: "blue",
  skies: "blue",
  cornflower: "blue",
  cornflowers: "blue",
  sapphires: "blue",
  ocean: "blue",
  grass: "green",
  moss: "green",
  emeralds: "green",
  leaf: "green",
  leaves: "green",
  copper: "copper",
  rust: "red",
  fire: "red",
  flame: "red",
  flames: "red",
  carrots: "red",
  wheat: "golden",
  corn: "golden",
  straw: "golden",
  honey: "golden",
  gold: "golden",
  chestnuts: "brown",
  walnut: "brown",
  chocolate: "brown",
  coffee: "brown",
  mud: "brown",
  bark: "brown",
  amber: "amber",
  coal: "black",
  ink: "black",
  pitch: "black",
  soot: "black",
  jet: "black",
  raven: "black",
};

/** What can be told of a look, by the name of the attribute. */
const LOOKS: Readonly<Record<string, Look>> = {
  eyes: {
    of: ["eyes", "eye", "irises", "iris", "gaze", "stare"],
    groups: COLOURS_OF_EYES,
    passing: ["red", "crimson", "pink", "white", "milky"],
  },
  hair: {
    of: (
      "hair hairs lock locks curls curl braid braids plait plaits ponytail pigtail pigtails tress tresses ringlet ringlets mane " +
      "fringe topknot dreadlocks"
    ).split(" "),
    groups: COLOURS_OF_HAIR,
    passing: ["grey", "gray", "white", "silver", "silvery"],
  },
  beard: {
    of: ["beard", "moustache", "mustache", "whiskers"],
    groups: COLOURS_OF_HAIR,
    passing: ["grey", "gray", "white", "silver", "silvery"],
  },
};

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

/** The look that a word of the body carries ("eyes", "braid"), or null. */
export function lookOfBody(word: string): string | null {
  for (const [name, { of }] of Object.entries(LOOKS)) if (of.includes(word)) return name;
  return null;
}

/** True when a word is a colour of that look which prose can claim. */
export function isClaim(look: string, word: string): boolean {
  const known = LOOKS[look];
  return (
    known !== undefined &&
    Object.hasOwn(known.groups, word) &&
    !known.passing.includes(word) &&
    !["dark", "light"].includes(word)
  );
}

/** True when a thing's name, where its colour is meant, is a colour of that look which prose can claim. */
export function isLikeness(look: string, word: string): boolean {
  return isClaim(look, LIKENESSES[word] ?? "");
}

/** True when a word of prose contradicts a confirmed value: both are colours of the look, and no two of them go together. */
export function contradicts(look: string, value: string, word: string): boolean {
  const groups = LOOKS[look]?.groups ?? {};
  const confirmed = value
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .flatMap((part) => groups[part] ?? []);
  const claimed = groups[word] ?? groups[LIKENESSES[word] ?? ""];
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
  bearded: "beard",
};

/** "dark-haired", "blue-eyed": the look of the second half, or null. */
export function lookOfCompound(word: string): string | null {
  return COMPOUNDS[word] ?? null;
}
