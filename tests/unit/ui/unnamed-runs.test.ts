// @vitest-environment jsdom
import { act, createElement } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { PageProvider } from "../../../renderer/app/context.tsx";
import { UnnamedRuns } from "../../../renderer/features/settings/unnamed-runs.tsx";
import type { RunRow } from "../../../shared/contract/run-methods.ts";
import { success } from "../../../shared/lib/outcome.ts";
import { allByRole, byRole } from "../../support/by-role.ts";
import { fakeHost } from "../../support/fake-host.ts";
import { pageOver } from "../../support/page.ts";
import { runRow } from "../../support/run-row.ts";

let root: Root;
beforeAll(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});
beforeEach(() => {
  root = createRoot(document.body.appendChild(document.createElement("div")));
});
afterEach(async () => {
  await act(async () => root.unmount());
});

const click = async (element: HTMLElement): Promise<void> => act(async () => element.click());

describe("a name that is given after the first run was begun", () => {
  it("[PG50] is put on the runs that have none in one act, and taken off them again", async () => {
    const mine = runRow({ title: "The Salt Cellar", authors: [] });
    const rows: RunRow[] = [mine, runRow()];
    const host = fakeHost({
      "run.list": () => success({ runs: rows }),
      "run.replaceAuthors": ({ runs, to }) => {
        rows[0] = { ...mine, authors: to };
        return success({ runs });
      },
    });
    const drawn = (name: string) =>
      createElement(PageProvider, { value: pageOver(host) }, createElement(UnnamedRuns, { name }));
    await act(async () => root.render(drawn("")));
    expect(document.body.textContent).toBe("");
    await act(async () => root.render(drawn("Ines")));
    expect(document.body.textContent).toContain("1 run names no author: The Salt Cellar.");
    await click(byRole("button", "Put “Ines” on it"));
    expect(document.body.textContent).toContain("“Ines” is on 1 run now.");
    await click(byRole("button", "Take it off again"));
    const ines = { name: "Ines", role: "dm" };
    expect(host.asked.filter(({ method }) => method === "run.replaceAuthors").map(({ request }) => request)).toEqual([
      { runs: [mine.id], from: [], to: [ines] },
      { runs: [mine.id], from: [ines], to: [] },
    ]);
    expect(allByRole("button").map(({ textContent }) => textContent)).toEqual(["Put “Ines” on it"]);
  });
});
