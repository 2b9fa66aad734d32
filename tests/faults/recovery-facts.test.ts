import { copyFileSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import Database from "better-sqlite3";
import { expect, it, onTestFinished } from "vitest";
import { z } from "zod";

import { backUp } from "../../electron/backend/backups/back-up.ts";
import { shelfBeside } from "../../electron/backend/backups/places.ts";
import { restore } from "../../electron/backend/history/restore.ts";
import { listSnapshots, takeSnapshot } from "../../electron/backend/history/snapshots.ts";
import { FACTS, LEFT_OUT } from "../../electron/backend/recovery/facts.ts";
import type { Brought } from "../../electron/backend/recovery/merge.ts";
import { openForWriting } from "../../electron/backend/recovery/open.ts";
import { bringIn as readOut } from "../../electron/backend/recovery/recover.ts";
import { readReport, together } from "../../electron/backend/recovery/report.ts";
import { tableShapes } from "../../electron/backend/recovery/shapes.ts";
import { verifyLibrary } from "../../electron/backend/recovery/verify.ts";
import { rebuildCaches } from "../../electron/backend/runs/rebuild.ts";
import { saveRun } from "../../electron/backend/runs/save.ts";
import {
  openLibraryForWriting,
  type WriterRequest,
  type WritingLibrary,
} from "../../electron/backend/storage/library.ts";
import { SALVAGED_KINDS, sumOfTallies } from "../../shared/contract/recovery-methods.ts";
import { newBatchId, type RunId } from "../../shared/domain/ids.ts";
import { blankStep, contentOf } from "../../shared/domain/step.ts";
import { success } from "../../shared/lib/outcome.ts";
import { fullStep, run } from "../support/build.ts";
import { PAGE_BYTES } from "../support/damage.ts";
import { markLeftOpen } from "../support/damaged-libraries.ts";
import { fillEveryTable } from "../support/every-table.ts";
import { factsIn } from "../support/facts-in.ts";
import { bringIn, failureIn, openWriting, temporaryFolder, TEST_TIME, valueOf, writerAt } from "../support/library.ts";
import { tablesOf } from "../support/tables.ts";
import { deleteStep, type SetClock, setClock, stepsOf, writePrompt, writerOf } from "../support/typing.ts";

const HOUR = 3_600_000;
const HEAD_BYTES = 100;

type Facts = ReturnType<typeof factsIn>;

type Case = {
  readonly path: string;
  readonly runs: readonly RunId[];
  readonly time: SetClock;
  readonly writer: WriterRequest;
};

/** Two runs, a backup where asked, then an hour of everything that can be written; closed. */
async function lived({ backup }: { readonly backup: boolean }): Promise<Case> {
  const path = join(temporaryFolder(), "library");
  const time = setClock();
  const writer = writerAt(path, { clock: time.clock });
  const library = valueOf(openLibraryForWriting(writer));
  const runs = ["The Lantern Ferry", "Saltgate"].map((title) =>
    bringIn(library, run(title, fullStep("1"), fullStep("2"), fullStep("3"))),
  );
  fill(library, time);
  for (const runId of runs) {
    writeBursts(library, runId, time, "Before");
    valueOf(takeSnapshot(library, runId, { why: "named", name: "Before" }));
  }
  if (backup) {
    const place = { source: path, shelf: shelfBeside(path), second: null };
    valueOf(await backUp({ kind: "backUp", ...place, why: "hourly", at: TEST_TIME, thin: true }));
  }
  time.pass(HOUR);
  for (const runId of runs) {
    // Goes on with the burst that was running at the backup, and begins others.
    writeBursts(library, runId, time, "Since");
    valueOf(takeSnapshot(library, runId, { why: "named", name: "A good moment" }));
    time.pass(HOUR);
    writeBursts(library, runId, time, "Later");
    const [first, second] = stepsOf(library, runId);
    if (first === undefined || second === undefined) throw new Error("Three steps");
    deleteStep(library, runId, second.id);
    addAndDelete(library, runId, first.id);
  }
  fill(library, time);
  valueOf(library.close());
  return { path, runs, time, writer };
}

function fill(library: WritingLibrary, time: SetClock): void {
  time.pass(HOUR);
  valueOf(
    library.write<null, never>((connection) => {
      const row = z.object({ run: z.int(), step: z.int() });
      const sql = "SELECT run, min(key) AS step FROM steps GROUP BY run";
      for (const { run: runKey, step } of connection.all({ sql, row })) {
        time.pass(1);
        fillEveryTable(connection, runKey, step, time.clock().utcMs);
      }
      return success(null);
    }),
  );
}

function writeBursts(library: WritingLibrary, runId: RunId, time: SetClock, word: string): void {
  const [step] = stepsOf(library, runId);
  if (step === undefined) throw new Error("A step");
  for (const burst of [1, 2, 3]) {
    writePrompt(library, runId, step.id, `${word} ${String(burst)}`);
    time.pass(HOUR);
    writePrompt(library, runId, step.id, `${word} ${String(burst)} and more`);
    time.pass(1_000);
  }
}

/** A step that was written and deleted since the backup: it stands nowhere but in the damaged file's bin. */
function addAndDelete(library: WritingLibrary, runId: RunId, afterId: string): void {
  const step = { ...blankStep(), prompt: { closed: false, text: "Written and deleted" } };
  const order = stepsOf(library, runId).flatMap(({ id }) => (id === afterId ? [id, step.id] : [id]));
  const orderRev = orderRevOf(library, runId);
  const steps = [{ id: step.id, baseRev: 0, content: contentOf(step) }];
  const reply = valueOf(
    saveRun(library, { runId, batchId: newBatchId(), ...writerOf(library), orderRev, steps, order, acts: [] }),
  );
  expect(reply.state).toBe("saved");
  deleteStep(library, runId, step.id);
}

function orderRevOf(library: WritingLibrary, runId: RunId): number {
  const query = { sql: "SELECT order_rev AS rev FROM runs WHERE id = ?", row: z.object({ rev: z.int() }) };
  return valueOf(library.read<number, never>((connection) => success(connection.first(query, runId)?.rev ?? 0)));
}

/** What can become of a file: the definitions of its tables, so that pages are all there is; or a page of the search index. */
const DAMAGES = {
  "the definitions": () => 1,
  "a page of the search index": (path: string): number => {
    const file = new Database(path, { readonly: true });
    try {
      const sql = "SELECT pageno FROM dbstat WHERE name = 'search_data' AND pagetype = 'leaf' LIMIT 1";
      return z.object({ pageno: z.int() }).parse(file.prepare(sql).get()).pageno;
    } finally {
      file.close();
    }
  },
} as const;

function damage(path: string, how: keyof typeof DAMAGES): void {
  const page = DAMAGES[how](path);
  markLeftOpen(path);
  const bytes = readFileSync(path);
  // The head of the file still says that it is a library.
  bytes.fill(0, page === 1 ? HEAD_BYTES : (page - 1) * PAGE_BYTES, page * PAGE_BYTES);
  writeFileSync(path, bytes);
}

async function opened(path: string, writer: WriterRequest): Promise<WritingLibrary> {
  const library = valueOf(await openForWriting(writer, true));
  onTestFinished(() => void library.close());
  expect(readReport(path)).toMatchObject({ what: "damaged", complete: true });
  return library;
}

it("[DU11] every table of a library is read out after damage, or is left out for a reason that is written down", () => {
  const shapes = tableShapes();
  const known = ["runs", "steps", ...Object.keys(FACTS), ...Object.keys(LEFT_OUT)];
  expect(known.toSorted()).toEqual([...shapes.keys()].toSorted());
  // Nor is a column forgotten; the mark of an open library is each library's own.
  const columnsRead = Object.entries(FACTS).map(([table, { row }]) => [table, Object.keys(row.shape).toSorted()]);
  const columns = Object.keys(FACTS).map((table) => {
    const own = shapes.get(table)?.columns.map(({ name }) => name) ?? [];
    return [table, own.filter((name) => name !== "is_open").toSorted()];
  });
  expect(columnsRead).toEqual(columns);
});

/** Rows of a table that a library held before and does not hold after. */
function missing(before: Facts, after: Facts): Record<string, string[]> {
  const gone = Object.entries(before).map(([table, rows]): [string, string[]] => {
    const there = new Set(after[table]);
    return [table, rows.filter((row) => !there.has(row))];
  });
  return Object.fromEntries(gone.filter(([, rows]) => rows.length > 0));
}

const CASES = (["the definitions", "a page of the search index"] as const).flatMap((how) =>
  [true, false].map((backup) => ({ how, backup, place: backup ? "with a backup" : "without one" })),
);

it.for(CASES)(
  "[DU11] after damage of $how, $place, every fact of every table is there again",
  async ({ how, backup }) => {
    const { path, writer } = await lived({ backup });
    const before = factsIn(path);
    expect(Object.keys(before).filter((table) => before[table]?.length === 0)).toEqual([]);
    damage(path, how);
    const library = await opened(path, writer);
    const gone = missing(before, factsIn(path));
    // A row of a project looks like one of a device, and without the definitions nothing tells which it is.
    if (how === "the definitions") delete gone["projects"];
    expect(gone).toEqual({});
    expect(valueOf(verifyLibrary(library)).problems).toEqual([]);
    const kept = tablesOf(library);
    valueOf(rebuildCaches(library));
    expect(tablesOf(library)).toEqual(kept);
  },
);

it("[DU11] what came in is told kind by kind, and reading the same file out once more brings nothing", async () => {
  const { path, writer } = await lived({ backup: true });
  damage(path, "the definitions");
  const library = await opened(path, writer);
  const report = readReport(path);
  if (report === null) throw new Error("A report");
  expect(report.runs.map(({ found, brought }) => ({ found, brought }))).toEqual([
    { found: 4, brought: 2 },
    { found: 4, brought: 2 },
  ]);
  const told = sumOfTallies(report);
  expect(told.map(({ kind }) => kind)).toEqual(SALVAGED_KINDS);
  // Half of it was in the backup; history and log had gone on.
  expect(told.filter(({ found, brought }) => brought === 0 || brought >= found)).toEqual([]);
  const before = factsIn(path);
  const again = valueOf(
    readOut(library, join(dirname(path), report.aside ?? ""), { isSuccessor: true, note: () => undefined }),
  );
  const all = [...again.runs, ...again.runs.flatMap(({ others }) => others), ...again.others];
  expect(all.filter(({ brought }) => brought > 0)).toEqual([]);
  expect(factsIn(path)).toEqual(before);
});

it("[DU11] a recovery that is stopped between two runs tells in the end what came in before and after", async () => {
  const { path, writer } = await lived({ backup: true });
  const backup = readdirSync(shelfBeside(path)).find((name) => name.endsWith(".runwright")) ?? "";
  const damaged = `${path} damaged`;
  renameSync(path, damaged);
  const restored = (name: string): WritingLibrary => {
    copyFileSync(join(shelfBeside(path), backup), name);
    return openWriting(name, { clock: writer.clock });
  };
  const whole = valueOf(readOut(restored(`${path} whole`), damaged, { isSuccessor: true, note: () => undefined }));

  const library = restored(path);
  let noted: Brought = { runs: [], others: [] };
  const full = Object.assign(new Error("No room"), { code: "ENOSPC" });
  const stopped = readOut(library, damaged, {
    isSuccessor: true,
    note: (sofar) => {
      if (sofar.runs.length === 2) throw full;
      noted = structuredClone(sofar);
    },
  });
  expect(failureIn(stopped).kind).toBe("diskFull");
  expect(noted.runs).toHaveLength(1);
  const rest = valueOf(readOut(library, damaged, { isSuccessor: true, note: () => undefined }));
  expect(rest.runs.map(({ brought }) => brought)).toEqual([0, 2]);
  expect(together(noted, rest)).toEqual(whole);
});

it("[DU11] a snapshot from after the backup stands for the run as it was then, also where history came in around it", async () => {
  const { path, writer, runs } = await lived({ backup: true });
  damage(path, "the definitions");
  const library = await opened(path, writer);
  for (const runId of runs) {
    const { snapshots } = valueOf(listSnapshots(library, runId));
    const named = snapshots.find(({ name }) => name === "A good moment");
    const what = { kind: "run" as const, snapshot: named?.snapshot ?? 0 };
    valueOf(restore(library, { runId, what, as: "place", batchId: newBatchId(), ...writerOf(library) }));
    expect(stepsOf(library, runId).map(({ content }) => content.prompt.text)).toEqual([
      "Since 3 and more",
      "2 prompt",
      "3 prompt",
    ]);
  }
});
