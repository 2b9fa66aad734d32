import {
  type Bible,
  type Clock,
  EMPTY_BIBLE,
  type Entity,
  newEntity,
  plainEvent,
  type StepTags,
  type Thread,
} from "../../../shared/domain/bible/bible.ts";
import type { StepId } from "../../../shared/domain/ids.ts";
import type { Case, Kind } from "./case.ts";

/*
 * What an author tags and confirms for the kinds that no text tells: the day, the way, the promise. Told plainly, two tags stand
 * against each other; in another turn, something else that is confirmed comes between them: minutes that pass, a move by two ways,
 * an answer. Each look-alike is the same with one thing set right, or flagged as the design has it.
 */

/** Kinds that the tags alone tell. */
export type TagKind = Extract<Kind, "clock" | "travel" | "thread">;

/** What a case of tags adds to the bible. */
export type Tagged = Pick<Bible, "entities" | "steps" | "ways" | "threads">;

/** Where a case of tags stands: its step and the next (1-based), in a run of `steps`. */
export type TagPlace = { readonly step: number; readonly steps: number; readonly id: (number: number) => StepId };

type Names = { readonly her: Entity; readonly him: Entity; readonly item: Entity };

/** The tags of one case. Days grow with the step, so that no case's clock stands before another's. */
export function tagged(kind: TagKind, each: Case, names: Names, place: TagPlace): Tagged {
  switch (kind) {
    case "clock":
      return clockTags(each, names, place);
    case "travel":
      return travelTags(each, names, place);
    case "thread":
      return threadTags(each, names, place);
  }
}

const NOTHING: Tagged = { entities: [], steps: [], ways: [], threads: [] };
/** Days from one step to the next: room for a case's own. */
const DAYS_A_STEP = 10;
const PASSED_MINUTES = 180;
const WAY_MINUTES = 40;

function clockTags({ isFault, tier }: Case, { her }: Names, { step, id }: TagPlace): Tagged {
  const day = step * DAYS_A_STEP;
  if (tier === "explicit") {
    // The design's own look-alike: a day before, flagged as a flashback.
    const back: Clock = { day: day - 1, time: null, flags: isFault ? [] : ["flashback"] };
    return { ...NOTHING, steps: [at(id(step), { day, time: null, flags: [] }), at(id(step + 1), back)] };
  }
  const passes = { ...plainEvent("passes", id(step + 1)), minutes: isFault ? PASSED_MINUTES : PASSED_MINUTES / 3 };
  return {
    ...NOTHING,
    entities: [{ ...her, events: [passes] }],
    steps: [at(id(step), { day, time: "09:00", flags: [] }), at(id(step + 1), { day, time: "10:00", flags: [] })],
  };
}

function travelTags({ isFault, tier }: Case, { her, him, item }: Names, { step, id }: TagPlace): Tagged {
  const here: Entity = { ...her, kind: "place" };
  const there: Entity = { ...item, kind: "place" };
  const tags = (number: number, where: Entity | null, time: string): StepTags => ({
    step: id(number),
    cast: where === null ? [] : [him.id],
    place: where?.id ?? null,
    clock: { day: step * DAYS_A_STEP, time, flags: [] },
  });
  if (tier === "explicit")
    return {
      ...NOTHING,
      entities: [here, there, him],
      ways: [{ from: here.id, to: there.id, minutes: WAY_MINUTES }],
      steps: [tags(step, here, "09:00"), tags(step + 1, there, isFault ? "09:10" : "09:45")],
    };
  // By a move and not by the cast, and over a place between the two.
  const between = newEntity({ ...EMPTY_BIBLE, entities: [here, there, him] }, "place", `${item.name} by ${her.name}`);
  const moves = { ...plainEvent("moves", id(step + 1)), place: there.id };
  return {
    ...NOTHING,
    entities: [here, between, there, { ...him, events: [moves] }],
    ways: [
      { from: here.id, to: between.id, minutes: WAY_MINUTES },
      { from: there.id, to: between.id, minutes: WAY_MINUTES },
    ],
    steps: [tags(step, here, "09:00"), tags(step + 1, null, isFault ? "09:50" : "10:20")],
  };
}

function threadTags({ isFault, tier }: Case, { her }: Names, { step, steps, id }: TagPlace): Tagged {
  const open: Thread = {
    id: her.id,
    title: `The matter of ${her.name}`,
    plant: id(step),
    thought: null,
    advanced: [],
    dueByStep: null,
    payoff: null,
    state: "open",
  };
  const thread: Thread =
    tier === "explicit"
      ? { ...open, dueByStep: isFault ? steps - 100 : steps + 100 }
      : { ...open, payoff: id(isFault ? step - 1 : step + 1), state: "paid" };
  return { ...NOTHING, threads: [thread] };
}

function at(step: StepId, clock: Clock): StepTags {
  return { step, cast: [], place: null, clock };
}
