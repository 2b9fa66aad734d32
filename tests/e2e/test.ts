import { test as base, expect } from "playwright/test";

import { type App, type HostKind, launchApp, type LaunchOptions, missingForApp } from "../support/launch-app.ts";

type Fixtures = {
  /** Launches the app in the project's host; it is closed with the test. No page of it may have complained, and nothing beyond this machine been tried. */
  readonly launch: (options?: LaunchOptions) => Promise<App>;
};

/** Playwright's `test` with the app. Each project runs every test in one host. */
export const test = base.extend<Fixtures, { readonly hostKind: HostKind }>({
  hostKind: ["loopback", { option: true, scope: "worker" }],
  launch: async ({ hostKind }, use, info) => {
    const missing = missingForApp(hostKind);
    if (missing !== null && isRequired(hostKind)) throw new Error(`${missing}, and REQUIRE_ELECTRON=1 asks for it`);
    info.skip(missing !== null, missing ?? "");
    const apps: App[] = [];
    try {
      await use(async (options) => {
        const app = await launchApp(hostKind, options);
        apps.push(app);
        return app;
      });
      expect(apps.flatMap((app) => app.faults)).toEqual([]);
      for (const app of apps) expect(await app.attempts(), "nothing beyond this machine is tried").toEqual([]);
    } finally {
      for (const app of apps) await app.close();
    }
  },
});

function isRequired(host: HostKind): boolean {
  return host === "electron" && process.env["REQUIRE_ELECTRON"] === "1";
}

export { expect };
