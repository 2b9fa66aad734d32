import { useEffect } from "react";

import { say } from "../words/say.ts";
import { type Page, usePage } from "./context.tsx";
import { LIBRARY } from "./place.ts";
import { menuOf, recentRunOf, type RecentRun } from "./system-menu.ts";

/** What can be done is looked at again when keys and pointer have rested for so long: nothing of it is on a key's way. */
const MENU_AFTER_REST_MS = 500;
/** The list of the last runs is read no oftener than this. */
const RUNS_AFTER_MS = 2_000;

/**
 * The page in its system, where there is one: the system's menu shows the page's acts, and files that the system hands
 * over come into the library.
 */
export function useSystem(): void {
  const page = usePage();
  useEffect(() => {
    if (!page.host.describe().inSystem) return undefined;
    const stops = [showMenu(page), obeyMenu(page), takeFiles(page)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [page]);
}

/** Shows the commands and the last runs in the system's menu, again whenever they have changed. */
function showMenu({ host, commands, settings, mac }: Page): () => void {
  let runs: readonly RecentRun[] = [];
  let shown = "";
  let waiting: ReturnType<typeof setTimeout> | null = null;
  const show = (): void => {
    waiting = null;
    const menu = menuOf(commands.all(), runs, mac, settings.get().boundKeys);
    const text = JSON.stringify(menu);
    if (text === shown) return;
    shown = text;
    void host.showMenu(menu);
  };
  const soon = (): void => {
    if (waiting !== null) clearTimeout(waiting);
    waiting = setTimeout(show, MENU_AFTER_REST_MS);
  };
  let reading: ReturnType<typeof setTimeout> | null = null;
  const readRunsSoon = (): void => {
    reading ??= setTimeout(() => {
      reading = null;
      void readRuns();
    }, RUNS_AFTER_MS);
  };
  const readRuns = async (): Promise<void> => {
    const listed = await host.call("run.list", {});
    if (!listed.ok) return;
    ({ runs } = listed.value);
    soon();
  };
  const stops = [
    commands.subscribe(soon),
    settings.subscribe(soon),
    host.subscribe("library.changed", readRunsSoon),
    host.subscribe("library.replaced", readRunsSoon),
    // A backend that is new knows nothing of the menu.
    host.watchLine((state) => {
      if (state === "lost") shown = "";
      else soon();
    }),
  ];
  for (const event of RESTING) addEventListener(event, soon);
  soon();
  void readRuns();
  return () => {
    for (const stop of stops) stop();
    for (const event of RESTING) removeEventListener(event, soon);
    if (waiting !== null) clearTimeout(waiting);
    if (reading !== null) clearTimeout(reading);
  };
}

/** After these something else may be possible. */
const RESTING = ["keyup", "pointerup", "focusin"] as const;

function obeyMenu({ host, commands, go, announce }: Page): () => void {
  return host.subscribe("host.command", ({ id }) => {
    const runId = recentRunOf(id);
    if (runId !== null) go({ name: "run", runId, at: null });
    else if (document.querySelector("[data-modal]") !== null || !commands.run(id)) announce(say("menu.notNow"));
  });
}

/** Fetches what the system has handed over and leads to the library, which takes it in. */
function takeFiles({ host, incoming, go }: Page): () => void {
  const take = async (): Promise<void> => {
    const taken = await host.takeOpened();
    if (!taken.ok || taken.value.length === 0) return;
    incoming.set([...incoming.get(), ...taken.value]);
    go(LIBRARY);
  };
  void take();
  return host.subscribe("host.opened", () => void take());
}
