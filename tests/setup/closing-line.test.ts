/** `npm test` in a small project: whatever goes wrong in a test, the last line and the exit code say so. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ROOT } from "../../tools/program.ts";

let place = "";

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "runwright-closing-"));
  symlinkSync(join(ROOT, "node_modules"), join(place, "node_modules"), "junction");
  writeFileSync(join(place, "package.json"), `{ "type": "module" }`);
  writeFileSync(join(place, "vitest.config.mjs"), `export default { test: { include: ["*.test.mjs"] } };`);
});

afterEach(() => {
  rmSync(place, { recursive: true, force: true });
});

/** Runs the tests in `source` as `npm test sample` does and answers with the last line, all of it, and the exit code. */
function closing(source: string): { last: string | undefined; out: string; status: number | null } {
  writeFileSync(join(place, "sample.test.mjs"), `import { expect, it, beforeAll } from "vitest";\n${source}`);
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("VITEST")));
  const ended = spawnSync(process.execPath, [join(ROOT, "tools/test.ts"), "sample"], {
    cwd: place,
    env,
    encoding: "utf8",
  });
  return { last: ended.stdout.trimEnd().split("\n").at(-1), out: ended.stdout, status: ended.status };
}

const PASSES = `it("holds", () => { expect(1).toBe(1); });\n`;

describe("the last line of npm test", () => {
  it("[S5] counts what passed, and ends with 0", () => {
    expect(closing(PASSES)).toMatchObject({ last: "1 passed, 0 failed, 0 skipped", status: 0 });
  });

  it("[S5] lists what was skipped with its reason", () => {
    const { last, out, status } = closing(`${PASSES}it("waits", ({ skip }) => { skip(true, "no such disk"); });`);
    expect(last).toBe("1 passed, 0 failed, 1 skipped");
    expect(out).toContain("waits (no such disk)");
    expect(status).toBe(0);
  });

  it.each([
    ["a test that fails", `it("breaks", () => { expect(1).toBe(2); });`],
    ["a file that cannot be loaded", `throw new Error("no");`],
    ["a hook that fails", `beforeAll(() => { throw new Error("no"); });`],
    [
      "a failure outside every test",
      `it("leaves", () => { setTimeout(() => { throw new Error("late"); }, 0); return new Promise((done) => setTimeout(done, 50)); });`,
    ],
  ])("[S5] counts %s as failed, and ends with 1", (_, source) => {
    const { last, status } = closing(PASSES + source);
    expect(last).toMatch(/^\d+ passed, 1 failed, \d+ skipped$/);
    expect(status).toBe(1);
  });

  it("[S5] takes a run without a single test for a failure", () => {
    expect(closing("")).toMatchObject({ last: "0 passed, 1 failed, 0 skipped", status: 1 });
  });

  it("[S5] takes a test file that ends its process for a failure", () => {
    const { last, status } = closing(`it("ends", () => { process.kill(process.pid, "SIGKILL"); });`);
    expect(last).toMatch(/^0 passed, [1-9]\d* failed, 0 skipped$/);
    expect(status).toBe(1);
  });

  it("[S5] counts end-to-end tests with the others, failures and reasons by name", () => {
    const folder = join(place, "tests/e2e");
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, "playwright.config.ts"),
      `export default { testDir: ".", projects: [{ name: "here" }] };`,
    );
    writeFileSync(
      join(folder, "sample.spec.ts"),
      `import { expect, test } from "playwright/test";
       test("walks", () => { expect(1).toBe(1); });
       test("stumbles", () => { expect(1).toBe(2); });
       test("waits", () => { test.skip(true, "no such host"); });`,
    );
    const { last, out, status } = closing(PASSES);
    expect(last).toBe("2 passed, 1 failed, 1 skipped");
    expect(out).toContain("failed: here sample.spec.ts: stumbles (unexpected)");
    expect(out).toContain("skipped: here sample.spec.ts: waits (no such host)");
    expect(status).toBe(1);
  });

  it("[S5] takes end-to-end tests that cannot be loaded for a failure", () => {
    const folder = join(place, "tests/e2e");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "playwright.config.ts"), `export default { testDir: "." };`);
    writeFileSync(join(folder, "sample.spec.ts"), `throw new Error("no such thing");`);
    const { last, out, status } = closing(PASSES);
    expect(last).toMatch(/^1 passed, [1-9]\d* failed, 0 skipped$/u);
    expect(out).toContain("no such thing");
    expect(status).toBe(1);
  });
});
