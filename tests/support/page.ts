import { Commands } from "../../renderer/app/commands.ts";
import type { LastImport, Page } from "../../renderer/app/context.tsx";
import type { Host } from "../../renderer/host/host.ts";
import { createReleaseDraft } from "../../renderer/state/release-draft.ts";
import { createSettings } from "../../renderer/state/settings.ts";
import { createStore } from "../../renderer/state/store.ts";
import type { PickedFile, PickedFolder } from "../../shared/contract/host-methods.ts";

const NOTHING_KEPT = { getItem: () => null, setItem: () => undefined };

/** A page over a host, for a part of a screen that is drawn alone. */
export function pageOver(host: Host, parts: Partial<Page> = {}): Page {
  return {
    host,
    commands: new Commands(false),
    settings: createSettings(NOTHING_KEPT),
    incoming: createStore<readonly PickedFile[]>([]),
    leadFolder: createStore<PickedFolder | null>(null),
    lastImport: createStore<LastImport | null>(null),
    releaseDraft: createReleaseDraft(NOTHING_KEPT),
    mac: false,
    go: () => undefined,
    chooseInList: () => Promise.resolve(null),
    announce: () => undefined,
    clock: Date.now,
    ...parts,
  };
}
