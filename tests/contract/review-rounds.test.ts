import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { writePackage } from "../../electron/backend/package/container.ts";
import {
  newBatchId,
  newPersonId,
  newRemarkId,
  newRunId,
  type ReviewCopyId,
  type RunId,
} from "../../shared/domain/ids.ts";
import { anchorOfSection, anchorOfStep, WHOLE_RUN } from "../../shared/domain/review/anchor.ts";
import { failureIn, valueOf } from "../support/library.ts";
import { damagedPart } from "../support/repack.ts";
import {
  judgement,
  outcomeQuote,
  person,
  placedIn,
  remarkOn,
  rewrite,
  sendAnswer,
  walk,
  type Person,
} from "../support/review.ts";

const CRITERIA = [
  { id: "coherence", name: "Coherence", description: "Does it hold together?", examples: "", scale: "five" as const },
  { id: "thoughts", name: "Thoughts first", description: "", examples: "", scale: "yesNo" as const },
];

async function statusOf(author: Person, runId: RunId) {
  return valueOf(await author.call("review.status", { runId }));
}

/** Has the author write a request for these steps and the reviewer open it. */
async function request(author: Person, reviewer: Person, runId: RunId, path: string, withRemarks = true) {
  const range = { from: 2, to: 5 };
  const target = author.target(path);
  const sent = valueOf(
    await author.call("review.exportRequest", { runId, range, withRemarks, target, overwrite: true }),
  );
  const { copyId } = valueOf(await reviewer.call("review.openFile", { file: reviewer.file(path) }));
  return { ...sent, copyId, copy: valueOf(await reviewer.call("review.copy", { copyId })) };
}

async function judge(reviewer: Person, copyId: ReviewCopyId, ...judgements: ReturnType<typeof judgement>[]) {
  for (const each of judgements) valueOf(await reviewer.call("review.judge", { copyId, judgement: each }));
}

describe("rounds of review", () => {
  it("[R10] goes round: request, two reviewers, one of them with a bounty file only, a second round, accepted", async () => {
    const { folder, author, reviewer: rita, runId, copyId: ritasFirst, answer } = await walk();
    const otto = await person(folder, "otto");
    valueOf(
      await author.call("review.keepGuide", { guideId: null, title: "Guide", text: "Read.", criteria: CRITERIA }),
    );
    const first = await request(author, otto, runId, join(folder, "round-1.runpkg"));
    expect(first.copy).toMatchObject({ range: { from: 2, to: 5 }, guide: { version: 1, criteria: CRITERIA } });
    expect(first.copy.steps).toHaveLength(12);
    await judge(
      otto,
      first.copyId,
      judgement(2, { word: "accept", ratings: [{ criterion: "coherence", value: 4 }] }),
      judgement(3, { word: "needsWork", reason: "Who holds the lamp?" }),
      judgement(4),
    );
    await judge(rita, ritasFirst, judgement(2, { word: "accept" }), judgement(3, { word: "accept" }));
    const ottos = join(folder, "otto.runpkg");
    await sendAnswer(otto, first.copyId, "Otto", ottos);
    await sendAnswer(rita, ritasFirst, "Rita", answer);
    for (const path of [ottos, answer]) {
      expect(valueOf(await author.call("review.importAnswer", { file: author.file(path) }))).toMatchObject({ runId });
    }
    const status = await statusOf(author, runId);
    expect(status.reviewers.map(({ name, read, readBefore }) => [name, read, readBefore])).toEqual([
      ["Otto", 3, 0],
      ["Rita", 2, 0],
    ]);
    const [ottoKey, ritaKey] = status.reviewers.map(({ key }) => key);
    expect(
      status.steps.map(({ step, judgements }) => [step, judgements.map(({ reviewer, word }) => [reviewer, word])]),
    ).toEqual([
      [
        2,
        [
          [ottoKey, "accept"],
          [ritaKey, "accept"],
        ],
      ],
      [
        3,
        [
          [ottoKey, "needsWork"],
          [ritaKey, "accept"],
        ],
      ],
    ]);
    expect(status.batches).toMatchObject([{ batchId: first.batchId, range: { from: 2, to: 5 }, state: "submitted" }]);

    // The author mends step 3, answers Rita, and sends the second round.
    await rewrite(author, runId, 3, (text) => `${text} Edda holds the lamp.`);
    const open = (await placedIn(author, runId))[0];
    if (open === undefined) throw new Error("Rita remarked");
    const reply = { ...remarkOn(anchorOfStep(9), "By the ferryman's.", 5), replyTo: open.remark.id, reviewer: "Ann" };
    valueOf(await author.call("review.keepOwn", { runId, remark: reply }));
    expect((await statusOf(author, runId)).steps[1]?.judgements.map((each) => each.isChangedSince)).toEqual([
      true,
      true,
    ]);
    valueOf(await author.call("review.setBatch", { runId, batchId: first.batchId, range: null, state: "needsWork" }));
    const second = await request(author, otto, runId, join(folder, "round-2.runpkg"));
    expect(second.batchId).toBe(first.batchId);
    expect(second.copy.earlier).toMatchObject([{ copyId: first.copyId, changed: [3] }]);
    expect(second.copy.threads.map(({ remark }) => [remark.text, remark.replyTo])).toContainEqual([
      "By the ferryman's.",
      open.remark.id,
    ]);
    const compared = valueOf(await otto.call("review.compare", { copyId: second.copyId, with: first.copyId }));
    expect(compared.gone).toEqual([]);
    expect(compared.steps.flatMap(({ was, isSame }, index) => (isSame ? [] : [[index + 1, was]]))).toEqual([[3, 3]]);
    await judge(
      otto,
      second.copyId,
      judgement(3, { word: "accept" }),
      judgement(0, { word: "accept", reason: "Good." }),
    );
    await sendAnswer(otto, second.copyId, "Otto", ottos);
    valueOf(await author.call("review.importAnswer", { file: author.file(ottos) }));
    valueOf(await author.call("review.setBatch", { runId, batchId: first.batchId, range: null, state: "accepted" }));
    const end = await statusOf(author, runId);
    expect(end.steps[1]?.judgements.map(({ word, isChangedSince }) => [word, isChangedSince])).toEqual([
      ["accept", false],
      ["accept", true],
    ]);
    expect(end.whole).toMatchObject([{ word: "accept", reason: "Good." }]);
    expect(end.batches[0]?.events.map(({ state }) => state)).toEqual([
      "submitted",
      "needsWork",
      "submitted",
      "accepted",
    ]);
    expect(end.batches[0]?.turnaroundMs).toBeGreaterThanOrEqual(0);
    expect(valueOf(await otto.call("run.list", {})).runs).toEqual([]);
  });

  it("[R11] what a skip hides and the author's bookmarks stay at home; remarks go along only when asked", async () => {
    const { folder, author, reviewer, runId, answer } = await walk();
    valueOf(await author.call("review.importAnswer", { file: author.file(answer) }));
    const alone = await request(author, reviewer, runId, join(folder, "alone.runpkg"), false);
    expect(alone.copy.threads).toEqual([]);
    expect(alone.copy.steps.every((step) => step.bookmark === null)).toBe(true);
    const together = await request(author, reviewer, runId, join(folder, "together.runpkg"));
    expect(together.copy.threads.map(({ remark }) => remark.text)).toContain("Lovely.");
    const bytes = readFileSync(join(folder, "alone.runpkg"));
    await request(author, reviewer, runId, join(folder, "alone.runpkg"), false);
    expect(readFileSync(join(folder, "alone.runpkg")).equals(bytes)).toBe(true);
  });

  it("[R12] two reviewers of one name are two, and agreement says how far they agree and where not", async () => {
    const { folder, author, reviewer: rita, runId, sent } = await walk();
    valueOf(await author.call("review.keepGuide", { guideId: null, title: "", text: "", criteria: CRITERIA }));
    const other = await person(folder, "other-rita");
    const says = [
      [4, 4],
      [2, 3],
      [5, 5],
      [1, 1],
    ] as const;
    for (const [index, reviewer] of [rita, other].entries()) {
      const { copyId } = valueOf(await reviewer.call("review.openFile", { file: reviewer.file(sent) }));
      await judge(
        reviewer,
        copyId,
        ...says.map((values, step) =>
          judgement(step + 1, {
            word: index === 1 && step === 3 ? "needsWork" : "accept",
            ratings: [{ criterion: "coherence", value: values[index === 1 ? 1 : 0] }],
            reason: `Because ${index}`,
          }),
        ),
      );
      const path = join(folder, `rita-${index}.runpkg`);
      await sendAnswer(reviewer, copyId, "Rita", path);
      valueOf(await author.call("review.importAnswer", { file: author.file(path) }));
    }
    const found = valueOf(await author.call("review.agreement", { runId }));
    expect(found.reviewers.map(({ name }) => name)).toEqual(["Rita", "Rita (2)"]);
    expect(found.criteria.map(({ criterion, units, percent }) => [criterion, units, percent])).toEqual([
      [null, 4, 0.75],
      ["coherence", 4, 0.75],
      ["thoughts", 0, null],
    ]);
    expect(found.disagreements.map(({ step, criterion }) => [step, criterion])).toEqual([
      [2, "coherence"],
      [4, null],
    ]);
    expect(found.disagreements[0]?.values.map(({ value }) => value).toSorted()).toEqual([2, 3]);
  });

  it("[R13] the guide has versions: the same words keep theirs, and a later one comes with what was known before", async () => {
    const { folder, author, reviewer, runId } = await walk();
    const text = { title: "Guide", text: "Read.", criteria: CRITERIA };
    const { guide } = valueOf(await author.call("review.keepGuide", { guideId: null, ...text }));
    expect(valueOf(await author.call("review.keepGuide", { guideId: guide.id, ...text })).guide).toEqual(guide);
    await request(author, reviewer, runId, join(folder, "one.runpkg"));
    const later = { ...text, text: "Read twice.", guideId: guide.id };
    expect(valueOf(await author.call("review.keepGuide", later)).guide.version).toBe(2);
    const { copy } = await request(author, reviewer, runId, join(folder, "two.runpkg"));
    expect([copy.guideBefore?.version, copy.guide?.version]).toEqual([1, 2]);
    expect(valueOf(await reviewer.call("review.guide", {})).guide?.version).toBe(2);
  });

  it("[R14] a folder opens run by run, and what cannot be read is named", async () => {
    const { folder, reviewer, sent } = await walk();
    const inbox = join(folder, "inbox");
    mkdirSync(inbox);
    writeFileSync(join(inbox, "a.json"), `${readFileSync(sent, "utf8")}\n`);
    writeFileSync(join(inbox, "broken.runpkg"), "PK\u0003\u0004 and nothing more");
    writeFileSync(join(inbox, "notes.txt"), "not looked at");
    const opened = valueOf(await reviewer.call("review.openFolder", { folder: reviewer.folder(inbox) }));
    expect(opened).toMatchObject({ opened: 1, refused: [{ file: "broken.runpkg" }] });
  });

  it("[R15] a reply stands with what it answers, can be taken back, and none of it is exported with the run", async () => {
    const { folder, author, runId, sent, answer } = await walk();
    valueOf(await author.call("review.importAnswer", { file: author.file(answer) }));
    await rewrite(author, runId, 2, (text) => `It is late. ${text}`);
    const [open] = await placedIn(author, runId);
    if (open === undefined) throw new Error("Rita remarked");
    const reply = { ...remarkOn(anchorOfStep(12), "The ferryman's.", 5), replyTo: open.remark.id };
    valueOf(await author.call("review.keepOwn", { runId, remark: reply }));
    const replied = (await placedIn(author, runId)).find(({ remark }) => remark.id === reply.id);
    expect([replied?.step, replied?.holds]).toEqual([2, "quote"]);
    await rewrite(author, runId, 2, (text) => text.replace("It is late. ", ""));
    const out = join(folder, "again.json");
    const target = author.target(out);
    valueOf(await author.call("exchange.export", { runs: [runId], format: "bounty", target, overwrite: false }));
    expect(readFileSync(out).equals(readFileSync(sent))).toBe(true);
    valueOf(await author.call("review.removeOwn", { runId, remarkId: reply.id }));
    expect((await placedIn(author, runId)).map(({ remark }) => remark.id)).not.toContain(reply.id);
  });

  it("[R26] remarks on the run, a section and a step that is deleted come back about the same, and travel on", async () => {
    const { folder, author, reviewer, runId, copyId, answer, send } = await walk();
    for (const [anchor, text] of [
      [anchorOfStep(WHOLE_RUN), "A fine run."],
      [anchorOfSection(2, "prompt"), "This prompt is long."],
      [anchorOfSection(3, "initial"), "Think more."],
    ] as const) {
      valueOf(await reviewer.call("review.keepRemark", { copyId, remark: remarkOn(anchor, text, 4) }));
    }
    await send();
    const { steps, orderRev } = valueOf(await author.call("run.open", { runId }));
    const [gone, { personId, deviceId }] = [steps[3], valueOf(await author.call("library.describe", {}))];
    if (gone === undefined || deviceId === null) throw new Error("The sample has a step 4, and a writer a device");
    const deleted = await author.call("run.save", {
      runId,
      orderRev,
      personId,
      deviceId,
      batchId: newBatchId(),
      acts: [],
      steps: [{ id: gone.id, baseRev: gone.rev, deleted: true }],
      order: steps.flatMap(({ id }) => (id === gone.id ? [] : [id])),
    });
    expect(valueOf(deleted).state).toBe("saved");
    expect(valueOf(await author.call("review.importAnswer", { file: author.file(answer) }))).toMatchObject({
      changed: 1,
    });
    const places = (await placedIn(author, runId)).map(({ remark, step, stepId, holds, address }) => [
      remark.text,
      step,
      stepId === (step === WHOLE_RUN ? null : steps.filter(({ id }) => id !== gone.id)[step - 1]?.id),
      holds,
      address?.section ?? null,
    ]);
    expect(places.toSorted(([one], [other]) => String(one).localeCompare(String(other)))).toEqual([
      ["A fine run.", 0, true, "run", null],
      ["Deeper by whose hand?", 2, true, "quote", "outcome"],
      ["Lovely.", 4, true, "changed", null],
      ["Think more.", 3, true, "step", "initial"],
      ["This prompt is long.", 2, true, "step", "prompt"],
      ["This step could be two.", 8, true, "step", "prompt"],
    ]);
    const { copy } = await request(author, reviewer, runId, join(folder, "next.runpkg"));
    expect(copy.threads.map(({ remark }) => [remark.text, remark.anchor.step, remark.anchor.section])).toEqual(
      expect.arrayContaining([
        ["A fine run.", WHOLE_RUN, null],
        ["This prompt is long.", 2, "prompt"],
      ]),
    );
  });

  it("[R16] an answer whose checksum fails is refused with a sentence that says so", async () => {
    const { author, runId, answer } = await walk();
    writeFileSync(answer, damagedPart(readFileSync(answer), "review.json", "Lovely.", "Ghastly"));
    const refused = failureIn(await author.call("review.importAnswer", { file: author.file(answer), runId }));
    expect(refused.kind).toBe("refused");
    expect(refused.message).toContain("the checksum of its part review.json fails");
    expect(await placedIn(author, runId)).toEqual([]);
  });

  it("[R16] answers changed by hand: steps that are not there, hostile text, 100,000 remarks", async () => {
    const { folder, author, runId, copyId, reviewer } = await walk();
    const copy = valueOf(await reviewer.call("review.copy", { copyId }));
    const path = join(folder, "made.runpkg");
    const made = (change: object): void => {
      const answer = {
        version: 1,
        run: { title: copy.title, fingerprints: [], runId },
        reviewer: "Mallory",
        reviewerId: newPersonId(),
        remarks: [],
        withdrawn: [],
        ...change,
      };
      writeFileSync(path, writePackage("review", [["review.json", answer]]));
    };
    const take = () => author.call("review.importAnswer", { file: author.file(path), runId });
    const by = { reviewer: "Mallory", by: null, replyTo: null, suggestion: null, createdAt: 1, updatedAt: 1 };
    made({
      remarks: [{ ...by, id: newRemarkId(), anchor: anchorOfStep(400), text: "<script>alert(1)</script>" }],
      judgements: [judgement(400, { word: "accept" })],
    });
    expect(valueOf(await take())).toMatchObject({ added: 1, judged: 0 });
    expect(await placedIn(author, runId)).toMatchObject([
      { step: 12, holds: "changed", address: null, remark: { text: "<script>alert(1)</script>" } },
    ]);
    made({ judgements: [{ ...judgement(1), ratings: [{ criterion: "a", value: 11 }] }] });
    expect(failureIn(await take()).kind).toBe("refused");
    made({ run: { title: copy.title, fingerprints: [], runId: newRunId() } });
    expect(failureIn(await take()).kind).toBe("otherRun");
    const anchor = outcomeQuote(copy.steps, 2, "each stroke a little deeper");
    const many = Array.from({ length: 100_000 }, (_, index) => ({
      ...by,
      id: newRemarkId(),
      anchor,
      text: `${index}`,
    }));
    made({ remarks: many });
    expect(valueOf(await take())).toMatchObject({ added: 100_000 });
    expect(await placedIn(author, runId)).toHaveLength(100_001);
    made({ remarks: [...many, { ...by, id: newRemarkId(), anchor, text: "one too many" }] });
    expect(failureIn(await take()).kind).toBe("refused");
    made({ run: { title: "<b>not markup</b>", fingerprints: [], runId: newRunId() } });
    expect(failureIn(await take()).message).toContain("“<b>not markup</b>”");
  });
});
