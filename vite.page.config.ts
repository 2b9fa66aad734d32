import { resolve } from "node:path";

import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The page, for both hosts: plain files under one folder, nothing inline, nothing from elsewhere. */
export default defineConfig({
  root: resolve(import.meta.dirname, "renderer"),
  publicDir: false,
  plugins: [react()],
  worker: { format: "es" },
  build: {
    outDir: resolve(import.meta.dirname, "dist/page"),
    emptyOutDir: true,
    target: "es2023",
    // The page's policy knows no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What comes with a library's licence keeps it.
    license: { fileName: "licences.md" },
    chunkSizeWarningLimit: 2_000,
  },
});
