// @vitest-environment jsdom
import { act, createElement } from "react";
import { createRoot } from "react-dom/client";
import { expect, it, vi } from "vitest";

import { PageProvider } from "../../../renderer/app/context.tsx";
import type { RunBible } from "../../../renderer/app/run-bible.ts";
import { BiblePanel } from "../../../renderer/features/bible/bible-panel.tsx";
import type { ReplyOf } from "../../../shared/contract/contract.ts";
import { EMPTY_BIBLE, newEntity } from "../../../shared/domain/bible/bible.ts";
import { newRunId, newStepId } from "../../../shared/domain/ids.ts";
import { success } from "../../../shared/lib/outcome.ts";
import { fakeHost } from "../../support/fake-host.ts";
import { pageOver } from "../../support/page.ts";

type Survey = ReplyOf<"bible.survey">;
const NOWHERE = { count: 0, median: 0, longest: [] };
const jory = newEntity(EMPTY_BIBLE, "character", "Jory");
const bible = { ...EMPTY_BIBLE, entities: [jory] };

/** A survey of a run of one step, in which Jory is named so often. */
function survey(mentions: number): Survey {
  const seen = mentions === 0 ? [] : [{ id: jory.id, mentions, steps: [[1, mentions] satisfies [number, number]] }];
  return { steps: 1, offers: [], seen, proposals: [], longTerm: [], reach: { overall: NOWHERE, hundreds: [] } };
}

it("[BI20] nobody is said not to be named while the text that names them is being read", async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  vi.useFakeTimers();
  document.body.innerHTML = '<div id="root"></div>';
  const root = createRoot(document.getElementById("root") ?? document.body);
  const stepId = newStepId();
  const waiting: ((value: Survey) => void)[] = [];
  const host = fakeHost({
    "bible.open": () => success({ rev: 1, bible }),
    "bible.survey": () => new Promise((resolve) => waiting.push((value) => resolve(success(value)))),
    "bible.concordance": () => success({ lines: [], all: 0 }),
  });
  const run: RunBible = {
    runId: newRunId(),
    title: "The Lantern Ferry",
    caret: { stepId, step: 1 },
    order: () => [stepId],
    thoughtOf: () => null,
    isAhead: false,
    isWriting: true,
    savedAt: 1,
    asked: { tab: "entities", name: "Jory", picture: false, renames: false, turn: 0 },
    go: () => undefined,
    rename: () => undefined,
    changedBeside: 0,
    onChanged: () => undefined,
    onClose: () => undefined,
  };
  const page = pageOver(host);
  const rest = (): Promise<void> => act(async () => void (await vi.advanceTimersByTimeAsync(1_000)));
  const draw = async (parts: Partial<RunBible>): Promise<void> => {
    const panel = createElement(BiblePanel, { run: { ...run, ...parts } });
    await act(async () => root.render(createElement(PageProvider, { value: page }, panel)));
    await rest();
  };
  const answer = async (value: Survey): Promise<void> => {
    await act(async () => waiting.splice(0).forEach((resolve) => resolve(value)));
    await rest();
  };
  const says = (): string[] =>
    ["not named in the text", "Reading the run…", "Named 2 times"].filter((text) =>
      document.body.textContent.includes(text),
    );

  await draw({});
  await answer(survey(0));
  expect(says()).toEqual(["not named in the text"]);
  // Words are typed and not saved yet; then they are, and the library reads them.
  await draw({ isAhead: true });
  expect(says()).toEqual(["Reading the run…"]);
  await draw({ savedAt: 2 });
  expect(says()).toEqual(["Reading the run…"]);
  await answer(survey(2));
  expect(says()).toEqual(["Named 2 times"]);
  await act(async () => root.unmount());
  vi.useRealTimers();
});
