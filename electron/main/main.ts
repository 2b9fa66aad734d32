import { join } from "node:path";

import { logFolder } from "../system/data-folder.ts";
import { surpriseEntry } from "../system/log-entry.ts";
import { openLog } from "../system/log.ts";
import { startApp } from "./start-app.ts";

/* Electron's entry. The bundles lie beside this file, the page beside their folder. */
const log = openLog(logFolder(), "main");
// Noted and left alone: Electron still shows it.
process.on("uncaughtExceptionMonitor", (error) => log.note(surpriseEntry(error)));
startApp(
  {
    preload: join(import.meta.dirname, "preload.cjs"),
    backend: join(import.meta.dirname, "backend.js"),
    page: join(import.meta.dirname, "../page"),
  },
  log,
);
