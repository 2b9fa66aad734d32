import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { writeBounty } from "../../../shared/domain/bounty/write.ts";
import type { KnownRun } from "../../../shared/contract/exchange-methods.ts";
import type { Run } from "../../../shared/domain/run.ts";
import { by, fullStep, outcome, run } from "../../support/build.ts";
import { type ExchangeWorld, exchangeWorld } from "../../support/exchange.ts";
import { valueOf } from "../../support/library.ts";

const ANN = by("Ann Example");
/** Steps with a text of their own each. */
const steps = (from: number, to: number): ReturnType<typeof fullStep>[] =>
  Array.from({ length: to - from + 1 }, (_, index) => fullStep(`step ${String(from + index)}`));
const FERRY = run("The Lantern Ferry", ANN, ...steps(1, 8));

type Told = Pick<KnownRun, "as" | "steps" | "title"> | null;

/** What a dry run tells of bounty files of these runs, a run a file. */
async function toldOf(world: ExchangeWorld, ...runs: readonly Pick<Run, "title" | "authors" | "steps">[]) {
  const files = runs.map(({ title, authors, steps: written }, index) => {
    const path = world.place(`file-${String(index)}.json`);
    writeFileSync(path, [...writeBounty({ title, authors }, written)].join(""));
    return world.lendFile(path);
  });
  const { files: checked } = valueOf(await world.call("exchange.importCheck", { files }));
  return checked.flatMap((file) =>
    file.runs.map(({ known }): Told => known && { as: known.as, steps: known.steps, title: known.title }),
  );
}

describe("a run that comes in without an id", () => {
  it("[DS27] the second time a folder is brought, every file of it is the same as a run here", async () => {
    const first = await exchangeWorld(FERRY, run("The Well", by("Bo Example"), ...steps(20, 22)));
    const { place, answer } = await first.world.export("all", "bounty");
    valueOf(answer);
    const paths = readdirSync(place).map((name) => join(place, name));
    const { world } = await exchangeWorld();
    const lent = (): ReturnType<ExchangeWorld["lendFile"]>[] => paths.map((path) => world.lendFile(path));
    const known = async (): Promise<(string | null)[]> =>
      valueOf(await world.call("exchange.importCheck", { files: lent() })).files.flatMap(({ runs }) =>
        runs.map((one) => (one.known === null ? null : `${one.known.as} ${one.known.runId}`)),
      );
    expect(await known()).toEqual([null, null]);
    const { runs } = valueOf(await world.call("exchange.import", { files: lent() }));
    expect(await known()).toEqual(runs.map(({ id }) => `same ${id}`));
    valueOf(await world.call("exchange.undoImport", { runs: runs.map(({ id }) => id) }));
    expect(await known()).toEqual([null, null]);
  });

  it("[DS27] a state of a run that is here is told as newer, older or another, with its steps", async () => {
    const { world } = await exchangeWorld(FERRY);
    const { title } = FERRY;
    const edited = fullStep("step 1", outcome("Somebody calls."));
    expect(
      await toldOf(
        world,
        run(title, ANN, edited, ...steps(2, 11)),
        run(title, ANN, ...steps(1, 6)),
        run(title, ANN, edited, ...steps(2, 8)),
        run("Renamed since", ANN, ...steps(1, 9)),
        // More than half of the first five differ, so title and authors tell.
        run(title, ANN, ...steps(30, 33), ...steps(5, 8)),
        run("Renamed since", ANN, ...steps(1, 8)),
      ),
    ).toEqual([
      { as: "newer", steps: 3, title },
      { as: "older", steps: 2, title },
      { as: "other", steps: 1, title },
      { as: "newer", steps: 1, title },
      { as: "other", steps: 4, title },
      { as: "same", steps: 0, title },
    ]);
  });

  it("[DS27] another run is not meant: other steps under the same title, or the same beginning of a longer text", async () => {
    const { world } = await exchangeWorld(run("The Lantern Ferry", ANN, ...steps(1, 16)));
    expect(
      await toldOf(
        world,
        run("The Lantern Ferry", ANN, ...steps(30, 37)),
        run("The Well", by("Bo Example"), ...steps(1, 5), ...steps(40, 50)),
      ),
    ).toEqual([null, null]);
  });

  it("[DS27] of several states here the very same one is found, else the one with the most in common", async () => {
    const { title } = FERRY;
    const { world } = await exchangeWorld(
      FERRY,
      run(title, ANN, ...steps(1, 10)),
      run(title, ANN, ...steps(1, 5)),
      run(title, ANN, ...steps(1, 6)),
      run(title, ANN, ...steps(1, 7)),
    );
    expect(await toldOf(world, FERRY, run(title, ANN, ...steps(1, 12)))).toMatchObject([
      { as: "same" },
      { as: "newer", steps: 2 },
    ]);
  });
});
