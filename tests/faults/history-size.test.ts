import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, it, onTestFinished } from "vitest";

import { verifyLibrary } from "../../electron/backend/recovery/verify.ts";
import { generateRun } from "../support/generate-run.ts";
import { bringIn, openWriting, valueOf } from "../support/library.ts";
import { writeForThreeMonths } from "../support/three-months.ts";
import { setClock } from "../support/typing.ts";

/** A hundredth of the whole (`npm run bench history`): as many bursts a section, on fewer steps. */
const BURSTS = 2_000;
const STEPS = 10;
/** What the history may take, in sizes of the text. */
const AT_MOST_TEXTS = 10;
const MEMORY = "/dev/shm";

it("[DU6] three months of bursts take at most ten times the text, and every version that stays can be read", () => {
  const folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), "runwright-months-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const time = setClock();
  const library = openWriting(join(folder, "library"), { clock: time.clock });
  const runId = bringIn(library, generateRun({ seed: 5, steps: STEPS }));
  const months = writeForThreeMonths(library, runId, time, { seed: 6, bursts: BURSTS });
  console.log(
    `${BURSTS} bursts: ${months.versions} versions in ${months.historyBytes} bytes, text ${months.textBytes} bytes: ` +
      `${(months.historyBytes / months.textBytes).toFixed(1)} times`,
  );
  expect(months.historyBytes / months.textBytes).toBeLessThanOrEqual(AT_MOST_TEXTS);
  expect(months.versions).toBeLessThan(BURSTS);
  const looked = valueOf(verifyLibrary(library));
  expect(looked).toMatchObject({ ok: true, problems: [], versions: months.versions });
});
