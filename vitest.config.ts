// First: on an older Node the first `new Database()` ends the process without a word.
import "./electron/hosts/require-node.ts";
import { availableParallelism } from "node:os";

import { defineConfig } from "vitest/config";

/**
 * One project for each folder of tests that vitest runs, so that one can be run alone (`npx vitest run --project unit`).
 * `tests/e2e` belongs to Playwright's runner and `tests/bench` to `npm run bench`.
 */
const PROJECTS = ["unit", "contract", "property", "migrations", "faults", "security", "walls", "setup"];

/** A generous limit for a hung test; no test measures time by it. */
const HANG_LIMIT_MS = 120_000;

export default defineConfig({
  test: {
    // better-sqlite3 is native code: a process each, so that a crash takes one file with it and says which.
    pool: "forks",
    // Vitest leaves one processor free for itself, which on a machine with two is half of it; most tests wait for a disk,
    // a browser or a command now and then.
    maxWorkers: availableParallelism(),
    globalSetup: ["tests/support/seed.setup.ts"],
    passWithNoTests: false,
    projects: PROJECTS.map((name) => ({
      extends: true as const,
      test: {
        name,
        include: [`tests/${name}/**/*.test.{ts,tsx}`],
        setupFiles: ["tests/support/fast-check.setup.ts"],
        testTimeout: HANG_LIMIT_MS,
        hookTimeout: HANG_LIMIT_MS,
      },
    })),
  },
});
