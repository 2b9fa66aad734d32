import type { BibleId, Entity } from "../../bible/bible.ts";
import type { StepId } from "../../ids.ts";
import { isCommonWord, isOrdinaryWord } from "../english-words.ts";
import type { Passage } from "../passage.ts";
import { isAbbreviatedTitle } from "../sentence.ts";
import { shapeAt, type Tokens, tokenize } from "../tokens.ts";
import type { AliasMatch, AliasMatcher } from "./alias-matcher.ts";
import { isAct, isBe } from "./verbs.ts";

/*
 * Whom a step's text names. A name that the bible knows can still be somebody else's, so a place is counted only where
 * nothing around it says otherwise: an unknown capitalised word beside it makes another person ("Will Brangle", "Anna
 * Vincy"), a title of the other sex does ("Mrs. Casaubon" is not Mr. Casaubon), and a name that is an ordinary word
 * ("Will", "Rose") says nothing where any word has a capital. Better one mention too few than a wrong one.
 */

/** A place where the text names an entity; offsets in its passage, a possessive left out. */
export type Mention = {
  readonly entity: BibleId;
  readonly passage: number;
  readonly start: number;
  readonly end: number;
};

const FEMALE = new Set([
  "mrs",
  "miss",
  "ms",
  "lady",
  "aunt",
  "madame",
  "madam",
  "mother",
  "sister",
  "queen",
  "princess",
  "mme",
  "mlle",
  "mistress",
]);
const MALE = new Set([
  "mr",
  "sir",
  "lord",
  "uncle",
  "master",
  "father",
  "brother",
  "king",
  "prince",
  "duke",
  "baron",
  "count",
]);
const OTHER_TITLES = new Set(
  "captain doctor dr saint st prof capt col gen lt sgt rev hon old young poor dear little cousin i o oh and or but".split(
    " ",
  ),
);

/** The passages of a step before it changed, with what they mention: where a text is as it was, so is whom it names. */
export type KnownMentions = { readonly passages: readonly Passage[]; readonly mentions: readonly Mention[] };

/** The mentions of a step, in reading order. */
export function mentionsIn(
  passages: readonly Passage[],
  matcher: AliasMatcher,
  entity: (id: BibleId) => Entity | undefined,
  known: KnownMentions | null,
): Mention[] {
  if (matcher.words.size === 0) return [];
  return passages.flatMap(({ text }, passage) => {
    if (text === "") return [];
    if (known !== null && known.passages[passage]?.text === text)
      return known.mentions.filter((mention) => mention.passage === passage);
    const tokens = tokenize(text);
    const matches = matcher.find(text, tokens);
    return matches.flatMap((match, at): Mention[] => {
      const named = match.entity === null ? undefined : entity(match.entity);
      if (named === undefined || isSomebodyElse(named, match, matches[at - 1], text, tokens)) return [];
      return [{ entity: named.id, passage, start: match.start, end: match.end }];
    });
  });
}

function isSomebodyElse(
  entity: Entity,
  { first, last, start, end }: AliasMatch,
  before: AliasMatch | undefined,
  text: string,
  tokens: Tokens,
): boolean {
  const isCapital = shapeAt(text, start, end) !== "lower";
  if (!isCapital) return false;
  const previous = tokens.words[first - 1] ?? "";
  const gapBefore = first === 0 ? "" : text.slice(tokens.ends[first - 1], start);
  const isBeside = gapBefore === " " || (gapBefore === ". " && isAbbreviatedTitle(previous));
  if (isBeside && isOtherByWordBefore(entity, previous, first, before, text, tokens)) return true;
  const next = tokens.words[last + 1] ?? "";
  const gapAfter = last + 1 < tokens.words.length ? text.slice(end, tokens.starts[last + 1]) : "";
  if (first === last && gapAfter === " " && isCapitalised(last + 1, text, tokens)) return true;
  const isInitial = first === 0 || /[.!?…:;\n]|["“”„‟«»([*_—–-]\s?$/u.test(gapBefore);
  if (first !== last || !isInitial || !isOrdinaryWord(tokens.words[first] ?? "")) return false;
  return !(
    /^(?:['’]s\b|[,;:!?—–])/u.test(text.slice(end, end + 3)) ||
    (gapAfter === " " && (isAct(next) || isBe(next) || AUXILIARIES.has(next)))
  );
}

const AUXILIARIES = new Set("had has could would should might must did does".split(" "));

function isOtherByWordBefore(
  entity: Entity,
  previous: string,
  first: number,
  before: AliasMatch | undefined,
  text: string,
  tokens: Tokens,
): boolean {
  if (FEMALE.has(previous)) return entity.sex === "m";
  if (MALE.has(previous)) return entity.sex === "f";
  if (OTHER_TITLES.has(previous) || previous === "") return false;
  if (before !== undefined && before.last === first - 1) return before.entity !== entity.id;
  return isUnknownName(previous, first - 1, text, tokens);
}

/** A capitalised word before a name that is another name: not one of those that begin sentences ("When Mira", "Slowly Mira"). */
function isUnknownName(word: string, at: number, text: string, tokens: Tokens): boolean {
  const bare = word.replace(SHORTENED, "");
  return isCapitalised(at, text, tokens) && bare !== "i" && !isCommonWord(bare) && !/(?:ly|ing|ed)$/u.test(bare);
}

/** A shortened verb behind a word, folded: "I'm Jory", "She'll", "Here's". It makes no name of the word. */
const SHORTENED = /'(?:m|s|re|ve|ll|d)$/u;

function isCapitalised(at: number, text: string, tokens: Tokens): boolean {
  const start = tokens.starts[at];
  const end = tokens.ends[at];
  return start !== undefined && end !== undefined && shapeAt(text, start, end) === "title" && end - start >= 2;
}

/** The mentions of a run by step and by entity, kept up by difference. */
export class MentionIndex {
  readonly #bySteps = new Map<StepId, readonly Mention[]>();
  readonly #byEntity = new Map<BibleId, Map<StepId, number>>();

  /** The mentions in a step, in reading order. */
  in(id: StepId): readonly Mention[] {
    return this.#bySteps.get(id) ?? [];
  }

  /** The steps that name an entity, in no order, each with how often. */
  of(entity: BibleId): ReadonlyMap<StepId, number> {
    return this.#byEntity.get(entity) ?? NOWHERE;
  }

  /** Puts a step's mentions in the place of the earlier ones; none takes it out. */
  set(id: StepId, mentions: readonly Mention[]): void {
    for (const { entity } of this.in(id)) {
      const steps = this.#byEntity.get(entity);
      steps?.delete(id);
      if (steps?.size === 0) this.#byEntity.delete(entity);
    }
    if (mentions.length === 0) this.#bySteps.delete(id);
    else this.#bySteps.set(id, mentions);
    for (const { entity } of mentions) {
      const steps = this.#byEntity.get(entity) ?? new Map<StepId, number>();
      this.#byEntity.set(entity, steps);
      steps.set(id, (steps.get(id) ?? 0) + 1);
    }
  }
}

const NOWHERE: ReadonlyMap<StepId, number> = new Map();
