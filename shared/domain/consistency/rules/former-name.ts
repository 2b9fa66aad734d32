import type { StepId } from "../../ids.ts";
import type { Mention } from "../bible/mentions.ts";
import { isAboutNames } from "../naming.ts";
import type { Draft, DraftPlace } from "../rule.ts";
import type { Delta, RunIndex } from "../run-index.ts";

/*
 * A place where the text still calls somebody by the name of before a renaming, however little that resembles the new one.
 * The bible remembers what its entities were called; nothing is guessed.
 */

/** Before the id of a step: no folded word holds a blank, so these keys are no names. */
const KEY = "former ";

/** The steps that call somebody by a former name, as keys beside those that are names; all steps when such names came or went. */
export function formerKeys({ index, bible, steps, reordered }: Delta): string[] {
  if (bible?.isFormerNew === true) return index.order.map((id) => KEY + id);
  if (index.bible.former.words.size === 0) return [];
  const changed = bible !== null || reordered || steps.length > 0;
  // The place of the new name that a finding quotes may be in any step that changed.
  const named = changed ? index.bible.bible.entities.filter(({ formerly }) => formerly.length > 0) : [];
  const there = named.flatMap(({ id }) => [...index.formerMentions.of(id).keys()]);
  return [...new Set([...there, ...steps.map(({ id }) => id)])].map((id) => KEY + id);
}

/** What is left of former names in the step of a key; null where the key is a name. */
export function leftBehind(index: RunIndex, key: string): readonly Draft[] | null {
  if (!key.startsWith(KEY)) return null;
  const record = index.record(key.slice(KEY.length));
  if (record === null) return [];
  const { id } = record.step;
  const today = index.mentions.in(id);
  return index.formerMentions.in(id).flatMap((mention) => {
    const text = record.passages[mention.passage]?.text ?? "";
    const isOther = today.some(
      (each) => each.passage === mention.passage && each.start < mention.end && mention.start < each.end,
    );
    return isOther || isAboutNames(text, mention) ? [] : [draft(index, id, mention, text)];
  });
}

function draft(index: RunIndex, id: StepId, mention: Mention, text: string): Draft {
  const called = text.slice(mention.start, mention.end);
  const here = place(id, mention, true);
  const usual = nearest(index, mention, index.position(id));
  return {
    claim: `“${called}” is what ${index.bible.name(mention.entity)} was called before the renaming.`,
    entity: mention.entity,
    subject: `${mention.entity}|${called.toLowerCase()}`,
    severity: "warning",
    evidence: usual === null ? [here] : [here, usual],
  };
}

function place(id: StepId, mention: Mention, isAnchor: boolean): DraftPlace {
  return { id, at: { passage: mention.passage }, focus: mention, quote: "sentence", isAnchor };
}

/** The place of a name of today in the step nearest to `position`, of two as near the earlier; null where there is none. */
function nearest(index: RunIndex, { entity }: Mention, position: number): DraftPlace | null {
  let best: StepId | null = null;
  let least = Infinity;
  for (const id of index.mentions.of(entity).keys()) {
    const away = index.position(id) - position;
    const distance = Math.abs(away) * 2 + (away > 0 ? 1 : 0);
    if (distance < least) [best, least] = [id, distance];
  }
  const mention = best === null ? undefined : index.mentions.in(best).find((each) => each.entity === entity);
  return best === null || mention === undefined ? null : place(best, mention, false);
}
