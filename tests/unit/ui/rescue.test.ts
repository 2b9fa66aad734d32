// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from "vitest";

import { writeCopy } from "../../../renderer/features/run/rescue-copy.ts";
import { plainFailure } from "../../../shared/contract/failure.ts";
import { TargetHandle } from "../../../shared/contract/handles.ts";
import { contentOf, blankStep, type Step } from "../../../shared/domain/step.ts";
import { failed, success } from "../../../shared/lib/outcome.ts";
import { type Answers, fakeHost } from "../../support/fake-host.ts";

const target = TargetHandle.parse(`target-${"0".repeat(32)}`);
const [first, second]: readonly [Step, Step] = [
  blankStep(),
  { ...blankStep(), prompt: { closed: false, text: "The goose withdraws." } },
];
const unsaved = {
  title: "The Lantern Ferry",
  steps: [first, second],
  changes: {
    steps: [
      { id: second.id, content: contentOf(second) },
      { id: first.id, deleted: true as const },
    ],
    acts: [],
  },
};

afterEach(() => {
  vi.restoreAllMocks();
});

async function rescue(answers: Answers): Promise<{ said: string[]; downloads: string[]; asked: unknown[] }> {
  const said: string[] = [];
  const downloads: string[] = [];
  Object.assign(URL, { createObjectURL: () => "blob:words", revokeObjectURL: () => undefined });
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function click(this: HTMLAnchorElement) {
    downloads.push(this.download);
  });
  const host = fakeHost(answers, {
    pickTargetIn: () => Promise.resolve(success({ target, finish: () => Promise.resolve(success(null)) })),
  });
  const chooseInList = (): Promise<null> => Promise.resolve(null);
  await writeCopy({ host, chooseInList, announce: (sentence) => void said.push(sentence) }, unsaved);
  return { said, downloads, asked: [...host.asked] };
}

describe("a copy elsewhere of what cannot be saved", () => {
  it("[PG27] holds every unsaved step with its number, and never takes the place of a file", async () => {
    const { asked, said, downloads } = await rescue({ "rescue.write": () => success({ file: "ferry.txt", bytes: 9 }) });
    expect(asked).toEqual([
      {
        method: "rescue.write",
        request: { title: "The Lantern Ferry", steps: [{ number: 2, step: second }], target, overwrite: false },
      },
    ]);
    expect(said).toEqual(["Written: ferry.txt."]);
    expect(downloads).toEqual([]);
  });

  it("[PG27] is a download when the program behind the page cannot write either", async () => {
    const { said, downloads } = await rescue({
      "rescue.write": () => failed(plainFailure("diskFull", "That disk is full, too.")),
    });
    expect(said).toEqual(["The copy was not written there. That disk is full, too."]);
    expect(downloads).toEqual(["the-lantern-ferry.txt"]);
  });
});
