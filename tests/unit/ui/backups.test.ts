// @vitest-environment jsdom
import { act, createElement } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { App } from "../../../renderer/app/app.tsx";
import type { Host } from "../../../renderer/host/host.ts";
import type { BackupRow, BackupStatus } from "../../../shared/contract/backup-methods.ts";
import { FolderHandle } from "../../../shared/contract/handles.ts";
import type { RecoveryReport } from "../../../shared/contract/recovery-methods.ts";
import { newDeviceId, newLibraryId, newPersonId, newRunId } from "../../../shared/domain/ids.ts";
import { plainFailure } from "../../../shared/contract/failure.ts";
import { failed, success } from "../../../shared/lib/outcome.ts";
import { allByRole, byRole } from "../../support/by-role.ts";
import { type Answers, fakeHost } from "../../support/fake-host.ts";
import { untilFetched } from "../../support/fetched-screens.ts";

const NOTHING_KEPT = { getItem: () => null, setItem: () => undefined };

function backup(parts: Partial<BackupRow> = {}): BackupRow {
  return {
    name: "2026-11-21",
    place: "beside",
    why: "hourly",
    at: Date.now(),
    offsetMinutes: 0,
    runs: 3,
    steps: 900,
    words: 316_310,
    bytes: 9_000_000,
    fewerWords: false,
    ...parts,
  };
}

function status(parts: Partial<BackupStatus> = {}): BackupStatus {
  const newest = backup();
  return {
    places: [{ place: "beside", name: "backups", backups: 1, bytes: 9_000_000, newest, problem: null }],
    secondPlace: "unasked",
    running: false,
    changedSince: true,
    fewerWords: null,
    warnings: [],
    aside: [],
    ...parts,
  };
}

let root: Root;
/** Tells the page an event that carries nothing. */
let tell: Map<string, () => void>;

beforeAll(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});
beforeEach(() => {
  document.body.innerHTML = '<div id="root"></div>';
  const place = document.getElementById("root");
  if (place === null) throw new Error("the page has no root");
  root = createRoot(place);
  tell = new Map();
});
afterEach(async () => {
  await act(async () => root.unmount());
});

async function open(hash: string, answers: Answers, parts: Partial<Host> = {}): Promise<ReturnType<typeof fakeHost>> {
  history.replaceState(null, "", hash);
  const described = { libraryId: newLibraryId(), name: "library", release: "0.1.0", writing: true };
  const host = fakeHost(
    {
      "library.describe": () => success({ ...described, personId: newPersonId(), deviceId: newDeviceId() }),
      "recovery.report": () => success({ report: null }),
      "run.list": () => success({ runs: [] }),
      ...answers,
    },
    {
      subscribe: (event, listener) => {
        tell.set(event, () => void Reflect.apply(listener, undefined, [{}]));
        return () => tell.delete(event);
      },
      ...parts,
    },
  );
  await act(async () => root.render(createElement(App, { host, storage: NOTHING_KEPT })));
  await untilFetched();
  return host;
}
const click = async (element: HTMLElement): Promise<void> => act(async () => element.click());
const announced = (): string => document.querySelector("[data-announcer=polite]")?.textContent ?? "";

describe("backups among the settings", () => {
  const list = { "backup.list": () => success({ backups: [backup(), backup({ name: "older", words: 9 })] }) };

  it("[PG26] say when the last checked one was made and make one now, with what it came to", async () => {
    const host = await open("#/settings", {
      ...list,
      "backup.status": () => success(status()),
      "backup.now": () =>
        success({
          backup: backup(),
          file: "backup.runwright",
          texts: [],
          secondPlaceProblem: "The disk is not there.",
        }),
    });
    expect(document.body.textContent).toMatch(/The last checked backup: today \d\d:\d\d, 316,310 words\./u);
    expect(document.body.textContent).toContain("Something was written since.");
    await click(byRole("button", "Back up now"));
    expect(host.asked.some(({ method }) => method === "backup.now")).toBe(true);
    expect(announced()).toBe(
      "Backed up and checked: backup.runwright. It did not come to the second place: The disk is not there.",
    );
  });

  it("[PG26] ask for a second place once, and take a no", async () => {
    const folder = FolderHandle.parse(`folder-${"0".repeat(32)}`);
    let place: BackupStatus["secondPlace"] = "unasked";
    const host = await open(
      "#/settings",
      {
        ...list,
        "backup.status": () => success(status({ secondPlace: place })),
        "backup.places": ({ second }) => {
          place = second === null ? "declined" : "chosen";
          return success(status({ secondPlace: place }));
        },
      },
      { pickFolder: () => Promise.resolve(success({ folder, name: "stick" })) },
    );
    await click(byRole("button", "Choose a second place"));
    expect(host.asked).toContainEqual({ method: "backup.places", request: { second: folder } });
    await click(byRole("button", "No second place"));
    expect(host.asked).toContainEqual({ method: "backup.places", request: { second: null } });
    expect(document.body.textContent).toContain("No second place was wanted.");
    expect(allByRole("button", "No second place")).toEqual([]);
  });

  it("[PG26] warn of a folder that is synchronised, and ask when far fewer words are left", async () => {
    const fewer = {
      before: backup({ name: "full", words: 120_000 }),
      now: backup({ words: 12_000, fewerWords: true }),
    };
    const host = await open("#/settings", {
      ...list,
      "backup.status": () =>
        success(status({ warnings: [{ what: "synchronised", name: "Dropbox" }], fewerWords: fewer })),
      "backup.acceptFewerWords": () => success(status()),
    });
    expect(document.body.textContent).toContain("The library lies in a folder that Dropbox synchronises.");
    expect(byRole("alert").textContent).toMatch(/holds 12,000 words; the one of .* held 120,000/u);
    await click(byRole("button", "No, restore the fuller one…"));
    expect(byRole("dialog").textContent).toContain("120,000 words");
    await click(byRole("button", "Cancel"));
    await click(byRole("button", "Yes, that is right"));
    expect(host.asked.some(({ method }) => method === "backup.acceptFewerWords")).toBe(true);
  });

  it("[PG26] restore one only after saying what happens and that it can be taken back", async () => {
    const host = await open("#/settings", {
      ...list,
      "backup.status": () => success(status()),
      "backup.restore": () =>
        success({ runs: 3, steps: 900, words: 9, before: backup(), aside: "library.aside.runwright" }),
    });
    await click(allByRole("button", /^Restore the backup of/u)[1] ?? document.body);
    expect(byRole("dialog").textContent).toContain("so this can be taken back");
    expect(host.asked.some(({ method }) => method === "backup.restore")).toBe(false);
    await click(byRole("button", "Restore the library"));
    expect(host.asked).toContainEqual({
      method: "backup.restore",
      request: { from: { place: "beside", name: "older" } },
    });
    expect(announced()).toContain("What was there lies beside it as library.aside.runwright.");
    expect(document.body.textContent).toContain("To take it back, restore the backup of today");
  });

  it("[PG26] say why nothing was restored", async () => {
    await open("#/settings", {
      ...list,
      "backup.status": () => success(status()),
      "backup.restore": () => failed(plainFailure("newerRelease", "A newer release made this backup.")),
    });
    await click(allByRole("button", /^Restore the backup of/u)[0] ?? document.body);
    await click(byRole("button", "Restore the library"));
    expect(byRole("dialog").textContent).toContain("Nothing was restored.A newer release made this backup.");
  });

  it("[PG26] let every screen begin anew when a backup takes the library's place", async () => {
    const host = await open("#/", {});
    const lists = (): number => host.asked.filter(({ method }) => method === "run.list").length;
    const before = lists();
    await act(async () => tell.get("library.replaced")?.());
    expect(lists()).toBe(before + 1);
    expect(document.querySelector("[data-announcer=urgent]")?.textContent).toContain("replaced by a backup");
  });
});

describe("the start after a recovery", () => {
  const BESIDE = [{ kind: "bible" as const, found: 40, brought: 2 }];
  const report: RecoveryReport = {
    at: Date.now(),
    offsetMinutes: 0,
    what: "damaged",
    detail: "database disk image is malformed",
    backup: backup({ words: 300_000 }),
    aside: "library.damaged-2026-11-21.runwright",
    runs: [{ runId: newRunId(), title: "The Lantern Ferry", found: 412, brought: 3, inBin: false, others: BESIDE }],
    others: [{ kind: "log", found: 9_000, brought: 120 }],
    complete: true,
  };

  it("[PG27] says what was saved, from when, and where the damaged file is, before any library is shown", async () => {
    const host = await open("#/", {
      "recovery.report": () => success({ report }),
      "recovery.dismiss": () => success({}),
    });
    expect(byRole("heading", /The library was repaired/u)).toBeTruthy();
    const text = byRole("main").textContent;
    for (const words of [
      "the backup of today",
      "300,000 words",
      "3 steps were newer than what stood",
      "library.damaged-2026-11-21.runwright",
      "The Lantern Ferry",
      "Entries in the writing log9,000120",
      "Entries of bibles402",
    ])
      expect(text).toContain(words);
    expect(host.asked.some(({ method }) => method === "run.list")).toBe(false);
    expect(document.activeElement).toBe(byRole("main"));
    await click(byRole("button", "Go on to the library"));
    expect(host.asked.some(({ method }) => method === "recovery.dismiss")).toBe(true);
    expect(byRole("heading", "Library")).toBeTruthy();
  });

  it("[PG27] says so when there was no backup, nothing could be read, or reading has not ended", async () => {
    await open("#/", {
      "recovery.report": () =>
        success({ report: { ...report, backup: null, aside: null, runs: [], others: [], complete: false } }),
    });
    const text = byRole("main").textContent;
    for (const words of [
      "There was no backup",
      "No step could be read",
      "Nothing was left",
      "goes on at the next start",
    ])
      expect(text).toContain(words);
    expect(allByRole("table")).toEqual([]);
  });
});
