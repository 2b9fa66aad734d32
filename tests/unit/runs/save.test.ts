import { expect, it } from "vitest";

import { loadRun } from "../../../electron/backend/runs/load.ts";
import { listRuns } from "../../../electron/backend/runs/list.ts";
import { saveRun } from "../../../electron/backend/runs/save.ts";
import { findText } from "../../../electron/backend/search/find.ts";
import type { WritingLibrary } from "../../../electron/backend/storage/library.ts";
import type { Act, SaveReply, SaveRequest } from "../../../shared/contract/save.ts";
import { newBatchId, newDeviceId, newRunId, newStepId, type RunId } from "../../../shared/domain/ids.ts";
import type { SectionName } from "../../../shared/domain/section.ts";
import { contentOf, type StepContent } from "../../../shared/domain/step.ts";
import { action, CLOSED, fullStep, initial, outcome, prompt, run, step, TAGGED } from "../../support/build.ts";
import { bringIn, failureIn, newLibrary, TEST_TIME, valueOf } from "../../support/library.ts";
import { tablesOf } from "../../support/tables.ts";
import { createRun } from "../../../electron/backend/runs/create.ts";

/** A batch without changes, to be given some. */
function batch(library: WritingLibrary, runId: RunId, changes: Partial<SaveRequest>): SaveRequest {
  return {
    runId,
    batchId: newBatchId(),
    deviceId: library.device,
    personId: library.me,
    orderRev: 1,
    steps: [],
    acts: [],
    ...changes,
  };
}

function savedBy(
  library: WritingLibrary,
  runId: RunId,
  changes: Partial<SaveRequest>,
): Extract<SaveReply, { state: "saved" }> {
  const reply = valueOf(saveRun(library, batch(library, runId, changes)));
  if (reply.state !== "saved") throw new Error(`Not saved: ${JSON.stringify(reply)}`);
  return reply;
}

const typed = (stepId: Act["stepId"], section: SectionName, added: number): Act => ({
  stepId,
  section,
  kind: "typed",
  added,
  removed: 0,
  activeMs: 400,
});

/** The provenance of a run's sections, by step and section. */
function provenance(library: WritingLibrary): Record<string, unknown>[] {
  return tablesOf(library).sections.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, typeof value === "bigint" ? Number(value) : value]),
    ),
  );
}

it("[L5] answers a batch that was seen as before, and writes it once", () => {
  const library = newLibrary();
  const first = fullStep("one");
  const runId = bringIn(library, run("A", first));
  const request = batch(library, runId, { steps: [{ id: first.id, baseRev: 1, content: contentOf(fullStep("new")) }] });
  const reply = valueOf(saveRun(library, request));
  expect(reply).toMatchObject({ state: "saved", orderRev: 1, steps: [{ id: first.id, rev: 2 }] });
  const kept = tablesOf(library);
  expect(valueOf(saveRun(library, request))).toEqual(reply);
  expect(tablesOf(library)).toEqual(kept);
});

it("[L5] writes nothing of a batch in which one step or the order is behind, and says what stands there", () => {
  const library = newLibrary();
  const [one, two] = [fullStep("one"), fullStep("two")];
  const runId = bringIn(library, run("A", one, two));
  savedBy(library, runId, { steps: [{ id: two.id, baseRev: 1, content: contentOf(fullStep("elsewhere")) }] });
  const kept = tablesOf(library);
  const changes = [one, two].map(({ id }) => ({ id, baseRev: 1, content: contentOf(fullStep("here")) }));
  expect(valueOf(saveRun(library, batch(library, runId, { steps: changes })))).toEqual({
    state: "stale",
    orderRev: 1,
    steps: [{ id: two.id, rev: 2, deleted: false }],
  });
  const neverThere = [{ id: newStepId(), baseRev: 3, content: contentOf(one) }];
  expect(valueOf(saveRun(library, batch(library, runId, { steps: neverThere })))).toMatchObject({
    state: "stale",
    steps: [{ rev: 0, deleted: false }],
  });
  const order = { order: [two.id, one.id], orderRev: 7 };
  expect(valueOf(saveRun(library, batch(library, runId, order)))).toEqual({ state: "stale", orderRev: 1, steps: [] });
  expect(tablesOf(library)).toEqual(kept);
});

it("[L5] refuses a batch that contradicts itself, and writes nothing", () => {
  const library = newLibrary();
  const [one, two, elsewhere] = [fullStep("one"), fullStep("two"), fullStep("elsewhere")];
  const runId = bringIn(library, run("A", one, two));
  bringIn(library, run("B", elsewhere));
  const kept = tablesOf(library);
  const change = { id: one.id, baseRev: 1, content: contentOf(one) };
  const fresh = { id: newStepId(), baseRev: 0, content: contentOf(one) };
  const misfits: Partial<SaveRequest>[] = [
    { steps: [change, change] },
    { steps: [{ ...change, id: elsewhere.id }] },
    { steps: [fresh] },
    { steps: [fresh], order: [one.id, two.id] },
    { order: [one.id] },
    { order: [one.id, two.id, one.id] },
    { order: [one.id, elsewhere.id] },
    { steps: [one, two].map(({ id }) => ({ id, baseRev: 1, deleted: true as const })) },
    { acts: [typed(elsewhere.id, "prompt", 1)] },
    { acts: [typed(newStepId(), "prompt", 1)] },
    { deviceId: newDeviceId() },
  ];
  for (const misfit of misfits) {
    expect(failureIn(saveRun(library, batch(library, runId, misfit)))).toMatchObject({ kind: "misfit" });
  }
  expect(failureIn(saveRun(library, batch(library, newRunId(), {})))).toEqual({ kind: "noSuchRun" });
  expect(tablesOf(library)).toEqual(kept);
});

it("[L6] counts and finds what a tag hides in the next step no longer, and again when the tag goes", () => {
  const library = newLibrary();
  const [one, two] = [fullStep("one"), fullStep("hidden")];
  const runId = bringIn(library, run("A", one, two));
  const found = (): number => valueOf(findText(library, { text: "hidden", limit: 10 })).hits.length;
  const words = (): number => valueOf(listRuns(library))[0]?.words ?? -1;
  expect([found(), words()]).toEqual([6, 24]);
  const tag = (tagged: boolean): StepContent => ({ ...contentOf(one), outcome: { ...one.outcome, tagged } });
  savedBy(library, runId, { steps: [{ id: one.id, baseRev: 1, content: tag(true) }] });
  // "hidden initial", "hidden prompt", "hidden post-prompt": two, two and two words.
  expect([found(), words()]).toEqual([3, 18]);
  expect(valueOf(loadRun(library, runId)).steps[1]).toEqual({ id: two.id, rev: 1, content: contentOf(two) });
  savedBy(library, runId, { steps: [{ id: one.id, baseRev: 2, content: tag(false) }] });
  expect([found(), words()]).toEqual([6, 24]);
});

it("[L6] counts the steps to the last one in which something is visible or tagged", () => {
  const library = newLibrary();
  const hidden = step(initial("parked"), prompt("parked"));
  bringIn(library, run("Trailing blanks", fullStep("1"), step(), fullStep("3"), step(), step()));
  bringIn(library, run("A tag alone", fullStep("1"), step(), step(action("", TAGGED)), step()));
  bringIn(library, run("Parked only", fullStep("1", outcome("o", TAGGED)), hidden));
  bringIn(library, run("Nothing", step(), step()));
  bringIn(library, run("Closed only", fullStep("1", action("a", TAGGED), outcome(CLOSED)), step(prompt(CLOSED))));
  expect(valueOf(listRuns(library)).map(({ title, steps }) => [title, steps])).toEqual([
    ["Trailing blanks", 3],
    ["A tag alone", 3],
    ["Parked only", 1],
    ["Nothing", 0],
    ["Closed only", 1],
  ]);
});

it("[L8] keeps when and in which order sections were first written, and what was changed after the next one", () => {
  const library = newLibrary();
  const runId = valueOf(createRun(library, { title: "Live", authors: [] }));
  const first = valueOf(loadRun(library, runId)).steps[0];
  if (first === undefined) throw new Error("A new run has a step");
  const { id } = first;
  let rev = 1;
  let content = first.content;
  const write = (change: Partial<StepContent>, acts: Act[]): void => {
    content = { ...content, ...change };
    rev = savedBy(library, runId, { steps: [{ id, baseRev: rev, content }], acts }).steps[0]?.rev ?? 0;
  };
  write(initial("a b"), [typed(id, "initial", 2)]);
  write(prompt("first words"), [typed(id, "prompt", 2)]);
  write(prompt("first words more"), [{ ...typed(id, "prompt", 1), kind: "pasted" }]);
  expect(provenance(library)).toMatchObject([
    { section: 0, first_written: 1, changed_after_next: 0, typed: 2 },
    { section: 1, first_written: 2, changed_after_next: 0, typed: 2, pasted: 1 },
  ]);
  write({ ...action("act"), ...initial("b") }, [
    typed(id, "action", 1),
    { ...typed(id, "initial", 0), kind: "deleted", removed: 1 },
  ]);
  // Going past a section and a new id of a thought are no writing.
  write({ prompt: { ...content.prompt, closed: true } }, []);
  expect(provenance(library)).toMatchObject([
    {
      section: 0,
      first_written: 1,
      changed_after_next: 1,
      typed: 2,
      removed: 1,
      first_written_offset: TEST_TIME.offsetMinutes,
    },
    { section: 1, first_written: 2, changed_after_next: 0, typed: 2, pasted: 1, removed: 0 },
    { section: 3, first_written: 4, changed_after_next: 0, typed: 1 },
  ]);
  expect(
    tablesOf(library).writing_log.map(({ kind, added, removed, section }) =>
      [kind, added, removed, section].map(Number),
    ),
  ).toEqual([
    [0, 2, 0, 0],
    [0, 2, 0, 1],
    [1, 1, 0, 1],
    [0, 1, 0, 3],
    [7, 0, 1, 0],
  ]);
});

it("[L8] knows a last section as changed late when the next step stood there", () => {
  const library = newLibrary();
  const [one, two] = [fullStep("one"), fullStep("two")];
  const runId = bringIn(library, run("A", one, two));
  const change = (text: string): StepContent => ({ ...contentOf(one), ...outcome(text) });
  savedBy(library, runId, { steps: [{ id: one.id, baseRev: 1, content: change("later") }] });
  const blank = contentOf(step());
  savedBy(library, runId, {
    steps: [{ id: two.id, baseRev: 1, content: { ...blank, ...outcome("the last word") } }],
  });
  const outcomes = provenance(library).filter(({ section }) => section === 5);
  expect(outcomes).toMatchObject([{ changed_after_next: 1 }, { changed_after_next: 0 }]);
});

it("[L8] knows the words of an import as imported and their order as unknown", () => {
  const library = newLibrary();
  bringIn(library, run("A", step(initial("one two"), prompt("three"))));
  expect(provenance(library)).toMatchObject([
    { section: 0, first_written: null, first_written_at: null, imported: 2, typed: 0 },
    { section: 1, first_written: null, imported: 1 },
  ]);
});

it("[L8] only ever adds to the writing log", () => {
  const library = newLibrary();
  bringIn(library, run("A", fullStep("1")));
  const attempt = (sql: string) => () =>
    library.write<null, never>((connection) => {
      connection.run(sql);
      return { ok: true, value: null };
    });
  expect(attempt("UPDATE writing_log SET added = 0")).toThrow("only ever added to");
  expect(attempt("DELETE FROM writing_log")).toThrow("only ever added to");
  expect(tablesOf(library).writing_log).toHaveLength(1);
});
