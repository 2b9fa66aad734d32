import { isOrdinaryWord } from "../english-words.ts";

/*
 * Which words after a name say that it acts. No tagger: a word is a verb's past when the lists of English words have both
 * its -ed and its -ing form, its present when they have those of its base; the irregular ones are listed. What a dead or
 * absent person can be said of ("was", "had", "owned", "left") is no act.
 */

const IRREGULAR_PASTS = (
  "said went came took gave ran stood sat rose spoke told held drew threw fell saw heard made kept let led met paid put " +
  "read rode sang sank shook shot shut slid spat sprang stole struck swam swore swung taught tore woke won wrote began " +
  "bent bit blew broke brought bought caught chose crept cut dealt dug drank drove ate fed fought found fled flew flung " +
  "forgot froze got grew hid hit hung knelt leapt leaped lent lit sent set sold showed spun split spread stuck stung " +
  "strode strove swept wept wound clung cast ground dived dove undid withdrew arose overheard interrupted grinned " +
  "slept felt thought beat bound bled burst forgave rang shed slung slit spent sped strung trod bet quit understood bade forbade slunk shrank sought slew thrust hurled bound wrung"
).split(" ");
const IRREGULAR_BASES = (
  "say go come take give run stand sit rise speak tell hold draw throw fall see hear make keep let lead meet pay put read " +
  "ride sing sink shake shoot shut slide spit spring steal strike swim swear swing teach tear wake win write begin bend " +
  "bite blow break bring buy catch choose creep cut deal dig drink drive eat feed fight find flee fly fling forget freeze " +
  "get grow hide hit hang kneel leap lend light send set sell show spin split spread stick sting stride sweep weep wind " +
  "cling cast do withdraw bid thrust slink seek sleep lose feel think bet quit lay weave beat bind bleed burst forgive grind leave learn lean ring shear shed shine " +
  "sling slit sow spend speed spill string tread wring knit sew leap swell smell dream burn"
).split(" ");
/** Verbs that say how things are, or that are said of the dead. */
const NO_ACTS = new Set(
  (
    "loved liked hated wanted needed owned belonged seemed appeared deserved existed died lived meant believed hoped feared " +
    "trusted admired missed used called named born buried killed murdered slain lost left resembled remained rested loves " +
    "likes hates wants needs owns belongs seems appears deserves exists dies lives means believes hopes fears trusts admires " +
    "misses remains lies rests hung hangs aged years times days nights matters mattered concerned concerns supposed " +
    "bequeathed inherited married promised designed founded built intended wished willed others " +
    "taught made wrote carved sewed knitted wove painted planted forged invented composed signed " +
    "weighs weighed smells smelled smelt floats floated drifts drifted slumps slumped"
  ).split(" "),
);
const PASTS = new Set(IRREGULAR_PASTS);
const BASES = new Set(IRREGULAR_BASES);
const BE = new Set(["is", "was", "are", "were"]);

/** Verbs of speech in the forms that stand beside a quote; folded. */
export const SPEECH = new Set(
  (
    "said says say asked asks replied replies answered answers cried cries whispered whispers muttered mutters shouted shouts " +
    "growled growls exclaimed exclaims murmured murmurs snapped snaps hissed hisses yelled yells called calls added adds " +
    "continued continues began begins laughed laughs sighed sighs barked barks grumbled grumbles groaned groans drawled drawls stammered returned " +
    "breathes breathed warns warned agrees agreed insists insisted admits admitted suggests suggested offers offered demands demanded " +
    "orders ordered commands commanded begs begged pleads pleaded promises promised protests protested observes observed remarks remarked " +
    "explains explained concludes concluded declares declared announces announced mumbles mumbled croaks croaked rasps rasped grunts grunted " +
    "pants panted gasps gasped sobs sobbed sneers sneered jokes joked teases teased prompts prompted urges urged repeats repeated counters " +
    "countered retorts retorted corrects corrected complains complained bellows bellowed roars roared hums hummed chuckles chuckled giggles " +
    "giggled snorts snorted scoffs scoffed drones croons chides purrs reports reported confesses confessed greets lies decides puts wants"
  ).split(" "),
);

const IRREGULAR_PARTICIPLES = new Set(
  (
    "taken seen done eaten broken spoken risen hidden ridden torn worn sworn stolen frozen drawn thrown flown grown shown begun come run " +
    "woken chosen driven forgotten written bitten beaten given sung rung swum shaken gotten got made put set cut shut"
  ).split(" "),
);

const LONGEST_VERB_UNITS = 20;
const SHORTEST_REGULAR_UNITS = 3;
const SHORTEST_VERB_UNITS = 2;
/** Pasts of verbs that people deal with each other by, with their bases. */
const IRREGULAR = Object.entries({
  gave: "give",
  threw: "throw",
  told: "tell",
  woke: "wake",
  caught: "catch",
  sold: "sell",
  taught: "teach",
  lent: "lend",
  spoke: "speak",
  rode: "ride",
  ate: "eat",
  drank: "drink",
  left: "leave",
  sat: "sit",
  ran: "run",
  went: "go",
  came: "come",
  stood: "stand",
  fought: "fight",
  kept: "keep",
  paid: "pay",
  dealt: "deal",
  fed: "feed",
  flung: "fling",
  showed: "show",
});

/** True for a verb's finite form that says what somebody does; takes folded words. */
export function isAct(word: string): boolean {
  if (NO_ACTS.has(word) || word.length > LONGEST_VERB_UNITS) return false;
  if (PASTS.has(word)) return true;
  if (word.endsWith("ed")) return isOrdinaryWord(word) && basesOfPast(word).some(isVerbBase);
  return word.endsWith("s") && !word.endsWith("ss") && basesOfPresent(word).some(isVerbBase);
}

/** True for a form that tells of the past and cannot be of the present ("laughed", "took", not "put"). */
export function isPastOnly(word: string): boolean {
  return word === "was" || word === "were" || ((word.endsWith("ed") || PASTS.has(word)) && !BASES.has(word));
}

/** True for a verb as it stands after "you", "I" or "they". */
export function isActBase(word: string): boolean {
  return !NO_ACTS.has(word) && !NO_ACTS.has(`${word}s`) && isVerbBase(word);
}

/** True for a form that stands behind "has" and says what somebody has done. */
export function isParticiple(word: string): boolean {
  return IRREGULAR_PARTICIPLES.has(word) || (isAct(word) && (word.endsWith("ed") || PASTS.has(word)));
}

/** True for any form of a verb of the list, which holds bases: "asks", "asking", "asked", "gave". */
export function isActOf(word: string, bases: ReadonlySet<string>): boolean {
  if (bases.has(word)) return true;
  if (IRREGULAR.some(([past, base]) => past === word && bases.has(base))) return true;
  const stem = word.endsWith("ing")
    ? word.slice(0, -3)
    : word.endsWith("ed")
      ? word.slice(0, -2)
      : word.endsWith("s")
        ? word.slice(0, -1)
        : "";
  if (stem.length < SHORTEST_VERB_UNITS) return false;
  return bases.has(stem) || bases.has(`${stem}e`) || bases.has(stem.slice(0, -1)) || bases.has(`${stem.slice(0, -1)}y`);
}

/** True for a form of "to be" that makes an act of the -ing that follows. */
export function isBe(word: string): boolean {
  return BE.has(word);
}

/** True for an -ing that says what somebody does. */
export function isActing(word: string): boolean {
  if (!word.endsWith("ing") || word.length > LONGEST_VERB_UNITS || !isOrdinaryWord(word)) return false;
  const stem = word.slice(0, -3);
  if (NO_ACTS.has(`${stem}s`) || NO_ACTS.has(`${stem}es`) || stem === "ly" || stem === "be") return false;
  return [stem, `${stem}e`, stem.slice(0, -1)].some(isVerbBase);
}

/** True for a verb's base by itself: the word lists have its -ed and -ing forms, or it is a known irregular one. */
function isVerbBase(base: string): boolean {
  if (BASES.has(base)) return true;
  // Else "red" would be the past of "re", as "ring" its other form.
  if (base.length < SHORTEST_REGULAR_UNITS) return false;
  const last = base.at(-1) ?? "";
  // "ties", "tied", "tying".
  if (base.endsWith("ie")) return isOrdinaryWord(`${base}d`) && isOrdinaryWord(`${base.slice(0, -2)}ying`);
  const stems = base.endsWith("e") ? [base.slice(0, -1)] : [base, `${base}${last}`];
  const past = base.endsWith("y") ? [`${base.slice(0, -1)}ied`, `${base}ed`] : stems.map((stem) => `${stem}ed`);
  return past.some(isOrdinaryWord) && stems.some((stem) => isOrdinaryWord(`${stem}ing`)) && isOrdinaryWord(base);
}

function basesOfPast(word: string): string[] {
  const stem = word.slice(0, -2);
  return [stem, `${stem}e`, stem.slice(0, -1), ...(word.endsWith("ied") ? [`${word.slice(0, -3)}y`] : [])];
}

function basesOfPresent(word: string): string[] {
  const bases = [word.slice(0, -1)];
  if (word.endsWith("es")) bases.push(word.slice(0, -2));
  if (word.endsWith("ies")) bases.push(`${word.slice(0, -3)}y`);
  return bases;
}

/** The tense in which a sentence is told. */
export type Tense = "present" | "past";

/** Forms that are both tenses of their verb, or none that tells one. */
const EITHER_TENSE = new Set(
  "put read let cut set hit shut spread cast split shed hurt thrust bid wound ground bound".split(" "),
);
const PAST_FORMS = new Set("was were had did went got left lost thought knew".split(" "));
const PRESENT_FORMS = new Set("am are is have has do does can".split(" "));

/** The tense of the verb right behind "you", "I" or "we"; null where its form does not say it. */
export function tenseOf(word: string): Tense | null {
  if (PAST_FORMS.has(word)) return "past";
  if (PRESENT_FORMS.has(word)) return "present";
  if (EITHER_TENSE.has(word) || word.length > LONGEST_VERB_UNITS) return null;
  if (PASTS.has(word)) return "past";
  if (word.endsWith("ed") && isOrdinaryWord(word) && basesOfPast(word).some(isVerbBase)) return "past";
  return isVerbBase(word) ? "present" : null;
}
