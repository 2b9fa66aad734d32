import { join } from "node:path";

import { expect, onTestFinished } from "vitest";

import { openBackend } from "../../electron/backend/backend.ts";
import type { MethodName, ReplyOf, RequestOf } from "../../shared/contract/contract.ts";
import { schemas } from "../../shared/contract/contract.ts";
import type { Failure } from "../../shared/contract/failure.ts";
import { newBatchId, newRemarkId, type ReviewCopyId, type RunId } from "../../shared/domain/ids.ts";
import { anchorOf, anchorOfStep } from "../../shared/domain/review/anchor.ts";
import type { Judgement } from "../../shared/domain/review/judgement.ts";
import type { Remark } from "../../shared/domain/review/remark.ts";
import type { Step } from "../../shared/domain/step.ts";
import { success, type Outcome } from "../../shared/lib/outcome.ts";
import { temporaryFolder, valueOf } from "./library.ts";

/*
 * People of a review, each with a library of their own, and what they do between them by files.
 */

/** One person with a library of their own, and their calls. */
export type Person = {
  call<M extends MethodName>(method: M, request: RequestOf<M>): Promise<Outcome<ReplyOf<M>, Failure>>;
  file(path: string): ReturnType<Awaited<ReturnType<typeof opened>>["lendFile"]>;
  target(path: string): ReturnType<Awaited<ReturnType<typeof opened>>["lendTarget"]>;
  folder(path: string): ReturnType<Awaited<ReturnType<typeof opened>>["lendFolder"]>;
};

async function opened(path: string) {
  const backend = valueOf(await openBackend({ library: { path, mode: "write" }, personName: "Somebody" }));
  onTestFinished(() => backend.close());
  return backend;
}

/** Opens a person's library. */
export async function person(folder: string, name: string): Promise<Person> {
  const backend = await opened(join(folder, `${name}.runwright`));
  return {
    call: async (method, request) => {
      const answer = await backend.call(name, method, request);
      return answer.ok ? success(schemas[method].reply.parse(answer.value)) : answer;
    },
    file: (path) => backend.lendFile(name, path),
    target: (path) => backend.lendTarget(name, path),
    folder: (path) => backend.lendFolder(name, path),
  };
}

/** A remark of Rita's. */
export function remarkOn(anchor: Remark["anchor"], text: string, at: number): Remark {
  const by = { reviewer: "Rita", by: null, replyTo: null, suggestion: null };
  return { id: newRemarkId(), ...by, anchor, text, createdAt: at, updatedAt: at };
}

/** An anchor on words of an outcome. */
export function outcomeQuote(steps: readonly Step[], number: number, quote: string): Remark["anchor"] {
  const step = steps[number - 1];
  if (step === undefined) throw new Error(`There is no step ${number}`);
  const start = step.outcome.text.indexOf(quote);
  const anchor = anchorOf(step, number, { section: "outcome", thoughtId: null, start, end: start + quote.length });
  if (anchor === null || start === -1) throw new Error(`“${quote}” is not in the outcome of step ${number}`);
  return anchor;
}

/** The author's sample run, exported, opened by a reviewer, with three remarks made. */
export async function walk() {
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

/** The remarks on a run as its author sees them. */
export async function placedIn(author: Person, runId: RunId) {
  return valueOf(await author.call("review.remarks", { runId })).remarks;
}

/** Changes the outcome of a step of the author's run, as a page does. */
export async function rewrite(
  author: Person,
  runId: RunId,
  number: number,
  change: (text: string) => string,
): Promise<void> {
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

/** A judgement as the page makes one. */
export function judgement(step: number, part: Partial<Judgement> = {}): Judgement {
  return { step, isRead: true, word: null, ratings: [], reason: "", updatedAt: 1, ...part };
}

/** Has a reviewer write their answer to `path`. */
export async function sendAnswer(reviewer: Person, copyId: ReviewCopyId, name: string, path: string): Promise<void> {
  const target = reviewer.target(path);
  valueOf(await reviewer.call("review.exportAnswer", { copyId, reviewer: name, target, overwrite: true }));
}
