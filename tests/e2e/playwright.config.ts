import { defineConfig } from "playwright/test";

import type { HostKind } from "../support/launch-app.ts";

/** A generous limit for a hung test; nothing is measured by it. */
const HANG_LIMIT_MS = 600_000;

/** `REQUIRE_ELECTRON=1` runs everything in Electron and nothing beside it. */
const HOSTS: readonly HostKind[] = process.env["REQUIRE_ELECTRON"] === "1" ? ["electron"] : ["loopback", "electron"];

/**
 * End-to-end tests, written once against `launchApp()` (support/launch-app.ts); a project is a host. One worker: each
 * test starts whole processes, and two at a time on a small machine only wait for each other.
 */
export default defineConfig<object, { hostKind: HostKind }>({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  outputDir: "../../test-results",
  timeout: HANG_LIMIT_MS,
  expect: { timeout: 60_000 },
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env["CI"] !== undefined,
  projects: HOSTS.map((hostKind) => ({ name: hostKind, use: { hostKind } })),
});
