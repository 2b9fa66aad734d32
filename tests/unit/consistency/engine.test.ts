import fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  bareRunRules,
  checkRun,
  createEngine,
  MOST_FINDINGS_OF_A_RULE,
} from "../../../shared/domain/consistency/engine.ts";
import { CheckResults, MAX_QUOTE_UNITS, withoutIds } from "../../../shared/domain/consistency/results.ts";
import { type Rule, WHOLE_RUN } from "../../../shared/domain/consistency/rule.ts";
import { BIBLE_RULES } from "../../../shared/domain/consistency/rules/bible-rules.ts";
import type { Step } from "../../../shared/domain/step.ts";
import {
  action,
  bullet,
  CLOSED,
  fullStep,
  initial,
  LONGTERM,
  outcome,
  prompt,
  TAGGED,
  w,
} from "../../support/build.ts";
import { generateRun } from "../../support/generate-run.ts";
import { of, quietSteps, stepsWithName, told, unfounded } from "./support.ts";

const PASSAGE =
  "the harbour lay grey beneath a lantern moon while gulls quarrelled over herring guts and the ferryman counted his copper twice";

/** Sentences in which every rule has something to find once they are thrown together. */
const SENTENCES = [
  "in the hall Lydgate waits.",
  "so said Lydgate to them.",
  "and then Lidgate came.",
  "Brooke met Brook and Brooks.",
  "“Go,” said Harlan.",
  "WINIFRED: no.",
  "TODO",
  "<Yo be real> fly",
  "",
  "   ",
  PASSAGE,
  `${PASSAGE} and on`,
  "The butler is the thief and will run if asked.",
  "remember the ferryman's copper.",
];
/** Written small, a slip is a word, and there is nothing to find: rare, or it would hide everything else. */
const SLIP_AS_A_WORD = "a lidgate is nothing.";
const sentence = fc.oneof(
  { weight: 60, arbitrary: fc.constantFrom(...SENTENCES) },
  { weight: 1, arbitrary: fc.constant(SLIP_AS_A_WORD) },
);
/** Changes meet at a few places, so that what one puts there another takes away. */
const PLACES = [0, 1, 2, 20, 21, 40, 41];
const text = fc.array(sentence, { maxLength: 3 }).map((sentences) => sentences.join(" "));

const anyStep: fc.Arbitrary<Step> = fc
  .record({
    thoughts: fc.array(fc.tuple(text, fc.boolean()), { minLength: 1, maxLength: 3 }),
    prompt: text,
    action: text,
    outcome: text,
    tags: fc.constantFrom("none", "none", "none", "action", "outcome", "both"),
    closed: fc.boolean(),
  })
  .map((made) =>
    fullStep(
      "s",
      initial(bullet(...made.thoughts.map(([words, isLong]) => (isLong ? w(words, LONGTERM) : w(words))))),
      prompt(made.prompt),
      taggedWhen(["action", "both"].includes(made.tags), action(made.action), action(made.action, TAGGED)),
      taggedWhen(["outcome", "both"].includes(made.tags), outcome(made.outcome), outcome(made.outcome, TAGGED)),
      made.closed && made.outcome === "" ? outcome(CLOSED) : {},
    ),
  );

function taggedWhen(isTagged: boolean, plain: Partial<Step>, tagged: Partial<Step>): Partial<Step> {
  return isTagged ? tagged : plain;
}

/** One change to a run: a step written anew, put in, taken out or moved. Places are taken modulo the length. */
type Change = {
  readonly kind: "write" | "insert" | "remove" | "move";
  readonly at: number;
  readonly to: number;
  readonly step: Step;
};
const anyChange: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom("write", "write", "insert", "remove", "move"),
  at: fc.constantFrom(...PLACES),
  to: fc.constantFrom(...PLACES),
  step: anyStep,
});

/** The run after a change, and the change as an engine is told of it. */
function changed(
  steps: readonly Step[],
  { kind, at, to, step }: Change,
): { steps: Step[]; given: Step[]; reordered: boolean } {
  const place = steps.length === 0 ? 0 : at % steps.length;
  const there = steps[place];
  if (kind === "insert" || there === undefined) {
    return { steps: steps.toSpliced(place, 0, step), given: [step], reordered: true };
  }
  if (kind === "remove") return { steps: steps.toSpliced(place, 1), given: [], reordered: true };
  if (kind === "move") {
    const rest = steps.toSpliced(place, 1);
    return { steps: rest.toSpliced(to % steps.length, 0, there), given: [], reordered: true };
  }
  const written = { ...step, id: there.id };
  return { steps: steps.toSpliced(place, 1, written), given: [written], reordered: false };
}

describe("the engine", () => {
  it("[C6] gives after any changes what a check of the changed run gives", () => {
    // Long enough for every rule: names recur, repeats are far apart, the run goes on after a speaker.
    const ground = [...stepsWithName("Lydgate", 20), ...quietSteps(35)];
    fc.assert(
      fc.property(
        fc.array(anyStep, { maxLength: 4 }),
        fc.array(fc.array(anyChange, { minLength: 1, maxLength: 3 }), { maxLength: 6 }),
        (own, batches) => {
          let steps: Step[] = [...own, ...ground];
          const engine = createEngine();
          engine.load(steps);
          for (const batch of batches) {
            let given: Step[] = [];
            let reordered = false;
            for (const change of batch) {
              const next = changed(steps, change);
              steps = next.steps;
              given = [...given, ...next.given];
              reordered ||= next.reordered;
            }
            engine.update({ steps: given, order: reordered ? steps.map(({ id }) => id) : null });
            expect(engine.results()).toEqual(checkRun(steps));
            expect(unfounded(steps, engine.findings())).toEqual([]);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it("[C6] counts a usual name anew when another step takes it up, or drops it", () => {
    const steps = [...stepsWithName("Lydgate", 8), told("and then Lidgate came"), ...quietSteps(1)];
    const last = steps.at(-1);
    if (last === undefined) throw new Error("the run has steps");
    const engine = createEngine();
    engine.load(steps);
    const claim = (): string[] => of("text/name-variant", engine.findings()).map((finding) => finding.claim);
    expect(claim()).toEqual(["“Lidgate” may be a slip for “Lydgate”, as the run writes 8 times."]);
    engine.update({ steps: [{ ...last, ...prompt("so Lydgate left") }], order: null });
    expect(claim()).toEqual(["“Lidgate” may be a slip for “Lydgate”, as the run writes 9 times."]);
    engine.update({ steps: [], order: steps.slice(2).map(({ id }) => id) });
    expect(claim()).toEqual([]);
  });

  it("[C6] shows the usual name that a move brought nearest", () => {
    const steps = [...stepsWithName("Lydgate", 20), told("and then Lidgate came")];
    const engine = createEngine();
    engine.load(steps);
    const nearest = (): (string | undefined)[] =>
      of("text/name-variant", engine.findings()).map(({ evidence }) => evidence[1]?.quote);
    expect(nearest()).toEqual(["in the hall Lydgate waits for guest 19"]);
    const [first, ...rest] = steps.map(({ id }) => id);
    if (first === undefined) throw new Error("the run has steps");
    engine.update({ steps: [], order: rest.toSpliced(-1, 0, first) });
    expect(nearest()).toEqual(["in the hall Lydgate waits for guest 0"]);
  });

  it("[C6] lets a repeat go when one of its places is written anew", () => {
    const steps = [told(PASSAGE), ...quietSteps(20), told(PASSAGE)];
    const [first] = steps;
    if (first === undefined) throw new Error("the run has steps");
    const engine = createEngine();
    engine.load(steps);
    expect(of("text/repeated-passage", engine.findings())).toHaveLength(1);
    engine.update({ steps: [{ ...first, ...prompt("other") }], order: null });
    expect(of("text/repeated-passage", engine.findings())).toEqual([]);
  });

  it("[C6] finds a repeat that a move brings out of sight", () => {
    const [one, two] = [told(PASSAGE), told(PASSAGE)];
    const engine = createEngine();
    engine.load([one, two, ...quietSteps(20)]);
    expect(of("text/repeated-passage", engine.findings())).toEqual([]);
    const quiet = quietSteps(20);
    engine.update({ steps: quiet, order: [one, ...quiet, two].map(({ id }) => id) });
    expect(of("text/repeated-passage", engine.findings())).toHaveLength(1);
  });

  it("[C6] gives the same when another run is loaded over it", () => {
    const one = generateRun({ seed: 1, steps: 40, valid: false }).steps;
    const other = generateRun({ seed: 2, steps: 60, valid: false }).steps;
    const engine = createEngine();
    engine.load(one);
    engine.results();
    engine.load(other);
    expect(engine.results()).toEqual(checkRun(other));
    expect(engine.results().findings.length).toBeGreaterThan(0);
  });

  it("[C6] reads again only what changed, and the step after a tag", () => {
    const read: string[] = [];
    const witness: Rule = {
      id: "test/witness",
      version: 1,
      meta: { title: "", why: "", example: "", needs: "" },
      followsOrder: false,
      keysFor: (delta) => delta.steps.map(({ id }) => id),
      run: (_, key) => {
        read.push(key);
        return [];
      },
    };
    const steps = quietSteps(6);
    const [, two, three] = steps;
    if (two === undefined || three === undefined) throw new Error("six steps have a third");
    const engine = createEngine({ rules: [witness] });
    engine.load(steps);
    const seen = (change: () => void): string[] => {
      read.length = 0;
      change();
      return [...read];
    };
    expect(seen(() => engine.load(steps))).toEqual([]);
    expect(seen(() => engine.update({ steps: [{ ...two, ...prompt("other") }], order: null }))).toEqual([two.id]);
    const tagged = { ...two, ...outcome("other", TAGGED) };
    expect(seen(() => engine.update({ steps: [tagged], order: null }))).toEqual([two.id, three.id]);
    expect(seen(() => engine.update({ steps: [], order: steps.map(({ id }) => id).toReversed() })).length).toBeLessThan(
      6,
    );
    expect(seen(() => engine.update({ steps: [fullStep("strange")], order: null }))).toEqual([]);
  });

  it("[C7] answers in the command line's shape, every quote standing where it says", () => {
    const { steps } = generateRun({ seed: 7, steps: 120, valid: false });
    const results = checkRun(steps);
    expect(CheckResults.parse(JSON.parse(JSON.stringify(results)))).toEqual(results);
    expect(results.findings.length).toBeGreaterThan(0);
    expect(unfounded(steps, results.findings)).toEqual([]);
    expect(new Set(results.findings.map(({ key }) => key)).size).toBe(results.findings.length);
    for (const place of withoutIds(results).findings.flatMap(({ evidence }) => evidence)) {
      expect(place).toMatchObject({ stepId: null, thoughtId: null });
    }
  });

  it("[C7] sorts by severity, then place, and marks what a quote is about", () => {
    const steps = [told("TODO here"), ...quietSteps(3), fullStep("x", prompt("")), told("TODO TODO")];
    const engine = createEngine();
    engine.load(steps);
    const order = engine.findings().map(({ severity, evidence }) => [severity, evidence[0]?.step, evidence[0]?.start]);
    expect(order).toEqual([
      ["error", 5, 0],
      ["warning", 1, 0],
      ["warning", 6, 0],
      ["warning", 6, 0],
    ]);
    expect(
      engine.marks().flatMap(({ key, start, end }) => (key.startsWith("form/placeholder") ? [[start, end]] : [])),
    ).toEqual([
      [0, 4],
      [0, 4],
      [5, 9],
    ]);
  });

  it("[C7] says of every rule that needs a bible that it was not checked, and why", () => {
    const { notChecked } = checkRun(stepsWithName("Lydgate", 30));
    const off = bareRunRules().filter(({ isOffByDefault }) => isOffByDefault === true);
    expect(notChecked.map(({ rule }) => rule)).toEqual([...off, ...BIBLE_RULES].map(({ id }) => id));
    expect(notChecked).toContainEqual({ rule: "text/dead-acts", why: "no bible: nobody is confirmed" });
    expect(new Set(notChecked.map(({ rule }) => rule)).size).toBe(notChecked.length);
  });

  it("[C7] asks no rule that is off, and gives a rule the severity that was set", () => {
    const steps = [told("TODO")];
    expect(of("form/placeholder", checkRun(steps, { severities: { "form/placeholder": "off" } }).findings)).toEqual([]);
    const [finding] = checkRun(steps, { severities: { "form/placeholder": "hint" } }).findings;
    expect(finding?.severity).toBe("hint");
  });

  it("[C8] bounds a rule that matches everything, and says how much it left out", () => {
    const many = Array.from({ length: MOST_FINDINGS_OF_A_RULE + 40 }, () => told("TODO"));
    const { findings, notChecked } = checkRun(many);
    expect(of("form/placeholder", findings)).toHaveLength(MOST_FINDINGS_OF_A_RULE);
    expect(findings.at(-1)?.evidence[0]?.step).toBe(MOST_FINDINGS_OF_A_RULE);
    expect(notChecked).toContainEqual({
      rule: "form/placeholder",
      why: "the first 200 findings are shown, and 40 more are not",
    });

    const everything: Rule = {
      id: "test/everything",
      version: 1,
      meta: { title: "", why: "", example: "", needs: "" },
      followsOrder: false,
      keysFor: () => [WHOLE_RUN],
      run: (index) =>
        [...index.records()].flatMap(({ step: { id }, passages }) =>
          passages.flatMap((_, passage) =>
            Array.from({ length: 100 }, () => ({
              claim: "A passage.",
              entity: null,
              subject: "",
              severity: "hint" as const,
              evidence: [
                { id, at: { passage }, focus: { start: 0, end: 1 }, quote: "sentence" as const, isAnchor: true },
              ] as const,
            })),
          ),
        ),
    };
    const bounded = checkRun(quietSteps(50), { rules: [everything] });
    expect(bounded.findings).toHaveLength(MOST_FINDINGS_OF_A_RULE);
    expect(bounded.notChecked.at(-1)?.rule).toBe("test/everything");
  });

  it.each([
    ["one letter, a megabyte", "a".repeat(1_000_000)],
    ["capitals without blanks", "Lydgate".repeat(140_000)],
    ["one word again and again", "Lydgate ".repeat(125_000)],
    ["one sentence again and again", "and then Lidgate came. ".repeat(43_000)],
    ["no stop", "word and another ".repeat(60_000)],
    ["punctuation", "\"'.!?…—[(*".repeat(100_000)],
    ["stops and quotes", '." '.repeat(330_000)],
    ["open tags and placeholders", "[insert TODO <yo be real ".repeat(40_000)],
    ["names, all different", Array.from({ length: 90_000 }, (_, at) => `Ab${at.toString(36)}x`).join(" ")],
    [
      "names, all alike",
      Array.from({ length: 90_000 }, (_, at) => `Lyd${String.fromCharCode(97 + (at % 26))}ate`).join(" "),
    ],
    ["emoji and combining marks", "👩‍👩‍👧 é̂ 🗡️ ".repeat(60_000)],
    ["half an emoji", "\ud83d ".repeat(300_000)],
    ["French", "L’été, Élodie s’en alla à l’aube. « Où vas-tu ? » dit Aurélie. ".repeat(15_000)],
    ["line feeds", "\n".repeat(1_000_000)],
  ])("[C8] takes a megabyte of anything in one thought and in the story: %s", (_, megabyte) => {
    const steps = [
      ...stepsWithName("Lydgate", 30),
      fullStep("m", initial(w(megabyte, LONGTERM)), prompt(megabyte)),
      ...quietSteps(60),
    ];
    const engine = createEngine();
    engine.load(steps);
    const { findings, reports } = CheckResults.parse(engine.results());
    expect(unfounded(steps, findings)).toEqual([]);
    expect(
      [...findings.flatMap(({ evidence }) => evidence), ...reports].every(
        ({ quote }) => quote.length <= MAX_QUOTE_UNITS,
      ),
    ).toBe(true);
    const last = steps.at(-1);
    if (last === undefined) throw new Error("the run has steps");
    engine.update({ steps: [{ ...last, ...prompt("other") }], order: null });
    expect(engine.findings().length).toBeLessThanOrEqual(MOST_FINDINGS_OF_A_RULE * 10);
  });

  it("[C8] takes a run in which every step says the same, one without capitals and one in French", () => {
    const same = Array.from({ length: 1_000 }, () => told(PASSAGE, PASSAGE));
    expect(checkRun(same).findings).toEqual([]);
    const twice = [told(`${PASSAGE} x`.repeat(300)), ...quietSteps(20), told(`${PASSAGE} x`.repeat(300))];
    expect(checkRun(twice).findings.length).toBeLessThan(10);
    const small = quietSteps(60).map((one, at) => ({ ...one, ...prompt(`lydgate saw lidgate in room ${at}`) }));
    expect(checkRun(small).findings).toEqual([]);
    const french = Array.from({ length: 60 }, (_, at) =>
      told(`Soudain Élodie entra, salle ${at}. Maintenant Élodie rit.`),
    );
    expect(checkRun(french).findings).toEqual([]);
    expect(of("text/name-variant", checkRun([...french, told("Puis Elodie partit.")]).findings)).toHaveLength(1);
  });
});

function report(steps: readonly Step[]) {
  const engine = createEngine();
  engine.load(steps);
  return { ...engine.reports(), lines: engine.results().reports };
}

describe("reports", () => {
  it("[C9] lists long-term thoughts that no later step takes up, and says where the others are", () => {
    const steps = [
      fullStep("a", initial(w("the brass sundial hides a bloodstained ledger", LONGTERM))),
      fullStep("b", initial(w("a walrus owes the abbot eleven ducats", LONGTERM))),
      fullStep("c", initial(w("and so it was", LONGTERM))),
      ...quietSteps(10),
      told("behind the sundial lies a ledger"),
    ];
    const { longTerm, lines } = report(steps);
    expect(longTerm).toMatchObject([
      { step: 1, age: 13, echo: { step: 14 }, canTell: true },
      { step: 2, age: 12, echo: null, canTell: true, quote: "a walrus owes the abbot eleven ducats" },
      { step: 3, age: 11, echo: null, canTell: false },
    ]);
    expect(lines).toContainEqual({
      rule: "report/long-term-not-taken-up",
      step: 2,
      quote: "a walrus owes the abbot eleven ducats",
    });
    expect(lines.filter(({ rule }) => rule === "report/long-term-not-taken-up")).toHaveLength(1);
  });

  it("[C9] says who was seen when, by name and number", () => {
    const steps = [...stepsWithName("Lydgate", 6), ...quietSteps(30), told("then Lydgate came, and Lydgate's dog")];
    const { names, lines } = report(steps);
    expect(names).toMatchObject([{ name: "Lydgate", mentions: 8, steps: 7, first: { step: 1 }, last: { step: 37 } }]);
    expect(lines).toContainEqual({ rule: "report/last-seen", step: 37, quote: "Lydgate" });
  });

  it("[C9] measures how far back the run refers, longest first", () => {
    const seen = stepsWithName("Lydgate", 4);
    const steps = [...seen, ...quietSteps(9), told("so Lydgate came"), ...quietSteps(39), told("then Lydgate left")];
    expect(report(steps).reach).toEqual({
      count: 2,
      median: 10,
      longest: [
        { what: "Lydgate", kind: "name", fromStep: 14, toStep: 54, gap: 40 },
        { what: "Lydgate", kind: "name", fromStep: 4, toStep: 14, gap: 10 },
      ],
    });
    expect(report(quietSteps(9)).reach).toEqual({ count: 0, median: 0, longest: [] });
  });
});
