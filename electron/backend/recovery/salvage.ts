import { z } from "zod";

import { RunDetails, RunPlace } from "../../../shared/contract/run-methods.ts";
import { RunId, StepId } from "../../../shared/domain/ids.ts";
import { RunStatus } from "../../../shared/domain/run.ts";
import type { StepContent } from "../../../shared/domain/step.ts";
import { JsonColumn } from "../runs/json-column.ts";
import { ContentColumn } from "../runs/step-row.ts";
import { askSqlite, LARGEST_KEY, type Asked } from "./ask-sqlite.ts";
import type { PlainFact, Row } from "./fact.ts";
import { OTHER_FACTS } from "./facts.ts";
import { LIBRARY_FACTS } from "./library-facts.ts";
import { RUN_FACTS } from "./run-facts.ts";
import { FoundRows } from "./found-rows.ts";
import { PageFile } from "./pages.ts";
import { fits, named, tableShapes, type TableShape } from "./shapes.ts";

/*
 * What can be read out of a damaged library: its runs and steps, and every other fact (recovery/facts.ts). Twice, since
 * each way finds what the other does not.
 *
 * First SQLite itself, on a copy: what it answers is what the library held, without what had been taken out of it. Then
 * every page by itself (recovery/pages.ts): rows that SQLite cannot reach any more. Such a row may be an old one in a page
 * that was given up; so SQLite's word goes first. Of a step the higher rev counts, and a page's row whose key SQLite gives
 * to another step is none; a table of other facts that SQLite finds whole needs no page.
 */

/** A step that was read. */
export type SalvagedStep = {
  readonly id: StepId;
  readonly key: number;
  readonly runKey: number;
  readonly position: number;
  readonly rev: number;
  /** When it went to the bin; null for one in sight. */
  readonly deletedAt: number | null;
  readonly content: StepContent;
};

/** Everything that was read, by the damaged file's own keys. */
export type Salvaged = {
  readonly runs: ReadonlyMap<number, SalvagedRunRow>;
  readonly steps: readonly SalvagedStep[];
  readonly facts: SalvagedFacts;
};

/** Rows of the tables of facts, of each every one once. */
export type SalvagedFacts = ReturnType<typeof factReaders>;

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
  project: z.int().nullable(),
  origin: z.enum(["written", "imported"]),
  made_at: z.int(),
  made_offset: z.int(),
  details_rev: z.int(),
  arriving: z.string().nullable(),
  deleted_at: z.int().nullable(),
  status: RunStatus,
  target_words: z.int().nullable(),
  target_steps: z.int().nullable(),
  words_a_step: z.int().nullable(),
  licence: z.string().nullable(),
  consent: z.int().min(0).max(1),
  title: z.string(),
  tags: JsonColumn.pipe(RunDetails.shape.tags),
  place: JsonColumn.pipe(RunPlace).nullable().catch(null),
  description: z.string(),
  notes: z.string(),
});
/** A run that was read; its details as they are stored. */
export type SalvagedRunRow = z.infer<typeof RunColumns>;

/** Reads out `path` (and the -wal beside it), which stay as they are. Throws what the file system answers. */
export function salvage(path: string): Salvaged {
  const shapes = tableShapes();
  const runs = new Runs(shapeOf(shapes, "runs"));
  const steps = new Steps(shapeOf(shapes, "steps"));
  const facts = factReaders(shapes);
  const readers: readonly Reader[] = [runs, steps, ...facts.all];
  const choose = (kinds: readonly number[], hasKey: boolean): readonly Reader[] =>
    readers.filter(({ shape }) => fits(shape, kinds, hasKey));
  const pages = new PageFile(path);
  try {
    // Twice through the file, since a whole library need not fit into memory as rows.
    const largest = new Map<Reader, number>();
    pages.readRows(choose, ({ key }, chosen) => {
      if (key !== null && key <= LARGEST_KEY) {
        for (const reader of chosen) largest.set(reader, Math.max(largest.get(reader) ?? 0, key));
      }
      return true;
    });
    askSqlite(
      path,
      readers.map((reader) => ({ reader, largestKey: largest.get(reader) ?? 0 })),
    );
    pages.readRows(choose, ({ key, columns }, chosen) =>
      chosen.some((reader) => reader.takeRaw(named(reader.shape, key, columns))),
    );
  } finally {
    pages.close();
  }
  return {
    runs: runs.found(),
    steps: steps.found().filter((step) => !runs.isArriving(step.runKey)),
    facts,
  };
}

/** Takes rows of one table, from SQLite and out of pages; says whether one out of a page was such a row. */
type Reader = Asked & { takeRaw(row: unknown): boolean };

function shapeOf(shapes: ReadonlyMap<string, TableShape>, table: string): TableShape {
  const shape = shapes.get(table);
  if (shape === undefined) throw new Error(`No migration makes the table ${table}`);
  return shape;
}

function factReaders(shapes: ReadonlyMap<string, TableShape>) {
  const plain = (facts: Readonly<Record<string, PlainFact>>): ReadonlyMap<string, FoundRows<Row>> =>
    new Map(Object.entries(facts).map(([table, { row }]) => [table, new FoundRows(row, shapeOf(shapes, table))]));
  const people = new FoundRows(LIBRARY_FACTS.people.row, shapeOf(shapes, "people"));
  const library: ReadonlyMap<string, FoundRows<Row>> = new Map([...plain(LIBRARY_FACTS), ["people", people]]);
  const runs = plain(RUN_FACTS);
  const identity = new FoundRows(OTHER_FACTS.library.row, shapeOf(shapes, "library"));
  const authors = new FoundRows(OTHER_FACTS.run_authors.row, shapeOf(shapes, "run_authors"));
  const versions = new FoundRows(OTHER_FACTS.versions.row, shapeOf(shapes, "versions"));
  const snapshots = new FoundRows(OTHER_FACTS.snapshots.row, shapeOf(shapes, "snapshots"));
  const log = new FoundRows(OTHER_FACTS.writing_log.row, shapeOf(shapes, "writing_log"));
  const all: readonly FoundRows<Row>[] = [
    ...library.values(),
    ...runs.values(),
    identity,
    authors,
    versions,
    snapshots,
    log,
  ];
  return { library, people, runs, identity, authors, versions, snapshots, log, all };
}

class Runs {
  readonly shape: TableShape;
  readonly #found = new Map<number, SalvagedRunRow>();
  readonly #sure = new Set<number>();

  constructor(shape: TableShape) {
    this.shape = shape;
  }

  take(row: unknown): void {
    const run = RunColumns.safeParse(row);
    if (!run.success) return;
    this.#found.set(run.data.key, run.data);
    this.#sure.add(run.data.key);
  }

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
    return new Map([...this.#found].filter(([, { arriving }]) => arriving === null));
  }
}

class Steps {
  readonly shape: TableShape;
  readonly #found = new Map<StepId, SalvagedStep>();
  readonly #holderOf = new Map<number, StepId>();

  constructor(shape: TableShape) {
    this.shape = shape;
  }

  take(row: unknown): void {
    const step = StepColumns.safeParse(row);
    if (!step.success) return;
    this.#holderOf.set(step.data.key, step.data.id);
    this.#keep(step.data);
  }

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
      key: step.key,
      runKey: step.run,
      position: Math.abs(step.position),
      rev: step.rev,
      deletedAt: step.deleted_at,
      content: step.content,
    });
  }

  found(): SalvagedStep[] {
    return [...this.#found.values()];
  }
}
