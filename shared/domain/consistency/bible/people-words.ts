import { tokenize } from "../tokens.ts";

/* Words that bring a person or a beast into a stretch of prose, by the pronoun that they can be taken up with. */

/** The pronoun by which one is meant: she, he, or the singular they. */
export type Sex = "f" | "m" | "n";

function set(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}

const WOMEN = set(
  "woman girl lady maid maiden queen princess duchess countess baroness empress goddess priestess abbess nun " +
    "sister mother daughter aunt niece wife widow bride grandmother granddaughter stepmother godmother mum mama mistress madam " +
    "matron dame witch hag crone sorceress enchantress governess nurse midwife landlady hostess waitress barmaid milkmaid seamstress " +
    "laundress actress heiress huntress housekeeper fishwife spinster heroine nymph mermaid boat ship barge vessel schooner mare hen cow vixen",
);
const MEN = set(
  "man boy lad gentleman lord king prince duke baron emperor god priest monk friar abbot bishop father son " +
    "brother uncle nephew husband widower groom grandfather grandson stepfather godfather dad papa master sir wizard sorcerer " +
    "warlock fellow smith blacksmith sergeant corporal knight squire stallion bull cock landlord waiter barman butcher footman butler hero",
);
const ANYBODY = set(
  "stranger child baby figure guard sentry innkeeper cousin friend twin thief merchant trader pedlar peddler " +
    "sailor soldier captain lieutenant officer general colonel constable sheriff rider traveller traveler pilgrim beggar servant slave prisoner " +
    "someone somebody person patient doctor surgeon physician healer apothecary teacher tutor pupil student scholar clerk scribe notary lawyer judge magistrate " +
    "governor mayor chancellor steward porter driver coachman carter ferryman boatman fisherman helmsman oarsman bosun cook baker miller " +
    "tailor weaver tanner potter cooper carpenter mason joiner painter sculptor poet singer fiddler drummer piper actor dancer juggler " +
    "hunter trapper archer spy scout messenger courier herald page apprentice assistant gardener shepherd farmer ploughman goatherd groomsman " +
    "gravedigger sexton verger curate vicar parson pastor prophet oracle seer hermit mage elder chief ruler regent ambassador envoy " +
    "assassin murderer killer robber bandit pirate smuggler gambler drunk drunkard cripple dwarf elf giant halfling orc neighbour neighbor " +
    "guest host visitor customer widowed barber printer bookseller librarian keeper jailer gaoler warden watchman ranger commander admiral mate",
);
const BEASTS = set(
  "horse pony donkey mule dog hound puppy bitch cat kitten tomcat wolf bear goat sheep lamb pig bird raven crow owl hawk falcon eagle " +
    "parrot fox snake serpent dragon beast creature monster demon devil goblin troll ogre spirit ghost doll puppet statue idol scarecrow " +
    "monkey ape rat mouse lion tiger lynx seal whale shark gull heron gargoyle automaton golem mannequin dummy",
);

/** A word of a stretch that brings in somebody, with its place there; "n" where it may be of either sex. */
export type Newcomer = { readonly start: number; readonly end: number; readonly sex: Sex; readonly isMany: boolean };

/** Those whom a stretch brings in by a word for people or beasts, in reading order. */
export function newcomersIn(stretch: string): Newcomer[] {
  const { words, starts, ends } = tokenize(withoutLikeness(stretch));
  return words.flatMap((word, at): Newcomer[] => {
    const isOne = word === "one" && ["who", "of"].includes(words[at + 1] ?? "");
    const sex = isOne ? "n" : sexOf(word);
    const many = sex === null ? manyOf(word) : null;
    const place = { start: starts[at] ?? 0, end: ends[at] ?? 0 };
    if (sex !== null) return [{ ...place, sex, isMany: false }];
    return many === null ? [] : [{ ...place, sex: many, isMany: true }];
  });
}

/** "as red as a fox's tail", "like a wolf": who is only compared with is not there. */
function withoutLikeness(stretch: string): string {
  return stretch.replaceAll(/(?<!\p{L})(?:as|like) (?:an?|the|any) (?:[\p{L}-]+ )?[\p{L}'’]+/giu, (likeness) =>
    " ".repeat(likeness.length),
  );
}

function manyOf(word: string): Sex | null {
  if (/^(?:women|ladies)$/u.test(word)) return "f";
  if (/\p{L}{2}men$|^men$/u.test(word)) return "m";
  if (word === "children" || word === "people" || word === "thieves" || word === "wolves") return "n";
  return word.endsWith("s")
    ? (sexOf(word.slice(0, -1)) ?? (word.endsWith("es") ? sexOf(word.slice(0, -2)) : null))
    : null;
}

function sexOf(word: string): Sex | null {
  if (WOMEN.has(word) || /\p{L}(?:woman|women|maid|mistress)$/u.test(word)) return "f";
  if (MEN.has(word)) return "m";
  if (ANYBODY.has(word) || BEASTS.has(word)) return "n";
  return /\p{L}{2}(?<!wo)(?<!hu|ger|talis)(?:sman|tman|dman|rman|kman)$/u.test(word) ? "m" : null;
}
