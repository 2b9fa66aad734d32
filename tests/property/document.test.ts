import fc from "fast-check";
import { Node } from "prosemirror-model";
import { Transform } from "prosemirror-transform";
import { expect, it } from "vitest";

import { addressAt, positionOf } from "../../shared/document/place.ts";
import { documentOf, stepNode, stepOf, stepsOf } from "../../shared/document/run-document.ts";
import { runSchema } from "../../shared/document/schema.ts";
import { addressedText } from "../../shared/domain/address.ts";
import { HoleFinder } from "../../shared/domain/holes.ts";
import { Run } from "../../shared/domain/run.ts";
import { isThoughtSection, SectionName } from "../../shared/domain/section.ts";
import { runStates } from "../../shared/domain/states.ts";
import { hasText } from "../../shared/domain/step.ts";
import { tagProblem } from "../../shared/domain/tag.ts";
import { visible } from "../../shared/domain/visible.ts";
import { addWords, NO_WORDS, thoughtWords, totalWords, visibleWords } from "../../shared/domain/words.ts";
import { storedRun, storedStep, validRun } from "../support/generate-run-arbitrary.ts";
import { generateRun } from "../support/generate-run.ts";
import { countedIds } from "../support/rng.ts";

const bad = { badCharacters: true };

it("[D7] any stored run, made a document and read back, is the same", () => {
  fc.assert(
    fc.property(storedRun(bad), ({ steps }) => {
      const document = documentOf(steps);
      document.check();
      expect(stepsOf(document)).toEqual(steps);
      expect(documentOf(stepsOf(document)).eq(document)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

it("[D7] a generated run of 200 steps, valid or not, comes back the same", () => {
  for (const valid of [true, false]) {
    const { steps } = generateRun({ seed: 11, steps: 200, valid });
    expect(stepsOf(documentOf(steps))).toEqual(steps);
  }
});

it("[D7] a document survives JSON", () => {
  fc.assert(
    fc.property(storedRun(bad), ({ steps }) => {
      const document = documentOf(steps);
      const text = JSON.stringify(document.toJSON());
      expect(Node.fromJSON(runSchema, JSON.parse(text)).eq(document)).toBe(true);
    }),
  );
});

it("[D9] every position in a text has a place that leads back to it, and no other position has one", () => {
  fc.assert(
    fc.property(storedRun({ maxSteps: 2 }), ({ steps }) => {
      const document = documentOf(steps);
      for (let position = 0; position <= document.content.size; position += 1) {
        const place = addressAt(document, position);
        expect(place !== null).toBe(document.resolve(position).parent.inlineContent);
        if (place !== null) expect(positionOf(document, place)).toEqual({ from: position, to: position });
      }
    }),
  );
});

it("[D9] a stretch of a document and of the stored text say the same", () => {
  fc.assert(
    fc.property(storedStep(true), fc.nat(), fc.nat(), (step, one, other) => {
      const document = documentOf([step]);
      const from = one % (document.content.size + 1);
      const to = other % (document.content.size + 1);
      const place = addressAt(document, from, to);
      fc.pre(place !== null);
      const text = addressedText(step, place)?.slice(place.start, place.end);
      expect(text).toBe(document.textBetween(Math.min(from, to), Math.max(from, to), "\n"));
    }),
  );
});

it("[D10] closing a section changes no text, and text clears no closing", () => {
  fc.assert(
    fc.property(storedStep(), fc.nat({ max: 5 }), (step, index) => {
      const node = stepNode(step);
      const section = node.child(index);
      const position = node.resolve(0).posAtIndex(index);
      const { doc } = new Transform(node).setNodeAttribute(position, "closed", true);
      const name = SectionName.parse(section.type.name);
      const closed = { ...step, [name]: { ...step[name], closed: true } };
      expect(stepOf(doc)).toEqual(closed);
      // The first text block of the section begins one node further in for a story section, two for thoughts.
      const start = position + (isThoughtSection(name) ? 3 : 2);
      const typed = stepOf(new Transform(doc).insert(start, runSchema.text("x")).doc);
      expect(typed[name].closed).toBe(true);
      expect(hasText(typed, name)).toBe(true);
    }),
  );
});

it("[D11] random runs may be stored, and the valid ones keep rule T, a title and a step", () => {
  fc.assert(
    fc.property(storedRun(bad), (run) => {
      expect(Run.safeParse(run).success).toBe(true);
    }),
  );
  fc.assert(
    fc.property(validRun(), (run) => {
      expect(Run.safeParse(run).success).toBe(true);
      expect(run.title).not.toBe("");
      expect([...visible(run.steps)].some(({ sections }) => sections.length > 0)).toBe(true);
      for (const { action, outcome } of run.steps)
        expect([tagProblem(action), tagProblem(outcome)]).toEqual([null, null]);
    }),
  );
});

it("[D11] random valid runs reach every case of the tag, at the end and before it", () => {
  const seen = new Set<string>();
  for (const run of fc.sample(validRun(), { numRuns: 2_000, seed: 1 })) {
    const states = runStates(run.steps);
    run.steps.forEach(({ action, outcome }, index) => {
      const hasNext = Object.values(states[index + 1] ?? {}).includes("written");
      const tags = `${action.tagged ? "A" : "-"}${outcome.tagged ? "O" : "-"} ${states[index]?.outcome ?? ""}`;
      seen.add(`${tags} ${hasNext ? "before another" : "last"}`);
      if (hasNext && states[index]?.initial === "skipped" && states[index + 1]?.initial === "skipped")
        seen.add("chain");
    });
  }
  expect([...seen].toSorted()).toEqual([
    "-- unwritten last",
    "-- written before another",
    "-- written last",
    "-O written before another",
    "-O written last",
    "A- skipped before another",
    "A- skipped last",
    "A- unwritten last",
    "A- written before another",
    "A- written last",
    "AO written before another",
    "AO written last",
    "chain",
  ]);
});

it("[D11] one seed gives one run", () => {
  const options = { steps: 60, valid: false };
  const [one, again, other] = [5, 5, 6].map((seed) => generateRun({ ...options, seed, ids: countedIds(5) }));
  expect(again).toEqual(one);
  expect(other).not.toEqual(one);
});

it("[D11] a generated run has the shape of a real one, and is valid when it is said to be", () => {
  const { title, steps } = generateRun({ seed: 3, steps: 400 });
  expect(title).not.toBe("");
  const states = runStates(steps);
  const finder = new HoleFinder();
  expect(states.flatMap((one, index) => finder.step(index, one))).toEqual([]);
  for (const { action, outcome } of steps) expect([tagProblem(action), tagProblem(outcome)]).toEqual([null, null]);

  const words = [...visible(steps)].map((one) => visibleWords(one.step, one.states)).reduce(addWords, NO_WORDS);
  expect(totalWords(words) / steps.length).toBeGreaterThan(280);
  expect(totalWords(words) / steps.length).toBeLessThan(340);
  expect(thoughtWords(words) / words.story).toBeGreaterThan(4.5);
  expect(thoughtWords(words) / words.story).toBeLessThan(5.5);
  const bullets = steps.flatMap((step) => [
    ...step.initial.bullets,
    ...step.postPrompt.bullets,
    ...step.postAction.bullets,
  ]);
  const shared = bullets.filter((bullet) => bullet.length > 1).length / bullets.length;
  expect(shared).toBeGreaterThan(0.4);
  expect(shared).toBeLessThan(0.6);

  const tags = steps.map(({ action, outcome }, index) =>
    [action.tagged, outcome.tagged, states[index]?.outcome].join(),
  );
  for (const kind of ["true,false,skipped", "false,true,written", "true,false,written", "true,true,written"])
    expect(tags).toContain(kind);
});
