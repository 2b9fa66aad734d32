import { resolve } from "node:path";

import { defineConfig } from "vite";

import { packagesTaken } from "./tools/licences.ts";

/*
 * Electron's side, in two builds into one folder (`--mode node`, then `--mode preload`): main, the backend's process and
 * its worker as modules; preload as one CommonJS file, since a sandboxed preload can be nothing else.
 */

const FOLDER = resolve(import.meta.dirname, "dist/desktop");
const at = (path: string): string => resolve(import.meta.dirname, "electron", path);

export default defineConfig(({ mode }) => ({
  publicDir: false,
  plugins: mode === "node" ? [packagesTaken()] : [],
  // Bundled whole; only what Electron brings and what holds native code stays outside.
  ssr: { noExternal: true, external: ["electron", "better-sqlite3"] },
  build: {
    ssr: true,
    outDir: FOLDER,
    emptyOutDir: mode === "node",
    target: "node24",
    // Preload loads before every page; the rest stays readable in an error report.
    minify: mode === "preload",
    rollupOptions:
      mode === "preload"
        ? { input: { preload: at("preload/preload.ts") }, output: { format: "cjs", entryFileNames: "[name].cjs" } }
        : {
            input: {
              main: at("main/main.ts"),
              backend: at("hosts/utility.ts"),
              "reading-worker": at("backend/reading/reading-worker.ts"),
            },
            output: { format: "es", entryFileNames: "[name].js" },
          },
  },
}));
