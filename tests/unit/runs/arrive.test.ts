import { expect, it } from "vitest";

import { beginArrival } from "../../../electron/backend/runs/arrive.ts";
import { moveRunToBin } from "../../../electron/backend/runs/bin.ts";
import { createRun } from "../../../electron/backend/runs/create.ts";
import { loadDetails, updateDetails } from "../../../electron/backend/runs/details.ts";
import { listRuns } from "../../../electron/backend/runs/list.ts";
import { loadRun } from "../../../electron/backend/runs/load.ts";
import { keepPlace } from "../../../electron/backend/runs/place.ts";
import { saveRun } from "../../../electron/backend/runs/save.ts";
import { findText } from "../../../electron/backend/search/find.ts";
import { newBatchId, newProjectId, newRunId } from "../../../shared/domain/ids.ts";
import { by, fullStep, outcome, run, TAGGED } from "../../support/build.ts";
import { bringIn, failureIn, newLibrary, openReading, openWriting, valueOf } from "../../support/library.ts";
import { tablesOf } from "../../support/tables.ts";

it("[L4] shows no run of an import before the last transaction, and then all of them", () => {
  const library = newLibrary();
  const reader = openReading(library.path);
  bringIn(library, run("There before", fullStep("known")));
  const arrival = beginArrival(library);
  const ids = ["First", "Second"].map((title) => valueOf(arrival.startRun({ title, authors: [] })));
  // The tag hides the beginning of a step that comes with the next handful.
  for (const runId of ids) {
    valueOf(arrival.append(runId, [fullStep("known", outcome("known", TAGGED))]));
    valueOf(arrival.append(runId, [fullStep("known")]));
  }
  for (const handle of [library, reader]) {
    expect(valueOf(listRuns(handle))).toHaveLength(1);
    expect(valueOf(findText(handle, { text: "known", limit: 100 })).hits).toHaveLength(6);
    for (const runId of ids) expect(failureIn(loadRun(handle, runId))).toEqual({ kind: "noSuchRun" });
  }
  const rows = valueOf(arrival.finish());
  expect(rows).toMatchObject([
    { id: ids[0], title: "First", steps: 2, words: 17 },
    { id: ids[1], title: "Second", steps: 2, words: 17 },
  ]);
  expect(valueOf(listRuns(reader))).toHaveLength(3);
  expect(valueOf(findText(reader, { text: "known", limit: 100 })).hits).toHaveLength(6 + 2 * (6 + 3));
});

it("[L4] leaves nothing of an import that is abandoned", () => {
  const library = newLibrary();
  bringIn(library, run("Kept", fullStep("1")));
  const before = tablesOf(library);
  const arrival = beginArrival(library);
  const runId = valueOf(arrival.startRun({ title: "Gone", authors: [] }));
  valueOf(arrival.append(runId, [fullStep("gone"), fullStep("gone")]));
  valueOf(arrival.abandon());
  expect(tablesOf(library)).toEqual(before);
  expect(valueOf(arrival.finish())).toEqual([]);
});

it("puts a run in the bin: out of sight, and nothing of it taken away", () => {
  const library = newLibrary();
  const first = bringIn(library, run("Binned", fullStep("word")));
  const second = bringIn(library, run("Kept", fullStep("word")));
  const third = bringIn(library, run("Kept too", fullStep("word")));
  valueOf(moveRunToBin(library, first));
  valueOf(moveRunToBin(library, third));
  expect(valueOf(listRuns(library)).map(({ id }) => id)).toEqual([second]);
  expect(valueOf(findText(library, { text: "word", limit: 100 })).hits.map(({ address }) => address.runId)).toEqual(
    Array<typeof second>(6).fill(second),
  );
  expect(failureIn(loadRun(library, first))).toEqual({ kind: "noSuchRun" });
  expect(failureIn(moveRunToBin(library, first))).toEqual({ kind: "noSuchRun" });
  expect(tablesOf(library).steps).toHaveLength(3);
});

it("[L5] still answers a batch of a run that went to the bin in between", () => {
  const library = newLibrary();
  const step = fullStep("1");
  const runId = bringIn(library, run("A", step));
  const { id, ...content } = step;
  const request = {
    runId,
    batchId: newBatchId(),
    deviceId: library.device,
    personId: library.me,
    orderRev: 1,
    steps: [{ id, baseRev: 1, content }],
    acts: [],
  };
  const reply = valueOf(saveRun(library, request));
  valueOf(moveRunToBin(library, runId));
  expect(valueOf(saveRun(library, request))).toEqual(reply);
  expect(failureIn(saveRun(library, { ...request, batchId: newBatchId() }))).toEqual({ kind: "noSuchRun" });
});

it("[L7] keeps every detail of a run, and the authors in their order and roles", () => {
  const library = newLibrary();
  const { authors } = by("Zoë", ["Ann Example", "player"], ["Łukasz", "administrator"], ["Zoë", "player"]);
  const runId = valueOf(createRun(library, { title: "Draft", authors }));
  const { details, rev } = valueOf(loadDetails(library, runId));
  expect(details).toEqual({
    title: "Draft",
    authors,
    description: "",
    notes: "",
    status: "draft",
    tags: [],
    targetWords: null,
    targetSteps: null,
    wordsPerStep: null,
    licence: null,
    consent: false,
    projectId: null,
  });
  const changed = {
    ...details,
    title: "The Lantern Ferry\u{1F6A2}",
    authors: authors.toReversed(),
    description: "What it is",
    notes: "How it may go on\0 <script>",
    status: "writing" as const,
    tags: ["sea", "fog \ud83d"],
    targetWords: 300_000,
    targetSteps: 1_000,
    wordsPerStep: 300,
    licence: "CC-BY-4.0",
    consent: true,
  };
  expect(valueOf(updateDetails(library, runId, rev, changed))).toEqual({ saved: true, rev: rev + 1, details: changed });
  expect(valueOf(loadRun(library, runId))).toMatchObject({ details: changed, detailsRev: rev + 1 });
  expect(valueOf(updateDetails(library, runId, rev, details))).toEqual({
    saved: false,
    rev: rev + 1,
    details: changed,
  });
  expect(valueOf(listRuns(library))).toMatchObject([
    { title: changed.title, authors: changed.authors, targetWords: 300_000 },
  ]);
  const unknownProject = { ...changed, projectId: newProjectId() };
  expect(valueOf(updateDetails(library, runId, rev + 1, unknownProject)).details.projectId).toBeNull();
  expect(failureIn(updateDetails(library, newRunId(), 1, details))).toEqual({ kind: "noSuchRun" });
});

it("[L7] keeps a run's place, which is no change of the run", () => {
  const library = newLibrary();
  const runId = bringIn(library, run("A", fullStep("1")));
  const { updatedAt } = valueOf(listRuns(library))[0] ?? {};
  const stepId = valueOf(loadRun(library, runId)).steps[0]?.id ?? null;
  const place = { stepId, section: "prompt", offset: 3, scrollTop: 120.5, panels: ["notes"], reading: "all" };
  expect(valueOf(loadRun(library, runId)).place).toBeNull();
  valueOf(keepPlace(library, runId, place));
  expect(valueOf(loadRun(library, runId)).place).toEqual(place);
  expect(valueOf(listRuns(library))[0]?.updatedAt).toBe(updatedAt);
});

it("knows its device again by name, or by the id that the settings hold", () => {
  const library = newLibrary();
  const { path, device } = library;
  valueOf(library.close());
  const again = openWriting(path);
  expect(again.device).toBe(device);
  valueOf(again.close());
  expect(openWriting(path, { device: { id: device, name: "renamed" } }).device).toBe(device);
});
