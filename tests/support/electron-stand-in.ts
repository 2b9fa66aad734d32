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
  openHandler: ((details: { url: string }) => { action: string }) | null = null;
  reloads = 0;
  readonly mainFrame: { url: string };
  readonly id: number;

  constructor(id: number) {
    super();
    this.id = id;
    this.mainFrame = { url: "" };
  }

  /** What the page prints; an error when it cannot. */
  pdf: Uint8Array | Error = new Uint8Array();

  reload(): void {
    this.reloads += 1;
  }

  async printToPDF(): Promise<Uint8Array> {
    if (this.pdf instanceof Error) throw this.pdf;
    return this.pdf;
  }

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }

  send(channel: string): void {
    this.sent.push({ channel, ports: [] });
  }

  postMessage(channel: string, _message: unknown, ports: readonly StandInPort[]): void {
    this.sent.push({ channel, ports });
  }
}

type Bounds = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
type WindowOptions = Partial<Bounds> & { readonly webPreferences: Readonly<Record<string, unknown>> };

/** An item of a menu, as main describes it. */
export type StandInItem = {
  readonly label?: string;
  readonly role?: string;
  readonly enabled?: boolean;
  readonly checked?: boolean;
  readonly accelerator?: string;
  readonly registerAccelerator?: boolean;
  readonly submenu?: readonly StandInItem[];
  readonly click?: () => void;
};

/** How Electron is to be found by main. */
export type StandInOptions = {
  /** False when the app is running already. */
  readonly isFirst?: boolean;
  /** The app's own folder. */
  readonly userData?: string;
  /** The free parts of the screens. */
  readonly screens?: readonly Bounds[];
};

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
export function preventable<Details extends object>(
  details?: Details,
): Details & { readonly defaultPrevented: boolean; preventDefault(): void };
export function preventable(details: object = {}): object {
  let defaultPrevented = false;
  return {
    ...details,
    get defaultPrevented() {
      return defaultPrevented;
    },
    preventDefault() {
      defaultPrevented = true;
    },
  };
}

/** A screen with a bar at its top. */
const FIRST_SCREEN: Bounds = { x: 0, y: 25, width: 1920, height: 1055 };

/** Makes a fresh Electron: `modules` is what `import … from "electron"` gives, the rest is for the test. */
export function standInElectron(options: StandInOptions = {}) {
  const windows: StandInWindow[] = [];
  const processes: StandInProcess[] = [];
  const schemes: unknown[] = [];
  const errors: string[] = [];
  const dialogs: { readonly kind: "open" | "save"; readonly options: unknown }[] = [];
  const answers: string[][] = [];
  const handlers = new Map<string, (request: Request) => Promise<Response>>();
  const menus: (readonly StandInItem[])[] = [];
  const popups: (readonly StandInItem[])[] = [];
  const questions: { readonly message: string; readonly detail?: string; readonly defaultId?: number }[] = [];
  const responses: number[] = [];
  const opened: string[] = [];
  const copied: string[] = [];
  const recent: string[] = [];
  const exits: number[] = [];
  const crashReports: unknown[] = [];
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
    maximized = false;
    fullScreen = false;
    minimized = false;
    menu: readonly StandInItem[] = [];
    bounds: Bounds;

    constructor(given: WindowOptions) {
      super();
      this.options = given;
      this.bounds = { x: given.x ?? 0, y: given.y ?? 0, width: given.width ?? 0, height: given.height ?? 0 };
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
      return this.minimized;
    }

    isMaximized(): boolean {
      return this.maximized;
    }

    isFullScreen(): boolean {
      return this.fullScreen;
    }

    isDestroyed(): boolean {
      return this.closed;
    }

    maximize(): void {
      this.maximized = true;
    }

    setFullScreen(isFull: boolean): void {
      this.fullScreen = isFull;
    }

    setMenu(menu: readonly StandInItem[]): void {
      this.menu = menu;
    }

    getNormalBounds(): Bounds {
      return this.bounds;
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
    getPath: () => options.userData ?? "/nowhere",
    addRecentDocument: (path: string) => recent.push(path),
    exit: (status: number) => exits.push(status),
    /** As Electron does: `before-quit` may be prevented, and so may the `close` of each window; either keeps the app. */
    quit() {
      const event = preventable();
      app.emit("before-quit", event);
      const isKept = event.defaultPrevented || windows.some((window) => !window.closed && !window.askToClose());
      quits.push(!isKept);
    },
  });
  /** A session that writes its locks down. */
  function sessionOf(held: SessionLocks) {
    return {
      setPermissionRequestHandler: (act: SessionLocks["permissionRequest"]) => (held.permissionRequest = act),
      setPermissionCheckHandler: (act: SessionLocks["permissionCheck"]) => (held.permissionCheck = act),
      setDevicePermissionHandler: (act: SessionLocks["devicePermission"]) => (held.devicePermission = act),
      setSpellCheckerEnabled: (isOn: boolean) => (held.spelling = isOn),
      webRequest: { onBeforeRequest: (act: SessionLocks["request"]) => (held.request = act) },
    };
  }
  const ipcMain = new EventEmitter();
  const powerMonitor = new EventEmitter();
  const modules = {
    app,
    BrowserWindow: StandInWindow,
    ipcMain,
    powerMonitor,
    session: { defaultSession: sessionOf(locks) },
    protocol: {
      registerSchemesAsPrivileged: (given: unknown) => schemes.push(given),
      handle: (scheme: string, handler: (request: Request) => Promise<Response>) => handlers.set(scheme, handler),
    },
    crashReporter: { start: (given: unknown) => crashReports.push(given) },
    screen: { getAllDisplays: () => (options.screens ?? [FIRST_SCREEN]).map((workArea) => ({ workArea })) },
    shell: { openExternal: async (address: string) => void opened.push(address) },
    clipboard: { writeText: async (text: string) => void copied.push(text) },
    Menu: {
      /** A list of items that can also be popped up. */
      buildFromTemplate: (template: readonly StandInItem[]) =>
        Object.assign([...template], { popup: () => popups.push(template) }),
      setApplicationMenu: (menu: readonly StandInItem[]) => menus.push(menu),
    },
    dialog: {
      async showMessageBox(_window: unknown, given: (typeof questions)[number]) {
        questions.push(given);
        return { response: responses.shift() ?? 0 };
      },
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
    popups,
    questions,
    responses,
    opened,
    copied,
    recent,
    exits,
    crashReports,
    locks,
    sessionOf,
    quits,
    ipcMain,
    powerMonitor,
  };
}

export type StandInElectron = ReturnType<typeof standInElectron>;
