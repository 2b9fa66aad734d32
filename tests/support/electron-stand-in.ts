import { EventEmitter } from "node:events";

/*
 * A stand-in for Electron's main modules, for tests of the wiring where no binary is: it writes down what main asks of
 * Electron and lets a test be Electron. Only what main uses is here.
 */

/** One end of a channel that main made. */
export class StandInPort extends EventEmitter {
  readonly sent: unknown[] = [];
  other: StandInPort | null = null;
  closed = false;

  postMessage(message: unknown): void {
    this.sent.push(message);
    this.other?.emit("message", { data: message, ports: [] });
  }

  start(): void {
    this.emit("started");
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.other?.emit("close");
  }
}

/** A window's contents: what was sent to the page, and what the page may do. */
export class StandInContents extends EventEmitter {
  readonly sent: { readonly channel: string; readonly ports: readonly StandInPort[] }[] = [];
  openHandler: (() => { action: string }) | null = null;
  readonly mainFrame: { url: string };
  readonly id: number;

  constructor(id: number) {
    super();
    this.id = id;
    this.mainFrame = { url: "" };
  }

  setWindowOpenHandler(handler: () => { action: string }): void {
    this.openHandler = handler;
  }

  send(channel: string): void {
    this.sent.push({ channel, ports: [] });
  }

  postMessage(channel: string, _message: unknown, ports: readonly StandInPort[]): void {
    this.sent.push({ channel, ports });
  }
}

type WindowOptions = { readonly webPreferences: Readonly<Record<string, unknown>> };

/** A process that main has started. */
export class StandInProcess extends EventEmitter {
  readonly got: { readonly message: unknown; readonly ports: readonly StandInPort[] }[] = [];
  killed = false;
  readonly entry: string;
  readonly args: readonly string[];

  constructor(entry: string, args: readonly string[]) {
    super();
    this.entry = entry;
    this.args = args;
  }

  postMessage(message: unknown, ports: readonly StandInPort[] = []): void {
    this.got.push({ message, ports });
  }

  kill(): boolean {
    this.killed = true;
    return true;
  }
}

/** What a session was told to do when the page asks for something. */
export type SessionLocks = {
  permissionRequest: ((contents: unknown, permission: string, answer: (isGranted: boolean) => void) => void) | null;
  permissionCheck: (() => boolean) | null;
  devicePermission: (() => boolean) | null;
  request: ((details: { url: string }, answer: (answer: { cancel: boolean }) => void) => void) | null;
  spelling: boolean;
};

/** An event that can be prevented. */
export function preventable(): { readonly defaultPrevented: boolean; preventDefault(): void } {
  let defaultPrevented = false;
  return {
    get defaultPrevented() {
      return defaultPrevented;
    },
    preventDefault() {
      defaultPrevented = true;
    },
  };
}

/** Makes a fresh Electron: `modules` is what `import … from "electron"` gives, the rest is for the test. */
export function standInElectron(options: { readonly isFirst?: boolean } = {}) {
  const windows: StandInWindow[] = [];
  const processes: StandInProcess[] = [];
  const schemes: unknown[] = [];
  const errors: string[] = [];
  const dialogs: { readonly kind: "open" | "save"; readonly options: unknown }[] = [];
  const answers: string[][] = [];
  const handlers = new Map<string, (request: Request) => Promise<Response>>();
  const menus: unknown[] = [];
  const locks: SessionLocks = {
    permissionRequest: null,
    permissionCheck: null,
    devicePermission: null,
    request: null,
    spelling: true,
  };
  const quits: boolean[] = [];
  let nextId = 1;

  class StandInWindow extends EventEmitter {
    readonly webContents = new StandInContents(nextId++);
    readonly options: WindowOptions;
    shown = false;
    loaded = "";
    closed = false;
    focused = 0;

    constructor(given: WindowOptions) {
      super();
      this.options = given;
      windows.push(this);
      app.emit("web-contents-created", {}, this.webContents);
    }

    show(): void {
      this.shown = true;
    }

    focus(): void {
      this.focused += 1;
    }

    isMinimized(): boolean {
      return false;
    }

    restore(): void {
      this.focused += 1;
    }

    async loadURL(address: string): Promise<void> {
      this.loaded = address;
      this.webContents.mainFrame.url = address;
    }

    /** Answers whether the window is closed: `close` may be prevented. */
    askToClose(): boolean {
      const event = preventable();
      this.emit("close", event);
      if (event.defaultPrevented) return false;
      this.closed = true;
      this.emit("closed");
      return true;
    }

    /** As a person does it. */
    close(): void {
      if (!this.askToClose()) return;
      if (windows.every((window) => window.closed)) app.emit("window-all-closed");
    }
  }

  const app = Object.assign(new EventEmitter(), {
    isPackaged: true,
    sandboxed: false,
    enableSandbox() {
      app.sandboxed = true;
    },
    requestSingleInstanceLock: () => options.isFirst ?? true,
    whenReady: () => Promise.resolve(),
    /** As Electron does: `before-quit` may be prevented, and so may the `close` of each window; either keeps the app. */
    quit() {
      const event = preventable();
      app.emit("before-quit", event);
      const isKept = event.defaultPrevented || windows.some((window) => !window.closed && !window.askToClose());
      quits.push(!isKept);
    },
  });
  const session = {
    setPermissionRequestHandler: (act: SessionLocks["permissionRequest"]) => (locks.permissionRequest = act),
    setPermissionCheckHandler: (act: SessionLocks["permissionCheck"]) => (locks.permissionCheck = act),
    setDevicePermissionHandler: (act: SessionLocks["devicePermission"]) => (locks.devicePermission = act),
    setSpellCheckerEnabled: (isOn: boolean) => (locks.spelling = isOn),
    webRequest: { onBeforeRequest: (act: SessionLocks["request"]) => (locks.request = act) },
  };
  const ipcMain = new EventEmitter();
  const powerMonitor = new EventEmitter();
  const modules = {
    app,
    BrowserWindow: StandInWindow,
    ipcMain,
    powerMonitor,
    session: { defaultSession: session },
    protocol: {
      registerSchemesAsPrivileged: (given: unknown) => schemes.push(given),
      handle: (scheme: string, handler: (request: Request) => Promise<Response>) => handlers.set(scheme, handler),
    },
    Menu: {
      buildFromTemplate: (template: unknown) => template,
      setApplicationMenu: (menu: unknown) => menus.push(menu),
    },
    dialog: {
      showErrorBox: (title: string, text: string) => errors.push(`${title}: ${text}`),
      async showOpenDialog(_window: unknown, given: unknown) {
        dialogs.push({ kind: "open", options: given });
        const filePaths = answers.shift() ?? [];
        return { canceled: filePaths.length === 0, filePaths };
      },
      async showSaveDialog(_window: unknown, given: unknown) {
        dialogs.push({ kind: "save", options: given });
        const [filePath = ""] = answers.shift() ?? [];
        return { canceled: filePath === "", filePath };
      },
    },
    MessageChannelMain: class {
      readonly port1 = new StandInPort();
      readonly port2 = new StandInPort();
      constructor() {
        this.port1.other = this.port2;
        this.port2.other = this.port1;
      }
    },
    utilityProcess: {
      fork(entry: string, args: readonly string[]) {
        const started = new StandInProcess(entry, args);
        processes.push(started);
        return started;
      },
    },
  };
  return {
    modules,
    app,
    windows,
    processes,
    schemes,
    errors,
    dialogs,
    answers,
    handlers,
    menus,
    locks,
    quits,
    ipcMain,
    powerMonitor,
  };
}

export type StandInElectron = ReturnType<typeof standInElectron>;
