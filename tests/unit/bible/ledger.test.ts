import { describe, expect, it } from "vitest";

import type { CheckOptions } from "../../../shared/domain/consistency/engine.ts";
import { found, places, stepsTelling } from "./support.ts";

const STEPS = stepsTelling(20, {});
const mira = (more: object = {}): object => ({ id: "mira", kind: "character", name: "Mira", ...more });
const tom = { id: "tom", kind: "character", name: "Tom" };
const harbour = { id: "harbour", kind: "place", name: "the harbour" };
const keep = { id: "keep", kind: "place", name: "the keep" };

/** The steps of each finding of the ledger, the threads and the world, by rule. */
function faults(file: object, options: CheckOptions = {}): Record<string, number[][]> {
  const all = ["ledger/", "threads/", "world/"].flatMap((family) => found(family, STEPS, file, options));
  return Object.fromEntries([...Map.groupBy(all, ({ rule }) => rule)].map(([rule, one]) => [rule, places(one)]));
}

describe("the ledger", () => {
  it("[BI7] two values of one fact, and no progression", () => {
    const eyes = (value: string, fromStep: number, untilStep: number | null) => ({
      attribute: "eyes",
      value,
      fromStep,
      untilStep,
    });
    expect(faults({ entities: [mira({ facts: [eyes("green", 1, null), eyes("brown", 9, null)] })] })).toEqual({
      "ledger/two-values": [[1, 9]],
    });
    expect(faults({ entities: [mira({ facts: [eyes("green", 1, 8), eyes("brown", 9, null)] })] })).toEqual({});
    expect(faults({ entities: [mira({ facts: [eyes("green", 1, null), eyes("Green ", 9, null)] })] })).toEqual({});
  });

  it.for([
    ["dies", "revives", "ledger/dead-in-cast"],
    ["leaves", "returns", "ledger/absent-in-cast"],
    ["unconscious", "wakes", "ledger/unconscious-in-cast"],
  ] as const)("[BI7] who %s is in no cast until she %s", ([begins, ends, rule]) => {
    const events = [
      { kind: begins, step: 3 },
      { kind: ends, step: 7 },
    ];
    const cast = (...steps: number[]) => steps.map((step) => ({ step, cast: ["mira"] }));
    expect(faults({ entities: [mira({ events })], steps: cast(2, 3, 5, 7, 9) })).toEqual({ [rule]: [[3, 5]] });
    expect(
      faults({
        entities: [mira({ events })],
        steps: [{ step: 5, cast: ["mira"], clock: { day: 1, flags: ["dream"] } }],
      }),
    ).toEqual({});
  });

  it("[BI7] two places at once, a move without a way, faster than the way", () => {
    const at = (step: number, place: string, time: string) => ({
      step,
      cast: ["mira"],
      place,
      clock: { day: 1, time },
    });
    const entities = [
      mira(),
      harbour,
      keep,
      { ...keep, id: "isle", name: "the isle" },
      { ...keep, id: "rock", name: "the rock" },
    ];
    const ways = [
      { from: "harbour", to: "keep", minutes: 40 },
      { from: "isle", to: "rock", minutes: 5 },
    ];
    expect(faults({ entities, places: ways, steps: [at(2, "harbour", "09:00"), at(3, "keep", "09:00")] })).toEqual({
      "ledger/two-places": [[2, 3]],
    });
    expect(faults({ entities, places: ways, steps: [at(2, "harbour", "09:00"), at(3, "keep", "09:30")] })).toEqual({
      "ledger/too-fast": [[2, 3]],
    });
    expect(faults({ entities, places: ways, steps: [at(2, "harbour", "09:00"), at(3, "keep", "09:40")] })).toEqual({});
    expect(faults({ entities, places: ways, steps: [at(2, "harbour", "09:00"), at(3, "isle", "12:00")] })).toEqual({
      "ledger/no-way": [[2, 3]],
    });
    expect(faults({ entities, steps: [at(2, "harbour", "09:00"), at(3, "keep", "09:30")] })).toEqual({});
  });

  it("[BI7] items before they are gained, after they are lost, in two hands, below zero", () => {
    const item = (...events: object[]) => ({
      entities: [mira(), tom, { id: "key", kind: "item", name: "the iron key", events }],
    });
    const event = (kind: string, step: number, more: object = { by: "mira" }) => ({ kind, step, ...more });
    expect(faults(item(event("lost", 2), event("gained", 5)))).toEqual({ "ledger/item-before-gained": [[5, 2]] });
    expect(faults(item(event("gained", 2), event("lost", 5), event("given", 8, { by: "mira", to: "tom" })))).toEqual({
      "ledger/item-after-lost": [[5, 8]],
    });
    expect(faults(item(event("gained", 2), event("given", 5, { by: "tom", to: "mira" })))).toEqual({
      "ledger/item-held-by-two": [[2, 5]],
    });
    expect(
      faults(item(event("gained", 2, { by: "mira", amount: 10 }), event("lost", 5, { by: "mira", amount: 11 }))),
    ).toEqual({ "ledger/amount-below-zero": [[2, 5]] });
    expect(
      faults(
        item(
          event("gained", 2),
          event("given", 4, { by: "mira", to: "tom" }),
          event("lost", 6, { by: "tom" }),
          event("gained", 8),
        ),
      ),
    ).toEqual({});
    const coins = item(event("gained", 2, { by: "mira", amount: 10 }), event("lost", 5, { by: "mira", amount: 3 }));
    const counting = (value: string) => ({
      entities: [
        mira({ facts: [{ attribute: "number of iron keys", value, fromStep: 9 }] }),
        ...coins.entities.slice(1),
      ],
    });
    expect(faults(counting("12"))).toEqual({ "ledger/counts": [[5, 9]] });
    expect(faults(counting("7"))).toEqual({});
  });

  it("[BI7] a clock that runs backward, durations and ages against it", () => {
    const clock = (step: number, day: number, time?: string, flags: string[] = []) => ({
      step,
      clock: { day, time, flags },
    });
    expect(faults({ steps: [clock(2, 3), clock(3, 2), clock(4, 2), clock(5, 4)] })).toEqual({
      "ledger/clock-backward": [
        [2, 3],
        [2, 4],
      ],
    });
    expect(faults({ steps: [clock(2, 3), clock(3, 2, undefined, ["flashback"]), clock(5, 4)] })).toEqual({});
    const passes = mira({ events: [{ kind: "passes", step: 3, minutes: 180 }] });
    expect(faults({ entities: [passes], steps: [clock(2, 1, "09:00"), clock(4, 1, "10:00")] })).toEqual({
      "ledger/durations": [[3, 4]],
    });
    expect(faults({ entities: [passes], steps: [clock(2, 1, "09:00"), clock(4, 1, "12:00")] })).toEqual({});
    const age = (value: string, fromStep: number, untilStep: number | null) => ({
      attribute: "age",
      value,
      fromStep,
      untilStep,
    });
    const ages = (second: string) => ({
      entities: [mira({ facts: [age("30", 2, 8), age(second, 9, null)] })],
      steps: [clock(2, 1), clock(9, 10)],
    });
    expect(faults(ages("35"))).toEqual({ "ledger/ages": [[2, 9]] });
    expect(faults(ages("29"))).toEqual({ "ledger/ages": [[2, 9]] });
    expect(faults(ages("31"))).toEqual({});
  });

  it("[BI7] threads past due, paid before they are planted, and open at the end", () => {
    const thread = (more: object) => ({
      threads: [{ id: "knock", title: "Who knocked?", plantStep: 5, state: "open", ...more }],
    });
    expect(faults(thread({ dueByStep: 9 }))).toEqual({ "threads/past-due": [[5]] });
    expect(faults(thread({ dueByStep: 20 }))).toEqual({});
    expect(faults(thread({ payoffStep: 3, state: "paid" }))).toEqual({ "threads/paid-before-planted": [[5, 3]] });
    expect(faults(thread({}))).toEqual({});
    expect(faults(thread({}), { isFinished: true })).toEqual({ "threads/open": [[5]] });
    expect(faults(thread({ state: "intended" }), { isFinished: true })).toEqual({});
  });

  it("[BI7] world rules, with what must go with a phrase", () => {
    const rule = (more: object) => ({
      rules: [{ id: "rain", never: ["rain goes on"], why: "it never rains", ...more }],
    });
    expect(faults(rule({}))["world/never-and-must"]).toHaveLength(20);
    expect(faults(rule({ must: ["the rain"] }))).toEqual({});
  });
});
