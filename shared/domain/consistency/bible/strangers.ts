import type { Mention } from "./mentions.ts";

const PEOPLE_WORDS: Readonly<Record<"f" | "m", RegExp>> = {
  f: /(?<!\p{L})(?:woman|girl|sister|mother|daughter|aunt|niece|wife|lady|maid|queen|princess|widow|stranger|child|figure|guard|innkeeper|priestess|witch|hag|crone|grandmother|cousin|friend)(?!\p{L})/iu,
  m: /(?<!\p{L})(?:man|boy|brother|father|son|uncle|nephew|husband|lord|king|prince|stranger|child|figure|guard|innkeeper|priest|wizard|soldier|captain|grandfather|cousin|friend|fellow)(?!\p{L})/iu,
};

/** True when the stretch speaks of a person of that sex beside those whom the bible knows: by a word, or by a name. */
export function hasStranger(stretch: string, from: number, known: readonly Mention[], sex: "f" | "m"): boolean {
  if (PEOPLE_WORDS[sex].test(stretch)) return true;
  for (const match of stretch.matchAll(/(?<=[\p{Ll},;] )\p{Lu}[\p{Ll}]{2,}/gu)) {
    const start = from + match.index;
    if (!known.some((each) => each.start <= start && start < each.end)) return true;
  }
  return false;
}
