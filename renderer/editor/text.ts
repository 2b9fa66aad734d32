/*
 * Characters that never enter a run (bounty format, section 3: a file with them is refused): CR, NUL and lone surrogates.
 */

// A surrogate without its partner.
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/gu;
// Without the flag u a pair is two units, which is what the look-arounds speak of.
const LONE_SURROGATE_UNITS = new RegExp(LONE_SURROGATE.source, "g");
const NEVER = /[\0\r]/;
const EVERY_NEVER = /[\0\r]/g;

/** True when a text holds nothing that may not enter. */
export function mayEnter(text: string): boolean {
  return text.isWellFormed() && !NEVER.test(text);
}

/** A text from outside as it may enter: any line end is `\n`; NUL and lone surrogates are left out. */
export function textThatMayEnter(text: string): string {
  const lines = text.includes("\r") ? text.replaceAll("\r\n", "\n").replaceAll("\r", "\n") : text;
  return mayEnter(lines) ? lines : lines.replace(EVERY_NEVER, "").replace(LONE_SURROGATE_UNITS, "");
}

/** Where in a text the units stand that may not enter, in order. */
export function unitsThatMayNotEnter(text: string): number[] {
  if (mayEnter(text)) return [];
  const units: number[] = [];
  for (const pattern of [EVERY_NEVER, LONE_SURROGATE_UNITS]) {
    for (const match of text.matchAll(pattern)) units.push(match.index);
  }
  return units.toSorted((left, right) => left - right);
}
