import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { EMPTY_BIBLE } from "../../../shared/domain/bible/bible.ts";
import { readBibleFile, writeBibleFile } from "../../../shared/domain/bible/bible-file.ts";
import { checkRun, createEngine, MOST_FINDINGS_OF_A_RULE } from "../../../shared/domain/consistency/engine.ts";
import type { Verdict } from "../../../shared/domain/consistency/verdict.ts";
import { newStepId } from "../../../shared/domain/ids.ts";
import type { Step } from "../../../shared/domain/step.ts";
import { unfounded } from "../consistency/support.ts";
import { bibleOfFile, found, places, stepsTelling } from "./support.ts";

const STEPS = stepsTelling(12, { 3: "Mira falls.", 9: "Mira nods and opens the gate." });
const MIRA = { id: "mira", kind: "character", name: "Mira", sex: "f", events: [{ kind: "dies", step: 3 }] };
const order = STEPS.map(({ id }) => id);

function problemsOf(file: unknown): string[] {
  const read = readBibleFile(typeof file === "string" ? file : JSON.stringify(file), order);
  return read.ok ? [] : read.failure.map(({ rule, pointer }) => `${rule} ${pointer}`);
}

describe("a bible as a file", () => {
  it("[BI9] is refused with the place of each fault", () => {
    const format = "runwright-bible/1";
    expect(problemsOf("{")).toEqual(["json "]);
    expect(problemsOf([])).toEqual(["shape "]);
    expect(problemsOf({ format: "runwright-bible/2" })).toEqual(["shape /format"]);
    expect(problemsOf({ format, heroes: [], entities: [{ id: "a", kind: "hero", name: "" }] }).toSorted()).toEqual(
      ["key /heroes", "shape /entities/0/kind", "shape /entities/0/name"].toSorted(),
    );
    expect(
      problemsOf({
        format,
        entities: [MIRA, { ...MIRA, events: [{ kind: "dies", step: 13 }] }],
        places: [{ from: "mira", to: "x/y~z" }],
      }),
    ).toEqual(["shape /entities/1/id", "shape /entities/1/events/0/step", "shape /places/0/to"]);
    expect(
      problemsOf({
        format,
        entities: [{ ...MIRA, facts: [{ attribute: "a", value: "b", fromStep: 5, untilStep: 4 }] }],
      }),
    ).toEqual(["shape /entities/0/facts/0"]);
    expect(problemsOf({ format, steps: [{ step: 1, clock: { day: 1, time: "25:00" } }] })).toEqual([
      "shape /steps/0/clock/time",
    ]);
  });

  it("[BI1] comes back as it was", () => {
    const file = {
      format: "runwright-bible/1",
      entities: [
        {
          id: "mira",
          kind: "character",
          name: "Mira",
          aliases: ["M. Holt", { text: "Holt", caseSensitive: true, plural: true, notIn: ["Holt Street"] }],
          formerly: ["Tessa Vane", "Tessa"],
          sex: "f",
          notes: "n",
          colour: "#aabbcc",
          facts: [{ attribute: "eyes", value: "green", fromStep: 1, untilStep: 4, quote: "q" }],
          events: [{ kind: "dies", step: 3 }],
        },
        {
          id: "key",
          kind: "item",
          name: "the key",
          aliases: [],
          sex: null,
          notes: "",
          colour: null,
          facts: [],
          events: [{ kind: "gained", step: 2, by: "mira", amount: 2 }],
        },
      ],
      places: [{ from: "key", to: "mira", minutes: null }],
      steps: [{ step: 2, cast: ["mira"], place: "key", clock: { day: 1, time: "09:30", flags: ["dream"] } }],
      threads: [
        { id: "t", title: "Who?", plantStep: 2, advancedSteps: [3], dueByStep: 900, payoffStep: null, state: "open" },
      ],
      rules: [{ id: "r", never: ["x y"], must: [], why: "w" }],
      notNames: ["wave"],
      refused: [
        { entity: "mira", attribute: "eyes", value: "brown" },
        { entity: "mira", event: "dies", step: 3 },
      ],
    };
    const read = readBibleFile(JSON.stringify(file), order);
    if (!read.ok) throw new Error("It is in order");
    expect(JSON.parse(writeBibleFile(read.value.bible, order).text)).toEqual(file);
    // What stands on a step that is gone is told and left out.
    const { text, problems } = writeBibleFile(read.value.bible, order.with(2, newStepId()));
    expect(problems.length).toBe(2);
    expect(JSON.parse(text)).toMatchObject({
      entities: [{ events: [] }, {}],
      threads: [{ plantStep: 2 }],
      refused: [{}],
    });
  });
});

describe("a hostile bible", () => {
  it("[BI9] of 5,000 entities and 20,000 aliases is taken; more is refused", () => {
    const entities = Array.from({ length: 5_000 }, (_, at) => ({
      id: `e${at}`,
      kind: "character",
      name: `Name${at}`,
      aliases: [`Name${at}`, `Sir Name${at}`, `Name${at} of the Hill`, `Old Name${at}`],
      events: [{ kind: "dies", step: 3 }],
    }));
    const steps = stepsTelling(12, { 9: "Name4999 of the Hill nods and opens the gate." });
    expect(found("text/dead-acts", steps, { entities }).map(({ entity }) => entity)).toEqual(["e4999"]);
    expect(
      problemsOf({ format: "runwright-bible/1", entities: [...entities, { id: "one", kind: "item", name: "More" }] }),
    ).toContain("limit /entities");
  });

  const named = (name: string, more: object = {}): object => ({
    ...MIRA,
    id: name.replaceAll(/\s/gu, "-"),
    name,
    aliases: [],
    ...more,
  });
  const every = [{ rule: "text/dead-mentioned", severity: "hint" }];
  /** The text of step 9 that is taken for one of these entities, all of whom died in step 3. */
  const taken = (text: string, entities: readonly object[]): number =>
    found("text/dead-mentioned", stepsTelling(12, { 9: text }), { entities, severities: every }).length;

  it("[BI9] with cycles is taken: ways in a ring, things given to their giver, names that are each other’s aliases", () => {
    const place = (id: string) => ({ id, kind: "place", name: `the ${id} gate` });
    const steps = stepsTelling(12, {});
    const ring = {
      entities: [
        ...["north", "east", "south"].map(place),
        named("Tom", { events: [] }),
        { id: "key", kind: "item", name: "the iron key", events: [{ kind: "given", step: 4, by: "Tom", to: "Tom" }] },
      ],
      places: [
        { from: "north", to: "east", minutes: 10 },
        { from: "east", to: "south", minutes: 10 },
        { from: "south", to: "north", minutes: 10 },
        { from: "north", to: "north", minutes: 5 },
      ],
      steps: [
        { step: 5, cast: ["Tom"], place: "north", clock: { day: 1, time: "09:00" } },
        { step: 6, cast: ["Tom"], place: "south", clock: { day: 1, time: "09:10" } },
      ],
    };
    expect(found("ledger/", steps, ring)).toEqual([]);
    const each = [named("Anna", { aliases: ["Berta"] }), named("Berta", { aliases: ["Anna"] })];
    expect(taken("Anna nods. Berta nods.", each)).toBe(0);
  });

  it("[BI9] with overlaps is taken: of two facts that hold at once either may be meant, of two names the longer", () => {
    const eyes = (value: string, fromStep: number) => ({ attribute: "eyes", value, fromStep, untilStep: 11 });
    const steps = stepsTelling(12, { 9: "Mira’s green eyes open.", 10: "Mira’s brown eyes open." });
    const file = { entities: [{ ...MIRA, events: [], facts: [eyes("blue", 1), eyes("green", 4)] }] };
    expect(found("ledger/two-values", steps, file)).toHaveLength(1);
    expect(places(found("text/attribute", steps, file))).toEqual([[1, 10]]);
    const names = [named("Mira Holt"), named("Holt Street", { events: [] }), named("Mira", { events: [] })];
    expect(taken("Mira Holt Street ends here. Mira Holt nods.", names)).toBe(2);
  });

  it.for([
    ["Will", "Will you come? The will was read. Who will go?", 0],
    ["Will", "So Will nods.", 1],
    ["Rose", "Rose petals fall where the tide rose.", 0],
    ["Rose", "You meet Rose.", 1],
    ["Rose", "The Rose Garden is shut.", 0],
    ["the captain", "You look for the captain.", 1],
    ["the captain", "Every captain knows.", 0],
    ["I", "I nod. I, too.", 0],
    ["X", "X marks the spot. Plan X.", 0],
    ["M.", "M. nods. So M. nods.", 0],
    [".*", "Anything at all.", 0],
    ["Mir[ao]", "So Mira and Miro nod.", 0],
    ["(", "So it (goes) on.", 0],
    ["—", "So — it goes.", 0],
  ] as const)("[BI9] with a common word, one letter or a pattern as a name, %s, in “%s”: %i", ([name, text, count]) => {
    expect(taken(text, [named(name)])).toBe(count);
  });

  it("[BI9] with a rule that matches everything is bounded, and that is said", () => {
    const steps = stepsTelling(300, {});
    const file = { rules: [{ id: "all", never: ["the", "wave"], must: [], why: "" }] };
    const { findings, notChecked } = checkRun(steps, { bible: bibleOfFile(steps, file) });
    expect(unfounded(steps, findings)).toEqual([]);
    expect(findings.filter(({ rule }) => rule === "world/never-and-must")).toHaveLength(MOST_FINDINGS_OF_A_RULE);
    expect(notChecked.find(({ rule }) => rule === "world/never-and-must")?.why).toMatch(/more are not$/u);
  });

  it("[BI9] counts nothing that stands on a step that is gone, and says so", () => {
    const bible = bibleOfFile(STEPS, { entities: [MIRA] });
    const without = STEPS.filter((_, at) => at !== 2);
    const { findings, notChecked } = checkRun(without, { bible });
    expect(findings.filter(({ rule }) => rule === "text/dead-acts")).toEqual([]);
    expect(notChecked.find(({ rule }) => rule === "bible")?.why).toMatch(/^1 of the facts/u);
  });

  it("[BI9] of a run without capitals is found in any case where it says so, and not where it does not", () => {
    const text = "so mira nods and opens the gate.";
    expect(taken(text, [named("Mira")])).toBe(0);
    expect(taken(text, [named("Mira", { aliases: [{ text: "mira", caseSensitive: false }] })])).toBe(1);
    const { notChecked } = checkRun(stepsTelling(12, { 9: text }));
    expect(notChecked.find(({ rule }) => rule === "text/name-variant")?.why).toMatch(/^no name recurs/u);
  });

  it("[BI9] of a run in French names whom the text names, accents and elisions and all, and says nothing false", () => {
    const french = [
      "Élodie ouvre la porte et « entrez », dit Élodie.",
      "Il était une fois. L’ami d’Élodie, qu’Élodie aimait, s’en va.",
      "« Vous ici ? » demande Jean-Luc. Jean-Luc s’assied.",
    ];
    const entities = [named("Élodie", { sex: "f" }), named("Jean-Luc", { sex: "m" })];
    expect(french.map((text) => taken(text, entities))).toEqual([2, 2, 2]);
    const steps = stepsTelling(12, { 7: french[0] ?? "", 8: french[1] ?? "", 9: french[2] ?? "" });
    const { findings } = checkRun(steps, { bible: bibleOfFile(steps, { entities }) });
    expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(unfounded(steps, findings)).toEqual([]);
  });
});

describe("with a bible", () => {
  const texts = [
    "Mira nods.",
    "Mira’s blue eyes open.",
    "Tom lights the brass lantern.",
    "Nobody comes.",
    "Mirra waits by the brass lantern.",
    "Tamsin and Mira laugh.",
    "You lift the brass lantern.",
    "“Mira!” they call.",
    "Mira nods, and Mira laughs.",
  ];
  const bible = (steps: readonly Step[], turn: number): object => ({
    entities: [
      {
        ...MIRA,
        events: [{ kind: turn % 2 === 0 ? "dies" : "leaves", step: 1 + (turn % steps.length) }],
        facts: [{ attribute: "eyes", value: "green" }],
      },
      {
        id: "tom",
        kind: "character",
        name: "Tom",
        aliases: turn % 3 === 0 ? [] : ["Thomas"],
        formerly: turn % 4 === 1 ? ["Tamsin"] : [],
      },
      {
        id: "lantern",
        kind: "item",
        name: "the brass lantern",
        events:
          turn % 3 === 1
            ? [{ kind: "gained", step: 1, by: "mira" }]
            : [{ kind: "lost", step: 1 + ((turn * 3) % steps.length) }],
      },
    ],
    steps: [{ step: 1 + ((turn * 5) % steps.length), cast: ["mira"], clock: { day: turn % 4 } }],
    severities: turn % 5 === 0 ? [{ rule: "text/dead-acts", severity: "off" }] : [],
  });

  it("[BI8] finds after any changes what a check from the beginning finds", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3), fc.nat(30), fc.nat(texts.length - 1)), { maxLength: 12 }), (acts) => {
        let steps: Step[] = stepsTelling(8, { 2: "Mira waves.", 4: "Mira nods.", 6: "Tom lights the brass lantern." });
        let confirmed = bibleOfFile(steps, bible(steps, 0));
        const engine = createEngine({ bible: confirmed });
        engine.load(steps);
        for (const [act, at, which] of acts) {
          const index = at % steps.length;
          const step = steps[index];
          if (step === undefined) continue;
          if (act === 0) steps = steps.with(index, { ...step, outcome: { ...step.outcome, text: texts[which] ?? "" } });
          else if (act === 1 && steps.length > 4) steps = steps.toSpliced(index, 1);
          else if (act === 2) steps = [...steps.slice(index), ...steps.slice(0, index)];
          else {
            confirmed = bibleOfFile(steps, bible(steps, at));
            engine.confirm(confirmed);
          }
          engine.load(steps);
        }
        expect(engine.findings()).toEqual(checkRun(steps, { bible: confirmed }).findings);
      }),
      { numRuns: 60 },
    );
  });

  it("[BI10] a verdict covers a finding until the fact changes, a baseline what was there", () => {
    const dead = (engine: ReturnType<typeof createEngine>): number =>
      engine.findings().filter(({ rule }) => rule === "text/dead-acts").length;
    const engine = createEngine({ bible: bibleOfFile(STEPS, { entities: [MIRA] }) });
    engine.load(STEPS);
    const anchors = engine.anchors().map(({ anchor }) => anchor);
    engine.judge(anchors.map((anchor): Verdict => ({ verdict: "intended", why: "", anchor })));
    expect(dead(engine)).toBe(0);
    engine.confirm(bibleOfFile(STEPS, { entities: [{ ...MIRA, events: [{ kind: "dies", step: 4 }] }] }));
    expect(dead(engine)).toBe(1);
    engine.confirm(bibleOfFile(STEPS, { entities: [MIRA] }));
    engine.judge([], anchors);
    expect(dead(engine)).toBe(0);
    engine.judge([]);
    expect(dead(engine)).toBe(1);
    engine.confirm(EMPTY_BIBLE);
    expect(dead(engine)).toBe(0);
  });

  it("[BI10] a rule that was wrong six times of ten is shown as hints, and says so", () => {
    const engine = createEngine({ bible: bibleOfFile(STEPS, { entities: [MIRA] }) });
    engine.load(STEPS);
    const verdicts = (wrong: number): Verdict[] =>
      Array.from({ length: 10 }, (_, at) => ({
        verdict: at < wrong ? "other" : "real",
        why: "",
        anchor: { rule: "text/dead-acts", subject: `somebody ${at}`, sentences: [] },
      }));
    const severity = (): string | undefined =>
      engine.findings().find(({ rule }) => rule === "text/dead-acts")?.severity;
    engine.judge(verdicts(5));
    expect(severity()).toBe("warning");
    engine.judge(verdicts(6));
    expect(severity()).toBe("hint");
    expect(engine.results().notChecked.find(({ rule }) => rule === "text/dead-acts")?.why).toMatch(/^shown as hints/u);
  });
});
