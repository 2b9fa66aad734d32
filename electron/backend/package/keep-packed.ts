import { z } from "zod";

import { BiblePart, partKey } from "../../../shared/domain/bible/bible.ts";
import { newReviewBatchId, type StepId } from "../../../shared/domain/ids.ts";
import { SECTION_NAMES } from "../../../shared/domain/section.ts";
import { batchBefore } from "../../../shared/domain/exchange/provenance.ts";
import { packNumbers } from "../history/packing.ts";
import { partCode } from "../history/parts.ts";
import { putText } from "../history/put-text.ts";
import { adoptGuide } from "../review/guides.ts";
import { actCode, sectionCode } from "../runs/codes.ts";
import { STEP_GAP } from "../runs/positions.ts";
import { keepKnown } from "../runs/provenance.ts";
import { contentColumn } from "../runs/step-row.ts";
import type { Query, WritingConnection } from "../storage/connection.ts";
import { keptFromPacked } from "./packed-provenance.ts";
import type {
  PackedAct,
  PackedAnswers,
  PackedBible,
  PackedGuides,
  PackedReviews,
  PackedRun,
  PackedSnapshots,
  PackedStep,
  PackedVerdicts,
  PackedVersion,
  PackedWords,
} from "./run-parts.ts";

/*
 * What a package brings beside a run's text, put into the tables of an arriving run. People, devices and projects that the
 * library knows by their ids are those; others are added. Batches come as orders below all of the library's own.
 */

const KEY = z.object({ key: z.int() });
const keyOf = (table: "people" | "devices" | "projects"): Query<{ key: number }> => ({
  sql: `SELECT key FROM ${table} WHERE id = ?`,
  row: KEY,
});
const KEYS = { people: keyOf("people"), devices: keyOf("devices"), projects: keyOf("projects") };
const LAST_VERSION: Query<{ key: number }> = { sql: "SELECT coalesce(max(key), 0) AS key FROM versions", row: KEY };
const KEY_OF_STEP: Query<{ key: number }> = { sql: "SELECT key FROM steps WHERE id = ?", row: KEY };

/** The library's ids of what the package names: its own, or new ones in a copy. */
export type IdsHere = {
  readonly step: (packed: StepId) => StepId;
  /** JSON, with the ids of steps and thoughts in it. */
  readonly text: (json: string) => string;
};

const KEY_OF_BATCH: Query<{ key: number }> = { sql: "SELECT key FROM review_batches WHERE id = ?", row: KEY };

/** Keeps what comes with one run, part by part, in the order of a package. */
export class PackedKeeper {
  readonly #ids: IdsHere;
  readonly #people = new Map<string, number>();
  readonly #devices = new Map<string, number>();
  readonly #steps = new Map<StepId, number>();
  readonly #versions: number[] = [];
  /** The last version of each part that holds a text, which the next one may lean on. */
  readonly #texts = new Map<string, number>();

  constructor(ids: IdsHere) {
    this.#ids = ids;
  }

  run(connection: WritingConnection, runKey: number, packed: PackedRun): void {
    const { details, made, changed, project, place } = packed;
    for (const { id, name } of packed.people) {
      const known = connection.first(KEYS.people, id)?.key;
      const key =
        known ??
        connection.run("INSERT INTO people (id, name, is_me) VALUES (?, ?, 0)", id, name.toWellFormed()).lastKey;
      this.#people.set(id, key);
    }
    for (const { id, name, firstSeen } of packed.devices) {
      const known = connection.first(KEYS.devices, id)?.key;
      const added = (): number =>
        connection.run(
          "INSERT INTO devices (id, name, first_seen_at, first_seen_offset) VALUES (?, ?, ?, ?)",
          id,
          name.toWellFormed(),
          firstSeen.utcMs,
          firstSeen.offsetMinutes,
        ).lastKey;
      this.#devices.set(id, known ?? added());
    }
    connection.run(
      `UPDATE runs SET origin = ?, made_at = ?, made_offset = ?, changed_at = ?, changed_offset = ?, description = ?,
         notes = ?, status = ?, tags = ?, target_words = ?, target_steps = ?, words_a_step = ?, licence = ?, consent = ?,
         place = ?, project = ? WHERE key = ?`,
      packed.origin,
      made.utcMs,
      made.offsetMinutes,
      changed.utcMs,
      changed.offsetMinutes,
      details.description.toWellFormed(),
      details.notes.toWellFormed(),
      details.status,
      JSON.stringify(details.tags),
      details.targetWords,
      details.targetSteps,
      details.wordsPerStep,
      details.licence?.toWellFormed() ?? null,
      details.consent ? 1 : 0,
      place === null
        ? null
        : JSON.stringify({ ...place, stepId: place.stepId === null ? null : this.#ids.step(place.stepId) }),
      project === null ? null : this.#project(connection, project),
      runKey,
    );
    if (packed.goal !== null)
      connection.run("INSERT INTO run_goals (run, goal) VALUES (?, ?)", runKey, JSON.stringify(packed.goal));
  }

  #project(connection: WritingConnection, { id, title, made }: NonNullable<PackedRun["project"]>): number {
    return (
      connection.first(KEYS.projects, id)?.key ??
      connection.run(
        "INSERT INTO projects (id, title, made_at, made_offset) VALUES (?, ?, ?, ?)",
        id,
        title.toWellFormed(),
        made.utcMs,
        made.offsetMinutes,
      ).lastKey
    );
  }

  /** Steps in the bin; they stand after as many steps as they stood after. */
  bin(connection: WritingConnection, runKey: number, steps: readonly PackedStep[]): void {
    for (const packed of steps) {
      if (packed.deleted === null) continue;
      const { lastKey } = connection.run(
        "INSERT INTO steps (id, run, position, rev, deleted_at, is_blank, content) VALUES (?, ?, ?, 1, ?, 1, ?)",
        this.#ids.step(packed.id),
        runKey,
        packed.deleted.after * STEP_GAP + 1,
        packed.deleted.at,
        contentColumn(packed.content),
      );
      const kept = keptFromPacked(packed);
      for (const section of SECTION_NAMES) {
        const stored = kept[section];
        if (stored !== undefined) keepKnown(connection, lastKey, section, stored);
      }
    }
  }

  acts(connection: WritingConnection, runKey: number, acts: readonly PackedAct[]): void {
    for (const act of acts) {
      connection.run(
        `INSERT INTO writing_log (batch, run, step, section, kind, person, device, added, removed, active_ms, at, at_offset)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        act.batch === null ? null : batchBefore(act.batch),
        runKey,
        // A step that is not kept any more has no row; the log outlives what it speaks of. No other run has this key.
        (act.step === null ? null : this.#stepKey(connection, act.step)) ?? -runKey,
        act.section === null ? null : sectionCode(act.section),
        actCode(act.kind),
        act.person === null ? 0 : (this.#people.get(act.person) ?? 0),
        act.device === null ? 0 : (this.#devices.get(act.device) ?? 0),
        act.added,
        act.removed,
        act.activeMs,
        act.at.utcMs,
        act.at.offsetMinutes,
      );
    }
  }

  versions(connection: WritingConnection, runKey: number, versions: readonly PackedVersion[]): void {
    for (const version of versions) {
      const step = this.#stepKey(connection, version.step);
      if (step === null) continue;
      const { lastKey } = connection.run(
        `INSERT INTO versions (run, step, section, kind, stands_alone, batch, person, device, began_at, changed_at,
           changed_offset, words)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        runKey,
        step,
        partCode(version.part),
        version.kind === null ? null : actCode(version.kind),
        version.standsAlone ? 1 : 0,
        version.batch === null ? null : batchBefore(version.batch),
        version.person === null ? null : (this.#people.get(version.person) ?? null),
        version.device === null ? null : (this.#devices.get(version.device) ?? null),
        version.beganAt,
        version.changedAt,
        version.changedOffset,
        version.words,
      );
      this.#versions.push(lastKey);
      if (version.text === null) continue;
      const part = `${String(step)} ${version.part}`;
      putText(connection, lastKey, version.text, this.#texts.get(part) ?? null);
      this.#texts.set(part, lastKey);
    }
  }

  snapshots(connection: WritingConnection, runKey: number, snapshots: PackedSnapshots): void {
    for (const { why, name, versions, steps, words, at } of snapshots) {
      const keys = steps.flatMap((step) => this.#stepKey(connection, step) ?? []);
      connection.run(
        `INSERT INTO snapshots (run, why, name, last_version, steps, words, at, at_offset, step_keys)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        runKey,
        why,
        name.toWellFormed(),
        this.#lastVersion(connection, versions),
        keys.length,
        words,
        at.utcMs,
        at.offsetMinutes,
        packNumbers(keys),
      );
    }
  }

  /** The number below which lie as many of the run's versions as a snapshot knew. */
  #lastVersion(connection: WritingConnection, count: number): number {
    const next = this.#versions[count];
    if (next !== undefined) return next - 1;
    return this.#versions.at(-1) ?? connection.first(LAST_VERSION)?.key ?? 0;
  }

  verdicts(connection: WritingConnection, runKey: number, verdicts: PackedVerdicts): void {
    for (const { findingKey, verdict, at } of verdicts) {
      connection.run(
        "INSERT OR REPLACE INTO verdicts (run, finding_key, verdict, at, at_offset) VALUES (?, ?, ?, ?, ?)",
        runKey,
        this.#ids.text(findingKey),
        this.#ids.text(JSON.stringify(verdict)),
        at.utcMs,
        at.offsetMinutes,
      );
    }
  }

  answers(connection: WritingConnection, runKey: number, answers: PackedAnswers): void {
    for (const { fingerprints, taken, remarks, judgements } of answers) {
      const { lastKey } = connection.run(
        "INSERT INTO run_answers (run, fingerprints, taken_at, taken_offset) VALUES (?, ?, ?, ?)",
        runKey,
        JSON.stringify(fingerprints),
        taken.utcMs,
        taken.offsetMinutes,
      );
      for (const { remark, isResolved, isWithdrawn } of remarks) {
        connection.run(
          "INSERT INTO run_remarks (run, answer, id, remark, is_resolved, is_withdrawn) VALUES (?, ?, ?, ?, ?, ?)",
          runKey,
          lastKey,
          remark.id,
          this.#ids.text(JSON.stringify(remark)),
          isResolved ? 1 : 0,
          isWithdrawn ? 1 : 0,
        );
      }
      for (const { reviewer, name, judgement } of judgements) {
        connection.run(
          "INSERT OR REPLACE INTO run_judgements (run, answer, reviewer, step, name, judgement) VALUES (?, ?, ?, ?, ?, ?)",
          runKey,
          lastKey,
          reviewer.toWellFormed(),
          judgement.step,
          name.toWellFormed(),
          JSON.stringify(judgement),
        );
      }
    }
  }

  words(connection: WritingConnection, runKey: number, words: PackedWords): void {
    for (const { word, added } of words) {
      connection.run(
        "INSERT OR IGNORE INTO run_words (run, word, added_at, added_offset) VALUES (?, ?, ?, ?)",
        runKey,
        word.toWellFormed(),
        added.utcMs,
        added.offsetMinutes,
      );
    }
  }

  reviews(connection: WritingConnection, runKey: number, { withdrawals, batches }: PackedReviews): void {
    for (const { id, at } of withdrawals) {
      connection.run("INSERT OR REPLACE INTO run_withdrawals (run, id, at) VALUES (?, ?, ?)", runKey, id, at);
    }
    for (const { id, steps, made, states } of batches) {
      const isTaken = connection.first(KEY_OF_BATCH, id) !== undefined;
      const { lastKey } = connection.run(
        "INSERT INTO review_batches (id, run, steps, made_at, made_offset) VALUES (?, ?, ?, ?, ?)",
        isTaken ? newReviewBatchId() : id,
        runKey,
        JSON.stringify(steps.map((step) => this.#ids.step(step))),
        made.utcMs,
        made.offsetMinutes,
      );
      for (const { state, at } of states) {
        connection.run(
          "INSERT INTO review_batch_states (batch, state, at, at_offset) VALUES (?, ?, ?, ?)",
          lastKey,
          state,
          at.utcMs,
          at.offsetMinutes,
        );
      }
    }
  }

  /** Guides belong to the library, so one that it knows stays as it is. */
  guides(connection: WritingConnection, guides: PackedGuides): void {
    for (const { guide, kept } of guides) adoptGuide(connection, guide, kept);
  }

  bible(connection: WritingConnection, runKey: number, { rev, parts, baseline }: PackedBible): void {
    for (const { part: packed, changed } of parts) {
      const part = BiblePart.parse(JSON.parse(this.#ids.text(JSON.stringify(packed))));
      connection.run(
        `INSERT OR REPLACE INTO bible_parts (run, part, name, value, changed_at, changed_offset)
         VALUES (?, ?, ?, ?, ?, ?)`,
        runKey,
        part.part,
        partKey(part).toWellFormed(),
        JSON.stringify(part.value),
        changed.utcMs,
        changed.offsetMinutes,
      );
    }
    if (rev > 0) connection.run("INSERT INTO bible_revs (run, rev) VALUES (?, ?)", runKey, rev);
    if (baseline === null) return;
    connection.run(
      "INSERT INTO baselines (run, anchors, at, at_offset) VALUES (?, ?, ?, ?)",
      runKey,
      this.#ids.text(JSON.stringify(baseline.anchors)),
      baseline.at.utcMs,
      baseline.at.offsetMinutes,
    );
  }

  #stepKey(connection: WritingConnection, packed: StepId): number | null {
    const id = this.#ids.step(packed);
    const known = this.#steps.get(id);
    if (known !== undefined) return known;
    const key = connection.first(KEY_OF_STEP, id)?.key ?? null;
    if (key !== null) this.#steps.set(id, key);
    return key;
  }
}
