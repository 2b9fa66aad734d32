import { isAct, isActBase, isPastOnly } from "./verbs.ts";

/*
 * The tense of a paragraph. Where the story is told in the present, a verb in the past tells of before: "you take the knot
 * that Mira tied", "Mira gave you this ring, and it is warm". Speech tells its own time and is left out.
 */

const PRESENT = /(?<![\p{L}'’])(?:is|are|isn['’]t|aren['’]t|doesn['’]t|don['’]t|does)(?!\p{L})/iu;
/** A pronoun or a name and the word behind it; no "The charts". */
const SUBJECTS =
  /(?<!\p{L})([Yy]ou|[Ww]e|[Tt]hey|[Hh]e|[Ss]he|[Ii]t|(?!(?:The|An?|This|That|These|Those|His|Her|Its|Their|My|Your|Our|Some|No|All|Two) )\p{Lu}\p{Ll}+) (\p{L}+)/gu;

/** True when the paragraph around a place of a text is told in the present tense. */
export function isInPresent(text: string, at: number): boolean {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  const stop = text.indexOf("\n", at);
  const paragraph = text.slice(start, stop < 0 ? text.length : stop).replaceAll(/"[^"]*"|“[^”]*”/gu, " ");
  if (PRESENT.test(paragraph)) return true;
  for (const [, subject = "", verb = ""] of paragraph.matchAll(SUBJECTS)) {
    const word = verb.toLowerCase();
    if (isPastOnly(word)) continue;
    if (/^(?:you|we|they)$/iu.test(subject) ? isActBase(word) : word.endsWith("s") && isAct(word)) return true;
  }
  return false;
}
