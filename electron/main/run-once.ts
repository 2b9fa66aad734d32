import { app, utilityProcess } from "electron";

import { RELEASE } from "../../shared/contract/release.ts";

/*
 * `runwright --version` and `runwright --diagnose`: an answer on stdout and the end, beside an app that is running and
 * without a window of its own. A smoke test of the packaged app is the second one.
 */

/** True when the arguments ask for an answer instead of the app, which then ends by itself. */
export function runOnce(backend: string, args: readonly string[]): boolean {
  if (args.includes("--version")) {
    process.stdout.write(`${RELEASE}\n`);
    app.exit(0);
    return true;
  }
  if (!args.includes("--diagnose")) return false;
  void app.whenReady().then(() => {
    const child = utilityProcess.fork(backend, [...args], { serviceName: "Runwright diagnosis", stdio: "inherit" });
    child.on("exit", (status) => app.exit(status));
  });
  return true;
}
