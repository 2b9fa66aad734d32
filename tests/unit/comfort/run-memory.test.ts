import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { longTermThoughts } from "../../../renderer/state/long-term.ts";
import { type Echoes, RunMemory } from "../../../renderer/state/run-memory.ts";
import { createEngine } from "../../../shared/domain/consistency/engine.ts";
import type { Step } from "../../../shared/domain/step.ts";
import { action, bullet, initial, LONGTERM, outcome, prompt, step, TAGGED, w } from "../../support/build.ts";

function following(memory: RunMemory, steps: readonly Step[]): number {
  let read = 0;
  for (const _ of memory.follow(steps)) read += 1;
  return read;
}

function remembering(steps: readonly Step[]): RunMemory {
  const memory = new RunMemory();
  following(memory, steps);
  return memory;
}

/** By the thought's text, as asked at a step. */
function echoes(
  memory: RunMemory,
  steps: readonly Step[],
  upTo: number,
): Record<string, number | null | "cannot tell"> {
  const thoughts = longTermThoughts(steps);
  const found: Echoes = memory.echoes(thoughts, upTo);
  return Object.fromEntries(
    thoughts.map(({ thoughtId, text }) => {
      const last = thoughtId === null ? undefined : found.get(thoughtId);
      return [text, last === undefined ? "cannot tell" : last];
    }),
  );
}

const LIE = "The flame leans at a lie.";

/** A long-term thought in step 1, taken up in 3 and 5; nothing rare in the others. */
function run(): Step[] {
  return [
    step(initial(bullet(w(LIE, LONGTERM), w("Remember this!", LONGTERM))), prompt("The lantern hisses.")),
    step(prompt("They wait.")),
    step(prompt("The lantern’s FLAME leans over.")),
    step(prompt("It is a lie.")),
    step(prompt("He lies; the flame only flickers."), action("I watch how it leans.")),
    step(prompt("They go on.")),
  ];
}

// Some everybody uses daily, some only a writer, some are rare.
const WORDS = ["flame", "leans", "lie", "lantern", "ferry", "knocks", "the", "whistle", "harbour", "gruff"];
const anyStep = fc
  .tuple(fc.array(fc.constantFrom(...WORDS), { maxLength: 4 }), fc.boolean(), fc.boolean())
  .map(([some, longterm, tagged]) =>
    step(
      initial(bullet(longterm ? w(some.join(" ") || "x", LONGTERM) : w(some.join(" ") || "x"))),
      prompt(some.toReversed().join(" ") || "y"),
      action("I go."),
      tagged ? outcome("No.", TAGGED) : outcome("Yes."),
    ),
  );
const anyRun = fc.array(anyStep, { minLength: 1, maxLength: 8 });

describe("the memory of a run", () => {
  it("[SC5] knows where a long-term thought was last taken up before here, and when it cannot tell", () => {
    const steps = run();
    const memory = remembering(steps);
    expect(echoes(memory, steps, 6)).toEqual({ [LIE]: 5, "Remember this!": "cannot tell" });
    expect(echoes(memory, steps, 4)[LIE]).toBe(3);
    expect(echoes(memory, steps, 2)[LIE]).toBeNull();
    expect(echoes(memory, steps, 1)[LIE]).toBeNull();
  });

  it("[SC5] takes nothing for an echo that a skip hides", () => {
    const steps = run();
    steps[3] = step(prompt("It is a lie."), outcome("No.", TAGGED));
    expect(echoes(remembering(steps), steps, 6)[LIE]).toBe(5);
    steps[4] = step(prompt("He lies; the flame leans."), action("I wait."));
    expect(echoes(remembering(steps), steps, 6)[LIE]).toBe(3);
  });

  it("[SC5] knows when a name was last here", () => {
    const steps = [
      step(prompt("Łukasz poles.")),
      step(prompt("Nobody.")),
      step(prompt("“Łukasz’s hat!”")),
      step(prompt("Łukasz.")),
    ];
    const memory = remembering(steps);
    expect([4, 3, 2, 1].map((at) => memory.lastBefore("Łukasz", at))).toEqual([3, 1, 1, null]);
    expect(memory.lastBefore("Nell", 4)).toBeUndefined();
  });

  it("[SC5] reads only what has changed, and the step that it may hide", () => {
    const steps = run();
    const memory = new RunMemory();
    expect(following(memory, steps)).toBe(6);
    expect(following(memory, steps)).toBe(0);
    expect(following(memory, steps.with(2, step(prompt("Something else."))))).toBe(2);
  });

  it("[SC5] keeps what it has read when it is told of a change before it is through, and reads the thoughts ahead", () => {
    const steps = run();
    const thoughts = longTermThoughts(steps);
    const memory = new RunMemory();
    const broken = memory.follow(steps, thoughts);
    for (let read = 0; read < 3; read += 1) broken.next();
    const changed = steps.with(5, step(prompt("The flame leans, a lie.")));
    let read = 0;
    for (const _ of memory.follow(changed, thoughts)) read += 1;
    expect(read).toBe(changed.length - 3 + thoughts.length);
    expect(echoes(memory, changed, 6)).toEqual({ [LIE]: 6, "Remember this!": "cannot tell" });
    expect(echoes(memory, changed, 6)).toEqual(echoes(remembering(changed), changed, 6));
  });

  it("[SC9] says that a thought was taken up exactly where the reports of a check do", () => {
    fc.assert(
      fc.property(anyRun, (steps) => {
        const engine = createEngine({});
        engine.load(steps);
        const told = new Map(
          engine.reports().longTerm.map(({ thoughtId, canTell, echo }) => [thoughtId, canTell ? echo !== null : null]),
        );
        const thoughts = longTermThoughts(steps);
        const found = remembering(steps).echoes(thoughts, steps.length);
        const said = thoughts.map(({ thoughtId }) => {
          const last = thoughtId === null ? undefined : found.get(thoughtId);
          return [thoughtId, last === undefined ? null : last !== null];
        });
        expect(said).toEqual([...told]);
      }),
    );
  });

  it("[SC5] after any changes knows what a memory that begins anew would know", () => {
    fc.assert(
      fc.property(anyRun, fc.array(fc.tuple(fc.nat(7), fc.nat(2), anyRun), { maxLength: 6 }), (first, changes) => {
        let steps: readonly Step[] = first;
        const memory = remembering(steps);
        for (const [at, remove, add] of changes) {
          steps = steps.toSpliced(at % (steps.length + 1), remove, ...add.slice(0, 3));
          if (steps.length === 0) steps = first;
          following(memory, steps);
        }
        const anew = remembering(steps);
        const thoughts = longTermThoughts(steps);
        for (const upTo of [1, Math.ceil(steps.length / 2), steps.length])
          expect(memory.echoes(thoughts, upTo)).toEqual(anew.echoes(thoughts, upTo));
      }),
    );
  });
});
