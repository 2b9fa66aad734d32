// @vitest-environment jsdom
import { act, createElement } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import { App } from "../../../renderer/app/app.tsx";
import type { ImportedRun } from "../../../shared/contract/exchange-methods.ts";
import { FileHandle } from "../../../shared/contract/handles.ts";
import { newDeviceId, newLibraryId, newPersonId, newRunId, type RunId } from "../../../shared/domain/ids.ts";
import { DEFAULT_MAPPING } from "../../../shared/domain/exchange/mapping.ts";
import { success } from "../../../shared/lib/outcome.ts";
import { allByRole, byRole } from "../../support/by-role.ts";
import { checkedImport, checkedRun } from "../../support/checked-import.ts";
import { type Answers, fakeHost } from "../../support/fake-host.ts";
import { runRow } from "../../support/run-row.ts";

const NOTHING_KEPT = { getItem: () => null, setItem: () => undefined };
const handle = (digit: number): FileHandle => FileHandle.parse(`file-${String(digit).repeat(32)}`);

let root: Root;
beforeAll(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});
beforeEach(() => {
  document.body.innerHTML = '<div id="root"></div>';
  const place = document.getElementById("root");
  if (place === null) throw new Error("the page has no root");
  root = createRoot(place);
});
afterEach(async () => {
  vi.useRealTimers();
  await act(async () => root.unmount());
});

async function open(answers: Answers, files = 1): Promise<ReturnType<typeof fakeHost>> {
  history.replaceState(null, "", "#/");
  const described = { libraryId: newLibraryId(), name: "library", release: "0.1.0", writing: true };
  const picked = Array.from({ length: files }, (_, index) => ({ file: handle(index), name: `${index}.json` }));
  const host = fakeHost(
    {
      "library.describe": () => success({ ...described, personId: newPersonId(), deviceId: newDeviceId() }),
      "recovery.report": () => success({ report: null }),
      "run.list": () => success({ runs: [] }),
      ...answers,
    },
    { pickFiles: () => Promise.resolve(success(picked)) },
  );
  await act(async () => root.render(createElement(App, { host, storage: NOTHING_KEPT })));
  await click(byRole("button", "Import"));
  return host;
}

const click = async (element: HTMLElement): Promise<void> => act(async () => element.click());
const asked = (host: ReturnType<typeof fakeHost>, method: string): unknown[] =>
  host.asked.filter((one) => one.method === method).map(({ request }) => request);

function imported(id: RunId, arriving: ImportedRun["arriving"] = "new"): ImportedRun {
  return { id, title: "The Lantern Ferry", steps: 3, words: 5, arriving, problems: [] };
}

describe("an import", () => {
  it("[PG30] of files that leave nothing to ask comes in at once, and is taken back", async () => {
    const id = newRunId();
    const host = await open({
      "run.list": () => success({ runs: [runRow({ id })] }),
      "exchange.importCheck": () => success({ files: [checkedImport()] }),
      "exchange.import": () => success({ runs: [imported(id), imported(newRunId(), "present")] }),
      "exchange.undoImport": () => success({}),
    });
    expect(allByRole("dialog")).toEqual([]);
    expect(document.body.textContent).toContain("1 run came in.");
    await click(byRole("button", "Take it back"));
    expect(asked(host, "exchange.undoImport")).toEqual([{ runs: [id] }]);
    expect(document.body.textContent).not.toContain("came in");
  });

  it("[PG30] is taken back from the palette, as long as it can be taken back at all", async () => {
    const id = newRunId();
    const host = await open({
      "run.list": () => success({ runs: [runRow({ id })] }),
      "exchange.importCheck": () => success({ files: [checkedImport()] }),
      "exchange.import": () => success({ runs: [imported(id)] }),
      "exchange.undoImport": () => success({}),
    });
    const inPalette = async (): Promise<HTMLElement | undefined> => {
      const press = new KeyboardEvent("keydown", { key: "P", ctrlKey: true, shiftKey: true, bubbles: true });
      await act(async () => document.body.dispatchEvent(press));
      return allByRole("option").find(({ textContent }) => textContent === "Take the import back");
    };
    const command = await inPalette();
    if (command === undefined) throw new Error("The palette does not offer it");
    await click(command);
    await vi.waitFor(() => expect(asked(host, "exchange.undoImport")).toEqual([{ runs: [id] }]));
    expect(await inPalette()).toBeUndefined();
  });

  it("[PG30] can still be taken back when another screen was gone to, and when the word of it is put away", async () => {
    const id = newRunId();
    const other = runRow({ title: "Another" });
    const host = await open({
      "run.list": () => success({ runs: [runRow({ id }), other] }),
      "exchange.importCheck": () => success({ files: [checkedImport()] }),
      "exchange.import": () => success({ runs: [imported(id)] }),
      "exchange.undoImport": () => success({}),
    });
    for (const address of ["#/reviews", "#/"]) {
      history.pushState(null, "", address);
      await act(async () => dispatchEvent(new PopStateEvent("popstate")));
    }
    expect(document.body.textContent).toContain("1 run came in.");
    await click(byRole("button", "Close"));
    expect(document.body.textContent).not.toContain("1 run came in.");
    const offered = async (title: string): Promise<HTMLElement | undefined> => {
      await click(byRole("button", `More for ${title}`));
      return allByRole("menuitem").find(({ textContent }) => textContent === "Take the import back");
    };
    expect(await offered("Another")).toBeUndefined();
    await click(byRole("button", "More for Another"));
    const takeBack = await offered("The Lantern Ferry");
    if (takeBack === undefined) throw new Error("The run that came in has no way back");
    await click(takeBack);
    expect(asked(host, "exchange.undoImport")).toEqual([{ runs: [id] }]);
  });

  it("[PG30] of a document shows what would come of it, and looks again when it is understood another way", async () => {
    const meta = { open: "(OOC:", close: ")", as: "meta" as const, longterm: false };
    const host = await open({
      "exchange.importCheck": () =>
        success({
          files: [
            checkedImport({
              file: "ferry.md",
              format: "markdown",
              mapping: DEFAULT_MAPPING,
              unclear: [{ place: "Block 4", what: "outcome, or already the prompt" }],
              leftOut: [{ place: "Block 7", what: "a picture" }],
              found: [{ convention: meta, count: 3, sample: "(OOC: tide?)" }],
              beginning: [
                {
                  step: 1,
                  chapter: "The Quay",
                  section: "initial",
                  parts: [{ type: "watsonian", longterm: false, text: "It is dark." }],
                },
              ],
            }),
          ],
        }),
      "exchange.import": () => success({ runs: [imported(newRunId())] }),
    });
    const said = byRole("dialog", "Import 1 file").textContent;
    for (const words of [
      "1 place is unclear",
      "Block 4",
      "1 thing is left out",
      "a picture",
      "The Quay",
      "It is dark.",
      "(OOC: tide?)",
    ])
      expect(said).toContain(words);
    expect(asked(host, "exchange.import")).toEqual([]);
    vi.useFakeTimers();
    await click(byRole("checkbox", "(OOC: … ) is long-term"));
    expect(byRole("button", "Import 1 run").hasAttribute("disabled")).toBe(true);
    await act(async () => vi.advanceTimersByTimeAsync(500));
    const mapping = { ...DEFAULT_MAPPING, conventions: [...DEFAULT_MAPPING.conventions, { ...meta, longterm: true }] };
    expect(asked(host, "exchange.importCheck").at(-1)).toMatchObject({ wish: { mapping } });
    await click(byRole("button", "Import 1 run"));
    expect(asked(host, "exchange.import")).toMatchObject([{ wish: { mapping } }]);
  });

  it("[DS27] leaves out a file whose text is here already, unless it is ticked, and says what is another state", async () => {
    const runId = newRunId();
    const title = "The Lantern Ferry";
    const same = checkedImport({ file: "same.json", runs: [checkedRun({ runId, title, as: "same", steps: 0 })] });
    const newer = checkedImport({ runs: [checkedRun({ runId, title, as: "newer", steps: 12 })] });
    const host = await open(
      {
        "exchange.importCheck": ({ files }) =>
          success({ files: files.map((file) => (file === handle(0) ? same : newer)) }),
        "exchange.import": () => success({ runs: [imported(newRunId())] }),
      },
      2,
    );
    const said = byRole("dialog", "Import 2 files").textContent;
    expect(said).toContain("Is here already, the same, as “The Lantern Ferry”");
    expect(said).toContain("Looks like a newer state of “The Lantern Ferry”: 12 steps more.");
    await click(byRole("checkbox", "Import same.json once more"));
    expect(byRole("button", "Import 2 runs").hasAttribute("disabled")).toBe(false);
    await click(byRole("checkbox", "Import same.json once more"));
    await click(byRole("button", "Import 1 run"));
    expect(asked(host, "exchange.import")).toMatchObject([{ files: [handle(1)] }]);
  });

  it("[DS27] of nothing but what is here already brings nothing", async () => {
    const known = { runId: newRunId(), title: "The Lantern Ferry", as: "same", steps: 0 } as const;
    const host = await open({
      "exchange.importCheck": () => success({ files: [checkedImport({ runs: [checkedRun(known)] })] }),
    });
    expect(byRole("dialog", "Import 1 file").textContent).toContain("All of it is here already.");
    expect(byRole("button", "Import 0 runs").hasAttribute("disabled")).toBe(true);
    expect(asked(host, "exchange.import")).toEqual([]);
  });

  it("[PG30] of several files waits until what cannot be read is left out", async () => {
    const problem = {
      rule: "7",
      severity: "error",
      pointer: "/title",
      message: "There is no title.",
      step: null,
      repair: null,
    } as const;
    const bad = checkedImport({ file: "bad.json", ok: false, problems: [problem], runs: [] });
    const host = await open(
      {
        "exchange.importCheck": ({ files }) =>
          success({ files: files.map((file) => (file === handle(1) ? bad : checkedImport())) }),
        "exchange.import": () => success({ runs: [imported(newRunId())] }),
      },
      2,
    );
    expect(byRole("button", "Import 1 run").hasAttribute("disabled")).toBe(true);
    expect(byRole("dialog").textContent).toContain("There is no title.");
    await click(byRole("button", "Leave out bad.json"));
    await click(byRole("button", "Import 1 run"));
    expect(asked(host, "exchange.import")).toMatchObject([{ files: [handle(0)] }]);
  });
});
