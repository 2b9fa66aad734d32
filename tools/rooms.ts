/**
 * The walls of the house as data: which room may see which.
 *
 * They are held three times over, because each way sees what the others miss. The compiler gives a room only the
 * globals and types that it may use (the `tsconfig.json` in its folder). The linter refuses an import line by its
 * words and says why (`oxlint.config.ts`). And `npm run check` looks at every file that a room's program reached in
 * the end, by whatever way (`import()`, `import type`, `/// <reference>`), and refuses those outside `reaches`.
 */

/** An import that a room refuses: a pattern on the words of the import, and the sentence shown beside the line. */
export type RefusedImport = { readonly regex: string; readonly message: string };

/** One room: a folder with a `tsconfig.json` of its own. Folders are relative to the root, with `/`. */
export type Room = {
  readonly folder: string;
  /** The folders of ours that its program may contain in the end; imports are held tighter by `refuses`. */
  readonly reaches: readonly string[];
  /** Packages whose types must not be in its program, by any way. */
  readonly withoutPackages: readonly string[];
  readonly refuses: readonly RefusedImport[];
};

/** An import of the Electron package; only main and preload run where it exists. */
const ELECTRON_PACKAGE = "^electron(/|$)";
const NODE_MODULES = "^node:";
/** Packages that need Node, and so never reach the page or `shared`. */
const NODE_PACKAGES = "^(better-sqlite3|commander|ws)(/|$)";
const PAGE_PACKAGES = "^(react|react-dom|lucide-react|@base-ui/react|@tanstack/react-virtual|prosemirror-view)(/|$)";

/** Matches a relative import that leads into a folder, from any depth: `../renderer/x.ts`, `../../hosts/x.ts`. */
function into(...folders: readonly string[]): string {
  return `^(\\.\\./)+(electron/)?(${folders.join("|")})/`;
}

const NO_TESTS: RefusedImport = {
  regex: into("tests", "tools"),
  message: "What ships does not lean on tests or tools.",
};

const NO_ELECTRON: RefusedImport = {
  regex: ELECTRON_PACKAGE,
  message: "Only electron/main and electron/preload know Electron; everything else runs without it.",
};

/** What every process of the desktop side may lean on: it knows none of them. */
const SYSTEM_FOLDER = "electron/system";

const CONTRACT_ONLY: RefusedImport = {
  // The linter's patterns know no lookahead, so this is a list: a folder that is added to shared belongs here.
  regex: "^(\\.\\./)+shared/(document|domain)/",
  message: "Main and preload carry messages and do no work: of shared they import contract and lib only.",
};

export const ROOMS: readonly Room[] = [
  {
    folder: "shared",
    reaches: ["shared"],
    withoutPackages: ["electron", "@types/node", "@types/react", "better-sqlite3"],
    refuses: [
      NO_ELECTRON,
      NO_TESTS,
      { regex: "^(\\.\\./)+(electron|renderer)/", message: "shared imports nothing of ours: every room stands on it." },
      { regex: NODE_MODULES, message: "shared runs anywhere, also where there is no Node: pass in what it needs." },
      { regex: NODE_PACKAGES, message: "shared runs anywhere, also where there is no Node: pass in what it needs." },
      { regex: PAGE_PACKAGES, message: "shared runs anywhere, also where there is no page." },
    ],
  },
  {
    folder: "renderer",
    reaches: ["renderer", "shared"],
    withoutPackages: ["electron", "@types/node", "better-sqlite3"],
    refuses: [
      NO_ELECTRON,
      NO_TESTS,
      {
        regex: "^(\\.\\./)+electron/",
        message: "The page reaches the backend through its host only, never by import.",
      },
      { regex: NODE_MODULES, message: "The page has no Node: ask the host." },
      { regex: NODE_PACKAGES, message: "The page has no Node: ask the host." },
    ],
  },
  {
    folder: "electron/main",
    reaches: ["electron/main", SYSTEM_FOLDER, "shared"],
    withoutPackages: ["better-sqlite3", "@types/react"],
    refuses: [
      NO_TESTS,
      CONTRACT_ONLY,
      { regex: into("renderer"), message: "Main loads the page by its address, never by import." },
      {
        regex: into("backend", "hosts", "preload"),
        message: "Main starts the backend as a process of its own and talks to it by messages.",
      },
      {
        regex: NODE_PACKAGES,
        message: "Main is thin: the library and the command line live in the backend's process.",
      },
    ],
  },
  {
    folder: "electron/preload",
    reaches: ["electron/preload", "shared"],
    withoutPackages: ["better-sqlite3", "@types/react"],
    refuses: [
      NO_TESTS,
      CONTRACT_ONLY,
      {
        regex: into("renderer", "backend", "hosts", "main", "system"),
        message: "Preload hands over window.host and nothing else.",
      },
      { regex: NODE_MODULES, message: "A sandboxed preload has no Node." },
      { regex: NODE_PACKAGES, message: "A sandboxed preload has no Node." },
    ],
  },
  {
    folder: "electron/backend",
    reaches: ["electron/backend", "shared"],
    withoutPackages: ["electron", "@types/react"],
    refuses: [
      NO_ELECTRON,
      NO_TESTS,
      {
        regex: into("hosts", "main", "preload", "renderer", "system"),
        message: "The backend does not know who calls: hosts import it, never the other way round.",
      },
      { regex: PAGE_PACKAGES, message: "The backend has no page." },
      {
        regex: "^(ws|commander|node:https?)(/|$)",
        message: "The backend knows neither HTTP nor a command line: a host does.",
      },
    ],
  },
  {
    folder: "electron/hosts",
    reaches: ["electron/hosts", "electron/backend", SYSTEM_FOLDER, "shared"],
    withoutPackages: ["electron", "@types/react"],
    refuses: [
      NO_ELECTRON,
      NO_TESTS,
      {
        regex: into("main", "preload", "renderer"),
        message: "A host serves the page's files; it imports none of its code.",
      },
      { regex: PAGE_PACKAGES, message: "A host has no page." },
    ],
  },
  {
    folder: SYSTEM_FOLDER,
    reaches: [SYSTEM_FOLDER, "shared"],
    withoutPackages: ["electron", "@types/react", "better-sqlite3"],
    refuses: [
      NO_ELECTRON,
      NO_TESTS,
      CONTRACT_ONLY,
      {
        regex: into("backend", "hosts", "main", "preload", "renderer"),
        message: "What all processes share knows none of them.",
      },
      { regex: NODE_PACKAGES, message: "Main leans on this room, and main is thin." },
      { regex: PAGE_PACKAGES, message: "This room has no page." },
    ],
  },
  {
    folder: "tests",
    reaches: ["tests", "tools", "shared", "renderer", "electron", "vitest.config.ts", "oxlint.config.ts"],
    withoutPackages: [],
    refuses: [
      {
        regex: ELECTRON_PACKAGE,
        message: "Electron's binary is often absent: tests give main and preload a stand-in.",
      },
    ],
  },
];

const FEATURES_STAND_ALONE = "A feature does not import another: lift what both need to renderer/ui, state or app.";

/** How deep a file may lie inside its feature for the wall between features to see it. */
const FEATURE_DEPTH = 3;

/**
 * The wall between features, one entry for each depth of folder inside a feature, since the linter sees only the
 * words of an import: from `features/a/x.ts` another feature is `../b/`, from `features/a/b/x.ts` it is `../../b/`.
 */
export function featureWalls(): readonly { readonly files: string; readonly refuses: readonly RefusedImport[] }[] {
  return Array.from({ length: FEATURE_DEPTH }, (_, depth) => ({
    files: `renderer/features/${"*/".repeat(depth + 1)}*.{ts,tsx}`,
    refuses: [
      { regex: `^${"\\.\\./".repeat(depth + 1)}[^.]`, message: FEATURES_STAND_ALONE },
      { regex: "^(\\.\\./)+features/", message: FEATURES_STAND_ALONE },
    ],
  }));
}
