import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it, onTestFinished } from "vitest";

import { openBackend } from "../../electron/backend/backend.ts";
import type { MethodName, ReplyOf, RequestOf } from "../../shared/contract/contract.ts";
import { schemas } from "../../shared/contract/contract.ts";
import type { Failure } from "../../shared/contract/failure.ts";
import type { Remark } from "../../shared/contract/review-methods.ts";
import { addressedText } from "../../shared/domain/address.ts";
import { newBatchId, newRemarkId, type RunId } from "../../shared/domain/ids.ts";
import { anchorOf, anchorOfStep } from "../../shared/domain/review/anchor.ts";
import type { Step } from "../../shared/domain/step.ts";
import { success, type Outcome } from "../../shared/lib/outcome.ts";
import { failureIn, temporaryFolder, valueOf } from "../support/library.ts";

/** One person with a library of their own, and their calls. */
type Person = {
  call<M extends MethodName>(method: M, request: RequestOf<M>): Promise<Outcome<ReplyOf<M>, Failure>>;
  file(path: string): ReturnType<Awaited<ReturnType<typeof opened>>["lendFile"]>;
  target(path: string): ReturnType<Awaited<ReturnType<typeof opened>>["lendTarget"]>;
};

async function opened(path: string) {
  const backend = valueOf(await openBackend({ library: { path, mode: "write" }, personName: "Somebody" }));
  onTestFinished(() => backend.close());
  return backend;
}

async function person(folder: string, name: string): Promise<Person> {
  const backend = await opened(join(folder, `${name}.runwright`));
  return {
    call: async (method, request) => {
      const answer = await backend.call(name, method, request);
      return answer.ok ? success(schemas[method].reply.parse(answer.value)) : answer;
    },
    file: (path) => backend.lendFile(name, path),
    target: (path) => backend.lendTarget(name, path),
  };
}

function remarkOn(anchor: Remark["anchor"], text: string, at: number): Remark {
  return { id: newRemarkId(), reviewer: "Rita", anchor, text, createdAt: at, updatedAt: at };
}

function outcomeQuote(steps: readonly Step[], number: number, quote: string): Remark["anchor"] {
  const step = steps[number - 1];
  if (step === undefined) throw new Error(`There is no step ${number}`);
  const start = step.outcome.text.indexOf(quote);
  const anchor = anchorOf(step, number, { section: "outcome", thoughtId: null, start, end: start + quote.length });
  if (anchor === null || start === -1) throw new Error(`“${quote}” is not in the outcome of step ${number}`);
  return anchor;
}

/** The author's sample run, exported, opened by a reviewer, with three remarks made. */
async function walk() {
  const folder = temporaryFolder();
  const author = await person(folder, "author");
  const reviewer = await person(folder, "reviewer");
  const { runId } = valueOf(await author.call("run.sample", {}));
  const sent = join(folder, "sent.json");
  valueOf(
    await author.call("exchange.export", {
      runs: [runId],
      format: "bounty",
      target: author.target(sent),
      overwrite: false,
    }),
  );
  const { copyId } = valueOf(await reviewer.call("review.openFile", { file: reviewer.file(sent) }));
  const copy = valueOf(await reviewer.call("review.copy", { copyId }));
  const remarks = [
    remarkOn(outcomeQuote(copy.steps, 2, "each stroke a little deeper"), "Deeper by whose hand?", 1),
    remarkOn(outcomeQuote(copy.steps, 4, "as warm as a cup"), "Lovely.", 2),
    remarkOn(anchorOfStep(9), "This step could be two.", 3),
  ];
  for (const remark of remarks) valueOf(await reviewer.call("review.keepRemark", { copyId, remark }));
  const answer = join(folder, "answer.runpkg");
  const send = async () =>
    valueOf(
      await reviewer.call("review.exportAnswer", {
        copyId,
        reviewer: "Rita",
        target: reviewer.target(answer),
        overwrite: true,
      }),
    );
  await send();
  return { folder, author, reviewer, runId, sent, copyId, remarks, answer, send };
}

async function placedIn(author: Person, runId: RunId) {
  return valueOf(await author.call("review.remarks", { runId })).remarks;
}

/** Changes the outcome of a step of the author's run, as a page does. */
async function rewrite(author: Person, runId: RunId, number: number, change: (text: string) => string): Promise<void> {
  const run = valueOf(await author.call("run.open", { runId }));
  const library = valueOf(await author.call("library.describe", {}));
  const step = run.steps[number - 1];
  if (step === undefined || library.deviceId === null)
    throw new Error("The sample has this step, and its library is open for writing");
  const text = change(step.content.outcome.text);
  const content = { ...step.content, outcome: { ...step.content.outcome, text } };
  const saved = valueOf(
    await author.call("run.save", {
      runId,
      batchId: newBatchId(),
      deviceId: library.deviceId,
      personId: library.personId,
      orderRev: run.orderRev,
      steps: [{ id: step.id, baseRev: step.rev, content }],
      acts: [],
    }),
  );
  expect(saved.state).toBe("saved");
}

describe("review without a server", () => {
  it("[R5] goes out as a bounty file, comes back in place, and coming back twice changes nothing", async () => {
    const { author, runId, remarks, answer } = await walk();
    const taken = valueOf(await author.call("review.importAnswer", { file: author.file(answer) }));
    expect(taken).toEqual({ runId, reviewer: "Rita", added: 3, already: 0, changed: 0, sameState: true });
    const placed = await placedIn(author, runId);
    const { steps } = valueOf(await author.call("run.open", { runId }));
    expect(placed.map(({ step, holds }) => [step, holds])).toEqual([
      [2, "quote"],
      [4, "quote"],
      [9, "step"],
    ]);
    const first = placed[0];
    const step = steps[1];
    if (first?.address === null || first === undefined || step === undefined)
      throw new Error("The first remark has a place");
    const text = addressedText({ id: step.id, ...step.content }, first.address);
    expect(text?.slice(first.address.start, first.address.end)).toBe("each stroke a little deeper");
    expect(first.address.stepId).toBe(step.id);

    const again = valueOf(await author.call("review.importAnswer", { file: author.file(answer), runId }));
    expect(again).toMatchObject({ added: 0, already: 3 });
    expect(await placedIn(author, runId)).toEqual(placed);
    valueOf(await author.call("review.resolve", { runId, remarkId: remarks[0]?.id ?? newRemarkId(), resolved: true }));
    valueOf(await author.call("review.importAnswer", { file: author.file(answer), runId }));
    expect((await placedIn(author, runId)).map((remark) => remark.resolved)).toEqual([true, false, false]);
  });

  it("[R1][R2][R5] follows the author's edits, and says where the text has changed", async () => {
    const { author, runId, answer } = await walk();
    await rewrite(author, runId, 2, (text) => `It is late. ${text}`);
    await rewrite(author, runId, 4, (text) => text.replace("as warm as a cup", "as cold as the sea"));
    const taken = valueOf(await author.call("review.importAnswer", { file: author.file(answer), runId }));
    expect(taken).toMatchObject({ added: 3, changed: 1, sameState: false });
    const placed = await placedIn(author, runId);
    expect(placed.map(({ step, holds }) => [step, holds])).toEqual([
      [2, "quote"],
      [4, "changed"],
      [9, "step"],
    ]);
    expect(placed[1]?.address).toBeNull();
  });

  it("[R5] a second answer brings what is new or reworded and takes back what was taken back", async () => {
    const { author, reviewer, runId, copyId, remarks, answer, send } = await walk();
    valueOf(await author.call("review.importAnswer", { file: author.file(answer), runId }));
    const [first, second] = remarks;
    if (first === undefined || second === undefined) throw new Error("The walk makes three remarks");
    valueOf(
      await reviewer.call("review.keepRemark", { copyId, remark: { ...first, text: "Reworded.", updatedAt: 10 } }),
    );
    valueOf(await reviewer.call("review.removeRemark", { copyId, remarkId: second.id }));
    const old = readFileSync(answer);
    await send();
    expect(valueOf(await author.call("review.importAnswer", { file: author.file(answer), runId }))).toMatchObject({
      added: 1,
      already: 1,
    });
    const texts = async () => (await placedIn(author, runId)).map(({ remark }) => remark.text);
    expect((await texts()).toSorted()).toEqual(["Reworded.", "This step could be two."]);
    // The first answer arrives late, once more: what is newer stays, what was taken back stays away.
    writeFileSync(answer, old);
    valueOf(await author.call("review.importAnswer", { file: author.file(answer), runId }));
    expect((await texts()).toSorted()).toEqual(["Reworded.", "This step could be two."]);
  });

  it("[R5] the same file opens the same copy, and a run with holes opens with its problems", async () => {
    const { folder, reviewer, sent, copyId } = await walk();
    expect(valueOf(await reviewer.call("review.openFile", { file: reviewer.file(sent) })).copyId).toBe(copyId);
    expect(valueOf(await reviewer.call("review.list", {})).copies).toMatchObject([{ copyId, remarks: 3, steps: 12 }]);
    const holed = join(folder, "holed.json");
    writeFileSync(holed, `{"title":"Holed","authors":[],"steps":[{"prompt":{"text":"p"}},{"action":{"text":"a"}}]}`);
    const other = valueOf(await reviewer.call("review.openFile", { file: reviewer.file(holed) }));
    const copy = valueOf(await reviewer.call("review.copy", other));
    expect(copy.steps).toHaveLength(2);
    expect(copy.problems.some((problem) => problem.severity === "error")).toBe(true);
    expect(valueOf(await reviewer.call("review.check", other)).findings.length).toBeGreaterThan(0);
  });

  it("[R6] refuses answers to other runs, damaged ones and files that are none, and changes nothing", async () => {
    const { folder, author, runId, answer } = await walk();
    const other = valueOf(await author.call("run.create", { title: "Another", authors: [] }));
    const about = await author.call("review.importAnswer", { file: author.file(answer), runId: other.runId });
    expect(failureIn(about)).toMatchObject({ kind: "otherRun" });
    const stranger = await person(folder, "stranger");
    expect(failureIn(await stranger.call("review.importAnswer", { file: stranger.file(answer) }))).toMatchObject({
      kind: "otherRun",
    });
    const broken = join(folder, "broken.runpkg");
    writeFileSync(broken, readFileSync(answer).subarray(0, 300));
    expect(failureIn(await author.call("review.importAnswer", { file: author.file(broken), runId }))).toMatchObject({
      kind: "refused",
    });
    writeFileSync(broken, "hello");
    expect(failureIn(await author.call("review.importAnswer", { file: author.file(broken), runId }))).toMatchObject({
      kind: "refused",
    });
    expect(await placedIn(author, runId)).toEqual([]);
  });
});
