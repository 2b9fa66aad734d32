import { homedir } from "node:os";
import { join } from "node:path";

/** The folder's name in the place that each system has for an app's data. */
const APP_FOLDER = "Runwright";

/**
 * The app's data folder, the same for both hosts, so that a library is found whichever one opens it. RUNWRIGHT_DATA names
 * another one.
 */
export function dataFolder(platform = process.platform, env = process.env, home = homedir()): string {
  const named = (name: string): string | undefined => (env[name] === "" ? undefined : env[name]);
  const chosen = named("RUNWRIGHT_DATA");
  if (chosen !== undefined) return chosen;
  if (platform === "win32") return join(named("APPDATA") ?? join(home, "AppData", "Roaming"), APP_FOLDER);
  if (platform === "darwin") return join(home, "Library", "Application Support", APP_FOLDER);
  return join(named("XDG_DATA_HOME") ?? join(home, ".local", "share"), APP_FOLDER);
}

/** The library that is opened when none is named. */
export function defaultLibrary(folder = dataFolder()): string {
  return join(folder, "library.runwright");
}

/** Where the log is kept, on every system beside the library of the person who runs the app. */
export function logFolder(folder = dataFolder()): string {
  return join(folder, "logs");
}
