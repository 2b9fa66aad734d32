import { CSPProvider } from "@base-ui/react/csp-provider";
import { Tooltip } from "@base-ui/react/tooltip";
import { type ReactNode, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";

import { SecondPlaceAsk } from "../features/backups/second-place-ask.tsx";
import { LibraryBin } from "../features/bin/library-bin.tsx";
import { HelpDialog, type HelpPart } from "../features/help/help-dialog.tsx";
import { LibraryScreen } from "../features/library/library-screen.tsx";
import type { Host } from "../host/host.ts";
import { applyComfort } from "../state/comfort-settings.ts";
import type { PickedFile, PickedFolder } from "../../shared/contract/host-methods.ts";
import { createReleaseDraft } from "../state/release-draft.ts";
import { applyTheme, createSettings } from "../state/settings.ts";
import { createStore } from "../state/store.ts";
import { createAnnouncer, LiveRegions } from "../ui/announcer.tsx";
import { BoundKeysProvider } from "../ui/bound-chord.ts";
import { say } from "../words/say.ts";
import { CommandPalette } from "./command-palette.tsx";
import { type Command, Commands } from "./commands.ts";
import { type LastImport, type Page, PageProvider, useCommands } from "./context.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import { createFolderQuestions, FolderChooser } from "./folder-chooser.tsx";
import { SkipLink } from "./frame.tsx";
import { KeyListener } from "./key-listener.tsx";
import { KeysSheet } from "./keys-sheet.tsx";
import { isMac } from "./keys.ts";
import {
  BACKUPS,
  BIBLE,
  EXPORT,
  HISTORY,
  HOT_SEAT,
  PAY,
  PROGRESS,
  REVIEW,
  RUN,
  RUN_PROGRESS,
  SETTINGS,
  TURN,
} from "./later-parts.ts";
import { guideAt, hashOf, LIBRARY, type Place, placeOf } from "./place.ts";
import type { RunBible } from "./run-bible.ts";
import type { RunHistory } from "./run-history.ts";
import { StartGate } from "./start-gate.tsx";
import { useSystem } from "./use-system.ts";

/** How long the pointer rests on a button before its name is shown. */
const TIP_AFTER_MS = 500;

function subscribeToAddress(listener: () => void): () => void {
  addEventListener("hashchange", listener);
  addEventListener("popstate", listener);
  return () => {
    removeEventListener("hashchange", listener);
    removeEventListener("popstate", listener);
  };
}

/** Changes the address. The browser tells of neither way by itself. */
function go(place: Place, how: "push" | "replace" = "push"): void {
  if (hashOf(place) === location.hash && how === "push") return;
  history[how === "push" ? "pushState" : "replaceState"](null, "", hashOf(place));
  dispatchEvent(new PopStateEvent("popstate"));
}

/** The whole page over one host. */
export function App({
  host,
  storage,
}: {
  readonly host: Host;
  readonly storage: Pick<Storage, "getItem" | "setItem">;
}) {
  const [announcer] = useState(createAnnouncer);
  const [settings] = useState(() => createSettings(storage));
  const [releaseDraft] = useState(() => createReleaseDraft(storage));
  const mac = isMac();
  const [commands] = useState(() => new Commands(mac, () => settings.get().boundKeys));
  const [folders] = useState(createFolderQuestions);
  const [incoming] = useState(() => createStore<readonly PickedFile[]>([]));
  const [leadFolder] = useState(() => createStore<PickedFolder | null>(null));
  const [lastImport] = useState(() => createStore<LastImport | null>(null));
  const page = useMemo<Page>(
    () => ({
      host,
      commands,
      settings,
      incoming,
      leadFolder,
      lastImport,
      releaseDraft,
      mac,
      go,
      chooseInList: folders.choose,
      announce: announcer.announce,
      clock: Date.now,
    }),
    [host, commands, settings, incoming, leadFolder, lastImport, releaseDraft, mac, announcer, folders],
  );
  const theme = useSyncExternalStore(settings.subscribe, () => settings.get().theme);
  useEffect(() => applyTheme(theme, document.documentElement), [theme]);
  const set = useSyncExternalStore(settings.subscribe, settings.get);
  useEffect(() => applyComfort(set, document.documentElement), [set]);
  return (
    <CSPProvider disableStyleElements>
      <Tooltip.Provider delay={TIP_AFTER_MS}>
        <PageProvider value={page}>
          <BoundKeysProvider value={set.boundKeys}>
            <SkipLink />
            <ErrorBoundary onLeave={() => go(LIBRARY)}>
              <StartGate>
                <CurrentScreen />
              </StartGate>
            </ErrorBoundary>
            <Overlays />
            <InSystem />
            <FolderChooser questions={folders} />
            <KeyListener />
            <LiveRegions announcer={announcer} />
          </BoundKeysProvider>
        </PageProvider>
      </Tooltip.Provider>
    </CSPProvider>
  );
}

/** The page's place in its system; it draws nothing. */
function InSystem() {
  useSystem();
  return null;
}

function drawAsk(words: number): ReactNode {
  return <SecondPlaceAsk words={words} />;
}

function drawHistory(history: RunHistory): ReactNode {
  return <HISTORY.Part key={history.runId} history={history} />;
}

function drawBible(run: RunBible): ReactNode {
  return <BIBLE.Part key={run.runId} run={run} />;
}

function CurrentScreen() {
  const hash = useSyncExternalStore(subscribeToAddress, () => location.hash);
  const place = useMemo(() => placeOf(hash), [hash]);
  switch (place.name) {
    case "library":
      return <LibraryScreen tab={place.tab} bin={<LibraryBin />} drawAsk={drawAsk} />;
    case "run":
      return (
        <RUN.Part
          key={place.runId}
          runId={place.runId}
          at={place.at}
          dialog={place.dialog ?? null}
          renderHistory={drawHistory}
          renderBible={drawBible}
        />
      );
    case "seat":
      return <HOT_SEAT.Part key={place.runId} runId={place.runId} />;
    case "turn":
      return <TURN.Part key={place.turnId} turnId={place.turnId} />;
    case "review":
      return <REVIEW.Part key={place.copyId} copyId={place.copyId} at={place.at} />;
    case "progress":
      return place.runId === null ? <PROGRESS.Part /> : <RUN_PROGRESS.Part key={place.runId} runId={place.runId} />;
    case "pay":
      return <PAY.Part />;
    case "export":
      return <EXPORT.Part />;
    case "settings":
      return <SETTINGS.Part backups={<BACKUPS.Part />} />;
  }
}

/** The commands that every screen has, and what they open over it. */
function Overlays() {
  const [open, setOpen] = useState<"palette" | "keys" | HelpPart | null>(null);
  const commands = useMemo<Command[]>(
    () => [
      {
        id: "page.palette",
        title: say("palette.open"),
        group: "help",
        keys: "Mod+Shift+P",
        keyOnly: true,
        run: () => setOpen("palette"),
      },
      { id: "page.keys", title: say("keys.open"), group: "help", keys: "Shift+F1", run: () => setOpen("keys") },
      {
        id: "page.help",
        title: say("help.open"),
        group: "help",
        keys: "F1",
        run: () => setOpen(guideAt(placeOf(location.hash))),
      },
      { id: "page.about", title: say("about.open"), group: "help", run: () => setOpen("about") },
      { id: "page.library", title: say("library.open"), group: "library", run: () => go(LIBRARY) },
      {
        id: "page.reviews",
        title: say("reviews.open"),
        group: "review",
        run: () => go({ name: "library", tab: "reviews" }),
      },
      {
        id: "page.search",
        title: say("search.open"),
        group: "find",
        keys: "Mod+Shift+F",
        run: () => go({ name: "library", tab: "search" }),
      },
      {
        id: "page.projects",
        title: say("project.open"),
        group: "library",
        run: () => go({ name: "library", tab: "projects" }),
      },
      { id: "page.bin", title: say("bin.open"), group: "library", run: () => go({ name: "library", tab: "bin" }) },
      {
        id: "page.progress",
        title: say("progress.open"),
        also: say("progress.also"),
        group: "library",
        run: () => go({ name: "progress", runId: null }),
      },
      {
        id: "page.pay",
        title: say("pay.open"),
        also: say("pay.also"),
        group: "library",
        run: () => go({ name: "pay" }),
      },
      { id: "page.export", title: say("export.openAll"), group: "library", run: () => go({ name: "export" }) },
      {
        id: "page.settings",
        title: say("settings.open"),
        group: "help",
        keys: "Mod+,",
        run: () => go({ name: "settings" }),
      },
      {
        id: "page.back",
        title: say("back"),
        group: "move",
        keys: { mac: "Mod+[", other: "Alt+ArrowLeft" },
        run: () => history.back(),
      },
      {
        id: "page.forward",
        title: say("forward"),
        group: "move",
        keys: { mac: "Mod+]", other: "Alt+ArrowRight" },
        run: () => history.forward(),
      },
    ],
    [],
  );
  useCommands(commands);
  const close = useCallback(() => setOpen(null), []);
  if (open === "palette") return <CommandPalette onClose={close} />;
  if (open === "keys") return <KeysSheet onClose={close} />;
  return open === null ? null : <HelpDialog first={open} onClose={close} />;
}
