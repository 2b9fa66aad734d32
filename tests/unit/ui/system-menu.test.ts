// @vitest-environment jsdom
import { act, createElement } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import { App } from "../../../renderer/app/app.tsx";
import type { Command } from "../../../renderer/app/commands.ts";
import { menuOf, RECENT_RUNS, recentRunOf } from "../../../renderer/app/system-menu.ts";
import type { EventName, EventOf } from "../../../shared/contract/events.ts";
import { FileHandle } from "../../../shared/contract/handles.ts";
import { MenuShown, type PickedFile } from "../../../shared/contract/host-methods.ts";
import { newRunId } from "../../../shared/domain/ids.ts";
import { plainFailure } from "../../../shared/contract/failure.ts";
import { failed, success } from "../../../shared/lib/outcome.ts";
import { type Answers, fakeHost } from "../../support/fake-host.ts";

function command(id: string, parts: Partial<Command> = {}): Command {
  return { id, title: id, group: "help", run: () => undefined, ...parts };
}

describe("the page's menu in the system", () => {
  it("[DT5] holds every command once, by its name, its present key and whether it can be done", () => {
    const commands = [
      command("library.new", { group: "library" }),
      command("find.open", { group: "find", keys: { mac: "Mod+F", other: "Mod+F" } }),
      command("act.meta", { group: "thoughts", keys: "Mod+3", isActive: () => true }),
      command("act.undo", { group: "write", keys: "Mod+Z" }),
      command("page.back", { group: "move", keys: { mac: "Mod+[", other: "Alt+ArrowLeft" }, isEnabled: () => false }),
    ];
    const menu = menuOf(commands, [], false, { "Mod+3": "Mod+Shift+9" });
    expect(MenuShown.safeParse(menu).success).toBe(true);
    expect(menu.groups.map(({ place, acts }) => [place, acts.map(({ id }) => id)])).toEqual([
      ["own", ["act.meta"]],
      ["own", ["page.back"]],
      ["edit", ["find.open"]],
      ["file", ["library.new"]],
    ]);
    expect(menu.groups[0]?.acts[0]).toMatchObject({ keys: "Mod+Shift+9", isOn: true, isEnabled: true });
    expect(menu.groups[1]?.acts[0]).toMatchObject({ keys: "Alt+ArrowLeft", isOn: null, isEnabled: false });
  });

  it("[DT5] gives macOS's menu of the app what belongs there, and nothing of it twice", () => {
    const commands = [command("page.keys"), command("page.settings", { keys: "Mod+," }), command("page.about")];
    const shown = (mac: boolean): unknown[] =>
      menuOf(commands, [], mac).groups.map(({ place, acts }) => [place, acts.map(({ id }) => id)]);
    expect(shown(true)).toEqual([
      ["app", ["page.about", "page.settings"]],
      ["help", ["page.keys"]],
    ]);
    expect(shown(false)).toEqual([["help", ["page.keys", "page.settings", "page.about"]]]);
  });

  it("[DT5] lists the runs that were worked on last, and knows them again", () => {
    const runs = [...Array(RECENT_RUNS + 3).keys()].map((at) => ({
      id: newRunId(),
      title: `Run ${at}`,
      updatedAt: at,
    }));
    const { recent } = menuOf([], runs, false);
    expect(recent).toHaveLength(RECENT_RUNS);
    expect(recentRunOf(recent[0]?.id ?? "")).toBe(runs.at(-1)?.id);
    expect([recentRunOf("library.new"), recentRunOf("recent:nonsense")]).toEqual([null, null]);
  });
});

describe("a page in its system", () => {
  let root: Root;
  beforeAll(() => void Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true }));
  beforeEach(() => {
    vi.useFakeTimers();
    document.body.innerHTML = '<div id="root"></div>';
    history.replaceState(null, "", "#/settings");
    const place = document.getElementById("root");
    if (place === null) throw new Error("the page has no root");
    root = createRoot(place);
  });
  afterEach(async () => {
    await act(async () => root.unmount());
    vi.useRealTimers();
  });

  async function open(answers: Answers, opened: PickedFile[][]) {
    const shown: MenuShown[] = [];
    const listeners = new Map<EventName, ((payload: never) => void)[]>();
    const host = fakeHost(
      { "recovery.report": () => success({ report: null }), ...answers },
      {
        describe: () => ({ nativeDialogs: true, pdf: false, severalWindows: true, inSystem: true }),
        subscribe: (event, listener) => {
          listeners.set(event, [...(listeners.get(event) ?? []), listener]);
          return () => undefined;
        },
        async showMenu(menu) {
          shown.push(menu);
          return success({});
        },
        takeOpened: async () => success(opened.shift() ?? []),
      },
    );
    await act(async () =>
      root.render(createElement(App, { host, storage: { getItem: () => null, setItem: () => undefined } })),
    );
    const tell = <N extends EventName>(event: N, payload: EventOf<N>): Promise<void> =>
      act(async () => {
        for (const listener of listeners.get(event) ?? []) Reflect.apply(listener, undefined, [payload]);
        await vi.advanceTimersByTimeAsync(5_000);
      });
    await act(async () => void (await vi.advanceTimersByTimeAsync(5_000)));
    return { host, shown, tell };
  }

  it("[DT5] shows its menu, again only when something has changed, and does what was chosen", async () => {
    const runId = newRunId();
    const { shown, tell } = await open({}, []);
    const once = shown.length;
    expect(
      shown
        .at(-1)
        ?.groups.find(({ place }) => place === "help")
        ?.acts.map(({ id }) => id),
    ).toContain("page.keys");
    await act(async () => {
      dispatchEvent(new Event("keyup"));
      await vi.advanceTimersByTimeAsync(5_000);
    });
    expect(shown).toHaveLength(once);
    await tell("host.command", { id: "page.library" });
    expect(location.hash).toBe("#/");
    expect(shown.length).toBeGreaterThan(once);
    await tell("host.command", { id: `recent:${runId}` });
    expect(location.hash).toBe(`#/run/${runId}`);
    await tell("host.command", { id: "gone" });
    expect(document.body.textContent).toContain("That cannot be done here and now.");
  });

  it("[DT9] takes in what the system hands over: answers to their run, everything else by import", async () => {
    const runId = newRunId();
    const [run, answer] = ["a", "b"].map((sign) => FileHandle.parse(`file-${sign.repeat(32)}`));
    if (run === undefined || answer === undefined) throw new Error("two handles");
    const { host, tell } = await open(
      {
        "exchange.recognize": ({ file }) => success({ kind: file === answer ? "answer" : "other" }),
        "review.importAnswer": ({ file }) =>
          file === answer
            ? success({ runId, reviewer: "Ben", added: 2, already: 0, changed: 0, judged: 0, sameState: true })
            : failed(plainFailure("damaged", "no answer")),
      },
      [[{ file: run, name: "run.json" }], [{ file: answer, name: "Answer.RUNPKG" }]],
    );
    const methods = (): string[] => host.asked.map(({ method }) => method);
    expect(location.hash).toBe("#/");
    expect(methods().filter((method) => method.startsWith("exchange.import"))).not.toEqual([]);
    expect(methods()).not.toContain("review.importAnswer");
    await tell("host.opened", {});
    expect(methods()).toContain("review.importAnswer");
    expect(location.hash).toBe(`#/run/${runId}`);
  });
});
