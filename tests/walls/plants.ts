/** The forbidden lines that the walls are tested with, and a few honest ones that must pass. */

/** One planted file: where it stands in the house, what it says, and words of the complaint that it must draw. */
export type Plant = {
  readonly title: string;
  readonly file: string;
  readonly source: string;
  readonly says: string;
};

function planted(title: string, file: string, source: string, says: string): Plant {
  return { title, file, source, says };
}

/** A module that imports the value `one` of another. */
function using(specifier: string): string {
  return `import { one } from "${specifier}";\nexport const used = one;\n`;
}

function usingPackage(name: string, specifier: string): string {
  return `import { ${name} } from "${specifier}";\nexport const used = ${name};\n`;
}

/** A module that imports another by a call, which the linter's rule does not look at. */
function later(specifier: string): string {
  return `export const later = async (): Promise<unknown> => import("${specifier}");\n`;
}

const ONE = "export const one = 1;\n";

/** A file in every room that keeps to the walls, by folder depth and kind of import. */
export const HONEST: Readonly<Record<string, string>> = {
  "shared/lib/honest.ts": `export const one = new TextEncoder().encode("word").length;\n`,
  "shared/domain/honest.ts": ONE,
  "shared/contract/honest.ts": using("../domain/honest.ts"),
  "renderer/ui/honest.ts": ONE,
  "renderer/app/honest.ts": `${using("../../shared/domain/honest.ts")}export const title = document.title;\n`,
  "renderer/features/library/honest.ts": `export { one } from "../../ui/honest.ts";\n`,
  "renderer/features/library/rows/honest.ts": using("../honest.ts"),
  "electron/main/honest.ts": `${usingPackage("app", "electron")}export { used as one } from "../../shared/contract/honest.ts";\n`,
  "electron/preload/honest.ts": `${usingPackage("contextBridge", "electron")}export { one } from "../../shared/lib/honest.ts";\n`,
  "electron/backend/honest.ts": `${usingPackage("readFileSync", "node:fs")}export { one } from "../../shared/domain/honest.ts";\n`,
  "electron/backend/runs/honest.ts": using("../honest.ts"),
  "electron/hosts/honest.ts": using("../backend/honest.ts"),
  "electron/system/honest.ts": usingPackage("readFileSync", "node:fs"),
  "electron/main/leaning.ts": using("../system/leaned.ts"),
  "electron/system/leaned.ts": ONE,
};

/** Refused by the words of the import, with the reason. */
export const REFUSED_BY_LINT: readonly Plant[] = [
  planted("shared → backend", "shared/domain/a.ts", using("../../electron/backend/x.ts"), "imports nothing of ours"),
  planted("shared → renderer", "shared/domain/b.ts", using("../../renderer/ui/x.ts"), "imports nothing of ours"),
  planted("shared → Node", "shared/domain/c.ts", usingPackage("readFileSync", "node:fs"), "runs anywhere"),
  planted("shared → Electron", "shared/domain/d.ts", usingPackage("app", "electron"), "know Electron"),
  planted("shared → tests", "shared/domain/e.ts", using("../../tests/x.ts"), "tests or tools"),
  planted("shared → React", "shared/domain/f.ts", usingPackage("useState", "react"), "where there is no page"),
  planted("renderer → backend", "renderer/app/a.ts", using("../../electron/backend/x.ts"), "through its host only"),
  planted("renderer → Node", "renderer/app/b.ts", usingPackage("readFileSync", "node:fs"), "ask the host"),
  planted("renderer → Electron", "renderer/app/c.ts", usingPackage("ipcRenderer", "electron"), "know Electron"),
  planted("renderer → WebSocket server", "renderer/app/d.ts", usingPackage("WebSocketServer", "ws"), "ask the host"),
  planted("feature → feature", "renderer/features/a/a.ts", using("../b/x.ts"), "does not import another"),
  planted(
    "feature's folder → feature",
    "renderer/features/a/rows/b.ts",
    using("../../b/x.ts"),
    "does not import another",
  ),
  planted("feature → feature from the root", "renderer/features/a/c.ts", using("../../features/b/x.ts"), "another"),
  planted("feature → backend", "renderer/features/a/d.ts", using("../../../electron/backend/x.ts"), "through its host"),
  planted("main → backend", "electron/main/a.ts", using("../backend/x.ts"), "process of its own"),
  planted("main → domain", "electron/main/b.ts", using("../../shared/domain/honest.ts"), "contract and lib only"),
  planted("main → renderer", "electron/main/c.ts", using("../../renderer/ui/x.ts"), "by its address"),
  planted("preload → backend", "electron/preload/a.ts", using("../backend/x.ts"), "window.host and nothing else"),
  planted("preload → domain", "electron/preload/b.ts", using("../../shared/domain/honest.ts"), "contract and lib only"),
  planted("preload → Node", "electron/preload/c.ts", usingPackage("readFileSync", "node:fs"), "sandboxed preload"),
  planted("backend → Electron", "electron/backend/a.ts", usingPackage("app", "electron"), "know Electron"),
  planted("backend → hosts", "electron/backend/b.ts", using("../hosts/x.ts"), "does not know who calls"),
  planted("capability → hosts", "electron/backend/runs/c.ts", using("../../hosts/x.ts"), "does not know who calls"),
  planted("backend → main", "electron/backend/d.ts", using("../main/x.ts"), "does not know who calls"),
  planted("backend → renderer", "electron/backend/e.ts", using("../../renderer/ui/x.ts"), "does not know who calls"),
  planted("backend → HTTP", "electron/backend/f.ts", usingPackage("createServer", "node:http"), "neither HTTP"),
  planted("hosts → Electron", "electron/hosts/a.ts", usingPackage("app", "electron"), "know Electron"),
  planted("hosts → renderer", "electron/hosts/b.ts", using("../../renderer/ui/x.ts"), "serves the page's files"),
  planted("hosts → main", "electron/hosts/c.ts", using("../main/x.ts"), "serves the page's files"),
  planted("system → hosts", "electron/system/a.ts", using("../hosts/x.ts"), "knows none of them"),
  planted("system → Electron", "electron/system/b.ts", usingPackage("app", "electron"), "know Electron"),
  planted("backend → system", "electron/backend/g.ts", using("../system/honest.ts"), "does not know who calls"),
  planted("tests → Electron", "tests/a.ts", usingPackage("app", "electron"), "a stand-in"),
];

/** Refused because the room has no such global. */
export const REFUSED_BY_TYPES: readonly Plant[] = [
  planted("shared uses the DOM", "shared/domain/a.ts", "export const used = document.title;\n", "'document'"),
  planted("shared uses Node", "shared/domain/b.ts", "export const used = process.pid;\n", "'process'"),
  planted("shared uses a timer", "shared/domain/c.ts", "export const used = setTimeout;\n", "'setTimeout'"),
  planted("shared reads files", "shared/domain/d.ts", usingPackage("readFileSync", "node:fs"), "'node:fs'"),
  planted("renderer uses Node", "renderer/app/a.ts", "export const used = process.pid;\n", "'process'"),
  planted("renderer reads files", "renderer/app/b.ts", usingPackage("readFileSync", "node:fs"), "'node:fs'"),
  planted("backend uses the DOM", "electron/backend/a.ts", "export const used = document.title;\n", "'document'"),
  planted("hosts use the DOM", "electron/hosts/a.ts", "export const used = window.name;\n", "'window'"),
];

/** Refused because the finished program contains it, though no line says so in a way that the linter looks at. */
export const REFUSED_BY_PROGRAM: readonly Plant[] = [
  planted("shared → renderer", "shared/domain/a.ts", later("../../renderer/ui/honest.ts"), "renderer/ui/honest.ts"),
  planted("renderer → backend", "renderer/app/a.ts", later("../../electron/backend/x.ts"), "electron/backend/x.ts"),
  planted("main → backend", "electron/main/a.ts", later("../backend/x.ts"), "electron/backend/x.ts"),
  planted("preload → backend", "electron/preload/a.ts", later("../backend/x.ts"), "electron/backend/x.ts"),
  planted("backend → hosts", "electron/backend/a.ts", later("../hosts/honest.ts"), "electron/hosts/honest.ts"),
  planted("backend → Electron", "electron/backend/b.ts", later("electron"), "the package electron"),
  planted("system → backend", "electron/system/a.ts", later("../backend/x.ts"), "electron/backend/x.ts"),
  planted("hosts → preload", "electron/hosts/a.ts", later("../preload/x.ts"), "electron/preload/x.ts"),
  planted(
    "renderer → Node by reference",
    "renderer/app/b.ts",
    `/// <reference types="node" />\nexport const used = 1;\n`,
    "the package @types/node",
  ),
];

/** What the program plants reach for, beside the honest files. */
export const WITHIN_REACH: Readonly<Record<string, string>> = {
  "electron/backend/x.ts": ONE,
  "electron/preload/x.ts": ONE,
};
