import { expect, it } from "vitest";

import { daysOfRun, stepsOn } from "../../../electron/backend/progress/log-sums.ts";
import { createRun } from "../../../electron/backend/runs/create.ts";
import { success } from "../../../shared/lib/outcome.ts";
import { openWriting, temporaryFolder, valueOf } from "../../support/library.ts";
import { saveStep, stepsOf } from "../../support/typing.ts";

const HOUR_MS = 3_600_000;

it("[PR15] a step counts on the day on which its outcome was first written, in every zone, and once", () => {
  let now = { utcMs: 0, offsetMinutes: 0 };
  const library = openWriting(`${temporaryFolder()}/library`, { clock: () => now });
  const runs: { readonly key: number; readonly zone: number }[] = [];
  for (const [index, zone] of [-720, 0, 345, 840].entries()) {
    // 3:59 and 4:00 on the wall of 12 March 2026, wherever the wall is.
    for (const minutes of [239, 240]) {
      now = { utcMs: Date.UTC(2026, 2, 12) + (minutes - zone) * 60_000, offsetMinutes: zone };
      const runId = valueOf(createRun(library, { title: "A run", authors: [] }));
      const [step] = stepsOf(library, runId);
      if (step === undefined) throw new Error("A new run has a step");
      const write = (text: string): void =>
        saveStep(library, runId, step.id, (content) => ({ ...content, outcome: { ...content.outcome, text } }), {
          section: "outcome",
        });
      write("The door opens.");
      now = { ...now, utcMs: now.utcMs + 30 * HOUR_MS };
      write("The door stays shut.");
      runs.push({ key: 1 + index * 2 + (minutes === 240 ? 1 : 0), zone });
    }
  }
  const day = Math.floor(Date.UTC(2026, 2, 12) / (24 * HOUR_MS));
  valueOf(
    library.read((connection) => {
      for (const { key } of runs) {
        const around = [day - 1, day, day + 1].map((each) => stepsOn(connection, key, each, 4));
        expect(around).toEqual(key % 2 === 1 ? [1, 0, 0] : [0, 1, 0]);
        for (const { day: own, steps } of daysOfRun(connection, key, 4)) {
          expect(stepsOn(connection, key, own, 4)).toBe(steps);
        }
      }
      return success(null);
    }),
  );
});
