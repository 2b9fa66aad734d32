import { z } from "zod";

import { StepId, ThoughtId } from "../ids.ts";
import { FINDING_SEVERITIES } from "../consistency/results.ts";

/*
 * What the author has confirmed of a run's world (consistency, section 2). Ranges point at steps by id, so that inserting
 * or moving steps rewrites nothing; what a step's number is follows from the run. A bible is a set of parts that are kept
 * one by one: an entity with its facts and events, a step's tags, a thread, a way between places, a world rule, a name that
 * is none, a refused proposal, the severity of a rule.
 */

/** The most entities of a bible, and aliases of all entities together: room for five times what a run of 300,000 words names. */
export const MAX_ENTITIES = 5_000;
export const MAX_ALIASES = 20_000;
/** The most names that an entity is remembered to have had before. */
export const MAX_FORMERLY = 100;
/** The most facts or events of one entity, and of everything else that is a list. */
export const MAX_OF_ENTITY = 5_000;
const MAX_PARTS = 100_000;
/** The longest name, value or phrase, in UTF-16 units. */
const MAX_NAME = 200;
const MAX_TEXT = 2_000;
const MAX_NOTES = 100_000;

const wellFormed = (text: string): boolean => text.isWellFormed() && !text.includes("\0");
const Name = z.string().min(1).max(MAX_NAME).refine(wellFormed);
const Text = z.string().max(MAX_TEXT).refine(wellFormed);

/** The id of an entity, thread or rule: a short word of its bible, not a UUID, since files name them by hand. */
export const BibleId = z
  .string()
  .min(1)
  .max(MAX_NAME)
  .regex(/^[^\s\0]+$/u)
  .refine(wellFormed)
  .brand<"BibleId">();
export type BibleId = z.infer<typeof BibleId>;

export const ENTITY_KINDS = ["character", "place", "item", "faction", "concept"] as const;
export const EntityKind = z.enum(ENTITY_KINDS);
export type EntityKind = z.infer<typeof EntityKind>;

export const SEXES = ["f", "m", "n"] as const;

/** A name by which the text calls an entity. `caseSensitive` null: as written when it holds a capital, else in any case. */
export const Alias = z.strictObject({
  text: Name,
  caseSensitive: z.boolean().nullable(),
  /** Also with an s or es at its end. */
  plural: z.boolean(),
  /** Phrases that hold the alias and mean something else ("Rose garden"). */
  notIn: z.array(Name).max(100),
});
export type Alias = z.infer<typeof Alias>;

/** What is true of an entity from a step on, through the step `until` (null: still). Another value begins another fact. */
export const Fact = z.strictObject({
  attribute: Name,
  value: Name,
  from: StepId,
  until: StepId.nullable(),
  /** The words it was taken from; empty when the author set it by hand. */
  quote: Text,
});
export type Fact = z.infer<typeof Fact>;

export const EVENT_KINDS = [
  "dies",
  "revives",
  "leaves",
  "returns",
  "unconscious",
  "wakes",
  "gained",
  "lost",
  "given",
  "broken",
  "injured",
  "heals",
  "learns",
  "moves",
  "passes",
] as const;
export const EventKind = z.enum(EVENT_KINDS);
export type EventKind = z.infer<typeof EventKind>;

/** What happens to an entity in a step. Which of the fields mean something follows from the kind; null: not said. */
export const Event = z.strictObject({
  kind: EventKind,
  step: StepId,
  /** Of an item: who gains or loses it, who gives it. */
  by: BibleId.nullable(),
  /** Of an item that is given: who has it then. */
  to: BibleId.nullable(),
  amount: z.int().min(1).max(1_000_000_000).nullable(),
  /** learns: what. */
  fact: Text.nullable(),
  secret: Text.nullable(),
  /** moves: where to. */
  place: BibleId.nullable(),
  /** passes: how long. */
  minutes: z.int().min(0).max(1_000_000_000).nullable(),
  quote: Text,
});
export type Event = z.infer<typeof Event>;

/** Somebody or something of the run's world. */
export const Entity = z.strictObject({
  id: BibleId,
  kind: EntityKind,
  name: Name,
  aliases: z.array(Alias).max(MAX_ALIASES),
  /** What it was called before it was renamed through the run, oldest first; a place of these is one left behind. Packages of before have none. */
  formerly: z.array(Name).max(MAX_FORMERLY).default([]),
  sex: z.enum(SEXES).nullable(),
  notes: z.string().max(MAX_NOTES).refine(wellFormed),
  colour: Name.nullable(),
  facts: z.array(Fact).max(MAX_OF_ENTITY),
  events: z.array(Event).max(MAX_OF_ENTITY),
});
export type Entity = z.infer<typeof Entity>;

/** A way between two places; it leads both ways. `minutes` null: it is not known how long it takes. */
export const Way = z.strictObject({ from: BibleId, to: BibleId, minutes: z.int().min(0).max(100_000_000).nullable() });
export type Way = z.infer<typeof Way>;

/** What lets time in a step stand beside the story's clock. */
export const CLOCK_FLAGS = ["flashback", "dream", "parallel"] as const;

/** The story's time in a step: day 1 is the first day of the story; `time` null: some time of that day. */
export const Clock = z.strictObject({
  day: z.int().min(-1_000_000).max(1_000_000),
  time: z
    .string()
    .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/u, "a time is written like 09:30")
    .nullable(),
  flags: z.array(z.enum(CLOCK_FLAGS)).max(CLOCK_FLAGS.length),
});
export type Clock = z.infer<typeof Clock>;

/** Who is there in a step, where, and when. An empty cast says nothing; null: not said. */
export const StepTags = z.strictObject({
  step: StepId,
  cast: z.array(BibleId).max(MAX_ENTITIES),
  place: BibleId.nullable(),
  clock: Clock.nullable(),
});
export type StepTags = z.infer<typeof StepTags>;

export const THREAD_STATES = ["open", "paid", "dropped", "intended"] as const;
export const ThreadState = z.enum(THREAD_STATES);
export type ThreadState = z.infer<typeof ThreadState>;

/** A plant, promise or mystery that waits for its payoff. `dueByStep` is a number, since that step need not be written yet. */
export const Thread = z.strictObject({
  id: BibleId,
  title: Name,
  plant: StepId,
  /** The long-term thought that opened it. */
  thought: ThoughtId.nullable(),
  advanced: z.array(StepId).max(MAX_OF_ENTITY),
  dueByStep: z.int().min(1).max(1_000_000).nullable(),
  payoff: StepId.nullable(),
  state: ThreadState,
});
export type Thread = z.infer<typeof Thread>;

/**
 * A rule of the author's world. A phrase of `never` must not stand in the story, unless a phrase of `must` stands in the
 * same sentence: "magic" never, without "burned" (must).
 */
export const WorldRule = z.strictObject({
  id: BibleId,
  never: z.array(Name).max(200),
  must: z.array(Name).max(200),
  why: Text,
});
export type WorldRule = z.infer<typeof WorldRule>;

/**
 * What the text seems to say of an entity and the author has refused: it is not proposed again. An event is refused for the step that seems to
 * tell it, a fact in every step.
 */
export const Refusal = z.strictObject({
  entity: BibleId,
  what: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("fact"), attribute: Name, value: Name }),
    z.strictObject({ kind: z.literal("event"), event: EventKind, step: StepId }),
  ]),
});
export type Refusal = z.infer<typeof Refusal>;

/** What the author may set a rule of the check to. */
export const RULE_SETTINGS = [...FINDING_SEVERITIES, "off"] as const;

/** The author's severity for a rule of the check. */
export const RuleSeverity = z.strictObject({ rule: Name, severity: z.enum(RULE_SETTINGS) });

/** The whole bible of a run. Lists are in the order in which their members were added. */
export const Bible = z.strictObject({
  entities: z.array(Entity).max(MAX_ENTITIES),
  ways: z.array(Way).max(MAX_PARTS),
  steps: z.array(StepTags).max(MAX_PARTS),
  threads: z.array(Thread).max(MAX_PARTS),
  rules: z.array(WorldRule).max(MAX_PARTS),
  /** Offered names that are none, folded; they are not offered again. */
  notNames: z.array(Name).max(MAX_PARTS),
  refusals: z.array(Refusal).max(MAX_PARTS),
  severities: z.array(RuleSeverity).max(1_000),
});
export type Bible = z.infer<typeof Bible>;

/** A bible in which nothing is confirmed. */
export const EMPTY_BIBLE: Bible = {
  entities: [],
  ways: [],
  steps: [],
  threads: [],
  rules: [],
  notNames: [],
  refusals: [],
  severities: [],
};

/** True when nothing is confirmed. */
export function isEmptyBible(bible: Bible): boolean {
  return Object.values(bible).every((list) => list.length === 0);
}

/** One part of a bible with what it is: the unit in which a bible is kept, so that two pages that change two parts lose none. */
export const BiblePart = z.discriminatedUnion("part", [
  z.strictObject({ part: z.literal("entity"), value: Entity }),
  z.strictObject({ part: z.literal("way"), value: Way }),
  z.strictObject({ part: z.literal("step"), value: StepTags }),
  z.strictObject({ part: z.literal("thread"), value: Thread }),
  z.strictObject({ part: z.literal("rule"), value: WorldRule }),
  z.strictObject({ part: z.literal("notName"), value: Name }),
  z.strictObject({ part: z.literal("refusal"), value: Refusal }),
  z.strictObject({ part: z.literal("severity"), value: RuleSeverity }),
]);
export type BiblePart = z.infer<typeof BiblePart>;

export const BIBLE_PARTS = ["entity", "way", "step", "thread", "rule", "notName", "refusal", "severity"] as const;
export const BiblePartName = z.enum(BIBLE_PARTS);
export type BiblePartName = z.infer<typeof BiblePartName>;

/** The key of a part among those of its kind: a second one with it takes the place of the first. */
export function partKey({ part, value }: BiblePart): string {
  switch (part) {
    case "entity":
    case "thread":
    case "rule":
      return value.id;
    case "way":
      return [value.from, value.to].toSorted().join(" ");
    case "step":
      return value.step;
    case "notName":
      return value;
    case "severity":
      return value.rule;
    case "refusal":
      return refusalKey(value);
  }
}

/** The refusal of something that the text of a step seems to say. */
export function refusalOf(
  entity: BibleId,
  what:
    | { readonly kind: "fact"; readonly attribute: string; readonly value: string }
    | { readonly kind: "event"; readonly event: EventKind },
  step: StepId,
): Refusal {
  return { entity, what: what.kind === "fact" ? what : { ...what, step } };
}

/** What tells a refusal from others, and a proposal that was refused from one that was not. */
export function refusalKey({ entity, what }: Refusal): string {
  return what.kind === "fact"
    ? `${entity} ${what.attribute.toLowerCase()} ${what.value.toLowerCase()}`
    : `${entity} ${what.event} ${what.step}`;
}

/** The parts of a bible, entity by entity and list by list. */
export function partsOf(bible: Bible): BiblePart[] {
  return [
    ...bible.entities.map((value): BiblePart => ({ part: "entity", value })),
    ...bible.ways.map((value): BiblePart => ({ part: "way", value })),
    ...bible.steps.map((value): BiblePart => ({ part: "step", value })),
    ...bible.threads.map((value): BiblePart => ({ part: "thread", value })),
    ...bible.rules.map((value): BiblePart => ({ part: "rule", value })),
    ...bible.notNames.map((value): BiblePart => ({ part: "notName", value })),
    ...bible.refusals.map((value): BiblePart => ({ part: "refusal", value })),
    ...bible.severities.map((value): BiblePart => ({ part: "severity", value })),
  ];
}

/** The bible of these parts, in their order. */
export function bibleOf(parts: readonly BiblePart[]): Bible {
  const entities: Entity[] = [];
  const ways: Way[] = [];
  const steps: StepTags[] = [];
  const threads: Thread[] = [];
  const rules: WorldRule[] = [];
  const notNames: string[] = [];
  const refusals: Refusal[] = [];
  const severities: Bible["severities"] = [];
  for (const { part, value } of parts) {
    if (part === "entity") entities.push(value);
    else if (part === "way") ways.push(value);
    else if (part === "step") steps.push(value);
    else if (part === "thread") threads.push(value);
    else if (part === "rule") rules.push(value);
    else if (part === "notName") notNames.push(value);
    else if (part === "refusal") refusals.push(value);
    else severities.push(value);
  }
  return { entities, ways, steps, threads, rules, notNames, refusals, severities };
}

/** The key of a part by itself, for taking it away. */
export const PartName = z.strictObject({
  part: BiblePartName,
  key: z
    .string()
    .min(1)
    .max(MAX_NAME * 4),
});
export type PartName = z.infer<typeof PartName>;

/** What the text may call an entity: its name and its aliases, each once. */
export function namesOf(entity: Entity): Alias[] {
  const names = entity.aliases.some(({ text }) => text === entity.name)
    ? entity.aliases
    : [plainAlias(entity.name), ...entity.aliases];
  return names;
}

/** An alias that is only its text. */
export function plainAlias(text: string): Alias {
  return { text, caseSensitive: null, plural: false, notIn: [] };
}

const wholeName = (part: BiblePartName, key: string): string => `${part} ${key}`;

/** The bible after a change, as the library has it: parts taken away, then parts put (in place, or at the end). */
export function changedBible(
  bible: Bible,
  change: { readonly put: readonly BiblePart[]; readonly remove: readonly PartName[] },
): Bible {
  const parts = new Map(partsOf(bible).map((each) => [wholeName(each.part, partKey(each)), each]));
  for (const { part, key } of change.remove) parts.delete(wholeName(part, key));
  for (const each of change.put) parts.set(wholeName(each.part, partKey(each)), each);
  return bibleOf([...parts.values()]);
}

/** An event of which only the kind and the step are said. */
export function plainEvent(kind: EventKind, step: StepId): Event {
  return {
    kind,
    step,
    by: null,
    to: null,
    amount: null,
    fact: null,
    secret: null,
    place: null,
    minutes: null,
    quote: "",
  };
}

/** A new entity of a name: nothing else is known of it. */
export function newEntity(bible: Bible, kind: EntityKind, name: string): Entity {
  const id = freeId(new Set(bible.entities.map((each) => each.id)), name);
  return { id, kind, name, aliases: [], formerly: [], sex: null, notes: "", colour: null, facts: [], events: [] };
}

/** A readable id that none of `taken` is: the name in small letters, with a number where that is taken. */
export function freeId(taken: ReadonlySet<string>, name: string): BibleId {
  const slug =
    name
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/gu, "")
      .slice(0, 60) || "one";
  let id = slug;
  for (let count = 2; taken.has(id); count += 1) id = `${slug}-${count}`;
  return BibleId.parse(id);
}
