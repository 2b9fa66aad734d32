import { join } from "node:path";

import { startApp } from "./start-app.ts";

/* Electron's entry. The bundles lie beside this file, the page beside their folder. */
startApp({
  preload: join(import.meta.dirname, "preload.cjs"),
  backend: join(import.meta.dirname, "backend.js"),
  page: join(import.meta.dirname, "../page"),
});
