import { describe, expect, it } from "vitest";

import type { Step } from "../../../shared/domain/step.ts";
import { found, stepsTelling } from "./support.ts";
import { told } from "../consistency/support.ts";

const MIRA = { id: "mira", kind: "character", name: "Mira Holt", aliases: ["Mira"], sex: "f" };
const TOM = { id: "tom", kind: "character", name: "Tom", sex: "m" };

/** The findings of a rule that is off by default in these steps: none while it is off, and these when the author sets it to hint. */
function asked(rule: string, steps: readonly Step[], file: object): number {
  expect(found(rule, steps, file)).toEqual([]);
  const severities = [{ rule, severity: "hint" }];
  const findings = found(rule, steps, { ...file, severities });
  expect(findings.every(({ severity }) => severity === "hint")).toBe(true);
  return findings.length;
}

describe("rules that are off by default", () => {
  const broken = { ...MIRA, events: [{ kind: "injured", step: 3 }] };
  it.for([
    ["Mira climbs the rope.", 1],
    ["Then Mira quickly runs down to the quay.", 1],
    ["Mira climbs the rope and winces.", 0],
    ["Mira sits by the fire.", 0],
    ["“Mira climbs like a cat,” says Tom.", 0],
    ["You remember how Mira climbed the rope.", 0],
  ] as const)("[BI13] an injury ignored: %s", ([text, count]) => {
    const steps = stepsTelling(12, { 3: "Mira breaks her arm.", 9: text });
    expect(asked("text/injury-ignored", steps, { entities: [broken, TOM] })).toBe(count);
    const healed = { ...MIRA, events: [...broken.events, { kind: "heals", step: 6 }] };
    expect(asked("text/injury-ignored", steps, { entities: [healed, TOM] })).toBe(0);
  });

  it.for([
    ["Mira knows that the duke poisoned the well.", 1],
    ["Mira whispers that the well was poisoned.", 1],
    ["Mira does not know who poisoned the well for the duke.", 0],
    ["Mira asks who poisoned the duke’s well.", 0],
    ["Mira knows the way to the well.", 0],
    ["Tom knows that the duke poisoned the well.", 0],
  ] as const)("[BI13] knowledge before it was learnt: %s", ([text, count]) => {
    const learns = (step: number) => ({
      entities: [{ ...MIRA, events: [{ kind: "learns", step, secret: "the duke poisoned the well" }] }, TOM],
    });
    const steps = stepsTelling(12, { 4: text, 9: "Mira hears it." });
    expect(asked("text/knowledge", steps, learns(9))).toBe(count);
    expect(asked("text/knowledge", steps, learns(2))).toBe(0);
  });

  it("[BI13] a thing by a bare noun in the wrong hands", () => {
    const lantern = {
      id: "lantern",
      kind: "item",
      name: "the brass lantern",
      aliases: ["lantern"],
      events: [
        { kind: "gained", step: 2, by: "mira" },
        { kind: "lost", step: 6 },
      ],
    };
    const file = { entities: [MIRA, TOM, lantern] };
    expect(asked("text/bare-item-use", stepsTelling(12, { 9: "Mira lights the lantern." }), file)).toBe(1);
    expect(asked("text/bare-item-use", stepsTelling(12, { 9: "Mira lights another lantern." }), file)).toBe(0);
    // By its own name it is a finding of the rule that is on.
    const named = stepsTelling(12, { 9: "Mira lights the brass lantern." });
    expect(asked("text/bare-item-use", named, file)).toBe(0);
    expect(found("text/item-use", named, file)).toHaveLength(1);
  });

  it.for([
    ["You opened the door.", 1],
    ["I open the door.", 1],
    ["You open the door.", 0],
    ["“You opened the door,” says Tom.", 0],
    ["You had opened the door long ago.", 0],
    ["If you opened it, you would see.", 0],
    ["The door opened.", 0],
    ["You still hold the key.", 0],
    ["You quickly shut the door.", 0],
  ] as const)("[BI13] another person or tense than the run’s: %s", ([text, count]) => {
    const present = Array.from({ length: 50 }, (_, at) => told(`You open door number ${at}.`, "so it goes"));
    expect(asked("text/person-and-tense", [...present, told(text)], {})).toBe(count);
  });

  it("[BI13] a run without a manner of its own is left alone, and that is said", () => {
    const mixed = Array.from({ length: 60 }, (_, at) => told(at % 2 === 0 ? "You open the door." : "You opened it."));
    expect(asked("text/person-and-tense", mixed, {})).toBe(0);
  });
});
