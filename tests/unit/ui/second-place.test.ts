// @vitest-environment jsdom
import { act, createElement } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { App } from "../../../renderer/app/app.tsx";
import { WORDS_WORTH_ASKING } from "../../../renderer/features/backups/second-place-ask.tsx";
import type { BackupStatus } from "../../../shared/contract/backup-methods.ts";
import type { RunRow } from "../../../shared/contract/run-methods.ts";
import { newDeviceId, newLibraryId, newPersonId, newRunId } from "../../../shared/domain/ids.ts";
import { success } from "../../../shared/lib/outcome.ts";
import { allByRole, byRole } from "../../support/by-role.ts";
import { fakeHost } from "../../support/fake-host.ts";

function row(words: number): RunRow {
  return {
    id: newRunId(),
    title: "A run",
    authors: [],
    status: "writing",
    steps: 4,
    words,
    storyWords: 0,
    thoughtWords: words,
    byType: { watsonian: words, doylist: 0, meta: 0, comment: 0 },
    targetWords: null,
    createdAt: 0,
    updatedAt: 0,
  };
}

let root: Root;
beforeAll(() => void Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true }));
beforeEach(() => {
  document.body.innerHTML = '<div id="root"></div>';
  history.replaceState(null, "", "#/");
  const place = document.getElementById("root");
  if (place === null) throw new Error("the page has no root");
  root = createRoot(place);
});
afterEach(() => act(async () => root.unmount()));

async function open(words: number, secondPlace: BackupStatus["secondPlace"] = "unasked") {
  let status: BackupStatus = {
    places: [],
    secondPlace,
    running: false,
    changedSince: false,
    fewerWords: null,
    warnings: [],
    aside: [],
  };
  const host = fakeHost({
    "recovery.report": () => success({ report: null }),
    "library.describe": () =>
      success({
        libraryId: newLibraryId(),
        name: "library",
        release: "0.1.0",
        writing: true,
        personId: newPersonId(),
        deviceId: newDeviceId(),
      }),
    "run.list": () => success({ runs: [row(words)] }),
    "backup.status": () => success(status),
    "backup.places": ({ second }) => {
      status = { ...status, secondPlace: second === null ? "declined" : "chosen" };
      return success(status);
    },
  });
  await act(async () =>
    root.render(createElement(App, { host, storage: { getItem: () => null, setItem: () => undefined } })),
  );
  return host;
}

const questions = (): number => allByRole("region", "Second place").length;

describe("the second place for backups", () => {
  it("[DT18] is asked for once there is something to lose, and not again after an answer", async () => {
    const host = await open(WORDS_WORTH_ASKING);
    expect(questions()).toBe(1);
    await act(async () => byRole("button", "No second place").click());
    expect(host.asked).toContainEqual({ method: "backup.places", request: { second: null } });
    expect(questions()).toBe(0);
  });

  it("[DT18] is not asked for before, nor where it was chosen or declined", async () => {
    await open(WORDS_WORTH_ASKING - 1);
    expect(questions()).toBe(0);
    await open(WORDS_WORTH_ASKING, "declined");
    expect(questions()).toBe(0);
  });
});
