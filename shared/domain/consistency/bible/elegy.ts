import { type Sentence, sentenceAfter, sentenceBefore } from "./prose.ts";
import { isDreamt } from "./unreal.ts";

/* What says of a sentence about somebody that it is about their death, their body, their likeness or a dream, not about them alive. */

/** "smiles down from the wall": what hangs there or looks down from heaven. */
const LOOKS_FROM =
  /(?<!\p{L})(?:look|smile|gaze|stare|frown|beam|glower|watch|grin)(?:s|ed|es)? (?:\p{L}+ ){0,3}(?:from (?:above|heaven|beyond|the (?:wall|frame|picture|canvas|portrait|mantel\p{L}*|shelf|sky|clouds|stars|other|next))|over (?:us|you|them|me|him|all))(?!\p{L})/iu;
/** Said in a sentence, it is about a death and not about the living. */
const DEATH =
  /(?<!\p{L})(?:die|died|dies|dead|death|killed|slain|murdered|fell|fallen|cairn|headstone|gravestone|tombstone|coffin|urn|ashes|bones|skull|skeleton|pyre|bier|shroud|churchyard|cemetery|mausoleum|heir|widow|widower|epitaph|relics?|heaven|stars|afterlife|other side|next world|lifetime|always|every (?:night|day|year|time)|sleeps? (?:under|beneath|below)|in those days|back then|in life|in (?:her|his|their) (?:youth|day|time)|that (?:winter|summer|spring|autumn|year)|god rest|rest (?:her|his|their) soul|late lamented|(?:daughter|son|child|boy|girl|niece|nephew|brother|sister|cousin)['’]s)(?!\p{L})/iu;
/** What lies there instead of somebody. */
const REMAINS =
  /(?<!\p{L})(?:the (?:body|flies|stretcher|slab|noose|gallows|gibbet)|lifeless|unseeing|unblinking|sightless|glassy|glazed|maggots|mortuary|morgue|crypt|hearse|embalm\p{L}*|waxen|undertaker)(?!\p{L})/iu;
/** What of somebody's stays with those who outlive them: in your head, in their memory. */
const INWARD =
  /(?<!\p{L})(?:in|inside|into|through|of|to) (?:your|his|her|their|my|our) (?:head|mind|memory|ears|heart|thoughts|sleep)(?!\p{L})/iu;
/** Behind what was seen, these say that it was not there. */
const UNDONE =
  /^(?:(?:Then|And then|But then) )?(?:you|he|she) (?:wakes?|woke|blinks?|blinked)(?!\p{L})|(?<!\p{L})(?:only a (?:dream|trick|shadow|coat|scarecrow|branch)|(?:there is|there's|there was) (?:no one|nobody|no one) there)(?!\p{L})/iu;
/** In the sentence before or behind, these say that the one spoken of lives no more. */
const IS_DEAD =
  /(?<!\p{L})(?:the dead|(?:is|was|are|been|years?|months?|weeks?) dead|died|buried|corpse|(?:her|his|their) grave)(?!\p{L})/iu;
/** What a likeness of somebody is made of. */
const MADE_OF = new Set(
  "bronze marble stone wooden painted carved wax waxen plaster granite clay paper cardboard stuffed straw gilded woven embroidered sculpted stained imaginary".split(
    " ",
  ),
);

/** True when what a sentence says of somebody is said of the dead one. */
export function isElegy(sentence: Sentence): boolean {
  const { text } = sentence;
  return DEATH.test(text) || INWARD.test(text) || REMAINS.test(text) || LOOKS_FROM.test(text);
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

/** True when a name stands for something called so or made so: "the Mira" is a ship, "the bronze Mira" a statue, "little Mira" a child. */
export function isNamesake({ tokens: { words } }: Sentence, first: number): boolean {
  const before = words[first - 1] ?? "";
  return /^(?:the|a|an|another|this|little|baby|wee|second|new|other)$/u.test(before) || MADE_OF.has(before);
}
