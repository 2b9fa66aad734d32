import { isOrdinaryWord } from "../english-words.ts";
import type { NameMention } from "../extract.ts";
import { SHORTEST_COMPARED_UNITS } from "../name-index.ts";
import { isAboutNames } from "../naming.ts";
import type { Draft, Rule } from "../rule.ts";
import type { Delta, RunIndex } from "../run-index.ts";
import { formerKeys, leftBehind } from "./former-name.ts";
import {
  isDerived,
  lettersApart,
  mentionsInOrder,
  nearest,
  shareSentence,
  soundAlike,
  spelling,
  total,
  usualFor,
  isKnownName,
  withNeighbours,
} from "./name-variant.ts";
import type { StepId } from "../../ids.ts";

/*
 * A spelling that the bible does not know beside one that it knows. A confirmed name needs no long record in the text to count
 * as usual, so this finds slips of names that have only begun; what the rule of a bare run finds already is left to it. And a
 * name that somebody had before a renaming, where the text still has it.
 */

/** A spelling that comes back more often is somebody's name who is not in the bible yet. */
const MOST_SLIPS = 5;
/** How often the confirmed name stands for each slip: where the sound differs too, it may as well be another name. */
const MENTIONS_FOR_EACH_SLIP = { sameSound: 1, otherSound: 3 };

/** A slip of a name of the bible (consistency, section 3). */
export const bibleNameVariant: Rule = {
  id: "text/bible-name-variant",
  version: 1,
  meta: {
    title: "A slip of a confirmed name",
    why: "A name of the bible is spelled otherwise, and a search for it misses that place.",
    example: "“Mira Hollt” where the bible has “Mira Holt”.",
    needs: "entities",
  },
  followsOrder: true,

  keysFor(delta: Delta): Set<string> {
    const slips = delta.index.bible.matcher.words.size === 0 ? [] : withNeighbours(delta);
    return new Set([...slips, ...formerKeys(delta)]);
  },

  run(index: RunIndex, name: string): readonly Draft[] {
    const left = leftBehind(index, name);
    if (left !== null) return left;
    const confirmed = confirmedFor(index, name);
    if (confirmed === null || shareSentence(index, name, confirmed)) return [];
    return mentionsInOrder(index, name)
      .filter(([id, mention]) => !isAboutNames(index.record(id)?.passages[mention.passage]?.text ?? "", mention))
      .map(([id, mention]) => draft(index, id, mention, confirmed, name));
  },

  unchecked: ({ bible }) =>
    bible.matcher.words.size > 0 ? null : "no bible: names are compared with the run’s recurring names only",
};

function confirmedFor(index: RunIndex, name: string): string | null {
  const { matcher } = index.bible;
  const slips = total(index, name);
  if (slips === 0 || slips > MOST_SLIPS || name.length < SHORTEST_COMPARED_UNITS || isKnownName(index, name))
    return null;
  if (isOrdinaryWord(name) || index.word(name).lower > 0 || /(.)\1\1/u.test(name) || /\p{N}/u.test(name)) return null;
  if (usualFor(index, name) !== null) return null;
  let best: { readonly name: string; readonly mentions: number } | null = null;
  for (const other of index.names.neighbours(name)) {
    if (!matcher.isNameWord(other) || lettersApart(name, other) === null) continue;
    if (isDerived(name, other) || isDerived(other, name)) continue;
    const mentions = total(index, other);
    const forEach = soundAlike(name, other) ? MENTIONS_FOR_EACH_SLIP.sameSound : MENTIONS_FOR_EACH_SLIP.otherSound;
    if (mentions < slips * forEach || mentions <= slips) continue;
    if (best === null || mentions > best.mentions) best = { name: other, mentions };
  }
  return best?.name ?? null;
}

function draft(index: RunIndex, id: StepId, mention: NameMention, confirmed: string, name: string): Draft {
  const [usualId, usualMention] = nearest(index, confirmed, index.position(id)) ?? [id, mention];
  const written = spelling(index, id, mention);
  const usually = spelling(index, usualId, usualMention);
  return {
    claim: `“${written}” may be a slip for “${usually}”, which the bible has.`,
    entity: usually,
    subject: `${confirmed}|${name}`,
    severity: "warning",
    evidence: [
      { id, at: { passage: mention.passage }, focus: mention, quote: "sentence", isAnchor: true },
      { id: usualId, at: { passage: usualMention.passage }, focus: usualMention, quote: "sentence", isAnchor: false },
    ],
  };
}
