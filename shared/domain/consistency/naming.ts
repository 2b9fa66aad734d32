import { sentenceAround, sentenceWords, type Span } from "./sentence.ts";

/*
 * Whether a name is only spoken of: somebody misspells it, a parrot says it, a village or a cousin bears it, a list has her
 * down as it. What stands there is spelled so on purpose.
 */

/** Words of a sentence that is about how a name is written or said. */
const SPELLING =
  /^(?:nicknam\p{L}*|namesakes?|spell\p{L}*|spelt|misspel\p{L}*|pronounc\p{L}*|mispron\p{L}*|mishear\p{L}*|misheard|stammer\p{L}*|slur\p{L}*|lisp\p{L}*|misprint\p{L}*|mis(?:read|wrote|written|named)|alias|pseudonym|anagram|rhym\p{L}*|syllables?)$/u;
/** Right before a name these say that it is one, or whose it is: "a woman called", "the village of", "another", "the cousins". */
const BEARS =
  /(?<!\p{L})(?:names?|named|called|calls?|calling|christened|dubbed|renamed|titled|villages?|towns?|hamlet|city|port|river|lake|mount|inn|tavern|ship|boat|barge|sloop|ferry|schooner|isle|island|saint|house|horse|mare|dog|cat|cousins?|twins?|aunt|uncle|another|other|different|certain) (?:(?:of|the|is|was|her|him|it|them|herself|himself|a|[“"‘'])[\s“"‘']*){0,2}[“"‘']?$/iu;
/** "has her down as", "known as", "signs as". */
const AS =
  /(?<!\p{L})(?:down|known|regist\p{L}*|sign\p{L}*|list\p{L}*|enter\p{L}*|enroll?\p{L}*|travel\p{L}*|pass\p{L}*|pos\p{L}*|introduc\p{L}*|record\p{L}*|announc\p{L}*|address\p{L}*|writt?en?|writes|wrote|printed) (?:\p{L}+ ){0,4}(?:as|to) [“"‘']?$|(?<!\p{L})(?:signs?|labels?|map|plaque|poster|stone|lintel|ticket|invitation|ledger|register|card|list) (?:\p{L}+ ){0,2}(?:says?|said|reads?|has|had|is|was|gives?|gave) [“"‘']?$/iu;
/** Behind a name these say whose it is: "…, a cousin", "… Arms", "… means a late frost". */
const IS_OTHER =
  /^[”"’']?(?:,? (?:an?|the|her|his|your|no|some) (?:\p{L}+ ){0,3}(?:cousins?|twins?|niece|nephew|aunt|uncle|namesakes?|village|town|river|ship|inn|stranger|saint|queen|king|relation)|[,:]? (?:nine|ten|no relation|means?|meant|meaning|is (?:only )?the (?:old|other|local|foreign)) | (?:Arms|Inn|Street|Road|Lane|Bay|Hill|Bridge|Island|River|Castle|House|Row|Gate|Hall|Abbey|Street)(?!\p{L}))/u;

/** True when the sentence around a place of a text speaks of the name there, or gives it to somebody or something else. */
export function isAboutNames(text: string, place: Span): boolean {
  const sentence = sentenceAround(text, place);
  if (sentenceWords(text, sentence).some((word) => SPELLING.test(word))) return true;
  const before = text.slice(sentence.start, place.start);
  const after = text.slice(place.end, sentence.end);
  return BEARS.test(before) || AS.test(before) || IS_OTHER.test(after) || isCited(text, place);
}

/** True for a name that is all that is said: "“Mirra?” reads the clerk". Called out ("“Mirra!”") it is meant. */
function isCited(text: string, place: Span): boolean {
  return /["“]/u.test(text[place.start - 1] ?? "") && /^[.,?…]?["”]/u.test(text.slice(place.end, place.end + 2));
}
