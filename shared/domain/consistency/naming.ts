import { sentenceAround, sentenceWords, type Span } from "./sentence.ts";

/** Words of a sentence that is about a name, or brings somebody or some place of another name in: it may be spelled so on purpose. */
const ABOUT_NAMES =
  /^(?:names?|named|called|nicknam\p{L}*|namesakes?|spell\p{L}*|misspel\p{L}*|pronounc\p{L}*|mispron\p{L}*|mishear\p{L}*|misheard|stammer\p{L}*|slur\p{L}*|lisp\p{L}*|cousins?|twins?|related|different|another|unrelated|villages?|towns?|rivers?|inns?|taverns?|ships?|islands?|signs?|signed|labels?|scrawl\p{L}*|scribbl\p{L}*)$/u;

/** True when the sentence around a place of a text speaks of names, so that another name there may be meant. */
export function isAboutNames(text: string, place: Span): boolean {
  return sentenceWords(text, sentenceAround(text, place)).some((word) => ABOUT_NAMES.test(word));
}
