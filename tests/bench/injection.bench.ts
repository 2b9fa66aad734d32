import { createEngine } from "../../shared/domain/consistency/engine.ts";
import type { Bible } from "../../shared/domain/bible/bible.ts";
import type { Finding } from "../../shared/domain/consistency/results.ts";
import type { Verdict } from "../../shared/domain/consistency/verdict.ts";
import type { Step } from "../../shared/domain/step.ts";
import { generateRun } from "../support/generate-run.ts";
import { KINDS, type Case, TIERS } from "./injection/case.ts";
import { DEVELOPMENT_FORMER } from "./injection/development-former.ts";
import { DEVELOPMENT_MASON_PEOPLE, DEVELOPMENT_MASON_THINGS } from "./injection/development-mason.ts";
import { DEVELOPMENT_PEOPLE } from "./injection/development-people.ts";
import { DEVELOPMENT_THINGS } from "./injection/development-things.ts";
import { WILLOW_1 } from "./injection/development-willow-1.ts";
import { WILLOW_2 } from "./injection/development-willow-2.ts";
import { WILLOW_3 } from "./injection/development-willow-3.ts";
import { OPEN_CASES } from "./injection/open-cases.ts";
import { type Knowledge, plant, type PlantedRun } from "./injection/plant.ts";
import { type Score, scoreOf } from "./injection/score.ts";
import { SEALED_PEOPLE_SECOND } from "./injection/sealed/people-second.ts";
import { SEALED_PEOPLE } from "./injection/sealed/people.ts";
import { SEALED_THINGS_SECOND } from "./injection/sealed/things-second.ts";
import { SEALED_THINGS } from "./injection/sealed/things.ts";
import type { Report } from "./report.ts";

/*
 * `npm run bench:consistency`: faults of eight kinds planted in a run of 300,000 words, told plainly, in another turn, or by a
 * pronoun, beside as many look-alikes; checked with a full bible, with names alone, and bare. Then every finding is said to be
 * intended and its sentence edited a little: the share of verdicts that still hold.
 */

const SEED = 71;
const WORDS = 300_000;

const KNOWN: Readonly<Record<Knowledge, string>> = {
  cast: "a full bible and the cast of each step",
  full: "a full bible",
  names: "names only",
  bare: "a bare run",
};

export async function bench(report: Report): Promise<void> {
  const sets: readonly (readonly [string, readonly Case[]])[] = [
    ["open", OPEN_CASES],
    ["development (people)", DEVELOPMENT_PEOPLE],
    ["development (things)", DEVELOPMENT_THINGS],
    ["development (formerly sealed)", DEVELOPMENT_FORMER],
    ["development (willow 1)", WILLOW_1],
    ["development (willow 2)", WILLOW_2],
    ["development (willow 3)", WILLOW_3],
    ["development (mason, people)", DEVELOPMENT_MASON_PEOPLE],
    ["development (mason, things)", DEVELOPMENT_MASON_THINGS],
    ["sealed (people)", SEALED_PEOPLE],
    ["sealed (things)", SEALED_THINGS],
    ["sealed (second writers)", [...SEALED_PEOPLE_SECOND, ...SEALED_THINGS_SECOND]],
  ];
  for (const [name, cases] of sets) {
    const run = plant(cases, SEED);
    for (const knows of ["cast", "full", "names", "bare"] satisfies Knowledge[]) {
      const score = scoreOf(run.planted, check(run.steps, run.bible(knows)));
      report.say("");
      report.say(`${name} cases, ${KNOWN[knows]}`);
      for (const line of table(score)) report.say(line);
      report.say(
        `other findings ${score.others.length}, ${((score.others.length * 100_000) / WORDS).toFixed(1)} per 100,000 words`,
      );
      if (knows !== "full") continue;
      // What the sealed cases say is never printed: who has read them can no longer write rules that they judge.
      if (!name.startsWith("sealed")) {
        for (const { case: each } of score.missed) report.say(`  missed   ${each.kind}, ${each.tier}: ${each.text}`);
        for (const { case: each } of score.flagged) report.say(`  flagged  ${each.kind}: ${each.text}`);
      }
      for (const { rule, claim } of score.others.slice(0, 8)) report.say(`  other    ${rule}: ${claim}`);
      const alikes = run.planted.filter((one) => !one.case.isFault).length;
      report.figure("look-alikes flagged (target 2)", (score.flagged.length * 100) / alikes, "%");
      for (const [edit, change] of Object.entries(EDITS))
        report.figure(`verdicts that hold after ${edit}`, survival(run, change) * 100, "%");
    }
  }
  await Promise.resolve();
}

function check(steps: readonly Step[], bible: Bible): Finding[] {
  const engine = createEngine({ bible });
  engine.load(steps);
  return engine.findings();
}

function table(score: Score): string[] {
  const cell = (pair: readonly [number, number] | undefined): string =>
    (pair === undefined ? "-" : `${pair[0]}/${pair[1]}`).padStart(9);
  return [
    `${"kind".padEnd(12)}${TIERS.map((tier) => tier.padStart(9)).join("")}  look-alikes flagged`,
    ...KINDS.flatMap((kind) => {
      const row = score.kinds.get(kind);
      if (row === undefined || (row.tiers.size === 0 && row.flagged[1] === 0)) return [];
      return `${kind.padEnd(12)}${TIERS.map((tier) => cell(row.tiers.get(tier))).join("")}${cell(row.flagged)}`;
    }),
  ];
}

type Edit = (steps: readonly Step[], isTouched: (number: number) => boolean) => readonly Step[];

/** Changes the end of each story text in which something was found. */
function atEnds(change: (text: string) => string): Edit {
  return (steps, isTouched) =>
    steps.map((step, at) => {
      if (!isTouched(at + 1)) return step;
      const text = step.outcome.text.split("\n").map(change).join("\n");
      return { ...step, outcome: { ...step.outcome, text } };
    });
}

/** What an author does to a run after saying that a finding is meant so. */
const EDITS: Readonly<Record<string, Edit>> = {
  "a small edit (target 98)": atEnds((text) => text.replace(/([.!?])$/u, " indeed$1")),
  "a sentence put before it (target 98)": atEnds((text) => `It was late. ${text}`),
  "ten steps put before all (target 98)": (steps) => [...generateRun({ seed: 5, steps: 10 }).steps, ...steps],
  "a step moved to the end (target 98)": (steps) => [...steps.slice(1), ...steps.slice(0, 1)],
};

/** The share of findings that stay silent when all were said to be intended and the run was edited. */
function survival(run: PlantedRun, edit: Edit): number {
  const engine = createEngine({ bible: run.bible("full") });
  engine.load(run.steps);
  const before = engine.findings().filter(({ rule }) => !rule.startsWith("form/"));
  const verdicts = engine.anchors().map(({ anchor }): Verdict => ({ verdict: "intended", why: "", anchor }));
  engine.judge(verdicts);
  const touched = new Set(before.flatMap(({ evidence }) => evidence.map(({ step }) => step)));
  engine.load(edit(run.steps, (number) => touched.has(number)));
  const after = engine.findings().filter(({ rule }) => !rule.startsWith("form/"));
  return before.length === 0 ? 1 : 1 - Math.min(1, after.length / before.length);
}
