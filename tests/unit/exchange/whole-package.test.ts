import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { unzipSync } from "fflate";
import { expect, it } from "vitest";

import {
  newBatchId,
  newGuideId,
  newPersonId,
  newRemarkId,
  newReviewBatchId,
  type RunId,
} from "../../../shared/domain/ids.ts";
import type { Guide } from "../../../shared/domain/review/guide.ts";
import type { Step } from "../../../shared/domain/step.ts";
import { by, fullStep, prompt, run } from "../../support/build.ts";
import { type ExchangeWorld, openWorld } from "../../support/exchange.ts";
import { bringIn, openWriting, temporaryFolder, valueOf } from "../../support/library.ts";
import type { WritingConnection } from "../../../electron/backend/storage/connection.ts";
import { success } from "../../../shared/lib/outcome.ts";

const AT = 1_700_000_000_000;

const guideOf = (criterion: string): Guide => ({
  id: newGuideId(),
  version: 3,
  title: `About ${criterion}`,
  text: "",
  criteria: [{ id: criterion, name: criterion, description: "", examples: "", scale: "yesNo" }],
  changedAt: AT,
});

/** Rows of everything that a package carries beside steps, log and history, as other parts of the app write them. */
function fill(connection: WritingConnection, [first, second]: readonly Step[]): void {
  if (first === undefined || second === undefined) throw new Error("Two steps");
  const [rated, named, other] = [guideOf("voice"), guideOf("pace"), guideOf("length")];
  for (const guide of [rated, named, other])
    connection.run(
      "INSERT INTO guides (id, version, guide, is_own, kept_at, kept_offset) VALUES (?, 3, ?, 0, ?, 60)",
      guide.id,
      JSON.stringify(guide),
      // The one that stands is the last that the library learned of.
      guide === named ? AT + 1 : AT,
    );
  const anchor = { rule: "A3", subject: "knock", sentences: [{ hash: "0123456789abcdef", words: ["knock"] }] };
  const verdict = { verdict: "intended", why: "It is meant so.", anchor };
  connection.run(
    "INSERT INTO verdicts (run, finding_key, verdict, at, at_offset) VALUES (1, ?, ?, ?, 60)",
    `A3 ${first.id}`,
    JSON.stringify(verdict),
    AT,
  );
  connection.run("INSERT INTO run_words (run, word, added_at, added_offset) VALUES (1, 'quayside', ?, 60)", AT);
  connection.run(
    'INSERT INTO run_answers (key, run, fingerprints, taken_at, taken_offset) VALUES (7, 1, \'["a","b"]\', ?, 60)',
    AT,
  );
  const id = newRemarkId();
  const remark = {
    id,
    reviewer: "Rae",
    by: newPersonId(),
    anchor: { step: 1, section: "prompt", thought: null, start: 0, end: 3, quote: "one", before: "", after: " prompt" },
    text: "Which one?",
    replyTo: null,
    suggestion: null,
    createdAt: AT,
    updatedAt: AT,
  };
  connection.run(
    "INSERT INTO run_remarks (run, answer, id, remark, is_resolved, is_withdrawn) VALUES (1, 7, ?, ?, 1, 0)",
    id,
    JSON.stringify(remark),
  );
  const ratings = [{ criterion: "voice", value: 1 }];
  const judgement = { step: 1, isRead: true, word: null, ratings, reason: "Good.", updatedAt: AT };
  connection.run(
    "INSERT INTO run_judgements (run, answer, reviewer, step, name, judgement) VALUES (1, 7, 'Rae', 1, 'Rae', ?)",
    JSON.stringify(judgement),
  );
  connection.run("INSERT INTO run_withdrawals (run, id, at) VALUES (1, ?, ?)", newRemarkId(), AT);
  connection.run(
    "INSERT INTO review_batches (key, id, run, steps, made_at, made_offset) VALUES (3, ?, 1, ?, ?, 60)",
    newReviewBatchId(),
    JSON.stringify([first.id, second.id]),
    AT,
  );
  connection.run("INSERT INTO review_batch_states (batch, state, at, at_offset) VALUES (3, 'submitted', ?, 60)", AT);
  const tags = { step: second.id, cast: [], place: null, clock: { day: 1, time: "09:30", flags: [] } };
  connection.run(
    "INSERT INTO bible_parts (run, part, name, value, changed_at, changed_offset) VALUES (1, 'step', ?, ?, ?, 60)",
    second.id,
    JSON.stringify(tags),
    AT,
  );
  const goal = { unit: "words", perDay: 500, by: "2030-01-31", weekdaysOff: [6], daysOff: [] };
  connection.run("INSERT INTO run_goals (run, goal) VALUES (1, ?)", JSON.stringify(goal));
  connection.run("INSERT INTO bible_revs (run, rev) VALUES (1, 4)");
  connection.run(
    "INSERT INTO baselines (run, anchors, at, at_offset) VALUES (1, ?, ?, 60)",
    JSON.stringify([anchor]),
    AT,
  );
}

async function world(): Promise<{ readonly world: ExchangeWorld; readonly id: RunId }> {
  const folder = temporaryFolder();
  const library = openWriting(join(folder, "library.runwright"));
  // The prompt is first written here.
  const whole = run("Ferry", by("Ann"), fullStep("one", prompt()), fullStep("two"));
  const id = bringIn(library, whole);
  valueOf(library.write<null, never>((connection) => (fill(connection, whole.steps), success(null))));
  valueOf(library.close());
  const opened = await openWorld(folder);
  await edit(opened, id, "Typed here.");
  return { world: opened, id };
}

/** An edit as a page saves it, so that there are a log and a history. */
async function edit(opened: ExchangeWorld, runId: RunId, text: string): Promise<void> {
  const { orderRev, steps } = valueOf(await opened.call("run.open", { runId }));
  const { deviceId, personId } = valueOf(await opened.call("library.describe", {}));
  const [step] = steps;
  if (step === undefined || deviceId === null) throw new Error("A step, and a device that writes");
  const content = { ...step.content, prompt: { closed: false, text } };
  const act = { stepId: step.id, section: "prompt", kind: "typed", added: 2, removed: 2, activeMs: 900 } as const;
  const saved = [{ id: step.id, baseRev: step.rev, content }];
  valueOf(
    await opened.call("run.save", {
      runId,
      batchId: newBatchId(),
      deviceId,
      personId,
      orderRev,
      steps: saved,
      acts: [act],
    }),
  );
}

const textOf = (bytes: Uint8Array, part: string): string => new TextDecoder().decode(unzipSync(bytes)[part]);

it("[DS25] a package holds history, reviews, verdicts and bible, and they come out of another library as the same bytes", async () => {
  const { world: own, id } = await world();
  const bytes = await own.bytes(id, "package");
  for (const part of [
    "log.jsonl",
    "versions.jsonl",
    "verdicts.json",
    "answers.json",
    "words.json",
    "reviews.json",
    "bible.json",
    "guides.json",
  ])
    expect(textOf(bytes, part).length, part).toBeGreaterThan(20);
  // Of the guides those come along that somebody rated by, and those that stood when a section was first written.
  expect(textOf(bytes, "guides.json")).toContain("About voice");
  expect(textOf(bytes, "guides.json")).toContain("About pace");
  expect(textOf(bytes, "guides.json")).not.toContain("About length");
  const file = join(own.folder, "ferry.runpkg");
  writeFileSync(file, bytes);
  const other = await openWorld(temporaryFolder());
  valueOf(await other.call("exchange.import", { files: [other.lendFile(file)] }));
  expect((await other.bytes(id, "package")).equals(bytes)).toBe(true);
});

it("[DS25] in a copy everything that names a step names the copy's", async () => {
  const { world: own, id } = await world();
  const file = join(own.folder, "ferry.runpkg");
  const before = await own.bytes(id, "package");
  writeFileSync(file, before);
  await edit(own, id, "Changed since.");
  const [copy] = valueOf(await own.call("exchange.import", { files: [own.lendFile(file)] })).runs;
  expect(copy?.arriving).toBe("copy");
  if (copy === undefined) throw new Error("A run came in");
  const ids = valueOf(await own.call("run.open", { runId: copy.id })).steps.map((step) => step.id);
  const copied = await own.bytes(copy.id, "package");
  const old = valueOf(await own.call("run.open", { runId: id })).steps.map((step) => step.id);
  for (const part of ["verdicts.json", "reviews.json", "bible.json", "log.jsonl", "versions.jsonl"]) {
    const text = textOf(copied, part);
    for (const step of old) expect(text, part).not.toContain(step);
    expect(
      ids.some((step) => text.includes(step)),
      part,
    ).toBe(true);
  }
});
