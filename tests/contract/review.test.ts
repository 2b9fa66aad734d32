import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { addressedText } from "../../shared/domain/address.ts";
import { newRemarkId } from "../../shared/domain/ids.ts";
import { begunAt } from "../../shared/domain/review/begun.ts";
import { failureIn, valueOf } from "../support/library.ts";
import { judgement, person, placedIn, rewrite, sendAnswer, walk } from "../support/review.ts";

describe("review without a server", () => {
  it("[R5] goes out as a bounty file, comes back in place, and coming back twice changes nothing", async () => {
    const { author, runId, remarks, answer } = await walk();
    const taken = valueOf(await author.call("review.importAnswer", { file: author.file(answer) }));
    expect(taken).toEqual({ runId, reviewer: "Rita", added: 3, already: 0, changed: 0, judged: 0, sameState: true });
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

  it("[R5] bears the name that it was sent under last, at both ends, and what was resolved stays so", async () => {
    const { author, reviewer, runId, copyId, remarks, answer } = await walk();
    const names = async (): Promise<string[][]> => [
      valueOf(await reviewer.call("review.copy", { copyId })).remarks.map((remark) => remark.reviewer),
      (await placedIn(author, runId)).map(({ remark }) => remark.reviewer),
    ];
    valueOf(await author.call("review.importAnswer", { file: author.file(answer), runId }));
    expect(await names()).toEqual([
      ["Rita", "Rita", "Rita"],
      ["Rita", "Rita", "Rita"],
    ]);
    valueOf(await author.call("review.resolve", { runId, remarkId: remarks[0]?.id ?? newRemarkId(), resolved: true }));
    await sendAnswer(reviewer, copyId, "Ada", answer);
    valueOf(await author.call("review.importAnswer", { file: author.file(answer), runId }));
    expect(await names()).toEqual([
      ["Ada", "Ada", "Ada"],
      ["Ada", "Ada", "Ada"],
    ]);
    expect((await placedIn(author, runId)).map(({ resolved }) => resolved)).toEqual([true, false, false]);
    const before = readFileSync(answer);
    await sendAnswer(reviewer, copyId, "Ada", answer);
    expect(readFileSync(answer).equals(before)).toBe(true);
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

  it("[R31] the place in a copy and what was begun on it are there at the next opening; nothing of it is sent", async () => {
    const { author, reviewer, copyId, remarks, answer, send } = await walk();
    const [first] = remarks;
    if (first === undefined) throw new Error("The walk makes three remarks");
    const { anchor } = first;
    const atStep = { at: begunAt(anchor), anchor, text: "Half a th", suggestion: null };
    const asReply = {
      ...atStep,
      at: { kind: "reply" as const, remarkId: first.id },
      text: "And",
      suggestion: "",
    };
    const place = { step: 4, section: "outcome", offset: 7, scrollTop: 120 } as const;
    valueOf(await reviewer.call("review.keepPlace", { copyId, place }));
    valueOf(await reviewer.call("review.keepBegun", { copyId, begun: { ...atStep, text: "Half" } }));
    for (const begun of [atStep, asReply]) valueOf(await reviewer.call("review.keepBegun", { copyId, begun }));
    const opened = async () => valueOf(await reviewer.call("review.copy", { copyId }));
    expect(await opened()).toMatchObject({ place });
    expect((await opened()).begun).toEqual(expect.arrayContaining([atStep, asReply]));
    await send();
    const taken = valueOf(await author.call("review.importAnswer", { file: author.file(answer) }));
    expect(taken.added).toBe(3);
    valueOf(await reviewer.call("review.keepBegun", { copyId, begun: { ...atStep, text: " " } }));
    expect((await opened()).begun).toEqual([asReply]);
  });

  it("[R32] the list counts only what was asked, says that an answer was sent, and one's own answer opens its copy", async () => {
    const { folder, author, reviewer, runId, answer, copyId } = await walk();
    const out = join(folder, "request.runpkg");
    const target = author.target(out);
    const range = { from: 4, to: 6 };
    valueOf(await author.call("review.exportRequest", { runId, range, withRemarks: false, target, overwrite: false }));
    const sent = valueOf(await reviewer.call("review.openFile", { file: reviewer.file(out) }));
    for (const step of [1, 4, 5, 6, 9])
      valueOf(await reviewer.call("review.judge", { copyId: sent.copyId, judgement: judgement(step) }));
    const rows = valueOf(await reviewer.call("review.list", {})).copies;
    expect(rows.find((row) => row.copyId === sent.copyId)).toMatchObject({ read: 3, toRead: 3, sentAt: null });
    expect(rows.find((row) => row.copyId === copyId)?.sentAt).toBeGreaterThan(0);
    expect(valueOf(await reviewer.call("review.openFile", { file: reviewer.file(answer) }))).toEqual({ copyId });
    expect(failureIn(await author.call("review.openFile", { file: author.file(answer) })).kind).toBe("refused");
  });

  it("[R33] a file is known for what it is by its manifest, and a run to review is never lost on the import", async () => {
    const { folder, author, runId, sent, answer } = await walk();
    const kindOf = async (path: string) =>
      valueOf(await author.call("exchange.recognize", { file: author.file(path) })).kind;
    const request = join(folder, "request.runpkg");
    const target = author.target(request);
    const range = { from: 1, to: 2 };
    valueOf(await author.call("review.exportRequest", { runId, range, withRemarks: false, target, overwrite: false }));
    const torn = join(folder, "torn.runpkg");
    writeFileSync(torn, readFileSync(request).subarray(0, 300));
    expect(await Promise.all([request, answer, sent, torn].map(kindOf))).toEqual([
      "request",
      "answer",
      "other",
      "other",
    ]);
    const looked = valueOf(await author.call("exchange.importCheck", { files: [author.file(request)] }));
    expect(looked.files[0]?.problems[0]?.message).toContain("under Reviews");
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
