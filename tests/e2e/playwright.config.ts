import { defineConfig } from "playwright/test";

/** A generous limit for a hung test; nothing is measured by it. */
const HANG_LIMIT_MS = 180_000;

/**
 * End-to-end tests, written once against `launchApp()` (support/launch-app.ts). One worker: each test starts whole
 * processes, and two at a time on a small machine only wait for each other.
 */
export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  outputDir: "../../test-results",
  timeout: HANG_LIMIT_MS,
  expect: { timeout: 20_000 },
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env["CI"] !== undefined,
});
