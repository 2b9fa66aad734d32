import { join } from "node:path";

import { expect, it } from "vitest";

import { listBin, restoreRunFromBin } from "../../../electron/backend/history/bin.ts";
import { BURST_LENGTH_MS, BURST_PAUSE_MS } from "../../../electron/backend/history/keep.ts";
import { listVersions, readVersion } from "../../../electron/backend/history/list.ts";
import { restore, restoreSteps } from "../../../electron/backend/history/restore.ts";
import { listSnapshots, takeSnapshot } from "../../../electron/backend/history/snapshots.ts";
import { versionsToDrop, type Thinned } from "../../../electron/backend/history/thin.ts";
import { moveRunToBin } from "../../../electron/backend/runs/bin.ts";
import { createRun } from "../../../electron/backend/runs/create.ts";
import { listRuns } from "../../../electron/backend/runs/list.ts";
import { loadRun } from "../../../electron/backend/runs/load.ts";
import { rebuildCaches } from "../../../electron/backend/runs/rebuild.ts";
import { saveRun } from "../../../electron/backend/runs/save.ts";
import type { WritingLibrary } from "../../../electron/backend/storage/library.ts";
import type { Restored, VersionedPart, VersionRow } from "../../../shared/contract/history-methods.ts";
import { newBatchId, newStepId, newThoughtId, type RunId, type StepId } from "../../../shared/domain/ids.ts";
import { contentOf } from "../../../shared/domain/step.ts";
import {
  bookmark,
  bullet,
  fullStep,
  initial,
  postPrompt,
  prompt,
  run,
  step,
  TAGGED,
  action,
  w,
} from "../../support/build.ts";
import { bringIn, failureIn, openWriting, temporaryFolder, valueOf } from "../../support/library.ts";
import { tablesOf } from "../../support/tables.ts";
import { deleteStep, saveStep, setClock, stepsOf, writePrompt, writerOf, type SetClock } from "../../support/typing.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;

type Desk = { library: WritingLibrary; runId: RunId; stepId: StepId; time: SetClock };

/** A library with a new run of one blank step, and a clock to set. */
function desk(): Desk {
  const time = setClock();
  const library = openWriting(join(temporaryFolder(), "library"), { clock: time.clock });
  const runId = valueOf(createRun(library, { title: "A run", authors: [] }));
  const [first] = stepsOf(library, runId);
  if (first === undefined) throw new Error("A new run has a step");
  return { library, runId, stepId: first.id, time };
}

function versions(
  { library, runId }: Desk,
  stepId: StepId | null = null,
  part: VersionedPart | null = null,
): VersionRow[] {
  return valueOf(listVersions(library, { runId, stepId, part, before: null, limit: 200 })).versions;
}

/** The texts of the prompt's versions, the oldest first. */
function prompts(at: Desk): string[] {
  return versions(at, at.stepId, "prompt")
    .toReversed()
    .map(({ version }) => {
      const { was } = valueOf(readVersion(at.library, at.runId, version));
      return "text" in was ? was.text : "?";
    });
}

function bringBack(at: Desk, what: Restored, as: "place" | "copy" = "place") {
  return restore(at.library, { runId: at.runId, what, as, batchId: newBatchId(), ...writerOf(at.library) });
}

it("[DU1] a burst of writing makes one version, with its times and who wrote it", () => {
  const at = desk();
  for (const text of ["A", "A lan", "A lantern"]) {
    writePrompt(at.library, at.runId, at.stepId, text);
    at.time.pass(20_000);
  }
  at.time.pass(BURST_PAUSE_MS);
  writePrompt(at.library, at.runId, at.stepId, "A lantern, lit");
  expect(prompts(at)).toEqual(["A lantern", "A lantern, lit"]);
  const [newest, oldest] = versions(at);
  expect(newest).toMatchObject({ isPresent: true, words: 3, step: 1, part: "prompt", kind: "typed" });
  expect(oldest).toMatchObject({ isPresent: false, words: 2, person: "Ann Example", device: "test machine" });
  expect((oldest?.changedAt ?? 0) - (oldest?.beganAt ?? 0)).toBe(40_000);
});

it("[DU1] a burst ends after twenty minutes, at a cut, at a snapshot and when the clock was set back", () => {
  const at = desk();
  for (let minute = 0; minute * MINUTE <= BURST_LENGTH_MS; minute += 1) {
    writePrompt(at.library, at.runId, at.stepId, `Minute ${minute}`);
    at.time.pass(MINUTE);
  }
  expect(prompts(at)).toEqual(["Minute 19", "Minute 20"]);
  const long = "word ".repeat(100);
  writePrompt(at.library, at.runId, at.stepId, long);
  writePrompt(at.library, at.runId, at.stepId, "cut", { kind: "deleted" });
  expect(prompts(at).slice(1)).toEqual([long, "cut"]);
  valueOf(takeSnapshot(at.library, at.runId, { why: "named", name: "First draft" }));
  writePrompt(at.library, at.runId, at.stepId, "after the snapshot");
  at.time.pass(-DAY);
  writePrompt(at.library, at.runId, at.stepId, "yesterday, says the clock");
  expect(prompts(at).slice(2)).toEqual(["cut", "after the snapshot", "yesterday, says the clock"]);
});

it("[DU2] what was imported is kept as it came when it is first changed, and text is not kept twice", () => {
  const time = setClock();
  const library = openWriting(join(temporaryFolder(), "library"), { clock: time.clock });
  const came = run("Came", fullStep("1"), fullStep("2"));
  const runId = bringIn(library, came);
  const stepId = came.steps[0]?.id ?? newStepId();
  const at = { library, runId, stepId, time };
  expect(versions(at)).toEqual([]);
  time.pass(DAY);
  writePrompt(library, runId, stepId, "changed");
  expect(prompts(at)).toEqual(["1 prompt", "changed"]);
  expect(versions(at).at(-1)).toMatchObject({ kind: null, person: null, isPresent: false });
  expect(tablesOf(library).versions.filter(({ content }) => content !== null)).toHaveLength(1);
});

it("[DU2] names, tags and closings have versions too, and acts that stand alone are never written on", () => {
  const at = desk();
  saveStep(at.library, at.runId, at.stepId, (content) => ({ ...content, bookmark: "Here" }), null);
  saveStep(at.library, at.runId, at.stepId, (content) => ({ ...content, ...action("", TAGGED) }), null);
  expect(versions(at).map(({ part }) => part)).toEqual(["action", "names"]);
  writePrompt(at.library, at.runId, at.stepId, "a cat");
  writePrompt(at.library, at.runId, at.stepId, "a dog", { kind: "replaced" });
  writePrompt(at.library, at.runId, at.stepId, "a dog barks");
  expect(prompts(at)).toEqual(["a cat", "a dog", "a dog barks"]);
});

it("[DU3] a section, a thought and a step come back in place, each as a version that can be taken back", () => {
  const at = desk();
  const lamp = w("A lamp.");
  saveStep(at.library, at.runId, at.stepId, (content) => ({
    ...content,
    ...initial(bullet(lamp)),
    ...prompt("one"),
    ...bookmark("B"),
  }));
  at.time.pass(DAY);
  saveStep(at.library, at.runId, at.stepId, (content) => ({
    ...content,
    ...initial(bullet({ ...lamp, text: "Dark." }), bullet("More.")),
    ...prompt("two"),
    bookmark: null,
  }));
  const then = versions(at).filter(({ isPresent }) => !isPresent);
  const of = (part: VersionedPart): number => then.find((row) => row.part === part)?.version ?? 0;

  const reply = valueOf(bringBack(at, { kind: "section", version: of("prompt") }));
  expect(reply.steps).toEqual([{ id: at.stepId, rev: 4 }]);
  expect(stepsOf(at.library, at.runId)[0]?.content.prompt.text).toBe("one");
  expect(prompts(at)).toEqual(["one", "two", "one"]);
  expect(versions(at)[0]).toMatchObject({ kind: "restored", isPresent: true });
  const two = versions(at, at.stepId, "prompt")[1]?.version ?? 0;
  valueOf(bringBack(at, { kind: "section", version: two }));
  expect(stepsOf(at.library, at.runId)[0]?.content.prompt.text).toBe("two");

  valueOf(bringBack(at, { kind: "thought", version: of("initial"), thoughtId: lamp.id }));
  expect(
    stepsOf(at.library, at.runId)[0]
      ?.content.initial.bullets.flat()
      .map(({ text }) => text),
  ).toEqual(["A lamp.", "More."]);
  valueOf(
    bringBack(at, { kind: "step", version: of("prompt") === 0 ? 0 : Math.max(...then.map(({ version }) => version)) }),
  );
  expect(stepsOf(at.library, at.runId)[0]?.content).toMatchObject({ prompt: { text: "one" }, bookmark: "B" });
  expect(valueOf(listSnapshots(at.library, at.runId)).snapshots).toMatchObject([{ why: "restore" }]);
  const kept = tablesOf(at.library);
  valueOf(rebuildCaches(at.library));
  expect(tablesOf(at.library)).toEqual(kept);
});

it("[DU3] copies stand beside what is there, with new ids", () => {
  const at = desk();
  const lamp = w("A lamp.");
  saveStep(at.library, at.runId, at.stepId, (content) => ({ ...content, ...initial(bullet(lamp)), ...prompt("one") }));
  at.time.pass(DAY);
  saveStep(at.library, at.runId, at.stepId, (content) => ({
    ...content,
    ...initial(bullet({ ...lamp, text: "Dark." })),
    ...prompt("two"),
  }));
  const old = versions(at).filter(({ isPresent }) => !isPresent);
  const of = (part: VersionedPart): number => old.find((row) => row.part === part)?.version ?? 0;
  valueOf(bringBack(at, { kind: "thought", version: of("initial"), thoughtId: lamp.id }, "copy"));
  const thoughts = stepsOf(at.library, at.runId)[0]?.content.initial.bullets.flat() ?? [];
  expect(thoughts.map(({ text }) => text)).toEqual(["Dark.", "A lamp."]);
  expect(new Set(thoughts.map(({ id }) => id)).size).toBe(2);
  valueOf(bringBack(at, { kind: "section", version: of("prompt") }, "copy"));
  valueOf(bringBack(at, { kind: "step", version: Math.max(of("prompt"), of("initial")) }, "copy"));
  const steps = stepsOf(at.library, at.runId);
  expect(steps.map(({ content }) => content.prompt.text)).toEqual(["two", "one", "one"]);
  expect(steps[1]?.content.initial.bullets.flat()[0]?.text).toBe("A lamp.");
  expect(steps[2]?.content.initial.bullets.flat()[0]?.text).toBe("");
  expect(steps[1]?.content.initial.bullets.flat()[0]?.id).not.toBe(lamp.id);
});

it("[DU4] a run comes back as in a snapshot: order, texts, steps that had gone; what came since goes to the bin", () => {
  const time = setClock();
  const library = openWriting(join(temporaryFolder(), "library"), { clock: time.clock });
  const came = run("Came", fullStep("1"), fullStep("2"), fullStep("3"));
  const runId = bringIn(library, came);
  const [first, second] = came.steps.map(({ id }) => id);
  if (first === undefined || second === undefined) throw new Error("Three steps");
  const at = { library, runId, stepId: first, time };
  const { snapshot } = valueOf(takeSnapshot(library, runId, { why: "named", name: "As it came" }));
  expect(snapshot).toMatchObject({ steps: 3, name: "As it came" });
  time.pass(DAY);
  writePrompt(library, runId, first, "changed");
  deleteStep(library, runId, second);
  const old = versions(at).at(-1)?.version ?? 0;
  valueOf(bringBack(at, { kind: "step", version: old }, "copy"));
  expect(stepsOf(library, runId)).toHaveLength(3);

  const copy = valueOf(bringBack(at, { kind: "run", snapshot: snapshot.snapshot }, "copy"));
  expect(copy.runId).not.toBe(runId);
  expect(stepsOf(library, copy.runId).map(({ content }) => content.prompt.text)).toEqual([
    "1 prompt",
    "2 prompt",
    "3 prompt",
  ]);

  valueOf(bringBack(at, { kind: "run", snapshot: snapshot.snapshot }));
  expect(stepsOf(library, runId).map(({ id, content }) => ({ id, ...content }))).toEqual(came.steps);
  expect(valueOf(listBin(library, runId, 10)).steps).toHaveLength(1);
  // The restore is taken back by the snapshot that was taken before it.
  const before = valueOf(listSnapshots(library, runId)).snapshots[0];
  expect(before).toMatchObject({ why: "restore" });
  valueOf(bringBack(at, { kind: "run", snapshot: before?.snapshot ?? 0 }));
  expect(stepsOf(library, runId)[0]?.content.prompt.text).toBe("changed");
  expect(stepsOf(library, runId)).toHaveLength(3);
  const kept = tablesOf(library);
  valueOf(rebuildCaches(library));
  expect(tablesOf(library)).toEqual(kept);
});

it("[DU5] a deleted step lies in the bin with its history and comes back to its place", () => {
  const time = setClock();
  const library = openWriting(join(temporaryFolder(), "library"), { clock: time.clock });
  const came = run("Came", fullStep("1"), fullStep("2"), fullStep("3"));
  const runId = bringIn(library, came);
  const stepId = came.steps[1]?.id ?? newStepId();
  const at = { library, runId, stepId, time };
  writePrompt(library, runId, stepId, "changed");
  deleteStep(library, runId, stepId);
  expect(valueOf(listBin(library, null, 10))).toMatchObject({
    runs: [],
    steps: [{ stepId, runTitle: "Came" }],
    more: false,
  });
  expect(versions(at, stepId)).toMatchObject([{ step: null, isPresent: true }, { step: null }]);
  expect(prompts(at)).toEqual(["2 prompt", "changed"]);
  const request = { runId, steps: [stepId], batchId: newBatchId(), ...writerOf(library) };
  const reply = valueOf(restoreSteps(library, request));
  expect(stepsOf(library, runId).map(({ id }) => id)).toEqual(came.steps.map(({ id }) => id));
  // Sent again, it is answered as before.
  expect(valueOf(restoreSteps(library, request))).toEqual(reply);
  deleteStep(library, runId, stepId);
  valueOf(bringBack(at, { kind: "section", version: versions(at, stepId).at(-1)?.version ?? 0 }));
  expect(stepsOf(library, runId)[1]?.content.prompt.text).toBe("2 prompt");
});

it("[DU5] a run goes to the bin and comes back whole", () => {
  const at = desk();
  writePrompt(at.library, at.runId, at.stepId, "Kept");
  const before = valueOf(loadRun(at.library, at.runId));
  valueOf(moveRunToBin(at.library, at.runId));
  expect(valueOf(listRuns(at.library))).toEqual([]);
  expect(
    failureIn(listVersions(at.library, { runId: at.runId, stepId: null, part: null, before: null, limit: 5 })),
  ).toEqual({ kind: "noSuchRun" });
  expect(valueOf(listBin(at.library, null, 10)).runs).toMatchObject([{ runId: at.runId, words: 1, steps: 1 }]);
  valueOf(restoreRunFromBin(at.library, at.runId));
  expect(valueOf(loadRun(at.library, at.runId))).toEqual(before);
  expect(failureIn(restoreRunFromBin(at.library, at.runId))).toEqual({ kind: "noSuchRun" });
});

it("[DU3] what is not there is a failure and changes nothing", () => {
  const at = desk();
  writePrompt(at.library, at.runId, at.stepId, "one");
  const kept = tablesOf(at.library);
  const { version } = versions(at)[0] ?? { version: 0 };
  for (const what of [
    { kind: "section", version: 999 },
    { kind: "thought", version, thoughtId: newThoughtId() },
    { kind: "run", snapshot: 7 },
  ] as const) {
    expect(failureIn(bringBack(at, what))).toEqual({ kind: "noSuchVersion" });
  }
  expect(failureIn(readVersion(at.library, at.runId, 999))).toEqual({ kind: "noSuchVersion" });
  expect(tablesOf(at.library)).toEqual(kept);
});

it("[DU1] pages of the history follow on each other", () => {
  const at = desk();
  for (let index = 0; index < 7; index += 1) {
    writePrompt(at.library, at.runId, at.stepId, `text ${index}`);
    at.time.pass(BURST_PAUSE_MS);
  }
  const all = versions(at);
  const paged: VersionRow[] = [];
  let more = true;
  while (more) {
    const request = { runId: at.runId, stepId: null, part: null, before: paged.at(-1)?.version ?? null, limit: 3 };
    const page = valueOf(listVersions(at.library, request));
    paged.push(...page.versions);
    more = page.more;
  }
  expect(paged).toEqual(all);
  expect(all).toHaveLength(7);
});

const HOUR = 3_600_000;

/** Versions changed at these ages in hours, the newest first; keys fall. */
function aged(...hours: number[]): Thinned[] {
  return hours.map((age, index) => ({ key: hours.length - index, changedAt: -age * HOUR, base: null }));
}

it("[DU6] of the last day every version stays, then one an hour, a day, a week and four weeks", () => {
  const kept = (all: readonly Thinned[]): number[] => {
    const dropped = versionsToDrop(all, [], 0);
    return all.filter(({ key }) => !dropped.has(key)).map(({ changedAt }) => -changedAt / HOUR);
  };
  expect(kept(aged(0, 0.1, 0.2, 23.8))).toEqual([0, 0.1, 0.2, 23.8]);
  expect(kept(aged(0, 30.1, 30.2, 30.3, 31.1, 31.2))).toEqual([0, 30.1, 31.1, 31.2]);
  expect(kept(aged(0, 241, 242, 243, 265, 266, 267))).toEqual([0, 241, 265, 267]);
  const days = (...list: number[]): number[] => list.map((day) => day * 24);
  expect(kept(aged(...days(0, 40, 41, 42, 43, 44, 48, 60)))).toEqual(days(0, 40, 43, 60));
  expect(kept(aged(...days(0, ...Array.from({ length: 100 }, (_, week) => 400 + week * 7)))).length).toBeLessThan(29);
});

it("[DU6] what a snapshot stands on stays, and a clock that ran ahead holds nothing back", () => {
  const old = aged(0, 30.1, 30.2, 30.3, 31.1, 31.2);
  expect(versionsToDrop(old, [3], 0)).toEqual(new Set([4]));
  const ahead = aged(0, 30.1, -9_000, -9_000.1, 30.3);
  expect(versionsToDrop(ahead, [], 0)).toEqual(new Set([3, 2]));
});

it("[DU4] a step that came after a snapshot, and one whose text came after it, are told apart", () => {
  const at = desk();
  writePrompt(at.library, at.runId, at.stepId, "one");
  const { snapshot } = valueOf(takeSnapshot(at.library, at.runId, { why: "replaceAll", name: "" }));
  saveStep(at.library, at.runId, at.stepId, (content) => ({
    ...content,
    ...contentOf(step(initial("Later."), prompt("two"))),
  }));
  valueOf(bringBack(at, { kind: "run", snapshot: snapshot.snapshot }));
  const [now] = stepsOf(at.library, at.runId);
  expect(now?.content.prompt.text).toBe("one");
  expect(now?.content.initial.bullets.flat().map(({ text }) => text)).toEqual([""]);
});

/** The ids of all thoughts of a run, step by step. */
function thoughtIds({ library, runId }: Desk): string[][] {
  return stepsOf(library, runId).map(({ content }) =>
    [content.initial, content.postPrompt, content.postAction].flatMap(({ bullets }) =>
      bullets.flat().map(({ id }) => id),
    ),
  );
}

it("[DU14] thoughts that a merge took along keep their ids; those that come back from the bin get new ones", () => {
  const time = setClock();
  const library = openWriting(join(temporaryFolder(), "library"), { clock: time.clock });
  const came = run("Came", fullStep("1"), fullStep("2"), fullStep("3"));
  const [first, second, third] = came.steps;
  if (first === undefined || second === undefined || third === undefined) throw new Error("Three steps");
  const at = { library, runId: bringIn(library, came), stepId: first.id, time };
  // Both are taken into the first, one after the other, so the second in the bin holds the third's thoughts too.
  for (const [into, gone] of [
    [second, third],
    [first, second],
  ] as const) {
    const { content } = stepsOf(library, at.runId).find(({ id }) => id === gone.id) ?? { content: contentOf(gone) };
    saveStep(library, at.runId, into.id, (one) => ({
      ...one,
      initial: { ...one.initial, bullets: [...one.initial.bullets, ...content.initial.bullets] },
    }));
    deleteStep(library, at.runId, gone.id);
  }
  const [merged = []] = thoughtIds(at);
  expect(merged).toHaveLength(5);
  const steps = [second.id, third.id];
  valueOf(restoreSteps(library, { runId: at.runId, steps, batchId: newBatchId(), ...writerOf(library) }));
  const ids = thoughtIds(at);
  expect(ids.map((each) => each.length)).toEqual([5, 4, 3]);
  expect(ids[0]).toEqual(merged);
  expect(new Set(ids.flat()).size).toBe(12);
  // What stands nowhere else comes back as it was.
  expect(ids[1]).toEqual(expect.arrayContaining(second.postAction.bullets.flat().map(({ id }) => id)));
  expect(
    stepsOf(library, at.runId)[1]
      ?.content.initial.bullets.flat()
      .map(({ text }) => text),
  ).toEqual(["2 initial", "3 initial"]);
});

it("[DU14] a section that comes back takes no id from a thought that was moved to another section", () => {
  const at = desk();
  const lamp = w("A lamp.");
  const rope = w("A rope.");
  saveStep(at.library, at.runId, at.stepId, (content) => ({ ...content, ...initial(bullet(lamp), bullet(rope)) }));
  at.time.pass(DAY);
  saveStep(at.library, at.runId, at.stepId, (content) => ({
    ...content,
    ...initial(bullet(rope)),
    ...postPrompt(bullet(lamp)),
  }));
  const before = versions(at, at.stepId, "initial").at(-1)?.version ?? 0;
  valueOf(bringBack(at, { kind: "section", version: before }));
  const now = stepsOf(at.library, at.runId)[0]?.content;
  expect(now?.postPrompt.bullets.flat()[0]?.id).toBe(lamp.id);
  expect(now?.initial.bullets.flat().map(({ text }) => text)).toEqual(["A lamp.", "A rope."]);
  expect(now?.initial.bullets.flat()[0]?.id).not.toBe(lamp.id);
  expect(now?.initial.bullets.flat()[1]?.id).toBe(rope.id);
});

/** Replaces every prompt, as one batch of the editor does. */
function replaceAll({ library, runId }: Desk, text: string, stepIds?: readonly StepId[]): void {
  const open = valueOf(loadRun(library, runId));
  const steps = open.steps.filter(({ id }) => stepIds?.includes(id) ?? true);
  const reply = valueOf(
    saveRun(library, {
      runId,
      batchId: newBatchId(),
      ...writerOf(library),
      orderRev: open.orderRev,
      steps: steps.map(({ id, rev, content }) => ({
        id,
        baseRev: rev,
        content: { ...content, prompt: { closed: false, text } },
      })),
      acts: steps.map(({ id: stepId }) => ({
        stepId,
        section: "prompt",
        kind: "replaced",
        added: 1,
        removed: 1,
        activeMs: 0,
      })),
    }),
  );
  expect(reply.state).toBe("saved");
}

it("[DU15] a replace-all has a snapshot of what was before it; replacements with nothing between share one", () => {
  const time = setClock();
  const library = openWriting(join(temporaryFolder(), "library"), { clock: time.clock });
  const runId = bringIn(library, run("Came", fullStep("1"), fullStep("2"), fullStep("3")));
  const [first] = stepsOf(library, runId);
  if (first === undefined) throw new Error("A step");
  const at = { library, runId, stepId: first.id, time };
  const snapshots = (): string[] => valueOf(listSnapshots(library, runId)).snapshots.map(({ why }) => why);
  replaceAll(at, "one place", [first.id]);
  expect(snapshots()).toEqual([]);
  replaceAll(at, "all");
  replaceAll(at, "all again");
  expect(snapshots()).toEqual(["replaceAll"]);
  time.pass(DAY);
  writePrompt(library, runId, first.id, "typed");
  replaceAll(at, "once more");
  expect(snapshots()).toEqual(["replaceAll", "replaceAll"]);
  deleteStep(library, runId, first.id);
  replaceAll(at, "after a step has gone");
  expect(snapshots()).toHaveLength(3);
  const before = valueOf(listSnapshots(library, runId)).snapshots.at(-1)?.snapshot ?? 0;
  valueOf(bringBack(at, { kind: "run", snapshot: before }));
  expect(stepsOf(library, runId).map(({ content }) => content.prompt.text)).toEqual([
    "one place",
    "2 prompt",
    "3 prompt",
  ]);
});
