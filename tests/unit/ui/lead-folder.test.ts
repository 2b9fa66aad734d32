// @vitest-environment jsdom
import { act, createElement } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";

import { App } from "../../../renderer/app/app.tsx";
import { FolderHandle } from "../../../shared/contract/handles.ts";
import { type FolderListing, PlaceHandle } from "../../../shared/contract/host-methods.ts";
import { newDeviceId, newLibraryId, newPersonId } from "../../../shared/domain/ids.ts";
import { success } from "../../../shared/lib/outcome.ts";
import { allByRole, byRole } from "../../support/by-role.ts";
import { fakeHost } from "../../support/fake-host.ts";

const NOTHING_KEPT = { getItem: () => null, setItem: () => undefined };
const HOME = PlaceHandle.parse(`place-${"a".repeat(32)}`);
const OUT = PlaceHandle.parse(`place-${"b".repeat(32)}`);
const FOLDER = FolderHandle.parse(`folder-${"c".repeat(32)}`);
const described = success({
  libraryId: newLibraryId(),
  name: "library.runwright",
  release: "0.1.0",
  writing: true,
  personId: newPersonId(),
  deviceId: newDeviceId(),
});
const home = { place: HOME, name: "home", above: [], folders: [{ place: OUT, name: "out" }], files: 1, more: false };
const out = { place: OUT, name: "out", above: [{ place: HOME, name: "home" }], folders: [], files: 29, more: false };
const counted = (folder: string | null) =>
  success({ today: 100, folder, rows: [], refused: [], days: [], read: folder === null ? 0 : 1, cached: 0 });

let root: Root;

beforeAll(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});
beforeEach(() => {
  document.body.innerHTML = '<div id="root"></div>';
  history.replaceState(null, "", "#/");
  root = createRoot(document.getElementById("root") ?? document.body);
});
afterEach(async () => {
  await act(async () => root.unmount());
});

async function click(element: HTMLElement): Promise<void> {
  await act(async () => element.click());
}

async function go(hash: string): Promise<void> {
  await act(async () => {
    history.pushState(null, "", hash);
    dispatchEvent(new PopStateEvent("popstate"));
  });
}

/** Waits for a button that may stand in a part that is fetched first. */
async function button(name: string | RegExp): Promise<HTMLElement> {
  await act(async () => vi.waitFor(() => expect(allByRole("button", name)).toHaveLength(1), { timeout: 20_000 }));
  return byRole("button", name);
}

it("[PR19] chooses the folder that was clicked, never the one that still stands there, and keeps it over the screens", async () => {
  const asked: (PlaceHandle | null)[] = [];
  let answerOut: (listing: FolderListing) => void = () => undefined;
  const host = fakeHost(
    {
      "library.describe": () => described,
      "run.list": () => success({ runs: [] }),
      "progress.pay": () => success({ runs: [], latest: null }),
      "progress.overview": ({ folder }) => counted(folder === null ? null : "out"),
    },
    {
      pickFolder: async (chooseInList) => {
        const place = await chooseInList((at) => {
          asked.push(at);
          if (at !== OUT || asked.length > 2) return Promise.resolve(success(at === OUT ? out : home));
          return new Promise((resolve) => {
            answerOut = (listing) => resolve(success(listing));
          });
        });
        return success(place === OUT ? { folder: FOLDER, name: "out" } : null);
      },
    },
  );
  await act(async () => root.render(createElement(App, { host, storage: NOTHING_KEPT })));
  await go("#/progress");
  await click(await button("Choose a folder"));
  const choose = await button("Choose this folder");
  expect(choose.hasAttribute("disabled")).toBe(false);
  await click(byRole("button", "out"));
  expect(choose.hasAttribute("disabled")).toBe(true);
  await act(async () => answerOut(out));
  expect(choose.hasAttribute("disabled")).toBe(false);
  expect(allByRole("button", "home")).toHaveLength(1);
  await click(choose);
  const counts = (): unknown[] => host.asked.filter(({ method }) => method === "progress.overview");
  expect(counts().at(-1)).toMatchObject({ request: { folder: FOLDER } });

  await go("#/progress/pay");
  await button("Back to progress");
  const before = counts().length;
  await go("#/progress");
  await button("Choose a folder");
  expect(counts().slice(before)).toMatchObject([{ request: { folder: FOLDER } }]);
  await click(byRole("button", "Choose a folder"));
  await button("Choose this folder");
  expect(asked).toEqual([null, OUT, OUT]);
});
