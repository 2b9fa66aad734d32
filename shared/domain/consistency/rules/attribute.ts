import type { BibleId, Entity, Fact } from "../../bible/bible.ts";
import type { StepId } from "../../ids.ts";
import { foldValue, holdsAt } from "../bible/bible-index.ts";
import { type Claim, claimsIn } from "../bible/look-claims.ts";
import { contradicts, lookOf } from "../bible/looks.ts";
import { sceneOf } from "../bible/referent.ts";
import { textKeys } from "../bible/keys.ts";
import { confirmedPlace } from "../bible/places.ts";
import type { Draft, DraftPlace, Rule } from "../rule.ts";
import type { RunIndex } from "../run-index.ts";

/*
 * Prose that gives somebody another look than the author has confirmed. What the prose says of whom is read by
 * bible/look-claims.ts, which abstains where the owner is not plain ("Mira's sister had blue eyes"); here it is held against
 * the facts that hold in the step.
 */

/** An attribute in prose against a confirmed fact (consistency, section 3). */
export const attribute: Rule = {
  id: "text/attribute",
  version: 1,
  meta: {
    title: "Another look than confirmed",
    why: "Eyes and hair change colour over a thousand steps without anybody having meant it.",
    example: "Mira’s eyes are green since step 12; in step 700 “her brown eyes narrowed.”",
    needs: "a fact about eyes, hair or beard that the author has confirmed",
  },
  followsOrder: true,

  keysFor: (delta) => textKeys(delta, (entity) => lookFacts(entity).length > 0),

  run(index: RunIndex, key: string): readonly Draft[] {
    const record = index.record(key);
    if (record === null) return [];
    const { id } = record.step;
    const isMeant = (entity: BibleId): boolean => hasLookFact(index, entity);
    const isThere =
      index.mentions.in(id).some(({ entity }) => isMeant(entity)) || index.bible.tags(id)?.cast.some(isMeant);
    if (isThere !== true || index.bible.isAside(id)) return [];
    return record.passages.flatMap((passage, at) =>
      claimsIn(passage, sceneOf(index, id, at, passage.text)).flatMap((claim) => contradiction(index, id, at, claim)),
    );
  },

  unchecked(index: RunIndex): string | null {
    const { entities } = index.bible.bible;
    if (entities.length === 0) return "no bible: no fact is confirmed";
    const withLooks = entities.filter((entity) => lookFacts(entity).length > 0);
    if (withLooks.length === 0) return "no fact about eyes, hair or beard is confirmed";
    const unknown = withLooks.filter(({ kind, sex }) => kind === "character" && sex === null).map(({ name }) => name);
    return unknown.length === 0 ? null : withoutPronoun(unknown);
  },
};

/** So many names are told of those without a pronoun. */
const MOST_NAMED = 5;

function withoutPronoun(names: readonly string[]): string {
  const told = names.slice(0, MOST_NAMED).join(", ");
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : "";
  const have = names.length === 1 ? "has" : "have";
  return `${told}${more} ${have} no pronoun in the bible: what is told of “her eyes” or “his hair” is not read there`;
}

function lookFacts(entity: Entity): { readonly fact: Fact; readonly look: string }[] {
  return entity.facts.flatMap((fact) => {
    const look = lookOf(foldValue(fact.attribute));
    return look === null ? [] : [{ fact, look }];
  });
}

function hasLookFact(index: RunIndex, id: BibleId): boolean {
  const entity = index.bible.entity(id);
  return entity !== undefined && lookFacts(entity).length > 0;
}

/** A look of several colours ("blue-green") agrees by any of them. */
function isTrue({ look, words }: Claim, { value }: Fact): boolean {
  return words.some((word) => !contradicts(look, value, word));
}

/** Where the step of a fact says it: the quote that it was taken from; for a fact set by hand the sentence that says the same of the one, if it is plain. */
function factPlace(index: RunIndex, entity: BibleId, fact: Fact, look: string): DraftPlace | null {
  const record = fact.quote === "" ? index.record(fact.from) : null;
  for (const [at, passage] of (record?.passages ?? []).entries()) {
    const said = claimsIn(passage, sceneOf(index, fact.from, at, passage.text)).find(
      (claim) => claim.entity === entity && claim.look === look && isTrue(claim, fact),
    );
    if (said !== undefined)
      return { id: fact.from, at: { passage: at }, focus: said.focus, quote: "sentence", isAnchor: false };
  }
  return confirmedPlace(index, fact.from, entity, fact.quote);
}

function contradiction(index: RunIndex, id: StepId, passage: number, claim: Claim): Draft[] {
  const entity = index.bible.entity(claim.entity);
  if (entity === undefined) return [];
  const position = index.position(id);
  const holding = lookFacts(entity).filter(
    ({ fact, look }) => look === claim.look && holdsAt(fact, position, (step) => index.position(step)),
  );
  // Of two facts that both hold (a fault of the bible itself) either may be meant.
  if (holding.length === 0 || holding.some(({ fact }) => isTrue(claim, fact))) return [];
  const [{ fact } = { fact: undefined }] = holding;
  const confirmed = fact === undefined ? null : factPlace(index, entity.id, fact, claim.look);
  if (fact === undefined || confirmed === null) return [];
  const here = { id, at: { passage }, focus: claim.focus, quote: "sentence" as const, isAnchor: true };
  return [
    {
      claim: `${entity.name}: ${fact.attribute} “${fact.value}” is confirmed, and here it reads “${claim.word}”.`,
      entity: entity.id,
      subject: `${entity.id}|${foldValue(fact.attribute)}|${foldValue(fact.value)}|${claim.word}`,
      severity: "warning",
      followed: { entity: entity.id, what: { kind: "fact", attribute: fact.attribute, value: claim.word } },
      evidence: fact.from === id ? [here] : [confirmed, here],
    },
  ];
}
