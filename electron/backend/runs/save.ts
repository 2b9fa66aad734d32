import { z } from "zod";

import { type Act, SaveReply, type SaveRequest } from "../../../shared/contract/save.ts";
import type { StepId } from "../../../shared/domain/ids.ts";
import { type Skip, skipAfter } from "../../../shared/domain/states.ts";
import { hasText, type StepContent } from "../../../shared/domain/step.ts";
import { SECTION_NAMES } from "../../../shared/domain/section.ts";
import { failed, type Outcome, success } from "../../../shared/lib/outcome.ts";
import type { Moment } from "../../../shared/lib/time.ts";
import { keepVersions } from "../history/keep.ts";
import { snapshotBeforeReplacing } from "../history/snapshots.ts";
import { standingGuide } from "../review/guides.ts";
import type { Query, WritingConnection } from "../storage/connection.ts";
import type { WritingLibrary } from "../storage/library.ts";
import { DerivedRows } from "./derived.ts";
import { type Misfit, NO_SUCH_RUN, type RunFailure } from "./failures.ts";
import { keepProvenance, logAct, type Writing } from "./provenance.ts";
import { visibleRun } from "./run-row.ts";
import { listedSequence, newPlaces, presentPlaces, type Sequence, standingSequence } from "./sequence.ts";
import { contentColumn, STEP_BY_ID, type StepPlace, type StepRow } from "./step-row.ts";

/*
 * A save (document model, section 5; house, section 3). One transaction holds everything that follows from a batch: step rows, order,
 * counts and search rows (also of the step after one whose tag, closing or outcome changed, though its content and rev
 * stay), provenance, the log, and the answer. When this answers "saved" it is on the disk.
 *
 * 1. A batch that was seen is answered as before: its reply was lost, not its words.
 * 2. Every base rev is compared first; one wrong one makes the batch stale and nothing is written.
 * 3. Each step that may look different is taken as it stood and as it stands, and the differences are written.
 *
 * The cost follows from the steps that changed and their neighbours, not from the length of the run; only a new order
 * is compared over all of its ids.
 */

/** Saves a sealed batch. A request that contradicts itself is a "misfit". Nothing is written unless it answers "saved". */
export function saveRun(library: WritingLibrary, request: SaveRequest): Outcome<SaveReply, RunFailure | Misfit> {
  return library.write((connection) => saveBatch(connection, request, library.clock()));
}

const ANSWER: Query<{ answer: string }> = {
  sql: "SELECT answer FROM batches WHERE id = ?",
  row: z.object({ answer: z.string() }),
};
const KEY = z.object({ key: z.int() });
const NEXT_BATCH: Query<{ key: number }> = { sql: "SELECT coalesce(max(key), 0) + 1 AS key FROM batches", row: KEY };
const PERSON: Query<{ key: number }> = { sql: "SELECT key FROM people WHERE id = ?", row: KEY };
const DEVICE: Query<{ key: number }> = { sql: "SELECT key FROM devices WHERE id = ?", row: KEY };

/**
 * As `saveRun`, inside the caller's transaction. `standsAlone`: a restore, whose changes become versions of their own
 * instead of going on with a burst of writing.
 */
export function saveBatch(
  connection: WritingConnection,
  request: SaveRequest,
  now: Moment,
  { standsAlone = false }: { readonly standsAlone?: boolean } = {},
): Outcome<SaveReply, RunFailure | Misfit> {
  const seen = connection.first(ANSWER, request.batchId);
  if (seen !== undefined) return success(SaveReply.parse(JSON.parse(seen.answer)));
  const run = visibleRun(connection, request.runId);
  if (run === undefined) return failed(NO_SUCH_RUN);
  const person = connection.first(PERSON, request.personId);
  const device = connection.first(DEVICE, request.deviceId);
  if (person === undefined || device === undefined) return misfit("the library knows no such person or device");

  const batch = new Batch(connection, request, run.key);
  const fault = batch.fault();
  if (fault !== null) return misfit(fault);
  const stale = batch.staleSteps();
  if (stale.length > 0 || (batch.changesOrder() && request.orderRev !== run.orderRev)) {
    return success({ state: "stale", orderRev: run.orderRev, steps: stale });
  }
  const unfit = batch.changesOrder() ? batch.orderFault() : null;
  if (unfit !== null) return misfit(unfit);

  const writing: Writing = {
    runKey: run.key,
    batchKey: connection.first(NEXT_BATCH)?.key ?? 1,
    personKey: person.key,
    deviceKey: device.key,
    now,
    guide: standingGuide(connection),
  };
  if (replacesMuch(request.acts)) snapshotBeforeReplacing(connection, run.key, now);
  const steps = batch.write(writing, standsAlone);
  const orderRev = run.orderRev + (batch.changesOrder() ? 1 : 0);
  connection.run(
    "UPDATE runs SET changed_at = ?, changed_offset = ?, order_rev = ? WHERE key = ?",
    now.utcMs,
    now.offsetMinutes,
    orderRev,
    run.key,
  );
  const reply: SaveReply = { state: "saved", savedAt: now.utcMs, orderRev, steps };
  connection.run(
    "INSERT INTO batches (key, id, run, answer) VALUES (?, ?, ?, ?)",
    writing.batchKey,
    request.batchId,
    run.key,
    JSON.stringify(reply),
  );
  return success(reply);
}

/** Whether words were replaced in more than one section: a replace-all, which a person takes back as a whole. */
function replacesMuch(acts: readonly Act[]): boolean {
  const replaced = acts.filter(({ kind }) => kind === "replaced");
  return new Set(replaced.map(({ stepId, section }) => `${stepId} ${section}`)).size > 1;
}

function misfit(why: string): Outcome<never, Misfit> {
  return failed({ kind: "misfit", why });
}

/** A step of the request beside its row in the library. */
type Change = {
  readonly id: StepId;
  readonly baseRev: number;
  /** Null when it goes to the bin. */
  readonly content: StepContent | null;
  /** Null when the library has never had it. */
  readonly row: StepRow | null;
};

/** One batch while it is compared and written. */
class Batch {
  readonly #connection: WritingConnection;
  readonly #request: SaveRequest;
  readonly #runKey: number;
  readonly #changes: readonly Change[];
  readonly #changeOf: ReadonlyMap<StepId, Change>;
  readonly #rows = new Map<StepId, StepRow | null>();
  #places: readonly StepPlace[] | null = null;

  constructor(connection: WritingConnection, request: SaveRequest, runKey: number) {
    this.#connection = connection;
    this.#request = request;
    this.#runKey = runKey;
    this.#changes = request.steps.map((step) => ({
      id: step.id,
      baseRev: step.baseRev,
      content: "content" in step ? step.content : null,
      row: this.#row(step.id),
    }));
    this.#changeOf = new Map(this.#changes.map((change) => [change.id, change]));
  }

  /** What no state of the library could make right, or null. */
  fault(): string | null {
    if (this.#changeOf.size < this.#changes.length) return "a step stands twice in it";
    if (this.#changes.some(({ row }) => row !== null && row.run !== this.#runKey)) return "a step is another run's";
    const { acts } = this.#request;
    if (acts.some((act) => !this.#changeOf.has(act.stepId) && this.#row(act.stepId)?.run !== this.#runKey)) {
      return "an act is about a step that the run does not have";
    }
    return null;
  }

  /** Steps whose base rev is not the present one, as they are now. */
  staleSteps(): { id: StepId; rev: number; deleted: boolean }[] {
    return this.#changes
      .filter(({ baseRev, row }) => baseRev !== (row?.rev ?? 0))
      .map(({ id, row }) => ({ id, rev: row?.rev ?? 0, deleted: row !== null && row.deleted_at !== null }));
  }

  /** Whether steps come, go or change places. */
  changesOrder(): boolean {
    return this.#request.order !== undefined || this.#changes.some((change) => comes(change) || goes(change));
  }

  /** Why the order does not fit the steps, or null. */
  orderFault(): string | null {
    const { order } = this.#request;
    const expected = this.#remaining();
    if (order === undefined) {
      if (this.#changes.some(comes)) return "a step comes and no order says where";
      return expected.size === 0 ? "no step would be left" : null;
    }
    for (const change of this.#changes) if (comes(change)) expected.add(change.id);
    const given = new Set(order);
    if (given.size < order.length) return "a step stands twice in its order";
    if (given.size !== expected.size || order.some((id) => !expected.has(id))) {
      return "its order does not name exactly the steps of the run";
    }
    return null;
  }

  /** Writes everything but the run's row and the answer; answers the new revs in the order of the request. */
  write(writing: Writing, standsAlone: boolean): { id: StepId; rev: number }[] {
    const [present, future] = this.#sequences();
    const derived = new DerivedRows(this.#connection, this.#runKey);
    const moved = this.#vacate(present, future, writing.now);
    const actsOf = Map.groupBy(this.#request.acts, (act) => act.stepId);
    const revs = this.#changes.map((change) => {
      const rev = (change.row?.rev ?? 0) + 1;
      const stepKey = this.#writeStep(change, rev, future);
      const acts = actsOf.get(change.id) ?? [];
      this.#keepTrace(writing, change, stepKey, acts, present);
      if (change.content !== null) {
        const before = change.row?.content ?? null;
        keepVersions(this.#connection, writing, { stepKey, before, after: change.content, acts, standsAlone });
      }
      actsOf.delete(change.id);
      return { id: change.id, rev };
    });
    for (const [id, acts] of actsOf) {
      const row = this.#row(id);
      if (row === null) throw new Error(`Step ${id} has gone`);
      for (const act of acts) logAct(this.#connection, writing, row.key, act);
    }
    for (const id of this.#touched(present, future, moved)) this.#renew(derived, id, present, future);
    derived.write();
    return revs;
  }

  /** The order before and after. */
  #sequences(): [Sequence, Sequence] {
    const { order } = this.#request;
    if (!this.changesOrder()) {
      const sequence = standingSequence(
        this.#connection,
        this.#runKey,
        (id) => this.#row(id),
        (row) => {
          // A changed step is known as it stood before; what is read on the way may already be written.
          if (!this.#rows.has(row.id)) this.#rows.set(row.id, row);
        },
      );
      return [sequence, sequence];
    }
    const places = this.#placesBefore();
    const future = order ?? [...this.#remaining()];
    return [listedSequence(places), listedSequence(newPlaces(future, places))];
  }

  /** Where the steps stood before the batch; read once, before anything is written. */
  #placesBefore(): readonly StepPlace[] {
    this.#places ??= presentPlaces(this.#connection, this.#runKey);
    return this.#places;
  }

  /** The steps that stay, in their order before the batch. */
  #remaining(): Set<StepId> {
    const ids = new Set(this.#placesBefore().map(({ id }) => id));
    for (const change of this.#changes) if (goes(change)) ids.delete(change.id);
    return ids;
  }

  /**
   * Frees the places that change hands and moves the steps that stay in the run. Two steps may not stand in one
   * place even for a moment, so movers first step aside, below zero.
   */
  #vacate(present: Sequence, future: Sequence, now: Moment): StepId[] {
    for (const change of this.#changes) {
      if (!goes(change) || change.row === null) continue;
      this.#connection.run("UPDATE steps SET deleted_at = ? WHERE key = ?", now.utcMs, change.row.key);
    }
    if (present === future) return [];
    const moving = this.#placesBefore().flatMap(({ key, id, position }) => {
      const next = future.position(id);
      return next === null || next === position ? [] : [{ key, id, next }];
    });
    for (const { key } of moving) this.#connection.run("UPDATE steps SET position = -position WHERE key = ?", key);
    for (const { key, next } of moving) this.#connection.run("UPDATE steps SET position = ? WHERE key = ?", next, key);
    return moving.map(({ id }) => id);
  }

  /** Writes the row of a changed step (its blankness follows in `#renew`); answers its key. */
  #writeStep({ id, content, row }: Change, rev: number, future: Sequence): number {
    if (content === null) {
      if (row === null) throw new Error(`Step ${id} was never there`);
      this.#connection.run("UPDATE steps SET rev = ? WHERE key = ?", rev, row.key);
      return row.key;
    }
    const text = contentColumn(content);
    if (row === null || row.deleted_at !== null) {
      const position = future.position(id);
      if (position === null) throw new Error(`Step ${id} has no place`);
      if (row === null) {
        return this.#connection.run(
          "INSERT INTO steps (id, run, position, rev, is_blank, content) VALUES (?, ?, ?, ?, 1, ?)",
          id,
          this.#runKey,
          position,
          rev,
          text,
        ).lastKey;
      }
      this.#connection.run(
        "UPDATE steps SET position = ?, rev = ?, deleted_at = NULL, content = ? WHERE key = ?",
        position,
        rev,
        text,
        row.key,
      );
      return row.key;
    }
    this.#connection.run("UPDATE steps SET rev = ?, content = ? WHERE key = ?", rev, text, row.key);
    return row.key;
  }

  #keepTrace(writing: Writing, change: Change, stepKey: number, acts: readonly Act[], present: Sequence): void {
    for (const act of acts) logAct(this.#connection, writing, stepKey, act);
    if (change.content === null) return;
    keepProvenance(this.#connection, writing, {
      stepKey,
      before: change.row?.content ?? null,
      after: change.content,
      acts,
      nextStepHadText: () => {
        const next = present.after(change.id);
        const content = next === null ? null : (this.#row(next)?.content ?? null);
        return content !== null && SECTION_NAMES.some((section) => hasText(content, section));
      },
    });
  }

  /** Every step whose counts or search rows may differ: changed ones, those after them, and in a new order all that have moved or have another step before them. */
  #touched(present: Sequence, future: Sequence, moved: readonly StepId[]): Set<StepId> {
    const touched = new Set<StepId>(moved);
    for (const { id, content, row } of this.#changes) {
      touched.add(id);
      const hidesAlike = content !== null && row !== null && skipAfter(content) === skipAfter(row.content);
      if (hidesAlike && present === future) continue;
      const followers = [future.after(id), present.after(id)];
      for (const follower of followers) if (follower !== null) touched.add(follower);
    }
    for (const id of this.#request.order ?? []) {
      if (present.before(id) !== future.before(id)) touched.add(id);
    }
    return touched;
  }

  #renew(derived: DerivedRows, id: StepId, present: Sequence, future: Sequence): void {
    const change = this.#changeOf.get(id);
    const row = change === undefined ? this.#row(id) : change.row;
    const oldPlace = row === null || row.deleted_at !== null ? null : present.position(id);
    const newPlace = change?.content === null ? null : future.position(id);
    const before =
      row === null || oldPlace === null
        ? null
        : {
            position: oldPlace,
            content: row.content,
            skip: this.#skipBefore(id, present, (other) => this.#row(other)?.content ?? null),
          };
    const content = this.#contentAfter(id);
    const after =
      content === null || newPlace === null
        ? null
        : { position: newPlace, content, skip: this.#skipBefore(id, future, (other) => this.#contentAfter(other)) };
    const key = row?.key ?? this.#keyOf(id);
    const { isBlank } = derived.renew(key, before, after);
    this.#connection.run(
      "UPDATE steps SET is_blank = ? WHERE key = ? AND is_blank <> ?",
      isBlank ? 1 : 0,
      key,
      isBlank ? 1 : 0,
    );
  }

  #skipBefore(id: StepId, sequence: Sequence, content: (id: StepId) => StepContent | null): Skip {
    const before = sequence.before(id);
    return skipAfter(before === null ? null : content(before));
  }

  /** A step's content after the batch. */
  #contentAfter(id: StepId): StepContent | null {
    const change = this.#changeOf.get(id);
    return change === undefined ? (this.#row(id)?.content ?? null) : change.content;
  }

  #keyOf(id: StepId): number {
    const key = this.#connection.first({ sql: "SELECT key FROM steps WHERE id = ?", row: KEY }, id)?.key;
    if (key === undefined) throw new Error(`Step ${id} was not written`);
    return key;
  }

  /** A step's row as it stood before the batch; read once. */
  #row(id: StepId): StepRow | null {
    const known = this.#rows.get(id);
    if (known !== undefined) return known;
    const row = this.#connection.first(STEP_BY_ID, id) ?? null;
    this.#rows.set(id, row);
    return row;
  }
}

/** A step that the run did not have: a new one, or one that comes back from the bin. */
function comes({ content, row }: Change): boolean {
  return content !== null && (row === null || row.deleted_at !== null);
}

/** A step that goes to the bin; one that lies there already (brought back and deleted again in one batch) stays. */
function goes({ content, row }: Change): boolean {
  return content === null && row !== null && row.deleted_at === null;
}
