import { join } from "node:path";

import { expect, it, onTestFinished } from "vitest";

import { openBackend } from "../../../electron/backend/backend.ts";
import { readStamp } from "../../../electron/backend/backups/stamp.ts";
import type { MethodName, ReplyOf, RequestOf } from "../../../shared/contract/contract.ts";
import { schemas } from "../../../shared/contract/contract.ts";
import { newBatchId } from "../../../shared/domain/ids.ts";
import { success } from "../../../shared/lib/outcome.ts";
import { by, fullStep, outcome, prompt, run } from "../../support/build.ts";
import { bringIn, openReading, openWriting, temporaryFolder, valueOf } from "../../support/library.ts";

const ME = "a page";
const LOOK = { folder: null, dayStartsAt: 4, runWords: 300_000 };

it("[PR16] what was found in a run is what its own check finds, is kept, and is told as old when the run changes", async () => {
  const path = join(temporaryFolder(), "library");
  const library = openWriting(path);
  const hole = fullStep("two", prompt("A door, TODO describe it."), outcome(""));
  const runId = bringIn(library, run("With a hole", by("Ann"), fullStep("one"), hole, fullStep("three")));
  valueOf(library.close());
  const backend = valueOf(await openBackend({ library: { path, mode: "write" } }));
  onTestFinished(() => backend.close());
  const ask = async <M extends MethodName>(method: M, request: RequestOf<M>): Promise<ReplyOf<M>> =>
    schemas[method].reply.parse(valueOf(await backend.call(ME, method, request)));
  const told = async (): Promise<unknown> => (await ask("progress.overview", LOOK)).rows[0]?.examined;
  const stamp = (): string => valueOf(openReading(path).read((connection) => success(readStamp(connection))));

  expect(await told()).toBeNull();
  const before = stamp();
  const found = await ask("progress.examine", { runId });
  const { findings } = await ask("consistency.checkRun", { runId });
  expect(findings.length).toBeGreaterThan(0);
  expect(found.errors + found.warnings + found.hints).toBe(findings.length);
  const [judged] = (await ask("exchange.exportCheck", { runs: [runId] })).runs;
  expect(found.problems).toBe(judged?.problems.filter(({ severity }) => severity === "error").length);
  expect(found.problems).toBeGreaterThan(0);
  expect(await told()).toEqual({ ...found, isFresh: true });
  expect(stamp()).toBe(before);

  const [first] = findings;
  if (first === undefined) throw new Error("A finding");
  await ask("consistency.judge", { runId, key: first.key, verdict: "intended", why: "" });
  expect(await told()).toEqual({ ...found, isFresh: false });
  const again = await ask("progress.examine", { runId });
  expect(again.errors + again.warnings + again.hints).toBe(findings.length - 1);

  const { steps, orderRev } = await ask("run.open", { runId });
  const { deviceId, personId } = await ask("library.describe", {});
  const second = steps[1];
  if (second === undefined || deviceId === null) throw new Error("A step, and a device that writes");
  const content = { ...second.content, outcome: { ...second.content.outcome, text: "It opens." } };
  const saved = { steps: [{ id: second.id, baseRev: second.rev, content }], acts: [] };
  await ask("run.save", { runId, batchId: newBatchId(), deviceId, personId, orderRev, ...saved });
  expect(await told()).toMatchObject({ isFresh: false });
  expect((await ask("progress.examine", { runId })).problems).toBe(0);
});
