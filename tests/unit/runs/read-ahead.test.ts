import { expect, it } from "vitest";

import { openBackend } from "../../../electron/backend/backend.ts";
import { RunId } from "../../../shared/domain/ids.ts";
import { fullStep, run } from "../../support/build.ts";
import { bringIn, newLibrary, valueOf } from "../../support/library.ts";
import { tablesOf } from "../../support/tables.ts";

it("[DT23] what is read ahead of the page changes nothing, takes no pen and is not told of", async () => {
  const library = newLibrary();
  const runId = RunId.parse(bringIn(library, run("Read", fullStep("lantern"))));
  valueOf(library.close());
  const surprises: unknown[] = [];
  const open = { path: library.path, mode: "write" } as const;
  const backend = valueOf(await openBackend({ library: open, onSurprise: (error) => surprises.push(error) }));
  const before = tablesOf(library);
  const told: string[] = [];
  backend.subscribe("a page", ({ name }) => told.push(name));
  backend.readAhead();
  expect(tablesOf(library)).toEqual(before);
  expect(told).toEqual([]);
  expect(valueOf(await backend.call("a page", "run.open", { runId }))).toMatchObject({ pen: "here" });
  await backend.close();
  backend.readAhead();
  expect(surprises).toEqual([]);
});
