/**
 * `npm test [FILTER…]`: the checks, then every test that vitest runs, then the end-to-end tests in Playwright's runner.
 * Filters are parts of file names; with one, only those tests run.
 *
 * The last line is `N passed, N failed, N skipped`, each part of the checks counted as one, so that "0 failed" and
 * exit code 0 are the same statement. Skipped tests are listed with their reason above it.
 */
import type { TestCase, TestModule, Vitest } from "vitest/node";
import { startVitest } from "vitest/node";
import { runChecks } from "./check.ts";
import { endToEndFiles, runEndToEnd } from "./end-to-end.ts";

type Totals = { passed: number; failed: number; skipped: number };

function nameOf(test: TestCase): string {
  return `${test.module.relativeModuleId}: ${test.fullName}`;
}

function countTest(test: TestCase, totals: Totals): void {
  const result = test.result();
  switch (result.state) {
    case "passed":
      totals.passed += 1;
      break;
    case "failed":
      totals.failed += 1;
      break;
    case "skipped":
      totals.skipped += 1;
      process.stdout.write(`skipped: ${nameOf(test)} (${result.note ?? "no reason given"})\n`);
      break;
    case "pending":
      // The run ended before this one did.
      totals.failed += 1;
      process.stdout.write(`not finished: ${nameOf(test)}\n`);
      break;
  }
}

/** A file that failed outside its tests (at import, in a hook) counts as one failure of its own. */
function countModule(module: TestModule, totals: Totals): void {
  let failedTests = 0;
  for (const test of module.children.allTests()) {
    countTest(test, totals);
    if (test.result().state === "failed") failedTests += 1;
  }
  if (!module.ok() && failedTests === 0) totals.failed += 1;
}

/** Counts every test of the run and answers how many files there were. */
function countRun(vitest: Vitest, totals: Totals): number {
  const modules = vitest.state.getTestModules();
  for (const module of modules) countModule(module, totals);
  totals.failed += vitest.state.getUnhandledErrors().length;
  return modules.length;
}

async function countEndToEnd(files: readonly string[], totals: Totals): Promise<void> {
  for (const { name, end, note } of await runEndToEnd(process.cwd(), files)) {
    totals[end] += 1;
    if (end !== "passed") process.stdout.write(`${end}: ${name} (${note})\n`);
  }
}

const filters = process.argv.slice(2);
const totals: Totals = { passed: 0, failed: 0, skipped: 0 };
if (filters.length === 0) {
  for (const { complaint } of runChecks()) totals[complaint === "" ? "passed" : "failed"] += 1;
}
const walks = endToEndFiles(process.cwd(), filters);
const vitest = await startVitest("test", filters, { watch: false, passWithNoTests: walks.length > 0 });
const files = countRun(vitest, totals);
await vitest.close();
if (walks.length > 0) await countEndToEnd(walks, totals);
if (files + walks.length === 0) {
  totals.failed += 1;
  process.stdout.write("No test was found.\n");
}
const skipped = String(totals.skipped);
process.stdout.write(`${String(totals.passed)} passed, ${String(totals.failed)} failed, ${skipped} skipped\n`);
process.exitCode = totals.failed === 0 ? 0 : 1;
