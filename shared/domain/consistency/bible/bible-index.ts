import {
  type Bible,
  type BibleId,
  EMPTY_BIBLE,
  type Entity,
  type Event,
  isEmptyBible,
  namesOf,
  plainAlias,
  type StepTags,
  type WorldRule,
} from "../../bible/bible.ts";
import type { StepId } from "../../ids.ts";
import { isTitle } from "../extract.ts";
import { tokenize } from "../tokens.ts";
import { AliasMatcher } from "./alias-matcher.ts";

/** The bible as the rules ask it: by id and by step. It knows nothing of the run; positions are asked of the run's index. */
export class BibleIndex {
  readonly bible: Bible;
  readonly isEmpty: boolean;
  readonly matcher: AliasMatcher;
  /** The names that entities had before they were renamed, but those that somebody has now. */
  readonly former: AliasMatcher;
  /** Those who have a thing at some time, as its events say. */
  readonly holders: ReadonlySet<BibleId>;
  /** The phrases that world rules forbid, found like names; the "entity" of a match is its rule. */
  readonly forbidden: AliasMatcher;
  readonly #entities: ReadonlyMap<string, Entity>;
  readonly #steps: ReadonlyMap<StepId, StepTags>;
  readonly #cast = new Map<BibleId, StepId[]>();
  readonly #anchored = new Map<StepId, Set<BibleId>>();

  /** `before` lends its matcher where no name has changed: making one costs as much as there are names. */
  constructor(bible: Bible = EMPTY_BIBLE, before: BibleIndex | null = null) {
    this.bible = bible;
    this.isEmpty = isEmptyBible(bible);
    this.#entities = new Map(bible.entities.map((entity) => [entity.id, entity]));
    this.#steps = new Map(bible.steps.map((tags) => [tags.step, tags]));
    const isSame = before !== null && sameNames(before.bible, bible);
    this.matcher = isSame ? before.matcher : new AliasMatcher(bible.entities);
    this.former = isSame
      ? before.former
      : new AliasMatcher(bible.entities.flatMap((entity) => formerly(entity, this.matcher)));
    this.holders = new Set(
      bible.entities.flatMap(({ events }) => events.flatMap(({ by, to }) => [by, to])).filter((id) => id !== null),
    );
    this.forbidden =
      before !== null && before.bible.rules === bible.rules
        ? before.forbidden
        : new AliasMatcher(bible.rules.map(phrases));
    for (const { step, cast, place } of bible.steps) {
      for (const id of cast) this.#castOf(id).push(step);
      for (const id of place === null ? cast : [...cast, place]) this.#anchor(step, id);
    }
    for (const { id, facts, events } of bible.entities) {
      for (const fact of facts) this.#anchor(fact.from, id);
      for (const event of events) this.#anchor(event.step, id);
    }
  }

  #castOf(id: BibleId): StepId[] {
    const steps = this.#cast.get(id) ?? [];
    this.#cast.set(id, steps);
    return steps;
  }

  #anchor(step: StepId, id: BibleId): void {
    const there = this.#anchored.get(step);
    if (there === undefined) this.#anchored.set(step, new Set([id]));
    else there.add(id);
  }

  /** The steps in whose cast an entity is, in no order. */
  castSteps(id: BibleId): readonly StepId[] {
    return this.#cast.get(id) ?? [];
  }

  /** The entities of which something is confirmed in a step: what quotes that step changes with its text. */
  anchoredOn(step: StepId): ReadonlySet<BibleId> {
    return this.#anchored.get(step) ?? NOBODY;
  }

  /** The entity of an id; undefined when the bible has none. */
  readonly entity = (id: string): Entity | undefined => this.#entities.get(id);

  /** An entity's name for a sentence; its id where the bible has none of that id. */
  name(id: string): string {
    return this.#entities.get(id)?.name ?? id;
  }

  /** What the author has said of a step. */
  tags(id: StepId): StepTags | undefined {
    return this.#steps.get(id);
  }

  /** How much of the bible stands on steps that the run does not have. */
  lostSteps(positionOf: PositionOf): number {
    const { entities, steps, threads } = this.bible;
    const all = [
      ...entities.flatMap(({ facts, events }) => [...facts.map(({ from }) => from), ...events.map(({ step }) => step)]),
      ...steps.map(({ step }) => step),
      ...threads.map(({ plant }) => plant),
    ];
    return all.filter((id) => positionOf(id) < 0).length;
  }

  /** True when what a step tells stands outside the story's present. */
  isAside(id: StepId): boolean {
    return (this.tags(id)?.clock?.flags.length ?? 0) > 0;
  }
}

const NOBODY: ReadonlySet<BibleId> = new Set();

/** A world rule as an entity whose names are the phrases that it forbids. */
function phrases({ id, never }: WorldRule): Entity {
  const aliases = never.map((text) => ({ text, caseSensitive: false, plural: false, notIn: [] }));
  const [first] = never;
  return {
    id,
    kind: "concept",
    name: first ?? id,
    aliases: first === undefined ? [] : aliases,
    formerly: [],
    sex: null,
    notes: "",
    colour: null,
    facts: [],
    events: [],
  };
}

/** The entity by its former names, but a title ("Captain") and those of which every word is in some name of today; none where it has none. */
function formerly(entity: Entity, today: AliasMatcher): Entity[] {
  const [name, ...others] = entity.formerly.filter((text) => {
    const { words } = tokenize(text);
    return !words.every((word) => today.isNameWord(word)) && !(words.length === 1 && words.every(isTitle));
  });
  return name === undefined ? [] : [{ ...entity, name, aliases: others.map(plainAlias) }];
}

function sameNames(left: Bible, right: Bible): boolean {
  if (left.entities.length !== right.entities.length) return false;
  return left.entities.every((entity, at) => {
    const other = right.entities[at];
    if (other === undefined) return false;
    return (
      entity === other ||
      (entity.id === other.id &&
        entity.sex === other.sex &&
        JSON.stringify([namesOf(entity), entity.formerly]) === JSON.stringify([namesOf(other), other.formerly]))
    );
  });
}

/** What an event switches on or off, in the order in which it happened. */
export type Stretch = { readonly event: Event; readonly position: number; readonly until: number };

/** Where a run has a step; -1 when it has it no more. */
export type PositionOf = (id: StepId) => number;

/**
 * The stretches in which an entity is in a state: from each event of kind `begins` to the next one of kind `ends` (or the
 * end of the run), as positions; both steps themselves lie outside, since in them it is changing. Events on steps that
 * are gone do not count.
 */
export function stretchesOf(
  entity: Entity,
  begins: readonly Event["kind"][],
  ends: readonly Event["kind"][],
  positionOf: PositionOf,
): Stretch[] {
  const placed = eventsInOrder(entity, positionOf).filter(
    ({ event: { kind } }) => begins.includes(kind) || ends.includes(kind),
  );
  const stretches: Stretch[] = [];
  placed.forEach(({ event, position }, at) => {
    if (!begins.includes(event.kind)) return;
    const end = placed.slice(at + 1).find((later) => ends.includes(later.event.kind) && later.position > position);
    const again = placed
      .slice(0, at)
      .some(
        (earlier) => begins.includes(earlier.event.kind) && !endedBetween(placed, earlier.position, position, ends),
      );
    if (!again) stretches.push({ event, position, until: end?.position ?? Infinity });
  });
  return stretches;
}

function endedBetween(
  placed: readonly { readonly event: Event; readonly position: number }[],
  from: number,
  to: number,
  ends: readonly Event["kind"][],
): boolean {
  return placed.some(({ event, position }) => ends.includes(event.kind) && position > from && position <= to);
}

/** An entity's events that stand on steps of the run, in the run's order, those of one step in the author's. */
export function eventsInOrder(
  entity: Entity,
  positionOf: PositionOf,
): { readonly event: Event; readonly position: number }[] {
  return entity.events
    .map((event) => ({ event, position: positionOf(event.step) }))
    .filter(({ position }) => position >= 0)
    .toSorted((left, right) => left.position - right.position);
}

/** The stretch that holds a position strictly inside, or null. */
export function stretchAt(stretches: readonly Stretch[], position: number): Stretch | null {
  return stretches.find((stretch) => stretch.position < position && position < stretch.until) ?? null;
}

/** True when a fact holds in a step at this position; a fact that begins on a step that is gone never does. */
export function holdsAt(
  fact: { readonly from: StepId; readonly until: StepId | null },
  position: number,
  positionOf: PositionOf,
): boolean {
  const from = positionOf(fact.from);
  const until = fact.until === null ? Infinity : positionOf(fact.until);
  return from >= 0 && until >= 0 && from <= position && position <= until;
}

/** Folded name of an attribute or value, for comparing. */
export function foldValue(value: string): string {
  return value.trim().toLowerCase().replaceAll("’", "'").replace(/\s+/gu, " ");
}
