import { type Sentence, sentenceAfter, sentenceBefore } from "./prose.ts";
import { bringsUpDepiction, isDreamt } from "./unreal.ts";

/* What says of a sentence about somebody that it is about their death, their body, their likeness or a dream, not about them alive. */

/** "smiles down from the wall", "beams out of an oval frame": what hangs there, is printed there or looks down from heaven. */
const LOOKS_FROM =
  /(?<!\p{L})(?:look|smile|gaze|stare|frown|beam|glower|watch|grin|laugh|wink|wave|squint|scowl|smirk|glare|peer|simper|preside)(?:s|d|ed|es)? (?:\p{L}+ ){0,3}(?:(?:from|out of|off|in|on|behind) (?:\p{L}+ ){1,4}?(?:frames?|pictures?|canvas|portraits?|photographs?|photos?|snapshots?|daguerreotype|miniature|mantel\p{L}*|posters?|covers?|stamps?|coins?|banknotes?|medals?|signs?|signboard|plinth|pedestal|niche|tapestry|panel|fresco|mosaic|page|postcard|clipping|newspaper)|from (?:above|heaven|beyond|the (?:wall|shelf|sky|clouds|stars|other|next|glass))|over (?:us|you|them|me|him|all))(?!\p{L})/iu;
/** Said in a sentence, it is about a death and not about the living. */
const DEATH =
  /(?<!\p{L})(?:die|died|dies|dead|death|(?<!(?:is|are|was|be) )drown(?:s|ed)|hanged|executed|beheaded|perished|bled to|gave (?:her|his) life|killed|slain|murdered|fell|fallen|cairn|headstone|gravestone|tombstone|coffin|urn|ashes|bones|skull|skeleton|pyre|bier|shroud|churchyard|cemetery|mausoleum|heir|widow|widower|epitaph|relics?|heaven|stars|afterlife|other side|next world|lifetime|always|every (?:night|day|year|time)|sleeps? (?:under|beneath|below)|in those days|back then|in life|in (?:her|his|their) (?:youth|day|time)|that (?:winter|summer|spring|autumn|year)|god rest|rest (?:her|his|their) soul|late lamented|(?:daughter|son|child|boy|girl|niece|nephew|brother|sister|cousin)['’]s)(?!\p{L})/iu;
/** What lies there instead of somebody. */
const REMAINS =
  /(?<!\p{L})(?:the (?:body|flies|stretcher|slab|noose|gallows|gibbet)|lifeless|unseeing|unblinking|sightless|glassy|glazed|maggots|mortuary|morgue|crypt|hearse|embalm\p{L}*|waxen|undertaker|sailcloth|winding[- ]sheet|pallbearers?|painted (?:eyes|face|smile|hands?|lips|gaze))(?!\p{L})/iu;
/** What of somebody's stays with those who outlive them: in your head, in their memory. */
const INWARD =
  /(?<!\p{L})(?:in|inside|into|through|of|to) (?:your|his|her|their|my|our) (?:head|mind|memory|ears|heart|thoughts|sleep)(?!\p{L})/iu;
/** Behind what was seen, these say that it was not there. */
const UNDONE =
  /^There (?:is|was) (?:only )?(?:the|an?) (?:empty|bare|vacant)|(?:the )?(?:cock|rooster|alarm|bell|bugle) (?:crows|crowed|wakes|woke)|^(?:(?:Then|And then|But then) )?(?:you|he|she) (?:wakes?|woke|blinks?|blinked)(?!\p{L})|(?<!\p{L})(?:only a (?:dream|trick|shadow|coat|scarecrow|branch)|(?:there is|there's|there was) (?:no one|nobody|no one) there)(?!\p{L})/iu;
/** In the same sentence, these say that what was heard or seen, or was turned to, was not there, or that a fever or a medium showed it. */
const NOT_THERE =
  /(?<!\p{L})(?:then (?:the |a )?(?:cock|rooster|alarm|bugle) (?:crows|crowed|rings|rang|sounds)|(?:it|she|he)(?:['’]s| is| was) (?:always )?(?:only|just) (?:the |an? )?\p{L}+|(?:she|he)(?:['’]s| is) an? (?:gatepost|post|bush|tree|stump|stranger|shadow|scarecrow|rock|coat)|(?:of|in|through) (?:the|your|her|his|a|that) (?:\p{L}+ )?(?:fever|delirium|trance)|mediums?|s[eé]ances?|necromanc\p{L}*|planchette|clairvoyant|there (?:is|was|are|were|['’]s) only (?:the|an?|your|her|his)|(?:kn[eo]ws?|reali[sz]e[sd]?|remembers?) (?:that )?it (?:is|was) (?:only|just|not|the|a)|(?:is|was|be) only (?:the|a) (?:wind|house|coat|pipes?|shutter|cat|branch|rain))(?!\p{L})/iu;
/** In the sentence before or behind, these say that the one spoken of lives no more. */
const IS_DEAD =
  /(?<!\p{L})(?:the dead|(?:is|was|are|been|years?|months?|weeks?) dead|died|buried|corpse|(?:her|his|their|the) grave|(?:is|are|was|were|been) (?:named|christened|baptised))(?!\p{L})/iu;
/** What a likeness of somebody is made of. */
const MADE_OF = new Set(
  "bronze marble stone wooden painted carved wax waxen plaster granite clay paper cardboard stuffed straw gilded woven embroidered sculpted stained imaginary".split(
    " ",
  ),
);

/** True when what a sentence says of somebody is said of the dead one. */
export function isElegy(sentence: Sentence): boolean {
  const { text } = sentence;
  return DEATH.test(text) || INWARD.test(text) || NOT_THERE.test(text) || REMAINS.test(text) || LOOKS_FROM.test(text);
}

/** True when the sentences around one tell that what it says was dreamt, or was nothing. */
export function isUndone(text: string, sentence: Sentence): boolean {
  const before = sentenceBefore(text, sentence);
  const after = sentenceAfter(text, sentence);
  return (
    (before !== null && (isDreamt(before) || IS_DEAD.test(before.text))) ||
    (after !== null && (UNDONE.test(after.text) || IS_DEAD.test(after.text)))
  );
}

/** "Mira, the cat": a beast, a boat or a house of that name. */
const CALLED_SO =
  /^(?: \p{Lu}\p{L}+)?, (?:the|an?|your|her|his|their) (?:\p{Ll}+ ){0,2}(?:cat|kitten|dog|hound|bitch|puppy|horse|mare|pony|mule|donkey|goat|cow|hen|goose|parrot|hawk|falcon|owl|raven|rat|pig|sow|snake|ship|boat|ferry|barge|schooner|sloop|inn|tavern|doll|puppet|cannon|bell)(?!\p{L})/u;

/** True when what a sentence says is seen in a dream, a fever, a bowl of water or the fog, or is nothing when one looks again. */
export function isSeeming(text: string, sentence: Sentence): boolean {
  const before = sentenceBefore(text, sentence);
  const after = sentenceAfter(text, sentence);
  return (
    isDreamt(sentence) ||
    (before !== null && (isDreamt(before) || bringsUpDepiction(before))) ||
    NOT_THERE.test(sentence.text) ||
    (after !== null && (UNDONE.test(after.text) || NOT_THERE.test(after.text)))
  );
}

/** True when a name stands for something called so or made so: "the Mira" is a ship, "the bronze Mira" a statue, "little Mira" a child. */
export function isNamesake({ text, tokens: { words, ends } }: Sentence, first: number): boolean {
  const before = words[first - 1] ?? "";
  if (CALLED_SO.test(text.slice(ends[first]))) return true;
  return /^(?:the|a|an|another|this|little|baby|wee|second|new|other)$/u.test(before) || MADE_OF.has(before);
}
