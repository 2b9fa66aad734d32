/**
 * `npm test [FILTER…]`: the checks, then every test that vitest runs. Filters are vitest's: parts of file names;
 * with one, only those tests run.
 *
 * The last line is `N passed, N failed, N skipped`, each part of the checks counted as one, so that "0 failed" and
 * exit code 0 are the same statement. Skipped tests are listed with their reason above it.
 */
import type { TestCase, TestModule, Vitest } from "vitest/node";
import { startVitest } from "vitest/node";
import { runChecks } from "./check.ts";

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

function countRun(vitest: Vitest, totals: Totals): void {
  const modules = vitest.state.getTestModules();
  for (const module of modules) countModule(module, totals);
  totals.failed += vitest.state.getUnhandledErrors().length;
  if (modules.length === 0) {
    totals.failed += 1;
    process.stdout.write("No test was found.\n");
  }
}

const filters = process.argv.slice(2);
const totals: Totals = { passed: 0, failed: 0, skipped: 0 };
if (filters.length === 0) {
  for (const { complaint } of runChecks()) totals[complaint === "" ? "passed" : "failed"] += 1;
}
const vitest = await startVitest("test", filters, { watch: false });
countRun(vitest, totals);
await vitest.close();
const skipped = String(totals.skipped);
process.stdout.write(`${String(totals.passed)} passed, ${String(totals.failed)} failed, ${skipped} skipped\n`);
process.exitCode = totals.failed === 0 ? 0 : 1;
