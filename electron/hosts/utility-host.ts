import { randomBytes } from "node:crypto";
import { join } from "node:path";

import type { Backend, CallerId } from "../backend/backend-shape.ts";
import { ToBackend, type DialogWish, type FromBackend } from "../../shared/contract/desktop.ts";
import type { Failure } from "../../shared/contract/failure.ts";
import { hostMethods } from "../../shared/contract/host-methods.ts";
import { MAX_FRAME_UNITS } from "../../shared/contract/wire.ts";
import { assertNever } from "../../shared/lib/assert-never.ts";
import { success, type Outcome } from "../../shared/lib/outcome.ts";
import { openConnection, type Connection } from "./connection.ts";
import { safeFileName } from "./file-name.ts";
import { ownMethod, type OwnMethods } from "./own-methods.ts";

/*
 * The backend in Electron's utility process. Main hands it a port for each window's document; from then on page and
 * backend talk without main. Dialogs are main's: paths come from there, and the page gets handles for them.
 */

/** The end of a line, as Electron gives it. */
export type Port = {
  on(event: "message", listener: (message: { readonly data: unknown }) => void): unknown;
  on(event: "close", listener: () => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
};

/** The way to main. */
export type MainPort = {
  on(
    event: "message",
    listener: (message: { readonly data: unknown; readonly ports: readonly Port[] }) => void,
  ): unknown;
  postMessage(message: FromBackend): void;
};

/** The host of this process; `ended` resolves when main has asked it to close and the library is closed. */
export type UtilityHost = { readonly ended: Promise<void> };

/** A window's page. `opened`: files that the system has handed over and the page has not fetched yet. */
type Page = { readonly connection: Connection; readonly port: Port; readonly caller: CallerId; opened: string[] };

/** Serves main and the windows that it hands over. `report` answers `host.report`. */
export function openUtilityHost(main: MainPort, backend: Backend, report: OwnMethods = {}): UtilityHost {
  const pages = new Map<number, Page>();
  const questions = new Map<number, (paths: readonly string[]) => void>();
  let nextQuestion = 0;
  let end: () => void;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });

  function tell(message: FromBackend): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has one other end
    main.postMessage(message);
  }

  function choose(window: number, wish: DialogWish): Promise<readonly string[]> {
    const question = nextQuestion;
    nextQuestion += 1;
    return new Promise((resolve) => {
      questions.set(question, resolve);
      tell({ kind: "choose", question, window, wish });
    });
  }

  function addPage(window: number, port: Port): void {
    dropPage(window);
    const caller = `page-${randomBytes(16).toString("hex")}`;
    const connection = openConnection({
      backend,
      caller,
      ownMethods: {
        ...report,
        ...nativeMethods(backend, caller, (wish) => choose(window, wish)),
        ...systemMethods(window, caller),
      },
      carrier: {
        send: (text) => port.postMessage(text),
        // A port cannot be held back: what waits too long ends the line.
        pause: () => undefined,
        resume: () => undefined,
        end: () => dropPage(window),
      },
    });
    const page: Page = { connection, port, caller, opened: [] };
    pages.set(window, page);
    port.on("message", ({ data }) => {
      // Anything but a text of bearable length is no message of ours; the line ends rather than guess.
      if (typeof data === "string" && data.length <= 2 * MAX_FRAME_UNITS) connection.receive(data);
      else dropPage(window);
    });
    port.on("close", () => {
      if (pages.get(window) === page) dropPage(window);
    });
    port.start();
  }

  /** The door's own methods where the system has a menu and hands files over. */
  function systemMethods(window: number, caller: CallerId): OwnMethods {
    return {
      "host.showMenu": ownMethod(hostMethods["host.showMenu"], (menu) => {
        tell({ kind: "menu", window, menu });
        return Promise.resolve(success({}));
      }),
      "host.takeOpened": ownMethod(hostMethods["host.takeOpened"], () => {
        const page = pages.get(window);
        return Promise.resolve(lendFiles(backend, caller, page?.opened.splice(0) ?? []));
      }),
    };
  }

  function dropPage(window: number): void {
    const page = pages.get(window);
    if (page === undefined) return;
    pages.delete(window);
    page.connection.close();
    page.port.close();
  }

  async function flush(window: number | null): Promise<void> {
    const asked = [...pages].filter(([each]) => window === null || each === window);
    await Promise.all(asked.map(([, { connection }]) => connection.askToFlush()));
  }

  async function close(): Promise<void> {
    await flush(null);
    for (const window of pages.keys()) dropPage(window);
    await backend.close();
    end();
  }

  main.on("message", ({ data, ports }) => {
    const message = ToBackend.parse(data);
    switch (message.kind) {
      case "page": {
        const [port] = ports;
        if (port === undefined) throw new Error("A page comes with its port.");
        addPage(message.window, port);
        return;
      }
      case "chosen":
        questions.get(message.question)?.(message.paths);
        questions.delete(message.question);
        return;
      case "command":
        pages.get(message.window)?.connection.tell("host.command", { id: message.id });
        return;
      case "opened": {
        const page = pages.get(message.window);
        page?.opened.push(...message.paths);
        page?.connection.tell("host.opened", {});
        return;
      }
      case "flush":
        void flush(message.window).then(() => tell({ kind: "flushed", question: message.question }));
        return;
      case "close":
        void close();
        return;
      default:
        assertNever(message);
    }
  });
  tell({ kind: "open" });
  // Main makes the window meanwhile.
  setImmediate(() => backend.readAhead());
  return { ended };
}

function lendFiles(
  backend: Backend,
  caller: CallerId,
  paths: readonly string[],
): Outcome<{ files: { file: ReturnType<Backend["lendFile"]>; name: string }[] }, Failure> {
  return success({ files: paths.map((path) => ({ file: backend.lendFile(caller, path), name: nameOf(path) })) });
}

/** The door's own methods where the system has dialogs: main shows them, the page gets handles. */
function nativeMethods(
  backend: Backend,
  caller: CallerId,
  choose: (wish: DialogWish) => Promise<readonly string[]>,
): OwnMethods {
  return {
    "host.pickFiles": ownMethod(hostMethods["host.pickFiles"], async ({ several }) =>
      lendFiles(backend, caller, await choose({ what: "files", several })),
    ),
    "host.lendDropped": ownMethod(hostMethods["host.lendDropped"], ({ paths }) =>
      Promise.resolve(lendFiles(backend, caller, paths)),
    ),
    "host.pickFolder": ownMethod(hostMethods["host.pickFolder"], async () => {
      const [path] = await choose({ what: "folder" });
      const picked = path === undefined ? null : { folder: backend.lendFolder(caller, path), name: nameOf(path) };
      return success({ picked });
    }),
    "host.pickTarget": ownMethod(hostMethods["host.pickTarget"], async ({ kind, name }) => {
      const safe = safeFileName(name);
      const [path] = await choose({ what: "target", kind, name: safe });
      return targetAt(backend, caller, path === undefined || kind === "file" ? path : join(path, safe));
    }),
    "host.savePdf": ownMethod(hostMethods["host.savePdf"], async ({ name }) =>
      success({ isSaved: (await choose({ what: "pdf", name: safeFileName(name) })).length > 0 }),
    ),
  };
}

function targetAt(
  backend: Backend,
  caller: CallerId,
  path: string | undefined,
): Outcome<{ target: ReturnType<Backend["lendTarget"]> | null }, Failure> {
  return success({ target: path === undefined ? null : backend.lendTarget(caller, path) });
}

function nameOf(path: string): string {
  return path.split(/[\\/]/u).findLast((part) => part !== "") ?? path;
}
