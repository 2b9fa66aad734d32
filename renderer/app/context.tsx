import { createContext, use, useEffect, useSyncExternalStore } from "react";

import type { PickedFile, PickedFolder } from "../../shared/contract/host-methods.ts";
import type { RunId } from "../../shared/domain/ids.ts";
import type { ChooseInList, Host } from "../host/host.ts";
import type { ReleaseDraft } from "../state/release-draft.ts";
import type { Settings } from "../state/settings.ts";
import type { Store } from "../state/store.ts";
import type { Urgency } from "../ui/announcer.tsx";
import type { Command, Commands } from "./commands.ts";
import type { Place } from "./place.ts";

/** What an import came to. `runs` are those that it brought; those that were here already are none of them. */
export type LastImport = {
  readonly runs: readonly RunId[];
  /** The word of it has not been put away. */
  readonly isTold: boolean;
};

/** What every screen of one page has. */
export type Page = {
  readonly host: Host;
  readonly commands: Commands;
  readonly settings: Store<Settings>;
  /** Files that the system has handed over and nobody has taken in yet. */
  readonly incoming: Store<readonly PickedFile[]>;
  /** The folder that the lead counts beside the library; it stays chosen while the page stands. */
  readonly leadFolder: Store<PickedFolder | null>;
  /** The last import of this page; null without one, or when it was taken back. */
  readonly lastImport: Store<LastImport | null>;
  /** What was said of the next release of a dataset; remembered like the settings. */
  readonly releaseDraft: Store<ReleaseDraft>;
  /** True on macOS: Mod is Cmd. */
  readonly mac: boolean;
  /** Goes to a place. "push" can be gone back from; "replace" only changes the address. */
  readonly go: (place: Place, how?: "push" | "replace") => void;
  /** Draws the list of folders of a host without dialogs of its own. */
  readonly chooseInList: ChooseInList;
  readonly announce: (text: string, urgency?: Urgency) => void;
  /** The present time in UTC milliseconds. */
  readonly clock: () => number;
};

const PageContext = createContext<Page | null>(null);

/** Gives the page to everything inside. */
export const PageProvider = PageContext.Provider;

/** The page. Throws outside of it: every component of ours is inside. */
export function usePage(): Page {
  const page = use(PageContext);
  if (page === null) throw new Error("A screen was drawn outside of the page");
  return page;
}

/** The settings as they are now, and a way to change some of them. */
export function useSettings(): [Settings, (change: Partial<Settings>) => void] {
  const { settings } = usePage();
  const now = useSyncExternalStore(settings.subscribe, settings.get);
  return [now, (change) => settings.set({ ...settings.get(), ...change })];
}

/** Registers commands while the component is shown. The list must be made anew only when it changes (`useMemo`). */
export function useCommands(commands: readonly Command[]): void {
  const page = usePage();
  useEffect(() => page.commands.register(commands), [page, commands]);
}
