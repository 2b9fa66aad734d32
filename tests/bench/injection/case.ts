/*
 * What is planted into a run. {A} is a woman, {B} a man, {I} a thing ("the brass lantern"), {A~} a slip of her name.
 * A look-alike says something that resembles the fault and is none.
 */

/** The eight kinds of fault. */
export const KINDS = ["attribute", "dead", "item-lost", "holder", "clock", "travel", "name", "thread"] as const;
export type Kind = (typeof KINDS)[number];

/**
 * How plainly it is said: by the name, by something of theirs or another turn, or by a pronoun. Where the author's tags say it alone:
 * by two tags against each other, or by what else is confirmed between them; nothing in tags stands for a name as a pronoun does.
 */
export const TIERS = ["explicit", "indirect", "pronoun"] as const;
export type Tier = (typeof TIERS)[number];

/** One sentence or two to plant. For kinds of tags `text` is what stands in the step and says nothing of it. */
export type Case = { readonly kind: Kind; readonly tier: Tier; readonly isFault: boolean; readonly text: string };

/** `tags`: texts for a kind that tags alone tell; every other one is told by the tags themselves, the rest by what lies between. */
type ByTier = Partial<Readonly<Record<Tier | "tags", readonly string[]>>>;

/** The cases of a table: faults by kind and tier, and look-alikes by kind. */
export function casesOf(
  faults: Partial<Readonly<Record<Kind, ByTier>>>,
  lookAlikes: Partial<Readonly<Record<Kind, readonly string[]>>>,
): Case[] {
  const cases: Case[] = [];
  for (const kind of KINDS) {
    const own = faults[kind] ?? {};
    for (const tier of TIERS) for (const text of own[tier] ?? []) cases.push({ kind, tier, isFault: true, text });
    for (const [at, text] of (own.tags ?? []).entries()) cases.push({ kind, tier: tagTier(at), isFault: true, text });
    for (const [at, text] of (lookAlikes[kind] ?? []).entries())
      cases.push({ kind, tier: own.tags === undefined ? "explicit" : tagTier(at), isFault: false, text });
  }
  return cases;
}

function tagTier(at: number): Tier {
  return at % 2 === 0 ? "explicit" : "indirect";
}
