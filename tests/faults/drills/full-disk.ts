import { rmSync } from "node:fs";
import { join } from "node:path";

import { saveRun } from "../../../electron/backend/runs/save.ts";
import { createRun } from "../../../electron/backend/runs/create.ts";
import { loadRun } from "../../../electron/backend/runs/load.ts";
import { storageFailure } from "../../../electron/backend/context.ts";
import {
  openLibraryForReading,
  openLibraryForWriting,
  type ReadingLibrary,
  type WritingLibrary,
} from "../../../electron/backend/storage/library.ts";
import type { Changes, KeptBatch } from "../../../renderer/state/outbox-batch.ts";
import { openOutbox, type Outbox } from "../../../renderer/state/outbox.ts";
import { newBatchId, type RunId } from "../../../shared/domain/ids.ts";
import { failed, type Outcome } from "../../../shared/lib/outcome.ts";
import { fillDisk, mountedDisk } from "../../support/mounted-disk.ts";
import { Rng } from "../../support/rng.ts";
import { drillWriter, integrityOf } from "./library-state.ts";
import { scratchFolder } from "./scratch.ts";
import type { Row } from "./table.ts";
import { textOf, wordsIn } from "./typing-page.ts";

/*
 * A real file system, small, that is filled while somebody types. Typing goes on, the outbox says "Not saved" with the
 * reason, what was acknowledged stays readable, and all of it is saved once there is room again. Every third time the
 * library is closed and opened again while its disk is still full.
 */

/** How often the disk is filled. */
export type FullDiskOrder = { readonly seed: number; readonly rounds: number };

/** What came of it. */
export type FullDiskResult = { readonly row: Row; readonly violations: readonly string[] };

/** Room for a -wal at its longest (4 MB) beside the library: the disk must be full because of others. */
const DISK_KIB = 12_288;
const LABEL = "w";
/** Free bytes that are left on the full disk: less than any save needs, up to enough for a part of some. */
const MOST_LEFT_BYTES = 64 * 1024;
/** Words typed on after the disk has refused. */
const TYPED_ON = 8;
/** Where this many words are still taken, the -wal has just begun anew and has room of its own: the round goes on. */
const REFUSES_WITHIN = 200;

function must<T>(outcome: Outcome<T, unknown>): T {
  if (!outcome.ok) throw new Error(`Unexpected failure: ${JSON.stringify(outcome.failure)}`);
  return outcome.value;
}

/** Fills the disk and empties it again. */
export async function fillWhileTyping({ seed, rounds }: FullDiskOrder): Promise<FullDiskResult> {
  using scratch = scratchFolder();
  using disk = mountedDisk(join(scratch.folder, "disk"), DISK_KIB);
  return await typeOn(disk.folder, seed, rounds);
}

async function typeOn(disk: string, seed: number, rounds: number): Promise<FullDiskResult> {
  const rng = new Rng(seed);
  const path = join(disk, "library");
  const filler = join(disk, "filler");
  const violations: string[] = [];
  const counts = { refused: 0, inTheWal: 0, reopened: 0, lost: 0 };
  let library = must(openLibraryForWriting(drillWriter(path, { create: true })));
  const runId = must(createRun(library, { title: "Typed on a full disk", authors: [] }));
  const author = new Author(library, runId);
  for (let round = 0; round < rounds; round += 1) {
    const where = `round ${String(round)}, seed ${String(seed)}`;
    fillDisk(filler, rng.below(MOST_LEFT_BYTES));
    let state = await author.type();
    for (let words = 0; state.kind === "saved" && words < REFUSES_WITHIN; words += 1) state = await author.type();
    if (state.kind === "saved") counts.inTheWal += 1;
    else {
      if (state.kind !== "notSaved" || state.failure.kind !== "diskFull") {
        violations.push(`${where}: a full disk was told as ${JSON.stringify(state)}`);
      }
      for (let words = 0; words < TYPED_ON; words += 1) {
        if ((await author.type()).kind === "notSaved") counts.refused += 1;
        else violations.push(`${where}: it says saved on a full disk`);
      }
      if (author.unsavedWords() !== author.typed) violations.push(`${where}: the outbox does not hold all words`);
    }
    const reader = openLibraryForReading({ path });
    if (reader.ok) {
      if (wordsThere(reader.value, runId) < author.saved)
        violations.push(`${where}: acknowledged words cannot be read`);
      must(reader.value.close());
    } else violations.push(`${where}: on the full disk the library cannot be read: ${reader.failure.kind}`);
    const reopens = round % 3 === 2;
    if (reopens) {
      // Nothing can be written: the close is told as a failure or done, and the next opening finds everything.
      library.close();
      const full = openLibraryForWriting(drillWriter(path));
      if (full.ok) full.value.close();
      else if (full.failure.kind !== "diskFull") violations.push(`${where}: opening on it says ${full.failure.kind}`);
    }
    rmSync(filler);
    if (reopens) {
      library = must(openLibraryForWriting(drillWriter(path)));
      author.library = library;
      counts.reopened += 1;
    }
    const end = await author.outbox.flush();
    if (end.kind !== "saved") violations.push(`${where}: with room again it is ${JSON.stringify(end)}`);
    const there = wordsThere(library, runId);
    counts.lost += Math.max(0, author.typed - there);
    if (there !== author.typed)
      violations.push(`${where}: ${String(author.typed)} words typed, ${String(there)} there`);
    const integrity = integrityOf(library);
    if (integrity !== "ok") violations.push(`${where}: ${integrity}`);
  }
  await author.outbox.close();
  must(library.close());
  if (counts.inTheWal * 2 > rounds) violations.push(`Only ${String(rounds - counts.inTheWal)} rounds had a full disk`);
  return {
    row: {
      "disk KiB": DISK_KIB,
      "times full": rounds,
      "room in the -wal": counts.inTheWal,
      "opened while full": counts.reopened,
      "saves refused": counts.refused,
      "words typed": author.typed,
      "words lost": counts.lost,
      violations: violations.length,
    },
    violations,
  };
}

/** Somebody who types words that count up into the first step. */
class Author {
  library: WritingLibrary;
  readonly outbox: Outbox;
  typed = 0;
  saved = 0;
  #told = 0;

  constructor(library: WritingLibrary, runId: RunId) {
    this.library = library;
    const run = must(loadRun(library, runId));
    const [step] = run.steps;
    if (step === undefined) throw new Error("A new run has a step");
    const kept = new Map<string, KeptBatch>();
    const take = (): Changes | null => {
      const added = this.typed - this.#told;
      if (added === 0) return null;
      this.#told = this.typed;
      const outcome = { ...step.content.outcome, text: textOf(LABEL, this.typed) };
      return {
        steps: [{ id: step.id, content: { ...step.content, outcome } }],
        acts: [{ stepId: step.id, section: "outcome", kind: "typed", added, removed: 0, activeMs: added }],
      };
    };
    this.outbox = openOutbox(
      {
        take,
        send: async (request) => {
          const saved = saveRun(this.library, request);
          if (!saved.ok) return failed(storageFailure(saved.failure));
          const [change] = request.steps;
          if (change !== undefined && "content" in change) this.saved = countIn(change.content.outcome.text);
          return saved;
        },
        askPen: async () => true,
        store: {
          keep: async (batch) => void kept.set(batch.batchId, batch),
          settle: async (answered, rest) => {
            kept.delete(answered);
            if (rest !== null) kept.set(rest.batchId, rest);
          },
          list: async () => [...kept.values()],
        },
        newBatchId,
        now: () => Date.now(),
        // The drill says itself when it is time: nothing happens in between.
        after: () => () => undefined,
      },
      {
        origin: { libraryId: library.id, runId, deviceId: library.device, personId: library.me },
        known: { steps: new Map([[step.id, step.rev]]), orderRev: run.orderRev },
      },
    );
  }

  /** Types a word and hands it over; answers what the indicator shows then. */
  type(): ReturnType<Outbox["flush"]> {
    this.typed += 1;
    this.outbox.changed();
    return this.outbox.flush();
  }

  /** The words that the outbox would give as a copy elsewhere. */
  unsavedWords(): number {
    const [change] = this.outbox.unsaved().steps;
    return change !== undefined && "content" in change ? countIn(change.content.outcome.text) : 0;
  }
}

function countIn(text: string): number {
  const words = wordsIn(text, LABEL);
  if (words === null) throw new Error("The step holds something else");
  return words;
}

function wordsThere(library: ReadingLibrary, runId: RunId): number {
  const [step] = must(loadRun(library, runId)).steps;
  return countIn(step?.content.outcome.text ?? "");
}
