import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { readPackage, writePackage } from "../../electron/backend/package/container.ts";
import { newBatchId, type RunId } from "../../shared/domain/ids.ts";
import { blankStep, type Step } from "../../shared/domain/step.ts";
import { freshStory, Turn } from "../../shared/domain/turn.ts";
import { failureIn, temporaryFolder, valueOf } from "../support/library.ts";
import { person, type Person } from "../support/review.ts";

/** Two steps of a story, the second waiting for the player, with these thoughts beside it. */
function story(thought: string): Step[] {
  const think = (step: Step): Step => ({
    ...step,
    initial: { closed: false, bullets: [[{ ...firstThought(step), text: thought }]] },
  });
  const text = (words: string) => ({ closed: false, text: words });
  const told = (words: string, tagged = false) => ({ closed: false, tagged, text: words });
  return [
    { ...think(blankStep()), prompt: text("A door."), action: told("I knock."), outcome: told("It opens.") },
    { ...think(blankStep()), prompt: text("A lamp burns low.") },
  ];
}

function firstThought(step: Step) {
  const thought = step.initial.bullets[0]?.[0];
  if (thought === undefined) throw new Error("A blank step has a place for a thought");
  return thought;
}

async function by(who: Person) {
  const { personId, deviceId } = valueOf(await who.call("library.describe", {}));
  if (deviceId === null) throw new Error("A writer has a device");
  return { batchId: newBatchId(), personId, deviceId };
}

async function withRun(who: Person, thought: string): Promise<RunId> {
  const { runId } = valueOf(await who.call("run.create", { title: "The Lantern Ferry", authors: [] }));
  await write(who, runId, story(thought));
  return runId;
}

async function write(who: Person, runId: RunId, steps: readonly Step[]): Promise<void> {
  const run = valueOf(await who.call("run.open", { runId }));
  const saved = await who.call("run.save", {
    runId,
    ...(await by(who)),
    orderRev: run.orderRev,
    steps: [
      ...run.steps.map(({ id, rev }) => ({ id, baseRev: rev, deleted: true as const })),
      ...steps.map(({ id, ...content }) => ({ id, baseRev: 0, content })),
    ],
    order: steps.map(({ id }) => id),
    acts: [],
  });
  expect(valueOf(saved).state).toBe("saved");
}

async function exported(dm: Person, runId: RunId, path: string): Promise<void> {
  valueOf(await dm.call("turn.export", { runId, target: dm.target(path), overwrite: true }));
}

describe("turns between dungeon master and player", () => {
  it("[R23] equal story with different thoughts gives the player equal bytes and an equal view", async () => {
    const folder = temporaryFolder();
    const [one, other] = [await person(folder, "one"), await person(folder, "other")];
    const files = [];
    const views = [];
    for (const [who, thought] of [
      [one, "She must not find the key."],
      [other, "SECRET ".repeat(40)],
    ] as const) {
      const runId = await withRun(who, thought);
      const path = join(folder, `${thought.length}.runpkg`);
      await exported(who, runId, path);
      files.push(readFileSync(path));
      views.push(valueOf(await who.call("turn.story", { runId })));
    }
    expect(files[0]?.equals(files[1] ?? Buffer.alloc(0))).toBe(true);
    expect(views[0]).toEqual(views[1]);
    const opened = valueOf(readPackage(files[1] ?? new Uint8Array()));
    expect(JSON.stringify([...opened.entries])).not.toContain("SECRET");
    expect(views[0]).toMatchObject({ awaits: 2, fresh: 2 });
    expect(freshStory(views[0] ?? { story: [], fresh: 0, awaits: null })).toBe("It opens.\n\nA lamp burns low.");
  });

  it("[R24] goes to the player as a file and comes back into the action, once", async () => {
    const folder = temporaryFolder();
    const [dm, player] = [await person(folder, "dm"), await person(folder, "player")];
    const runId = await withRun(dm, "Quiet.");
    const sent = join(folder, "turn.runpkg");
    await exported(dm, runId, sent);
    const { turnId } = valueOf(await player.call("turn.open", { file: player.file(sent) }));
    expect(valueOf(await player.call("turn.read", { turnId })).story.map(({ text }) => text)).toContain("It opens.");
    const back = join(folder, "back.runpkg");
    const answer = () => player.call("turn.answer", { turnId, target: player.target(back), overwrite: true });
    expect(failureIn(await answer()).kind).toBe("nothingToExport");
    const action = { text: "I trim the wick.\r\nSlowly.", tagged: true };
    valueOf(await player.call("turn.keep", { turnId, action }));
    expect(valueOf(await player.call("turn.open", { file: player.file(sent) })).turnId).toBe(turnId);
    valueOf(await answer());
    const take = async () => dm.call("turn.import", { file: dm.file(back), runId, ...(await by(dm)) });
    valueOf(await take());
    const { steps } = valueOf(await dm.call("run.open", { runId }));
    expect(steps[1]?.content.action).toEqual({ closed: false, tagged: true, text: "I trim the wick.\nSlowly." });
    expect(failureIn(await take()).kind).toBe("exists");
    expect(valueOf(await dm.call("turn.story", { runId }))).toMatchObject({ awaits: null, fresh: 5 });
    expect(failureIn(await dm.call("turn.export", { runId, target: dm.target(sent), overwrite: true })).kind).toBe(
      "nothingToExport",
    );
  });

  it("[R28] what a player writes in the hot seat is kept until it is handed over, whatever comes another way", async () => {
    const folder = temporaryFolder();
    const dm = await person(folder, "dm");
    const runId = await withRun(dm, "Quiet.");
    const seat = async () => valueOf(await dm.call("turn.story", { runId })).draft;
    expect(await seat()).toEqual({ text: "", tagged: false });
    const action = { text: "I trim the", tagged: true };
    valueOf(await dm.call("turn.keepSeat", { runId, action }));
    expect(await seat()).toEqual(action);
    const land = async (came: "pasted" | "typed", words: typeof action) =>
      dm.call("turn.land", { runId, step: 2, action: words, came, ...(await by(dm)) });
    // No part of the run, and no loss to it: the story that the player gets says nothing of it.
    expect(JSON.stringify(valueOf(await dm.call("run.open", { runId })).steps)).not.toContain("I trim");
    valueOf(await land("pasted", { text: "I wait.", tagged: false }));
    expect(await seat()).toEqual(action);
    expect(failureIn(await land("typed", action)).kind).toBe("exists");
    expect(await seat()).toEqual(action);
    await write(dm, runId, story("Quiet again."));
    valueOf(await land("typed", action));
    expect(await seat()).toEqual({ text: "", tagged: false });
  });

  it("[R25] a turn file that changes more than the action, a damaged one and another kind are refused", async () => {
    const folder = temporaryFolder();
    const dm = await person(folder, "dm");
    const runId = await withRun(dm, "Quiet.");
    const sent = join(folder, "turn.runpkg");
    await exported(dm, runId, sent);
    const turn = Turn.parse(valueOf(readPackage(readFileSync(sent))).entries.get("turn.json"));
    const made = async (change: object, kind: "turn" | "progress" = "turn") => {
      const path = join(folder, "made.runpkg");
      const action = { text: "I wait.", tagged: false };
      writeFileSync(path, writePackage(kind, [["turn.json", { ...turn, action, ...change }]]));
      return failureIn(await dm.call("turn.import", { file: dm.file(path), runId, ...(await by(dm)) })).kind;
    };
    const changed = turn.story.map((part, index) => (index === 0 ? { ...part, text: "A golden door." } : part));
    expect(await made({ story: changed })).toBe("otherRun");
    expect(await made({ step: 1 })).toBe("exists");
    expect(await made({ action: null })).toBe("otherRun");
    expect(await made({ action: { text: 7 } })).toBe("refused");
    expect(await made({}, "progress")).toBe("refused");
    writeFileSync(sent, readFileSync(sent).subarray(0, 200));
    const damaged = await dm.call("turn.import", { file: dm.file(sent), runId, ...(await by(dm)) });
    expect(failureIn(damaged).kind).toBe("refused");
    expect(valueOf(await dm.call("run.open", { runId })).steps[1]?.content.action.text).toBe("");
  });
});
