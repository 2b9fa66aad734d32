import { MessageChannelMain, utilityProcess, type UtilityProcess, type WebContents } from "electron";

import { FromBackend, LINE_CHANNEL, type DialogWish, type ToBackend } from "../../shared/contract/desktop.ts";
import type { Failure } from "../../shared/contract/failure.ts";
import type { MenuShown } from "../../shared/contract/host-methods.ts";
import { assertNever } from "../../shared/lib/assert-never.ts";

/*
 * The backend's process: started by main, started again when it dies, with a growing wait, and handed a new port for
 * every window each time. The windows keep their words meanwhile: their outboxes send again.
 */

/** First wait before it is started again; doubles with each death up to the longest. */
export const RESTART_FIRST_MS = 250;
export const RESTART_AT_MOST_MS = 10_000;
/** A process that lived this long died of something new: the waits begin anew. */
export const LIVED_WELL_MS = 60_000;
/** Deaths in a row after which the person is told; it goes on being started. */
export const TELL_AFTER_DEATHS = 5;
/** How long a flush or a close may take before main goes on without it. */
export const FLUSH_AT_MOST_MS = 3_000;
export const CLOSE_AT_MOST_MS = 10_000;

export type BackendProcessOptions = {
  /** The bundle of the process. */
  readonly entry: string;
  readonly args: readonly string[];
  /** The library cannot be opened: nothing works without it. */
  readonly onRefused: (failure: Failure) => void;
  /** It has ended unasked, for the how-many-th time in a row. */
  readonly onDied: (status: number, deaths: number) => void;
  /** It has died `TELL_AFTER_DEATHS` times in a row. */
  readonly onKeepsDying: () => void;
  /** What the page of a window shows in the system's menu. */
  readonly onMenu: (window: number, menu: MenuShown) => void;
  /** Shows a dialog over a window; answers the chosen paths. */
  readonly choose: (window: number, wish: DialogWish) => Promise<readonly string[]>;
};

export type BackendProcess = {
  /** Gives a window's document its line; the one before is over. Windows are told by their contents' id. */
  connect(contents: WebContents): void;
  /** The person chose an act of the window's page in the menu. */
  command(window: number, id: string): void;
  /** Hands files of the system over to the window's page, as soon as it has a line. */
  open(window: number, paths: readonly string[]): void;
  /** The window is gone. */
  forget(window: number): void;
  /** Lets the page of one window, or all, hand over what they have. Bounded. */
  flush(window: number | null): Promise<void>;
  /** Flushes, closes the library and ends the process. Bounded. */
  close(): Promise<void>;
  /** True once it has been told to close: there is nothing left to hand over to. */
  isClosing(): boolean;
};

/** Starts the process. Only after the app is ready. */
export function startBackendProcess(options: BackendProcessOptions): BackendProcess {
  const windows = new Map<number, WebContents>();
  const unopened = new Map<number, readonly string[]>();
  const flushes = new Map<number, () => void>();
  let nextQuestion = 0;
  let deaths = 0;
  let closing: (() => void) | null = null;
  let isRefused = false;
  let child = fork();

  function fork(): UtilityProcess {
    const startedAt = performance.now();
    const started = utilityProcess.fork(options.entry, [...options.args], { serviceName: "Runwright library" });
    started.on("message", (data: unknown) => hear(FromBackend.parse(data)));
    started.on("exit", (status) => {
      for (const resolve of flushes.values()) resolve();
      flushes.clear();
      if (closing !== null) {
        closing();
        return;
      }
      if (isRefused) return;
      for (const contents of windows.values()) contents.send(LINE_CHANNEL);
      deaths = performance.now() - startedAt > LIVED_WELL_MS ? 1 : deaths + 1;
      options.onDied(status, deaths);
      if (deaths === TELL_AFTER_DEATHS) options.onKeepsDying();
      setTimeout(restart, Math.min(RESTART_AT_MOST_MS, RESTART_FIRST_MS * 2 ** (deaths - 1)));
    });
    return started;
  }

  function restart(): void {
    if (closing !== null) return;
    child = fork();
    for (const contents of windows.values()) handOver(contents);
  }

  function say(message: ToBackend): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has one other end
    child.postMessage(message);
  }

  function hear(message: FromBackend): void {
    switch (message.kind) {
      case "open":
        return;
      case "refused":
        isRefused = true;
        options.onRefused(message.failure);
        return;
      case "choose":
        void options
          .choose(message.window, message.wish)
          .then((paths) => say({ kind: "chosen", question: message.question, paths: [...paths] }));
        return;
      case "flushed":
        flushes.get(message.question)?.();
        flushes.delete(message.question);
        return;
      case "menu":
        if (windows.has(message.window)) options.onMenu(message.window, message.menu);
        return;
      default:
        assertNever(message);
    }
  }

  function handOver(contents: WebContents): void {
    const { port1, port2 } = new MessageChannelMain();
    child.postMessage({ kind: "page", window: contents.id } satisfies ToBackend, [port2]);
    contents.postMessage(LINE_CHANNEL, null, [port1]);
    const paths = unopened.get(contents.id);
    unopened.delete(contents.id);
    if (paths !== undefined) say({ kind: "opened", window: contents.id, paths: [...paths] });
  }

  return {
    connect(contents) {
      windows.set(contents.id, contents);
      handOver(contents);
    },
    command(window, id) {
      if (windows.has(window)) say({ kind: "command", window, id });
    },
    open(window, paths) {
      if (windows.has(window)) say({ kind: "opened", window, paths: [...paths] });
      else unopened.set(window, [...(unopened.get(window) ?? []), ...paths]);
    },
    forget(window) {
      windows.delete(window);
      unopened.delete(window);
    },
    flush(window) {
      if (closing !== null || (window !== null && !windows.has(window))) return Promise.resolve();
      const question = nextQuestion;
      nextQuestion += 1;
      return within(FLUSH_AT_MOST_MS, (resolve) => {
        flushes.set(question, resolve);
        say({ kind: "flush", question, window });
      });
    },
    close() {
      if (closing !== null || isRefused) return Promise.resolve();
      return within(CLOSE_AT_MOST_MS, (resolve) => {
        closing = resolve;
        say({ kind: "close" });
      }).then(() => void child.kill());
    },
    isClosing: () => closing !== null,
  };
}

/** Resolves when `begin` calls its argument, or after `ms`. */
function within(ms: number, begin: (resolve: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const giveUp = setTimeout(resolve, ms);
    begin(() => {
      clearTimeout(giveUp);
      resolve();
    });
  });
}
