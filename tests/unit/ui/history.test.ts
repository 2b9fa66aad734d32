// @vitest-environment jsdom
import { act, createElement } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { PageProvider } from "../../../renderer/app/context.tsx";
import type { RunHistory } from "../../../renderer/app/run-history.ts";
import { HistoryPanel } from "../../../renderer/features/history/history-panel.tsx";
import { listRows } from "../../../renderer/features/history/version-rows.ts";
import { withNewest } from "../../../renderer/features/history/use-versions.ts";
import type { ReplyOf } from "../../../shared/contract/contract.ts";
import type { VersionRow } from "../../../shared/contract/history-methods.ts";
import { newDeviceId, newLibraryId, newPersonId, newRunId, newStepId } from "../../../shared/domain/ids.ts";
import { blankStep, contentOf, newThought } from "../../../shared/domain/step.ts";
import { plainFailure } from "../../../shared/contract/failure.ts";
import { failed, success } from "../../../shared/lib/outcome.ts";
import { allByRole, byRole } from "../../support/by-role.ts";
import { type Answers, fakeHost } from "../../support/fake-host.ts";
import { pageOver } from "../../support/page.ts";

const NOON = new Date(2026, 10, 21, 12).getTime();
const MINUTE = 60_000;
const DAY = 86_400_000;
const runId = newRunId();
const stepId = newStepId();
const me = { personId: newPersonId(), deviceId: newDeviceId() };

function version(number: number, parts: Partial<VersionRow> = {}): VersionRow {
  return {
    version: number,
    stepId,
    step: 411,
    part: "outcome",
    kind: "typed",
    beganAt: NOON,
    changedAt: NOON,
    changedOffsetMinutes: 0,
    person: null,
    device: null,
    words: 40,
    isPresent: false,
    ...parts,
  };
}

describe("the list of versions", () => {
  const text = (versions: readonly VersionRow[], inRun: boolean): string[] =>
    listRows(versions, NOON, inRun).map((row) => (row.kind === "day" ? row.day : `${row.what}: ${row.about}`));

  it("[PG21] stands under its days and says what, how, by whom, and how many words came or went", () => {
    expect(
      text(
        [
          version(9, { isPresent: true, words: 47 }),
          version(8, { part: "postAction", words: 58, kind: "pasted", device: "the laptop" }),
          version(7, { words: 40, person: "Noor" }),
          version(6, { words: 40, changedAt: NOON - 2 * DAY, kind: "replaced" }),
          version(5, { words: 60, changedAt: NOON - 2 * DAY, kind: null }),
        ],
        false,
      ),
    ).toEqual([
      "today",
      "Outcome: stands now · written · +7 words",
      "Post-action thoughts: pasted · 58 words · on the laptop",
      "Outcome: written · as many words · by Noor",
      "19 November",
      "Outcome: replaced · −20 words",
      "Outcome: as it first stood · 60 words",
    ]);
  });

  it("[PG21] of a whole run says the step of each, and of a deleted one that it lies in the bin", () => {
    const other = newStepId();
    expect(text([version(2, { step: 1000 }), version(1, { stepId: other, step: null, part: "names" })], true)).toEqual([
      "today",
      "1000 outcome: written · 40 words",
      "In the bin: chapter and bookmark: written · 40 words",
    ]);
  });

  it("[PG21] takes the newest in without losing the older ones that were fetched", () => {
    const before = { versions: [version(5), version(4), version(3), version(2)], more: true };
    const newest = { versions: [version(6), version(5), version(4)], more: true };
    expect(withNewest(before, newest).versions.map((one) => one.version)).toEqual([6, 5, 4, 3, 2]);
    expect(withNewest({ versions: [version(2)], more: false }, newest)).toEqual(newest);
  });
});

describe("the history beside the text", () => {
  let root: Root;
  let said: string[];
  let host: ReturnType<typeof fakeHost>;

  beforeAll(() => {
    Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
    // A page without a layout has no heights; the list draws what fits into this one.
    Object.defineProperty(Element.prototype, "clientHeight", { configurable: true, value: 640 });
    Object.defineProperty(Element.prototype, "clientWidth", { configurable: true, value: 288 });
  });
  beforeEach(() => {
    document.body.innerHTML = '<div id="root"></div>';
    const place = document.getElementById("root");
    if (place === null) throw new Error("the page has no root");
    root = createRoot(place);
    said = [];
  });
  afterEach(async () => {
    await act(async () => root.unmount());
  });

  const [gone, kept] = [newThought("doylist", "Say so plainly."), newThought("watsonian", "The hatch is oak.")];
  const then = contentOf({ ...blankStep(), postAction: { closed: true, bullets: [[kept], [gone]] } });
  const now = { ...then, postAction: { closed: true, bullets: [[kept]] } };
  const row = version(7, { part: "postAction", changedAt: NOON - 9 * MINUTE });
  const shown: ReplyOf<"history.version"> = {
    row,
    was: then.postAction,
    previous: null,
    now: now.postAction,
    stepThen: then,
    stepNow: now,
  };

  async function open(parts: Partial<RunHistory> = {}, answers: Answers = {}): Promise<void> {
    host = fakeHost({
      "library.describe": () =>
        success({ libraryId: newLibraryId(), name: "library", release: "0.1.0", writing: true, ...me }),
      "history.list": () =>
        success({ versions: [version(8, { isPresent: true, part: "postAction" }), row], more: false }),
      "history.version": () => success(shown),
      "history.restore": (request) =>
        success({ runId: request.runId, orderRev: 1, savedAt: NOON, steps: [{ id: stepId, rev: 4 }] }),
      ...answers,
    });
    const page = pageOver(host, {
      announce: (sentence) => void said.push(sentence),
      clock: () => NOON,
    });
    const history: RunHistory = {
      runId,
      title: "The Lantern Ferry",
      caret: { stepId, step: 411 },
      isWriting: true,
      savedAt: null,
      letChange: (change) => change(),
      go: () => undefined,
      onClose: () => undefined,
      ...parts,
    };
    draw = (changed) =>
      act(async () =>
        root.render(
          createElement(
            PageProvider,
            { value: page },
            createElement(HistoryPanel, { history: { ...history, ...changed } }),
          ),
        ),
      );
    await draw({});
  }
  /** Draws it again as the run's screen does when something of the run has changed. */
  let draw: (changed: Partial<RunHistory>) => Promise<void>;
  const click = async (element: HTMLElement): Promise<void> => act(async () => element.click());
  const choose = async (): Promise<void> => click(allByRole("option")[1] ?? document.body);
  const restored = (): unknown[] => host.asked.filter(({ method }) => method === "history.restore");

  it("[PG21] lists the step where the caret is, and Down goes from version to version", async () => {
    await open();
    expect(host.asked).toContainEqual({
      method: "history.list",
      request: { runId, stepId, part: null, before: null, limit: 200 },
    });
    const list = byRole("listbox", "Versions");
    for (const wanted of ["true", "false"]) {
      await act(async () => {
        list.focus();
        list.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true }));
      });
      expect(allByRole("option")[0]?.getAttribute("aria-selected")).toBe(wanted);
    }
    expect(list.getAttribute("aria-activedescendant")).toBe(allByRole("option")[1]?.id);
  });

  it("[PG22] shows a chosen version against now: what came underlined, what went struck", async () => {
    await open();
    await choose();
    expect([...document.querySelectorAll("del")].map(({ textContent }) => textContent)).toEqual([gone.text]);
    expect(document.querySelectorAll("ins")).toHaveLength(0);
    expect(byRole("region", "today 11:51").textContent).toContain("The hatch is oak.");
  });

  it("[PG23] restores a section and one thought as a new version, and says so", async () => {
    await open();
    await choose();
    await click(byRole("button", "Restore the post-action thoughts"));
    await click(byRole("button", "Bring this thought back"));
    expect(restored()).toMatchObject([
      { request: { runId, what: { kind: "section", version: 7 }, as: "place", ...me } },
      { request: { runId, what: { kind: "thought", version: 7, thoughtId: gone.id }, as: "place" } },
    ]);
    expect(said).toEqual([
      "Restored: post-action thoughts of step 411. What stood there is in the history.",
      "The thought is back.",
    ]);
  });

  it("[PG23] says why nothing was restored, and restores nothing where this page does not write", async () => {
    const failure = plainFailure("diskFull", "The disk is full.");
    await open({ letChange: () => Promise.resolve(failed(failure)) });
    await choose();
    await click(byRole("button", "Restore the post-action thoughts"));
    expect(byRole("dialog").textContent).toContain("Nothing was restored.The disk is full.");
    expect(restored()).toEqual([]);
    await open({ isWriting: false });
    await choose();
    expect(byRole("button", "Restore the post-action thoughts").hasAttribute("disabled")).toBe(true);
    expect(allByRole("button", "Bring this thought back")).toEqual([]);
    expect(document.body.textContent).toContain("Another window writes this run");
  });

  it("[PG23] takes a snapshot by name; to restore one says first what it does", async () => {
    const snapshot = {
      snapshot: 3,
      why: "named" as const,
      name: "First draft",
      at: NOON,
      offsetMinutes: 0,
      steps: 412,
      words: 9,
    };
    await open(
      {},
      {
        "history.snapshots": () => success({ snapshots: [snapshot] }),
        "history.snapshot": () => success({ snapshot }),
      },
    );
    await click(byRole("tab", "Snapshots"));
    const name = byRole("textbox", "Name");
    await act(async () => {
      Reflect.set(HTMLInputElement.prototype, "value", " Before the rewrite ", name);
      name.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await click(byRole("button", "Take a snapshot"));
    expect(host.asked).toContainEqual({
      method: "history.snapshot",
      request: { runId, why: "named", name: "Before the rewrite" },
    });
    await click(byRole("button", "Restore…"));
    expect(byRole("dialog").textContent).toContain("All 412 steps stand again as they did then.");
    expect(restored()).toEqual([]);
    await click(byRole("button", "Restore the run"));
    expect(restored()).toMatchObject([{ request: { what: { kind: "run", snapshot: 3 }, as: "place" } }]);
    expect(said.at(-1)).toBe("The run is back as of today 12:00: 1 step changed.");
  });

  it("[PG24] lists the deleted steps of the run and brings one back", async () => {
    const step = { stepId, runId, runTitle: "The Lantern Ferry", at: NOON, words: 12, excerpt: "The goose honks." };
    await open(
      {},
      {
        "bin.list": () => success({ runs: [], steps: [step], more: false }),
        "bin.restoreSteps": () => success({ runId, orderRev: 2, savedAt: NOON, steps: [{ id: stepId, rev: 2 }] }),
      },
    );
    await click(byRole("tab", "Bin"));
    await click(byRole("button", "Bring back: The goose honks."));
    expect(host.asked.findLast(({ method }) => method === "bin.restoreSteps")).toMatchObject({
      request: { runId, steps: [stepId], ...me },
    });
    expect(said).toEqual(["1 step is back."]);
  });

  it("[PG24] shows a step in the bin that was deleted while the bin was open, once it is saved", async () => {
    const step = { stepId, runId, runTitle: "The Lantern Ferry", at: NOON, words: 12, excerpt: "The goose honks." };
    let steps: (typeof step)[] = [];
    await open({}, { "bin.list": () => success({ runs: [], steps, more: false }) });
    await click(byRole("tab", "Bin"));
    expect(byRole("tabpanel", "Bin").textContent).toContain("No step of this run was deleted.");
    steps = [step];
    await draw({ savedAt: NOON });
    expect(byRole("button", "Bring back: The goose honks.")).toBeTruthy();
  });
});
