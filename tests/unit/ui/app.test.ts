// @vitest-environment jsdom
import { act, createElement } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import { App } from "../../../renderer/app/app.tsx";
import type { Host } from "../../../renderer/host/host.ts";
import { FileHandle } from "../../../shared/contract/handles.ts";
import type { RunRow } from "../../../shared/contract/run-methods.ts";
import { newDeviceId, newLibraryId, newPersonId, newRunId, newStepId } from "../../../shared/domain/ids.ts";
import { failed, success } from "../../../shared/lib/outcome.ts";
import { plainFailure } from "../../../shared/contract/failure.ts";
import { allByRole, byRole } from "../../support/by-role.ts";
import { checkedImport } from "../../support/checked-import.ts";
import { type Answers, fakeHost } from "../../support/fake-host.ts";

const NOTHING_KEPT = { getItem: () => null, setItem: () => undefined };
const described = success({
  libraryId: newLibraryId(),
  name: "library.runwright",
  release: "0.1.0",
  writing: true,
  personId: newPersonId(),
  deviceId: newDeviceId(),
});

function row(title: string, parts: Partial<RunRow> = {}): RunRow {
  return {
    id: newRunId(),
    title,
    authors: [],
    status: "writing",
    steps: 412,
    words: 121_430,
    storyWords: 22_310,
    thoughtWords: 99_120,
    byType: { watsonian: 99_120, doylist: 0, meta: 0, comment: 0 },
    targetWords: 300_000,
    createdAt: 0,
    updatedAt: 0,
    ...parts,
  };
}

let root: Root;

beforeAll(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});
beforeEach(() => {
  document.body.innerHTML = '<div id="root"></div>';
  history.replaceState(null, "", "#/");
  const place = document.getElementById("root");
  if (place === null) throw new Error("the page has no root");
  root = createRoot(place);
});
afterEach(async () => {
  await act(async () => root.unmount());
  vi.useRealTimers();
});

async function open(
  answers: Answers,
  parts: Partial<Host> = {},
  storage: Parameters<typeof App>[0]["storage"] = NOTHING_KEPT,
): Promise<ReturnType<typeof fakeHost>> {
  const host = fakeHost({ "library.describe": () => described, ...answers }, parts);
  await act(async () => root.render(createElement(App, { host, storage })));
  return host;
}

async function click(element: HTMLElement): Promise<void> {
  await act(async () => {
    element.focus();
    element.click();
  });
}

async function go(hash: string): Promise<void> {
  await act(async () => {
    history.pushState(null, "", hash);
    dispatchEvent(new PopStateEvent("popstate"));
  });
}

async function press(key: string, parts: KeyboardEventInit = {}): Promise<void> {
  await act(async () => {
    (document.activeElement ?? document.body).dispatchEvent(
      new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...parts }),
    );
  });
}

async function type(field: HTMLElement, text: string): Promise<void> {
  await act(async () => {
    // As the browser does it, past the value that React keeps of the field.
    Reflect.set(HTMLInputElement.prototype, "value", text, field);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

describe("the keys", () => {
  it("[PG30] are given to an act by pressing them, refused or taken from another where somebody has them, and given back", async () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    };
    await open({ "run.list": () => success({ runs: [] }) }, {}, storage);
    await press("F1", { shiftKey: true });
    const nameIn = (button: HTMLElement): string => button.querySelector(".hidden-visually")?.textContent ?? "";
    const search = (): HTMLElement => byRole("button", /^Search all runs: /u);
    expect(nameIn(search())).toBe("Search all runs: Ctrl Shift F");
    await click(search());
    await press("a");
    expect(document.body.textContent).toContain("A belongs to the text, the browser or the keyboard.");
    await press("F4");
    expect(nameIn(search())).toBe("Search all runs: F4");
    await click(byRole("button", /^Settings: /u));
    await press("F4");
    expect(document.body.textContent).toContain("F4 belongs to “Search all runs”. Enter takes it from there.");
    await press("Enter");
    expect(nameIn(byRole("button", /^Settings: /u))).toBe("Settings: F4");
    expect(nameIn(search())).toBe("Search all runs: no keys");
    expect(JSON.parse(kept.get("runwright.settings") ?? "{}")).toMatchObject({
      boundKeys: { "Mod+,": "F4", "Mod+Shift+F": "" },
    });
    await click(search());
    await press("Escape");
    expect(search().getAttribute("aria-pressed")).toBe("false");
    await press("Escape");
    await press("F4");
    expect(location.hash).toBe("#/settings");
    await press("F1", { shiftKey: true });
    await click(byRole("button", "Back to the designed keys"));
    expect(nameIn(search())).toBe("Search all runs: Ctrl Shift F");
  });
});

describe("the library", () => {
  const runs = [
    row("The Lantern Ferry", { updatedAt: 2 }),
    row("Nine Winters at Žďár", { updatedAt: 1, targetWords: null }),
  ];

  it("[PG15] has a row for each run named by its title, the last edited first, and Up and Down go from title to title", async () => {
    await open({ "run.list": () => success({ runs: runs.toReversed() }) });
    expect(
      allByRole("row")
        .slice(1)
        .map((one) => one.getAttribute("aria-label")),
    ).toEqual(runs.map((run) => run.title));
    const text = byRole("row", "The Lantern Ferry").textContent;
    for (const words of ["412", "121,430", "22,310 / 99,120", "40\u202f%", "of 300,000", "writing"])
      expect(text).toContain(words);
    byRole("button", "The Lantern Ferry").focus();
    await press("ArrowDown");
    expect(document.activeElement).toBe(byRole("button", "Nine Winters at Žďár"));
    await press("ArrowDown");
    await press("ArrowUp");
    expect(document.activeElement).toBe(byRole("button", "The Lantern Ferry"));
  });

  it("[PG15] begins a run from its title alone when it is empty", async () => {
    const runId = newRunId();
    const host = await open({ "run.list": () => success({ runs: [] }), "run.create": () => success({ runId }) });
    const title = byRole("textbox", "Title of the run");
    expect(document.activeElement).toBe(title);
    await type(title, "  The Salt Assessor ");
    await click(byRole("button", "Begin"));
    expect(host.asked).toContainEqual({ method: "run.create", request: { title: "The Salt Assessor", authors: [] } });
    expect(location.hash).toBe(`#/run/${runId}`);
  });

  it("[PG28] opens a run by a click anywhere in its row, and not by one on its menu", async () => {
    await open({ "run.list": () => success({ runs }) });
    await click(byRole("button", "More for The Lantern Ferry"));
    expect(location.hash).toBe("#/");
    await press("Escape");
    const [, cell] = [...byRole("row", "The Lantern Ferry").querySelectorAll("td")];
    await act(async () => cell?.click());
    expect(location.hash).toBe(`#/run/${runs[0]?.id ?? ""}`);
  });

  it("[PG24] deletes a run into the bin without a question, and takes that back at once", async () => {
    let left = runs;
    const [first] = runs;
    const host = await open({
      "run.list": () => success({ runs: left }),
      "run.delete": ({ runId }) => {
        left = runs.filter((run) => run.id !== runId);
        return success({});
      },
      "bin.restoreRun": () => {
        left = runs;
        return success({});
      },
    });
    await click(byRole("button", "More for The Lantern Ferry"));
    await click(byRole("menuitem", "Delete"));
    expect(allByRole("row")).toHaveLength(2);
    expect(document.querySelector('[data-announcer="polite"]')?.textContent).toBe("The Lantern Ferry is in the bin.");
    const back = byRole("button", "Bring it back");
    await vi.waitFor(() => expect(document.activeElement).toBe(back));
    await click(back);
    expect(host.asked.findLast(({ method }) => method === "bin.restoreRun")).toMatchObject({
      request: { runId: first?.id },
    });
    expect(allByRole("row")).toHaveLength(3);
  });

  it("[PG24] lists deleted runs and steps in the bin, and brings each back", async () => {
    const runId = newRunId();
    const step = { stepId: newStepId(), runId, runTitle: "The Salt Assessor", at: 0, words: 12, excerpt: "The goose." };
    const host = await open({
      "run.list": () => success({ runs }),
      "bin.list": () =>
        success({ runs: [{ runId, title: "Old draft", at: 0, steps: 3, words: 40 }], steps: [step], more: false }),
      "bin.restoreRun": () => success({}),
      "bin.restoreSteps": () => success({ runId, orderRev: 2, savedAt: 0, steps: [] }),
    });
    await go("#/bin");
    await click(byRole("button", "Bring back: Old draft"));
    await click(byRole("button", "Bring back: The goose."));
    const asked = host.asked.filter(({ method }) => method.startsWith("bin.restore"));
    expect(asked).toMatchObject([{ request: { runId } }, { request: { runId, steps: [step.stepId] } }]);
    expect(document.querySelector('[data-announcer="polite"]')?.textContent).toContain("is back in The Salt Assessor");
  });

  it("[PG16] says what failed, why, and lets it be tried again", async () => {
    let broken = true;
    await open({
      "run.list": () => (broken ? failed(plainFailure("io", "The disk does not answer.")) : success({ runs })),
    });
    expect(byRole("alert").textContent).toContain("The library could not be read.");
    expect(byRole("alert").textContent).toContain("The disk does not answer.");
    broken = false;
    await click(byRole("button", "Try again"));
    expect(allByRole("row")).toHaveLength(3);
  });

  it("[PG16] says that it loads only when it takes longer than a blink", async () => {
    vi.useFakeTimers();
    await open({ "run.list": () => new Promise(() => undefined) });
    expect(document.body.textContent).not.toContain("Reading the library");
    await act(async () => vi.advanceTimersByTime(299));
    expect(document.body.textContent).not.toContain("Reading the library");
    await act(async () => vi.advanceTimersByTime(1));
    expect(document.body.textContent).toContain("Reading the library");
  });

  it("[PG17] shows every problem of a refused file: rule, place, sentence and repair", async () => {
    const file = FileHandle.parse(`file-${"0".repeat(32)}`);
    const problem = {
      rule: "6",
      severity: "error",
      pointer: "/steps/397/prompt",
      message: "Step 398, prompt: missing.",
      step: 398,
      repair: "Cut the run there.",
    } as const;
    const host = await open(
      {
        "run.list": () => success({ runs }),
        "exchange.importCheck": () => success({ files: [checkedImport({ ok: false, problems: [problem] })] }),
      },
      { pickFiles: () => Promise.resolve(success([{ file, name: "ferry.json" }])) },
    );
    await click(byRole("button", "Import"));
    const said = byRole("dialog", "Not imported").textContent;
    for (const words of [
      "“ferry.json” cannot be read as a run.",
      "ferry.json",
      "Rule 6",
      "/steps/397/prompt",
      "Step 398, prompt: missing.",
      "Cut the run there.",
      "Nothing was changed.",
    ]) {
      expect(said).toContain(words);
    }
    expect(host.asked.some(({ method }) => method === "exchange.import")).toBe(false);
  });
});

describe("the page", () => {
  const answers: Answers = { "run.list": () => success({ runs: [row("The Lantern Ferry")] }) };

  it("[PG18] opens the palette by its key over any screen, and runs what is chosen", async () => {
    await open(answers);
    await press("P", { ctrlKey: true, shiftKey: true });
    const box = byRole("combobox", "Command palette");
    await type(box, "settings");
    expect(allByRole("option").map((option) => option.textContent)).toEqual(["SettingsCtrl,"]);
    vi.useFakeTimers();
    await click(byRole("option"));
    await act(async () => vi.runAllTimers());
    expect(location.hash).toBe("#/settings");
    expect(byRole("heading", "Settings").textContent).toBe("Settings");
  });

  it("[PG18] keeps its keys still while a dialog is open", async () => {
    await open(answers);
    await click(byRole("button", "New run"));
    await press(",", { ctrlKey: true });
    expect(location.hash).toBe("#/");
    expect(allByRole("dialog")).toHaveLength(1);
  });

  it("[PG19] leads past the bar first, and has one main part and one heading on every screen", async () => {
    await open(answers);
    for (const hash of ["#/", "#/reviews", "#/search", "#/progress", "#/export", "#/settings"]) {
      await act(async () => {
        history.pushState(null, "", hash);
        dispatchEvent(new PopStateEvent("popstate"));
      });
      // A screen may have to be fetched first.
      const heads = (): unknown => [hash, document.querySelectorAll("h1").length];
      await act(async () => vi.waitFor(() => expect(heads()).toEqual([hash, 1]), { timeout: 20_000 }));
      expect([hash, allByRole("main").length]).toEqual([hash, 1]);
      expect(document.querySelector("a")?.textContent).toBe("Skip to the text");
    }
  });

  it("[PG20] shows a fault of a screen as a failure with a way out", async () => {
    const complain = vi.spyOn(console, "error").mockImplementation(() => undefined);
    // A time that no backend sends, and that no calendar has.
    await open({ "run.list": () => success({ runs: [row("The Lantern Ferry", { updatedAt: Number.NaN })] }) });
    expect(byRole("alert").textContent).toContain("This screen could not be drawn.");
    expect(allByRole("button", "To the library")).toHaveLength(1);
    complain.mockRestore();
  });
});
