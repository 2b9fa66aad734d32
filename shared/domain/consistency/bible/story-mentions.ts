import type { Entity } from "../../bible/bible.ts";
import { isStory, type Passage } from "../passage.ts";
import type { DraftPlace } from "../rule.ts";
import type { RunIndex } from "../run-index.ts";
import { stretchAt, stretchesOf, type Stretch } from "./bible-index.ts";
import type { Mention } from "./mentions.ts";
import { confirmedPlace } from "./places.ts";

/** A place where the story of a step names an entity. */
export type StoryMention = { readonly entity: Entity; readonly mention: Mention; readonly passage: Passage };

/** Where the story of a step names entities, in reading order; nothing for a step that stands outside the story's present. */
export function storyMentions(index: RunIndex, step: string): StoryMention[] {
  const record = index.record(step);
  if (record === null || index.bible.isAside(record.step.id)) return [];
  return index.mentions.in(record.step.id).flatMap((mention) => {
    const entity = index.bible.entity(mention.entity);
    const passage = record.passages[mention.passage];
    return entity === undefined || passage === undefined || !isStory(passage) ? [] : [{ entity, mention, passage }];
  });
}

/** A state that an entity is in at a position: the stretch, and where its beginning was confirmed. */
export type StateThere = { readonly stretch: Stretch; readonly confirmed: DraftPlace };

/** Asks for the state of entities at one position; each entity is worked out once. */
export function statesAt(
  index: RunIndex,
  position: number,
  begins: Parameters<typeof stretchesOf>[1],
  ends: Parameters<typeof stretchesOf>[2],
): (entity: Entity) => StateThere | null {
  const known = new Map<Entity, StateThere | null>();
  return (entity) => {
    const before = known.get(entity);
    if (before !== undefined) return before;
    const found = stateAt(entity, index, position, begins, ends);
    known.set(entity, found);
    return found;
  };
}

function stateAt(
  entity: Entity,
  index: RunIndex,
  position: number,
  begins: Parameters<typeof stretchesOf>[1],
  ends: Parameters<typeof stretchesOf>[2],
): StateThere | null {
  if (!entity.events.some(({ kind }) => begins.includes(kind))) return null;
  const stretch = stretchAt(
    stretchesOf(entity, begins, ends, (step) => index.position(step)),
    position,
  );
  const confirmed = stretch === null ? null : confirmedPlace(index, stretch.event.step, entity.id, stretch.event.quote);
  return stretch === null || confirmed === null ? null : { stretch, confirmed };
}
