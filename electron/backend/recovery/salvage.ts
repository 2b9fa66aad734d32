import { constants, copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

import Database from "better-sqlite3";
import { z } from "zod";

import { RunId, StepId } from "../../../shared/domain/ids.ts";
import type { StepContent } from "../../../shared/domain/step.ts";
import { ContentColumn } from "../runs/step-row.ts";
import { isIntegerKind, isTextKind, PageFile, textBytes } from "./pages.ts";

/*
 * What can be read out of a damaged library: its runs and steps. Twice, since each way finds what the other does not.
 *
 * First SQLite itself, on a copy, by ranges of keys: what it answers is what the library held, without what had been
 * taken out of it. Then every page by itself (recovery/pages.ts): rows that SQLite cannot reach any more. Such a row may be
 * an old one in a page that was given up; so SQLite's word goes first, the higher rev counts, and a page's row whose key
 * SQLite gives to another step is none.
 */

/** A step that was read. */
export type SalvagedStep = {
  readonly id: StepId;
  readonly runKey: number;
  readonly position: number;
  readonly rev: number;
  readonly isBinned: boolean;
  readonly content: StepContent;
};

/** A run that was read; its details as they are stored. */
export type SalvagedRunRow = {
  readonly id: RunId;
  readonly detailsRev: number;
  readonly isBinned: boolean;
  readonly origin: "written" | "imported";
  readonly madeAt: number;
  readonly madeOffset: number;
  readonly title: string;
  readonly description: string;
  readonly notes: string;
};

/** Everything that was read, by the damaged file's own keys of runs. */
export type Salvaged = {
  readonly runs: ReadonlyMap<number, SalvagedRunRow>;
  readonly steps: readonly SalvagedStep[];
};

const StepColumns = z.object({
  key: z.int(),
  id: StepId,
  run: z.int(),
  position: z.int(),
  rev: z.int().min(1),
  deleted_at: z.int().nullable(),
  content: ContentColumn,
});

const RunColumns = z.object({
  key: z.int(),
  id: RunId,
  origin: z.enum(["written", "imported"]),
  made_at: z.int(),
  made_offset: z.int(),
  details_rev: z.int(),
  arriving: z.string().nullable(),
  deleted_at: z.int().nullable(),
  title: z.string(),
  description: z.string(),
  notes: z.string(),
});

/** Reads out `path` (and the -wal beside it), which stay as they are. Throws what the file system answers. */
export function salvage(path: string): Salvaged {
  const runs = new Runs();
  const steps = new Steps();
  const pages = new PageFile(path);
  try {
    // Twice through the file, since a whole library need not fit into memory as rows.
    let largestKey = 0;
    pages.readRows(looksLikeOurs, ({ key }) => {
      if (key <= LARGEST_KEY) largestKey = Math.max(largestKey, key);
      return true;
    });
    bySqlite(
      path,
      largestKey,
      (row) => runs.take(row),
      (row) => steps.take(row),
    );
    pages.readRows(looksLikeOurs, ({ key, columns }) =>
      columns.length === STEP_COLUMNS.length
        ? steps.takeRaw(named(STEP_COLUMNS, key, columns))
        : runs.takeRaw(named(RUN_COLUMNS, key, columns)),
    );
  } finally {
    pages.close();
  }
  return {
    runs: runs.found(),
    steps: steps.found().filter((step) => !runs.isArriving(step.runKey)),
  };
}

/** Columns of the tables in their order (migrations/0001-first.ts). Later ones are added at the end. */
const STEP_COLUMNS = ["key", "id", "run", "position", "rev", "deleted_at", "is_blank", "content"] as const;
const RUN_COLUMNS = [
  "key",
  "id",
  "project",
  "origin",
  "made_at",
  "made_offset",
  "changed_at",
  "changed_offset",
  "order_rev",
  "details_rev",
  "arriving",
  "deleted_at",
  "status",
  "target_words",
  "target_steps",
  "words_a_step",
  "licence",
  "consent",
  "title",
  "tags",
  "place",
  "description",
  "notes",
] as const;

const ID_BYTES = 36;
const isId = (kind: number | undefined): boolean => isTextKind(kind) && textBytes(kind) === ID_BYTES;

function looksLikeStep(kinds: readonly number[]): boolean {
  const [key, id, run, position, rev, , , content] = kinds;
  return (
    kinds.length === STEP_COLUMNS.length &&
    key === 0 &&
    isId(id) &&
    isIntegerKind(run) &&
    isIntegerKind(position) &&
    isIntegerKind(rev) &&
    isTextKind(content)
  );
}

function looksLikeRun(kinds: readonly number[]): boolean {
  return kinds.length >= RUN_COLUMNS.length && kinds[0] === 0 && isId(kinds[1]) && isTextKind(kinds[3]);
}

const looksLikeOurs = (kinds: readonly number[]): boolean => looksLikeStep(kinds) || looksLikeRun(kinds);

function named(names: readonly string[], key: number, columns: readonly unknown[]): Record<string, unknown> {
  return { ...Object.fromEntries(names.map((name, index) => [name, columns[index]])), key };
}

class Runs {
  readonly #found = new Map<number, z.infer<typeof RunColumns>>();
  readonly #sure = new Set<number>();

  take(row: unknown): void {
    const run = RunColumns.safeParse(row);
    if (!run.success) return;
    this.#found.set(run.data.key, run.data);
    this.#sure.add(run.data.key);
  }

  /** Answers whether it was a run. */
  takeRaw(row: unknown): boolean {
    const run = RunColumns.safeParse(row);
    if (!run.success) return false;
    if (this.#sure.has(run.data.key)) return true;
    const known = this.#found.get(run.data.key);
    // A run that has arrived was once arriving: the row that says so is the older one.
    const isNewer =
      known === undefined ||
      (known.arriving !== null && run.data.arriving === null) ||
      (known.arriving === run.data.arriving && run.data.details_rev > known.details_rev);
    if (isNewer) this.#found.set(run.data.key, run.data);
    return true;
  }

  isArriving(key: number): boolean {
    return (this.#found.get(key)?.arriving ?? null) !== null;
  }

  found(): Map<number, SalvagedRunRow> {
    const visible = [...this.#found.values()].filter(({ arriving }) => arriving === null);
    return new Map(
      visible.map((run) => [
        run.key,
        {
          id: run.id,
          detailsRev: run.details_rev,
          isBinned: run.deleted_at !== null,
          origin: run.origin,
          madeAt: run.made_at,
          madeOffset: run.made_offset,
          title: run.title,
          description: run.description,
          notes: run.notes,
        },
      ]),
    );
  }
}

class Steps {
  readonly #found = new Map<StepId, SalvagedStep>();
  readonly #holderOf = new Map<number, StepId>();

  take(row: unknown): void {
    const step = StepColumns.safeParse(row);
    if (!step.success) return;
    this.#holderOf.set(step.data.key, step.data.id);
    this.#keep(step.data);
  }

  /** Answers whether it was a step. */
  takeRaw(row: unknown): boolean {
    const step = StepColumns.safeParse(row);
    if (!step.success) return false;
    const holder = this.#holderOf.get(step.data.key);
    if (holder === undefined || holder === step.data.id) this.#keep(step.data);
    return true;
  }

  #keep(step: z.infer<typeof StepColumns>): void {
    const known = this.#found.get(step.id);
    if (known !== undefined && known.rev >= step.rev) return;
    this.#found.set(step.id, {
      id: step.id,
      runKey: step.run,
      position: Math.abs(step.position),
      rev: step.rev,
      isBinned: step.deleted_at !== null,
      content: step.content,
    });
  }

  found(): SalvagedStep[] {
    return [...this.#found.values()];
  }
}

/** A larger key is damage: no library has so many steps. */
const LARGEST_KEY = 10_000_000;

/** Keys asked for at once; where that fails, one by one. */
const KEYS_AT_ONCE = 64;

/** Asks SQLite on a copy, as far as it answers. */
function bySqlite(
  path: string,
  largestKey: number,
  takeRun: (row: unknown) => void,
  takeStep: (row: unknown) => void,
): void {
  // Beside the file: a disk that holds the library has room for it more likely than the one for temporary files.
  const folder = mkdtempSync(join(dirname(path), ".salvage-"));
  try {
    const copy = join(folder, "library");
    for (const suffix of ["", "-wal"]) {
      if (existsSync(path + suffix)) copyFileSync(path + suffix, copy + suffix, constants.COPYFILE_FICLONE);
    }
    let database: Database.Database | null = null;
    try {
      database = new Database(copy, { fileMustExist: true });
      database.pragma("trusted_schema = OFF");
      ranges(database, "runs", largestKey, takeRun);
      ranges(database, "steps", largestKey, takeStep);
    } catch (error) {
      // The file is not even a database any more: what pages hold is all there is.
      if (!(error instanceof Database.SqliteError)) throw error;
    } finally {
      database?.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function ranges(database: Database.Database, table: string, largestKey: number, take: (row: unknown) => void): void {
  const between = database.prepare(`SELECT * FROM ${table} WHERE key BETWEEN ? AND ?`);
  const ask = (first: number, last: number): boolean => {
    try {
      for (const row of between.all(first, last)) take(row);
      return true;
    } catch (error) {
      // Numbers too large for JavaScript come from damage as well.
      if (error instanceof Database.SqliteError || error instanceof RangeError) return false;
      throw error;
    }
  };
  for (let first = 0; first <= largestKey; first += KEYS_AT_ONCE) {
    if (ask(first, first + KEYS_AT_ONCE - 1)) continue;
    for (let key = first; key < first + KEYS_AT_ONCE; key += 1) ask(key, key);
  }
}
