import { expect, it } from "vitest";

import { newRemarkId } from "../../../shared/domain/ids.ts";
import { anchorOfStep } from "../../../shared/domain/review/anchor.ts";
import { threadsOf } from "../../../shared/domain/review/threads.ts";
import { remarkOn } from "../../support/review.ts";

it("[R15] replies stand under the remark that their chain begins with, whatever a file says", () => {
  const make = (text: string, at: number) => remarkOn(anchorOfStep(1), text, at);
  const root = make("root", 1);
  const first = { ...make("first", 2), replyTo: root.id };
  const second = { ...make("second", 3), replyTo: first.id };
  const lost = { ...make("lost", 4), replyTo: newRemarkId() };
  const circle = make("circle", 5);
  const other = { ...make("other", 6), replyTo: circle.id };
  const all = [second, { ...circle, replyTo: other.id }, lost, root, first, other];
  const threads = threadsOf(all, (remark) => remark).map((thread) => [
    thread.root.text,
    ...thread.replies.map(({ text }) => text),
  ]);
  expect(threads.find(([text]) => text === "root")).toEqual(["root", "first", "second"]);
  expect(threads.flat().toSorted()).toEqual(all.map(({ text }) => text).toSorted());
  expect(threads.map(([text]) => text)).toContain("lost");
});
