// @vitest-environment jsdom
import { act, createElement } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { App } from "../../../renderer/app/app.tsx";
import { PageProvider } from "../../../renderer/app/context.tsx";
import { ExportDialog } from "../../../renderer/app/export/export-dialog.tsx";
import { kindOf, optionsOf } from "../../../renderer/app/export/use-export-choice.ts";
import {
  EMPTY_RELEASE,
  readRelease,
  readReleaseDraft,
  type ReleaseDraft,
} from "../../../renderer/state/release-draft.ts";
import { TargetHandle } from "../../../shared/contract/handles.ts";
import { EXPORT_FORMATS } from "../../../shared/domain/exchange/formats.ts";
import { newRunId, newStepId } from "../../../shared/domain/ids.ts";
import { success } from "../../../shared/lib/outcome.ts";
import { allByRole, byRole } from "../../support/by-role.ts";
import { type Answers, fakeHost } from "../../support/fake-host.ts";
import { untilFetched } from "../../support/fetched-screens.ts";
import { pageOver } from "../../support/page.ts";
import { runRow } from "../../support/run-row.ts";

const WHOLE: ReleaseDraft = {
  ...EMPTY_RELEASE,
  name: "lantern-runs",
  title: "Lantern runs",
  version: "1.0.0",
  date: "2026-11-21",
  licence: "cc-by-4.0",
  languages: "en, cs",
  description: "Two runs.",
  penNames: { "Noor Dahlberg": " N. D. ", "Piet Aalders": " " },
};

describe("what a format asks for", () => {
  const typed = {
    times: true,
    contextTurns: "4",
    memoryWords: "",
    validation: "10",
    test: "",
    release: readRelease(WHOLE),
  };

  it("[PG29] goes with the formats that take it and with no other", () => {
    expect(optionsOf({ ...typed, format: "bounty" })).toEqual({});
    expect(optionsOf({ ...typed, format: "parquet" })).toEqual({ times: true });
    expect(optionsOf({ ...typed, format: "chat" })).toEqual({ contextTurns: 4 });
    expect(optionsOf({ ...typed, format: "dataset" })).toMatchObject({
      times: true,
      contextTurns: 4,
      split: { validation: 10, test: 0 },
      release: { name: "lantern-runs", languages: ["en", "cs"], url: null, penNames: { "Noor Dahlberg": "N. D." } },
    });
  });

  it("[PG29] is not written while something typed cannot be read", () => {
    expect(optionsOf({ ...typed, contextTurns: "many", format: "chat" })).toBeNull();
    expect(optionsOf({ ...typed, contextTurns: "101", format: "chat" })).toBeNull();
    expect(optionsOf({ ...typed, validation: "50", test: "50", format: "dataset" })).toBeNull();
    expect(optionsOf({ ...typed, release: readRelease({ ...WHOLE, version: "one" }), format: "dataset" })).toBeNull();
    expect(optionsOf({ ...typed, contextTurns: "many", format: "bounty" })).toEqual({});
  });

  it("[PG29] names the fields that keep a release record from being one, and remembers what was typed", () => {
    expect(readRelease(WHOLE).wrong).toBeNull();
    expect([...(readRelease({ ...WHOLE, date: "tomorrow", url: "nowhere" }).wrong ?? [])]).toEqual(["date", "url"]);
    expect(readReleaseDraft(JSON.stringify(WHOLE))).toEqual(WHOLE);
    expect(readReleaseDraft("{")).toEqual(EMPTY_RELEASE);
    expect(readReleaseDraft('{"title":"Half","licence":7}')).toEqual({ ...EMPTY_RELEASE, title: "Half" });
  });

  it("[PG29] is one file for one run, and a folder where files are shared or runs are several", () => {
    expect(EXPORT_FORMATS.map((format) => kindOf(format, 1)).filter((kind) => kind === "folder")).toHaveLength(2);
    expect(kindOf("markdown", 2)).toBe("folder");
  });
});

describe("the export screen", () => {
  let root: Root;
  const runId = newRunId();
  const run = runRow({ id: runId });
  const place = { runId, stepId: newStepId(), section: "prompt" as const, thoughtId: null, start: 0, end: 4 };
  const answers: Answers = {
    "recovery.report": () => success({ report: null }),
    "run.list": () => success({ runs: [run] }),
    "exchange.exportCheck": ({ format }) =>
      success({
        runs: [
          {
            runId,
            ok: format !== "docx",
            problems: [],
            findings:
              format === "docx"
                ? [
                    {
                      rule: "characters",
                      severity: "blocker",
                      message: "A sign is in the way.",
                      step: 2,
                      address: place,
                    },
                  ]
                : [{ rule: "author", severity: "warning", message: "No author is named.", step: null, address: null }],
            beginning: null,
          },
        ],
      }),
    "exchange.export": () => success({ files: [] }),
  };

  beforeAll(() => {
    Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  });
  beforeEach(() => {
    document.body.innerHTML = '<div id="root"></div>';
    history.replaceState(null, "", "#/export");
    const mount = document.getElementById("root");
    if (mount === null) throw new Error("the page has no root");
    root = createRoot(mount);
  });
  afterEach(async () => {
    await act(async () => root.unmount());
  });
  const click = async (element: HTMLElement): Promise<void> => act(async () => element.click());

  async function open(): Promise<ReturnType<typeof fakeHost>> {
    const target = TargetHandle.parse(`target-${"0".repeat(32)}`);
    const host = fakeHost(answers, {
      exportTarget: () => Promise.resolve(success({ target, finish: () => Promise.resolve(success(null)) })),
    });
    const storage = { getItem: () => null, setItem: () => undefined };
    await act(async () => root.render(createElement(App, { host, storage })));
    await untilFetched();
    return host;
  }

  it("[PG29] offers every format with a sentence, checks the chosen one and writes in it", async () => {
    const host = await open();
    expect(allByRole("radio")).toHaveLength(EXPORT_FORMATS.length);
    for (const radio of allByRole("radio")) expect(radio.querySelector(".hint")?.textContent).not.toBe("");
    await click(byRole("radio", "Markdown"));
    expect(host.asked).toContainEqual({
      method: "exchange.exportCheck",
      request: { runs: [runId], format: "markdown" },
    });
    await click(byRole("button", "Export 1 run"));
    expect(host.asked.findLast(({ method }) => method === "exchange.export")).toMatchObject({
      request: { runs: [runId], format: "markdown", options: {}, beginning: false },
    });
  });

  it("[PG29] writes nothing that a blocker stands against, and goes to where it stands", async () => {
    const host = await open();
    await click(byRole("radio", "Word document"));
    expect(byRole("main").textContent).toContain("A sign is in the way.");
    expect(byRole("button", "Export 1 run").hasAttribute("disabled")).toBe(true);
    expect(host.asked.some(({ method }) => method === "exchange.export")).toBe(false);
    await click(byRole("button", "Go to 2"));
    expect(location.hash).toBe(`#/run/${runId}/${place.stepId}/prompt/-/0/4`);
  });

  it("[PG29] goes to the run's details where no author is named", async () => {
    await open();
    expect(byRole("main").textContent).toContain("No author is named.");
    await click(byRole("button", "Run details"));
    expect(location.hash).toBe(`#/run/${runId}/details`);
  });

  it("[PG29] says beside the rules of the format what the check has open, and goes there", async () => {
    const shown: string[] = [];
    const drawn = (count: number) =>
      createElement(
        PageProvider,
        { value: pageOver(fakeHost(answers)) },
        createElement(ExportDialog, {
          runId,
          title: run.title,
          authors: [],
          findings: { open: count, onShow: () => void shown.push("findings") },
          onGo: () => undefined,
          onDetails: () => void shown.push("details"),
          onClose: () => undefined,
        }),
      );
    await act(async () => root.render(drawn(0)));
    expect(byRole("dialog").textContent).not.toContain("of the check");
    await act(async () => root.render(drawn(3)));
    expect(byRole("dialog").textContent).toContain("3 findings of the check are open.");
    await click(byRole("button", "Look at them"));
    await click(byRole("button", "Run details"));
    expect(shown).toEqual(["findings", "details"]);
  });

  it("[PG29] writes a dataset only with a whole release record", async () => {
    await open();
    await click(byRole("radio", "Dataset"));
    expect(byRole("textbox", "Noor Dahlberg is published as")).toBeTruthy();
    expect(byRole("button", "Export 1 run").hasAttribute("disabled")).toBe(true);
    expect(document.body.textContent).toContain("Fill in name, title, version");
  });
});
