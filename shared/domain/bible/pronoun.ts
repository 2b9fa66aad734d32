import { SEXES } from "./bible.ts";

/** Which pronoun stands for a person: she, he or they. */
export type Sex = (typeof SEXES)[number];

/** A pronoun is proposed like a fact of this attribute; confirmed, it is the entity's own and no fact. */
export const PRONOUN = "pronoun";

const PRONOUNS: Readonly<Record<Sex, string>> = { f: "she", m: "he", n: "they" };

/** The pronoun as it is proposed: "she". */
export function pronounOf(sex: Sex): string {
  return PRONOUNS[sex];
}

/** Whose pronoun it is; null for any other word. */
export function sexOfPronoun(pronoun: string): Sex | null {
  return SEXES.find((sex) => PRONOUNS[sex] === pronoun) ?? null;
}
