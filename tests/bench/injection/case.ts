/*
 * What is planted into a run. {A} is a woman, {B} a man, {I} a thing ("the brass lantern"), {A~} a slip of her name.
 * A look-alike says something that resembles the fault and is none.
 */

/** The eight kinds of fault. */
export const KINDS = ["attribute", "dead", "item-lost", "holder", "clock", "travel", "name", "thread"] as const;
export type Kind = (typeof KINDS)[number];

/** How plainly it is said: by the name, by something of theirs or another turn, by a pronoun, or by the author's tags alone. */
export const TIERS = ["explicit", "indirect", "pronoun", "tags"] as const;
export type Tier = (typeof TIERS)[number];

/** One sentence or two to plant. For kinds of tags `text` is what stands in the step and says nothing of it. */
export type Case = { readonly kind: Kind; readonly tier: Tier; readonly isFault: boolean; readonly text: string };

type ByTier = Partial<Readonly<Record<Tier, readonly string[]>>>;

/** The cases of a table: faults by kind and tier, and look-alikes by kind. */
export function casesOf(
  faults: Partial<Readonly<Record<Kind, ByTier>>>,
  lookAlikes: Partial<Readonly<Record<Kind, readonly string[]>>>,
): Case[] {
  const cases: Case[] = [];
  for (const kind of KINDS) {
    for (const tier of TIERS)
      for (const text of faults[kind]?.[tier] ?? []) cases.push({ kind, tier, isFault: true, text });
    for (const text of lookAlikes[kind] ?? [])
      cases.push({ kind, tier: faults[kind]?.tags === undefined ? "explicit" : "tags", isFault: false, text });
  }
  return cases;
}
