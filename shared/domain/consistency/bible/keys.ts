import type { BibleId, Entity } from "../../bible/bible.ts";
import type { StepId } from "../../ids.ts";
import type { Delta } from "../run-index.ts";

/*
 * What a change makes dirty for the rules that rest on the bible. A finding quotes two steps: the one where it disagrees and the
 * one where the author confirmed something, so a change of either renews it.
 */

/** Keys (ids of steps) of a rule that looks for entities of a kind in the text of each step. */
export function textKeys(delta: Delta, isMeant: (entity: Entity) => boolean): Set<string> {
  const { index } = delta;
  const keys = new Set<string>();
  const addMentions = (id: BibleId): void => {
    for (const step of index.mentions.of(id).keys()) keys.add(step);
    for (const step of index.bible.castSteps(id)) keys.add(step);
  };
  if (delta.bible !== null || delta.reordered) {
    for (const entity of index.bible.bible.entities) if (isMeant(entity)) addMentions(entity.id);
  }
  for (const { id } of delta.steps) {
    keys.add(id);
    for (const entity of index.bible.anchoredOn(id)) if (isQuoted(index.bible.entity(entity), id)) addMentions(entity);
  }
  return keys;
}

/** True when findings about an entity quote the step: something of it was confirmed there, more than that it was present. */
function isQuoted(entity: Entity | undefined, id: StepId): boolean {
  return (
    entity?.facts.some(({ from }) => from === id) === true || entity?.events.some(({ step }) => step === id) === true
  );
}

/** Keys (ids of entities) of a rule that compares what is confirmed of one entity. */
export function ledgerKeys(delta: Delta): Set<string> {
  const { index } = delta;
  const isRenewed = delta.bible !== null || delta.reordered;
  if (isRenewed) return new Set(index.bible.bible.entities.map(({ id }) => id));
  return new Set(delta.steps.flatMap(({ id }) => [...index.bible.anchoredOn(id)]));
}

/** True when a change may touch what is confirmed of the run as a whole: its clock, its threads. */
export function isConfirmedTouched(delta: Delta, steps: (id: StepId) => boolean): boolean {
  return delta.bible !== null || delta.reordered || delta.steps.some(({ id }) => steps(id));
}
