import { expect, it } from "vitest";

import { refusalOf } from "../../../shared/domain/bible/bible.ts";
import { createEngine } from "../../../shared/domain/consistency/engine.ts";
import type { Survey } from "../../../shared/domain/consistency/survey.ts";
import { bibleOfFile, stepsTelling } from "./support.ts";

const STEPS = stepsTelling(12, {
  3: "Mira’s green eyes open.",
  5: "Mira dies.",
  7: "Mira’s brown eyes open.",
  9: "Mira dies.",
});
const FILE = { entities: [{ id: "mira", kind: "character", name: "Mira", sex: "f" }] };

/** What is proposed, as "step what", after these were refused. */
function proposed(refused: Survey["proposals"]): { readonly said: string[]; readonly proposals: Survey["proposals"] } {
  const refusals = refused.map(({ entity, what, stepId }) => refusalOf(entity, what, stepId));
  const engine = createEngine({ bible: { ...bibleOfFile(STEPS, FILE), refusals } });
  engine.load(STEPS);
  const { proposals } = engine.survey();
  const said = proposals.map(({ what, step }) =>
    what.kind === "fact" ? `${step} ${what.attribute} ${what.value}` : `${step} ${what.event}`,
  );
  return { said, proposals };
}

it("[BI15] what was refused is not proposed again, another value and another place are", () => {
  const first = proposed([]);
  expect(first.said).toEqual(["3 eyes green", "5 dies"]);
  const second = proposed(first.proposals);
  expect(second.said).toEqual(["7 eyes brown", "9 dies"]);
  expect(proposed([...first.proposals, ...second.proposals]).said).toEqual([]);
});
