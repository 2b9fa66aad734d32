import fc from "fast-check";
import { closeHistory } from "prosemirror-history";
import { describe, expect, it } from "vitest";

import { nameStep } from "../../../renderer/editor/acts/step-names.ts";
import { moveStepTo } from "../../../renderer/editor/acts/steps.ts";
import { setParkedShownMeta } from "../../../renderer/editor/state/parked.ts";
import type { Reading } from "../../../renderer/editor/state/reading.ts";
import { runFacts } from "../../../renderer/editor/state/run-facts.ts";
import { SECTION_NAMES, THOUGHT_TYPES, type ThoughtType } from "../../../shared/domain/section.ts";
import { blankStep, contentOf, Step, StepContent } from "../../../shared/domain/step.ts";
import { TAG } from "../../../shared/domain/tag.ts";
import { generateRun } from "../../support/generate-run.ts";
import { Writing } from "../../support/writing.ts";
import * as plain from "./plain-run.ts";

/*
 * Whatever is done to a run, in any order, is what plain lists say (`plain-run.ts`): no text lost, states right, undo and redo
 * exact, and a reload brings back what was saved.
 */

/** Where something is done, as shares of what there is, so that any run will do. */
type Where = { readonly step: number; readonly section: number; readonly block: number; readonly offset: number };
type Doing = Where &
  (
    | { readonly kind: "type"; readonly text: string }
    | { readonly kind: "setType"; readonly type: ThoughtType }
    | { readonly kind: "moveTo"; readonly to: number }
    | { readonly kind: "name"; readonly what: "chapter" | "bookmark"; readonly name: string }
    | { readonly kind: "read"; readonly reading: Reading }
    | { readonly kind: (typeof SIMPLE)[number] }
  );

const SIMPLE = [
  "enter",
  "altEnter",
  "backspace",
  "longterm",
  "tag",
  "finish",
  "thoughtUp",
  "thoughtDown",
  "bulletUp",
  "bulletDown",
  "insertBefore",
  "insertAfter",
  "duplicate",
  "delete",
  "split",
  "merge",
  "moveUp",
  "moveDown",
  "undo",
  "redo",
  "save",
  "reload",
  "parked",
] as const;

const share = fc.double({ min: 0, max: 0.999, noNaN: true });
const where = {
  step: share,
  section: share,
  block: share,
  // Borders are where mistakes are.
  offset: fc.oneof(fc.constantFrom(0, 1), share),
};
const doing: fc.Arbitrary<Doing> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      ...where,
      kind: fc.constant("type" as const),
      text: fc.constantFrom("a", "word ", TAG, "<yo be ", "real> ", "é“Ł”"),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ ...where, kind: fc.constant("setType" as const), type: fc.constantFrom(...THOUGHT_TYPES) }),
  },
  { weight: 1, arbitrary: fc.record({ ...where, kind: fc.constant("moveTo" as const), to: share }) },
  {
    weight: 1,
    arbitrary: fc.record({
      ...where,
      kind: fc.constant("name" as const),
      what: fc.constantFrom("chapter" as const, "bookmark" as const),
      name: fc.constantFrom("One", "Two", ""),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      ...where,
      kind: fc.constant("read" as const),
      reading: fc.constantFrom<Reading>("story", "longterm", "meta"),
    }),
  },
  { weight: 20, arbitrary: fc.record({ ...where, kind: fc.constantFrom(...SIMPLE) }) },
  // What the rules of several steps hang on, and what makes borders, more often than the rest.
  {
    weight: 6,
    arbitrary: fc.record({
      ...where,
      section: fc.constantFrom(0.5, 0.9),
      kind: fc.constantFrom("tag" as const, "finish" as const),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      ...where,
      kind: fc.constantFrom("enter" as const, "altEnter" as const, "thoughtDown" as const),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ ...where, kind: fc.constantFrom("split" as const, "merge" as const, "undo" as const) }),
  },
);

/** A run to begin with, by a number, so that a counterexample is short: 0 is a new one. */
function beginning(seed: number): Step[] {
  return seed === 0 ? [blankStep()] : generateRun({ seed, steps: 3, words: 90 }).steps;
}

function placeIn(run: plain.PlainRun, at: Where): plain.PlainPlace {
  const step = Math.floor(at.step * run.length);
  const section = SECTION_NAMES[Math.floor(at.section * SECTION_NAMES.length)] ?? "initial";
  const { bullets, text } = plain.sectionAt(run, { step, section });
  const blocks = (bullets ?? []).flatMap((bullet, b) =>
    bullet.map((thought, t) => ({ bullet: b, thought: t, text: thought.text })),
  );
  const block = blocks[Math.floor(at.block * blocks.length)] ?? { bullet: 0, thought: 0, text };
  const offset = Math.round(at.offset * block.text.length);
  return { step, section, bullet: block.bullet, thought: block.thought, offset };
}

/** What the plain run is after something was done to it; undo, redo and the ways of looking are the session's. */
function plainly(run: plain.PlainRun, place: plain.PlainPlace, done: Doing): plain.PlainRun {
  switch (done.kind) {
    case "type":
      return plain.typed(run, place, done.text);
    case "setType":
      return plain.retyped(run, place, (thought) => ({ ...thought, type: done.type }));
    case "longterm":
      return plain.retyped(run, place, (thought) => ({ ...thought, longterm: !thought.longterm }));
    case "moveTo":
      return plain.movedTo(run, place.step, Math.floor(done.to * run.length));
    case "name":
      return plain.named(run, place.step, done.what, done.name === "" ? null : done.name);
    case "enter":
      return plain.begun(run, place, "newBullet");
    case "altEnter":
      return plain.begun(run, place, "sameBullet");
    case "backspace":
      return plain.backspaced(run, place);
    case "tag":
      return plain.tagToggled(run, place);
    case "finish":
      return plain.finished(run, place);
    case "thoughtUp":
      return plain.thoughtMoved(run, place, -1);
    case "thoughtDown":
      return plain.thoughtMoved(run, place, 1);
    case "bulletUp":
      return plain.bulletMoved(run, place, -1);
    case "bulletDown":
      return plain.bulletMoved(run, place, 1);
    case "insertBefore":
      return plain.inserted(run, place.step);
    case "insertAfter":
      return plain.inserted(run, place.step + 1);
    case "duplicate":
      return plain.duplicated(run, place.step);
    case "delete":
      return plain.deleted(run, place.step);
    case "split":
      return plain.split(run, place);
    case "merge":
      return plain.merged(run, place.step);
    case "moveUp":
      return plain.movedTo(run, place.step, place.step - 1);
    case "moveDown":
      return plain.movedTo(run, place.step, place.step + 1);
    case "read":
    case "undo":
    case "redo":
    case "save":
    case "reload":
    case "parked":
      return run;
  }
}

function inEditor(writing: Writing, done: Doing, run: plain.PlainRun): void {
  switch (done.kind) {
    case "type":
      writing.dispatch(writing.state.tr.insertText(done.text));
      break;
    case "setType":
      writing.act(done.type);
      break;
    case "longterm":
      writing.act("longterm");
      break;
    case "moveTo":
      moveStepTo(Math.floor(done.to * run.length) + 1)(writing.state, writing.dispatch);
      break;
    case "name":
      nameStep(done.what, done.name)(writing.state, writing.dispatch);
      break;
    case "enter":
      writing.press("Enter");
      break;
    case "altEnter":
      writing.press("Alt-Enter");
      break;
    case "backspace":
      writing.press("Backspace");
      break;
    case "read":
      writing.read(done.reading).read("all");
      break;
    case "parked":
      writing.dispatch(setParkedShownMeta(writing.state.tr, true));
      break;
    case "save":
    case "reload":
      break;
    case "tag":
    case "finish":
    case "thoughtUp":
    case "thoughtDown":
    case "bulletUp":
    case "bulletDown":
    case "insertBefore":
    case "insertAfter":
    case "duplicate":
    case "delete":
    case "split":
    case "merge":
    case "moveUp":
    case "moveDown":
    case "undo":
    case "redo":
      writing.act(ACT_OF[done.kind]);
  }
}

const ACT_OF = {
  tag: "tag",
  finish: "finishSection",
  thoughtUp: "moveThoughtUp",
  thoughtDown: "moveThoughtDown",
  bulletUp: "moveBulletUp",
  bulletDown: "moveBulletDown",
  insertBefore: "insertStepBefore",
  insertAfter: "insertStep",
  duplicate: "duplicateStep",
  delete: "deleteStep",
  split: "splitStep",
  merge: "mergeSteps",
  moveUp: "moveStepUp",
  moveDown: "moveStepDown",
  undo: "undo",
  redo: "redo",
} as const;

const MOVES: ReadonlySet<string> = new Set(["thoughtUp", "thoughtDown", "bulletUp", "bulletDown"]);

/** Acts that may bring or take characters; every other act leaves each of them somewhere in the run. */
const CHANGES_TEXT: ReadonlySet<string> = new Set([
  "type",
  "backspace",
  "duplicate",
  "delete",
  "tag",
  // A tag of two steps can only be one of their merger's.
  "merge",
  "undo",
  "redo",
]);

/** Two things that must be equal: what the editor has and what the plain run says. */
type Agreement = { readonly of: string; readonly is: unknown; readonly told: unknown };

/** An editor beside the plain run that it must agree with, and a store that its saves go to. */
class Session {
  writing: Writing;
  run: plain.PlainRun;
  past: plain.PlainRun[] = [];
  future: plain.PlainRun[] = [];
  readonly stored: Map<string, StepContent>;
  order: readonly string[];

  constructor(steps: readonly Step[]) {
    this.writing = new Writing(...steps);
    this.run = plain.plainRun(steps);
    this.stored = new Map(steps.map((step) => [step.id, contentOf(step)]));
    this.order = steps.map(({ id }) => id);
  }

  /** Does it in both, and answers what must be equal afterwards. */
  do(done: Doing): Agreement[] {
    const place = placeIn(this.run, done);
    const before = this.run;
    const position = plain.positionOf(before, place);
    this.writing.select(position, position);
    inEditor(this.writing, done, before);
    this.writing.dispatch(closeHistory(this.writing.state.tr));
    if (done.kind === "undo") this.#travel(this.past, this.future);
    else if (done.kind === "redo") this.#travel(this.future, this.past);
    else {
      const after = plainly(before, place, done);
      // Two bullets of the same words change places without a difference that plain lists could tell.
      this.#become(after, MOVES.has(done.kind) && after !== before);
      this.#become(plain.ruled(before, this.run));
    }
    if (done.kind === "save" || done.kind === "reload") this.#save();
    if (done.kind === "reload") this.#reload();
    const agreements = this.#agreements();
    if (CHANGES_TEXT.has(done.kind)) return agreements;
    const characters = {
      of: "every character",
      is: plain.everyCharacter(this.run),
      told: plain.everyCharacter(before),
    };
    return [...agreements, characters];
  }

  #become(run: plain.PlainRun, isCertain = false): void {
    if (
      !isCertain &&
      JSON.stringify(plain.told(run)) === JSON.stringify(plain.told(this.run)) &&
      sameKeys(run, this.run)
    )
      return;
    this.past.push(this.run);
    this.future = [];
    this.run = run;
  }

  #travel(from: plain.PlainRun[], to: plain.PlainRun[]): void {
    const run = from.pop();
    if (run === undefined) return;
    to.push(this.run);
    this.run = run;
  }

  #save(): void {
    const { steps, order } = this.writing.takeChanges();
    for (const change of steps) {
      if ("deleted" in change) this.stored.delete(change.id);
      else this.stored.set(change.id, StepContent.parse(JSON.parse(JSON.stringify(change.content))));
    }
    this.order = order ?? this.order;
  }

  #reload(): void {
    const steps = this.order.map((id) => Step.parse({ id, ...this.stored.get(id) }));
    this.writing = new Writing(...steps);
    this.past = [];
    this.future = [];
  }

  #agreements(): Agreement[] {
    const { writing, run, stored, order } = this;
    return [
      { of: "the text", is: plain.told(plain.plainRun(writing.steps())), told: plain.told(run) },
      { of: "states", is: runFacts(writing.state).steps.map(({ states }) => states), told: plain.statesOf(run) },
      { of: "stored steps", is: stored.size, told: order.length },
    ];
  }
}

function sameKeys(left: plain.PlainRun, right: plain.PlainRun): boolean {
  return left.length === right.length && left.every((step, index) => step.key === right[index]?.key);
}

const START: Where = { step: 0, section: 0, block: 0, offset: 0 };

/** Counterexamples that were found. */
const EXAMPLES: [number, Doing[]][] = [
  [
    1,
    [
      { ...START, kind: "duplicate" },
      { ...START, kind: "merge" },
      { ...START, block: 0.5, kind: "bulletUp" },
      { ...START, kind: "enter" },
    ],
  ],
];

describe("random acts against a plain model", () => {
  it("[E52] no text is lost, states are right, undo and redo are exact, a reload brings back what was saved", () => {
    fc.assert(
      fc.property(fc.nat({ max: 10_000 }), fc.array(doing, { minLength: 1, maxLength: 80 }), (seed, doings) => {
        const session = new Session(beginning(seed));
        const doAndCompare = (done: Doing): void => {
          for (const { of, is, told } of session.do(done)) expect(is, of).toEqual(told);
        };
        doings.forEach(doAndCompare);
        // To the beginning and on to the last thing that can be done again.
        const run = session.future[0] ?? session.run;
        while (session.past.length > 0) doAndCompare({ ...START, kind: "undo" });
        while (session.future.length > 0) doAndCompare({ ...START, kind: "redo" });
        expect(plain.told(session.run)).toEqual(plain.told(run));
      }),
      { numRuns: 300, examples: EXAMPLES },
    );
  });
});
