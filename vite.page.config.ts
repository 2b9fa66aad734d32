import { resolve } from "node:path";

import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

import { licences } from "./tools/licences.ts";
import { pageFiles } from "./tools/page-files.ts";

const licencesOf = licences(import.meta.dirname);
const files = pageFiles(import.meta.dirname);

/** The page, for both hosts: plain files under one folder, nothing inline, nothing from elsewhere. */
export default defineConfig({
  root: resolve(import.meta.dirname, "renderer"),
  publicDir: false,
  plugins: [react(), licencesOf.page, files],
  worker: { format: "es", plugins: () => [licencesOf.worker] },
  build: {
    outDir: resolve(import.meta.dirname, "dist/page"),
    emptyOutDir: true,
    target: "es2023",
    // The page's policy knows no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: files.codeSplitting } },
    chunkSizeWarningLimit: 2_000,
  },
});
