import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { DAMAGES } from "../support/damage.ts";
import { damageAndOpen, makeSpecimen, type Ending } from "../support/damaged-libraries.ts";
import type { Drill } from "./drills/drills.ts";
import { type Row, table } from "./drills/table.ts";

/** Libraries that are damaged; each case follows from the seed and its number. */
const CASES = { sample: 60, all: 1_000 } as const;
/** Of the rows whose pages the damage left whole, so many must be read out. */
const LEAST_SHARE = 0.9;
/** In memory where that is possible: it is damage that is tried here, and a disk would take most of the time to sync it. */
const MEMORY = "/dev/shm";

/** Libraries damaged at random: each opens, is recovered, or is refused with a sentence. */
export const damagedLibraries: Drill = {
  name: "damaged libraries",
  whyNot: () => null,
  async run({ seed, extent }) {
    const folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), "runwright-damage-"));
    try {
      const specimen = await makeSpecimen(folder);
      const endings: Ending[] = [];
      const violations: string[] = [];
      for (let number = 0; number < CASES[extent]; number += 1) {
        try {
          const ending = await damageAndOpen(specimen, folder, seed, number);
          endings.push(ending);
          violations.push(...brokenBy(ending).map((what) => `case ${String(number)} (${ending.damage}): ${what}`));
        } catch (error) {
          violations.push(`case ${String(number)}: ${String(error)}`);
        }
      }
      if (shareOf(endings) < LEAST_SHARE) violations.push(`Of the whole rows only ${percent(endings)} were read out`);
      const rows = DAMAGES.map((damage) =>
        rowOf(
          damage,
          endings.filter((each) => each.damage === damage),
        ),
      );
      const title = `Libraries damaged at random (seed ${String(seed)})`;
      return { table: table(title, [...rows, rowOf("all", endings)]), violations };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function brokenBy({ ending, sentences, shown, whole }: Ending): string[] {
  if (ending === "refused" && !sentences.some((sentence) => sentence.endsWith(".")))
    return ["refused without a sentence"];
  return ending === "recovered" && shown < whole ? [`${String(shown)} of ${String(whole)} whole rows are shown`] : [];
}

const sum = (endings: readonly Ending[], pick: (ending: Ending) => number): number =>
  endings.reduce((total, each) => total + pick(each), 0);
const shareOf = (endings: readonly Ending[]): number =>
  sum(endings, ({ readOut }) => readOut) /
  Math.max(
    1,
    sum(endings, ({ whole }) => whole),
  );
const percent = (endings: readonly Ending[]): string => `${(shareOf(endings) * 100).toFixed(1)} %`;

function rowOf(name: string, endings: readonly Ending[]): Row {
  const count = (ending: Ending["ending"]): number => endings.filter((each) => each.ending === ending).length;
  return {
    damage: name,
    opened: count("opened"),
    recovered: count("recovered"),
    refused: count("refused"),
    "whole rows": sum(endings, ({ whole }) => whole),
    "read out": percent(endings),
  };
}
