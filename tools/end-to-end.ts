/** The end-to-end tests of a project, run by Playwright's own runner, whose report is counted like vitest's. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { z } from "zod";

/** What became of one test. `note` is why it was skipped, or how it ended. */
export type EndToEndResult = {
  readonly name: string;
  readonly end: "passed" | "failed" | "skipped";
  readonly note: string;
};

const FOLDER = join("tests", "e2e");
const CONFIG = join(FOLDER, "playwright.config.ts");

const Annotation = z.object({ type: z.string(), description: z.string().optional() });
const Spec = z.object({
  title: z.string(),
  file: z.string(),
  tests: z.array(
    z.object({
      projectName: z.string(),
      status: z.enum(["expected", "unexpected", "flaky", "skipped"]),
      annotations: z.array(Annotation),
    }),
  ),
});
const Report = z.object({
  suites: z.array(z.unknown()),
  errors: z.array(z.object({ message: z.string().optional() })),
});
const Suite = z.object({ specs: z.array(Spec), suites: z.array(z.unknown()).default([]) });

/** The files of end-to-end tests in the project at `root` whose names hold one of the filters; all without a filter. */
export function endToEndFiles(root: string, filters: readonly string[]): string[] {
  if (!existsSync(join(root, CONFIG))) return [];
  return readdirSync(join(root, FOLDER), { recursive: true, encoding: "utf8" })
    .map((name) => join(FOLDER, name))
    .filter((name) => /\.spec\.[cm]?[jt]s$/u.test(name))
    .filter((name) => filters.length === 0 || filters.some((filter) => name.includes(filter)))
    .toSorted();
}

/** Runs these files; what the runner prints goes to stdout. A runner that ends without a report is one failed test. */
export async function runEndToEnd(root: string, files: readonly string[]): Promise<EndToEndResult[]> {
  const folder = mkdtempSync(join(tmpdir(), "runwright-report-"));
  const report = join(folder, "report.json");
  try {
    const runner = join(dirname(createRequire(import.meta.url).resolve("playwright/package.json")), "cli.js");
    const child = spawn(process.execPath, [runner, "test", "--config", CONFIG, "--reporter", "line,json", ...files], {
      cwd: root,
      env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report, FORCE_COLOR: "0" },
      stdio: ["ignore", "inherit", "inherit"],
    });
    const status = await new Promise<number | null>((settle) => child.once("exit", settle));
    if (!existsSync(report)) return [failure(`the runner ended with ${String(status)} and no report`)];
    return resultsOf(Report.parse(JSON.parse(readFileSync(report, "utf8"))));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function resultsOf(report: z.infer<typeof Report>): EndToEndResult[] {
  return [
    ...report.errors.map((error) => failure(error.message ?? "an error outside every test")),
    ...report.suites.flatMap(specsOf).flatMap(({ title, file, tests }) =>
      tests.map(({ projectName, status, annotations }): EndToEndResult => {
        const name = `${projectName === "" ? "" : `${projectName} `}${file}: ${title}`;
        const note = annotations.find((one) => one.type === "skip")?.description ?? "no reason given";
        if (status === "skipped") return { name, end: "skipped", note };
        // A test that passed when it was tried again has failed: nobody knows why it did.
        return { name, end: status === "expected" ? "passed" : "failed", note: status };
      }),
    ),
  ];
}

function specsOf(suite: unknown): z.infer<typeof Spec>[] {
  const { specs, suites } = Suite.parse(suite);
  return [...specs, ...suites.flatMap(specsOf)];
}

function failure(note: string): EndToEndResult {
  return { name: "end-to-end tests", end: "failed", note };
}
