import { events, isEventName, type EventName, type EventOf } from "../../shared/contract/events.ts";
import type { Failure } from "../../shared/contract/failure.ts";
import {
  type Abilities,
  type HostMethodName,
  type HostReplyOf,
  type HostRequestOf,
} from "../../shared/contract/host-methods.ts";
import { success, type Outcome } from "../../shared/lib/outcome.ts";
import type { Carrier, CarrierListeners } from "./carrier.ts";
import { checkedHostReply, checkedReply } from "./checked.ts";
import { download, pickInBrowser } from "./browser-files.ts";
import type { ExportTarget, Host, LineState, ListFolders } from "./host.ts";

/** Hands a payload to a listener once it fits the event's schema; a payload that does not is a surprise and throws. */
type RawListener = (payload: unknown) => void;

/** Makes the page's host of a carrier. */
export function openHost(abilities: Abilities, open: (listeners: CarrierListeners) => Carrier): Host {
  const eventListeners = new Map<string, Set<RawListener>>();
  const lineListeners = new Set<(state: LineState) => void>();
  const closingListeners = new Set<() => Promise<void>>();

  const carrier = open({
    onEvent(name, payload) {
      if (!isEventName(name)) return;
      for (const listener of eventListeners.get(name) ?? []) listener(payload);
    },
    onLine(state) {
      for (const listener of lineListeners) listener(state);
    },
    onClosing() {
      const handOvers = [...closingListeners].map((handOver) => handOver());
      void Promise.allSettled(handOvers).then(() => carrier.call("host.flushed", {}));
    },
  });

  async function own<M extends HostMethodName>(
    method: M,
    request: HostRequestOf<M>,
  ): Promise<Outcome<HostReplyOf<M>, Failure>> {
    return checkedHostReply(method, await carrier.call(method, request));
  }

  const listFolders: ListFolders = (at) => own("host.listFolders", { at });

  return {
    describe: () => abilities,
    async call(method, request) {
      return checkedReply(method, await carrier.call(method, request));
    },
    subscribe(event, listener) {
      const raw = checkedListener(event, listener);
      const listeners = eventListeners.get(event) ?? new Set();
      eventListeners.set(event, listeners.add(raw));
      return () => listeners.delete(raw);
    },
    watchLine: (listener) => added(lineListeners, listener),
    onClosing: (handOver) => added(closingListeners, handOver),
    async report() {
      const told = await own("host.report", {});
      return told.ok ? success(told.value.text) : told;
    },
    showMenu: (menu) => own("host.showMenu", menu),
    async takeOpened() {
      const taken = await own("host.takeOpened", {});
      return taken.ok ? success(taken.value.files) : taken;
    },
    async pickFiles(options) {
      if (abilities.nativeDialogs) {
        const picked = await own("host.pickFiles", options);
        return picked.ok ? success(picked.value.files) : picked;
      }
      return lend(await pickInBrowser(options.several));
    },
    dropFiles: (files) => lend([...files]),
    async pickFolder(chooseInList) {
      if (abilities.nativeDialogs) {
        const picked = await own("host.pickFolder", {});
        return picked.ok ? success(picked.value.picked) : picked;
      }
      const place = await chooseInList(listFolders);
      return place === null ? success(null) : own("host.useFolder", { place });
    },
    async savePdf(name) {
      const saved = await own("host.savePdf", { name });
      return saved.ok ? success(saved.value.isSaved) : saved;
    },
    async exportTarget(kind, name) {
      if (abilities.nativeDialogs) return nativeTarget(kind, name);
      const opened = await own("host.openDownload", { kind, name });
      if (!opened.ok) return opened;
      const { target } = opened.value;
      return success({ target, finish: () => download(target) });
    },
    async pickTargetIn(chooseInList, kind, name) {
      if (abilities.nativeDialogs) return nativeTarget(kind, name);
      const place = await chooseInList(listFolders);
      if (place === null) return success(null);
      const used = await own("host.useTarget", { place, name });
      return used.ok ? success(writtenInPlace(used.value.target)) : used;
    },
  };

  async function lend(files: readonly File[]): ReturnType<Host["dropFiles"]> {
    if (files.length === 0) return success([]);
    const lent = checkedHostReply("host.lendDropped", await carrier.lendFiles(files));
    return lent.ok ? success(lent.value.files) : lent;
  }

  async function nativeTarget(kind: "file" | "folder", name: string): ReturnType<Host["exportTarget"]> {
    const picked = await own("host.pickTarget", { kind, name });
    if (!picked.ok) return picked;
    return success(picked.value.target === null ? null : writtenInPlace(picked.value.target));
  }
}

function writtenInPlace(target: ExportTarget["target"]): ExportTarget {
  return { target, finish: () => Promise.resolve(success(null)) };
}

function checkedListener<N extends EventName>(event: N, listener: (payload: EventOf<N>) => void): RawListener {
  const schemas: { readonly [E in EventName]: { parse(payload: unknown): EventOf<E> } } = events;
  return (payload) => listener(schemas[event].parse(payload));
}

function added<T>(set: Set<T>, item: T): () => void {
  set.add(item);
  return () => set.delete(item);
}
