import { createHash } from "node:crypto";

import { z } from "zod";

import { BatchState } from "../../../shared/contract/review-round-methods.ts";
import { ACT_KINDS } from "../../../shared/contract/save.ts";
import { Anchor } from "../../../shared/domain/consistency/verdict.ts";
import type { StoredProvenance } from "../../../shared/domain/exchange/provenance.ts";
import { DeviceId, PersonId, ProjectId, ReviewBatchId, type RunId, StepId } from "../../../shared/domain/ids.ts";
import { Guide, guideName } from "../../../shared/domain/review/guide.ts";
import { Judgement } from "../../../shared/domain/review/judgement.ts";
import type { RunReport } from "../../../shared/domain/progress/report.ts";
import { Remark, Withdrawal } from "../../../shared/domain/review/remark.ts";
import { SECTION_NAMES } from "../../../shared/domain/section.ts";
import { failed, type Outcome, success } from "../../../shared/lib/outcome.ts";
import { bibleRev } from "../bible/parts.ts";
import { readProvenance } from "../exchange/formats/leaving-run.ts";
import { unpackNumbers } from "../history/packing.ts";
import { actOfCode, partOfCode } from "../history/parts.ts";
import { packedText } from "../history/texts.ts";
import { goalOf } from "../progress/goals.ts";
import { runReport } from "../progress/library-reports.ts";
import { readDetails } from "../runs/details.ts";
import { NO_SUCH_RUN, type RunFailure } from "../runs/failures.ts";
import { JsonColumn } from "../runs/json-column.ts";
import { readPlace } from "../runs/place.ts";
import { visibleRun } from "../runs/run-row.ts";
import { ContentColumn } from "../runs/step-row.ts";
import type { Query, ReadingConnection } from "../storage/connection.ts";
import { DamagedRow } from "../storage/failures.ts";
import type { ReadingLibrary } from "../storage/library.ts";
import { manifestText } from "./container.ts";
import {
  type PackedAct,
  type PackedAnswers,
  type PackedBible,
  type PackedGuides,
  type PackedReviews,
  type PackedRun,
  type PackedSnapshots,
  type PackedStep,
  type PackedVerdicts,
  type PackedVersion,
  type PackedWords,
  PACKED_DAYS_START_AT,
  PROGRESS_PART,
  RUN_PARTS,
  type RunPart,
  sumOfParts,
} from "./run-parts.ts";
import { type ZipPart, zipFile } from "./zip-writer.ts";

/*
 * A run on its way into a package: everything the library holds of it, read in one snapshot, so that history, log and text
 * belong together. What is read stands in memory as text until it is packed, a few times the size of the run.
 */

const Moment = { at: z.int(), at_offset: z.int() };
const moment = ({ at, at_offset }: { at: number; at_offset: number }): PackedRun["made"] => ({
  utcMs: at,
  offsetMinutes: at_offset,
});

const HeadRow = z.object({
  origin: z.enum(["written", "imported"]),
  made_at: z.int(),
  made_offset: z.int(),
  changed_at: z.int(),
  changed_offset: z.int(),
  project: ProjectId.nullable(),
  project_title: z.string().nullable(),
  project_made: z.int().nullable(),
  project_offset: z.int().nullable(),
});
const HEAD: Query<z.infer<typeof HeadRow>> = {
  sql: `SELECT origin, runs.made_at, runs.made_offset, changed_at, changed_offset, projects.id AS project,
          projects.title AS project_title, projects.made_at AS project_made, projects.made_offset AS project_offset
        FROM runs LEFT JOIN projects ON projects.key = runs.project WHERE runs.key = ?`,
  row: HeadRow,
};
const PackedRow = z.object({
  key: z.int(),
  id: StepId,
  position: z.int(),
  deleted_at: z.int().nullable(),
  content: ContentColumn,
});
const STEPS: Query<z.infer<typeof PackedRow>> = {
  sql: `SELECT key, id, position, deleted_at, content FROM steps WHERE run = ?
        ORDER BY deleted_at IS NOT NULL, CASE WHEN deleted_at IS NULL THEN position ELSE 0 END, deleted_at, id`,
  row: PackedRow,
};
const ActRow = z.object({
  batch: z.int().nullable(),
  step: z.int(),
  section: z.int().nullable(),
  kind: z.int(),
  person: z.int(),
  device: z.int(),
  added: z.int(),
  removed: z.int(),
  active_ms: z.int(),
  ...Moment,
});
const ACTS: Query<z.infer<typeof ActRow>> = {
  sql: `SELECT batch, step, section, kind, person, device, added, removed, active_ms, at, at_offset
        FROM writing_log WHERE run = ? ORDER BY sequence`,
  row: ActRow,
};
const VersionRow = z.object({
  key: z.int(),
  step: z.int(),
  section: z.int(),
  kind: z.int().nullable(),
  stands_alone: z.int(),
  batch: z.int().nullable(),
  person: z.int().nullable(),
  device: z.int().nullable(),
  began_at: z.int(),
  changed_at: z.int(),
  changed_offset: z.int(),
  words: z.int(),
  is_packed: z.int(),
});
const VERSIONS: Query<z.infer<typeof VersionRow>> = {
  sql: `SELECT key, step, section, kind, stands_alone, batch, person, device, began_at, changed_at, changed_offset, words,
          content IS NOT NULL AS is_packed FROM versions WHERE run = ? ORDER BY key`,
  row: VersionRow,
};
const SnapshotRow = z.object({
  why: z.enum(["named", "import", "replaceAll", "restore", "migration"]),
  name: z.string(),
  last_version: z.int(),
  words: z.int(),
  step_keys: z.instanceof(Uint8Array),
  ...Moment,
});
const SNAPSHOTS: Query<z.infer<typeof SnapshotRow>> = {
  sql: "SELECT why, name, last_version, words, step_keys, at, at_offset FROM snapshots WHERE run = ? ORDER BY key",
  row: SnapshotRow,
};
const VerdictRow = z.object({ finding_key: z.string(), verdict: JsonColumn, ...Moment });
const VERDICTS: Query<z.infer<typeof VerdictRow>> = {
  sql: "SELECT finding_key, verdict, at, at_offset FROM verdicts WHERE run = ? ORDER BY key",
  row: VerdictRow,
};
const AnswerRow = z.object({ key: z.int(), fingerprints: JsonColumn, at: z.int(), at_offset: z.int() });
const ANSWERS: Query<z.infer<typeof AnswerRow>> = {
  sql: "SELECT key, fingerprints, taken_at AS at, taken_offset AS at_offset FROM run_answers WHERE run = ? ORDER BY key",
  row: AnswerRow,
};
const RemarkRow = z.object({ remark: JsonColumn.pipe(Remark), is_resolved: z.int(), is_withdrawn: z.int() });
const REMARKS: Query<z.infer<typeof RemarkRow>> = {
  sql: "SELECT remark, is_resolved, is_withdrawn FROM run_remarks WHERE answer = ? ORDER BY key",
  row: RemarkRow,
};
const JudgementRow = z.object({ reviewer: z.string(), name: z.string(), judgement: JsonColumn.pipe(Judgement) });
const JUDGEMENTS: Query<z.infer<typeof JudgementRow>> = {
  sql: "SELECT reviewer, name, judgement FROM run_judgements WHERE answer = ? ORDER BY reviewer, step",
  row: JudgementRow,
};
const RATED: Query<{ criterion: string }> = {
  sql: `SELECT DISTINCT rating.value ->> 'criterion' AS criterion
        FROM run_judgements, json_each(judgement, '$.ratings') AS rating WHERE run = ?`,
  row: z.object({ criterion: z.string() }),
};
const GuideRow = z.object({ guide: JsonColumn.pipe(Guide), ...Moment });
const GUIDES: Query<z.infer<typeof GuideRow>> = {
  sql: "SELECT guide, kept_at AS at, kept_offset AS at_offset FROM guides ORDER BY id, version",
  row: GuideRow,
};
const WITHDRAWALS: Query<Withdrawal> = {
  sql: "SELECT id, at FROM run_withdrawals WHERE run = ? ORDER BY id",
  row: Withdrawal,
};
const BatchRow = z.object({ key: z.int(), id: ReviewBatchId, steps: JsonColumn.pipe(z.array(StepId)), ...Moment });
const BATCHES: Query<z.infer<typeof BatchRow>> = {
  sql: "SELECT key, id, steps, made_at AS at, made_offset AS at_offset FROM review_batches WHERE run = ? ORDER BY key",
  row: BatchRow,
};
const StateRow = z.object({ state: BatchState, ...Moment });
const STATES: Query<z.infer<typeof StateRow>> = {
  sql: "SELECT state, at, at_offset FROM review_batch_states WHERE batch = ? ORDER BY key",
  row: StateRow,
};
const BibleRow = z.object({ part: z.string(), value: JsonColumn, ...Moment });
const BIBLE: Query<z.infer<typeof BibleRow>> = {
  sql: "SELECT part, value, changed_at AS at, changed_offset AS at_offset FROM bible_parts WHERE run = ? ORDER BY key",
  row: BibleRow,
};
const BaselineRow = z.object({ anchors: JsonColumn.pipe(z.array(Anchor)), ...Moment });
const BASELINE: Query<z.infer<typeof BaselineRow>> = {
  sql: "SELECT anchors, at, at_offset FROM baselines WHERE run = ?",
  row: BaselineRow,
};
const WordRow = z.object({ word: z.string(), at: z.int(), at_offset: z.int() });
const WORDS: Query<z.infer<typeof WordRow>> = {
  sql: "SELECT word, added_at AS at, added_offset AS at_offset FROM run_words WHERE run = ? ORDER BY word",
  row: WordRow,
};
const PersonRow = z.object({ key: z.int(), id: PersonId, name: z.string() });
const PEOPLE: Query<z.infer<typeof PersonRow>> = { sql: "SELECT key, id, name FROM people", row: PersonRow };
const DeviceRow = z.object({ key: z.int(), id: DeviceId, name: z.string(), ...Moment });
const DEVICES: Query<z.infer<typeof DeviceRow>> = {
  sql: "SELECT key, id, name, first_seen_at AS at, first_seen_offset AS at_offset FROM devices",
  row: DeviceRow,
};

/** The text of each part of a run's package, in pieces, and what they come to. */
export type PackedParts = { readonly parts: Readonly<Record<RunPart, readonly string[]>>; readonly report: RunReport };

/** Reads everything of a run, in one snapshot. */
export function packRun(library: ReadingLibrary, runId: RunId): Outcome<PackedParts, RunFailure> {
  return library.read<PackedParts, RunFailure>((connection) => {
    const run = visibleRun(connection, runId);
    if (run === undefined) return failed(NO_SUCH_RUN);
    const report = runReport(connection, run.key, PACKED_DAYS_START_AT);
    return success({ parts: new Packer(connection, run.key, runId).parts(), report });
  });
}

/** The bytes of a package of parts, the manifest last, in pieces. */
export function* runPackage({ parts, report }: PackedParts): Generator<Uint8Array> {
  const sums = new Map<string, { name: string; bytes: number; sha256: string }>();
  function* summed(name: string, pieces: readonly string[]): Generator<string> {
    const hash = createHash("sha256");
    let bytes = 0;
    for (const piece of pieces) {
      hash.update(piece);
      bytes += Buffer.byteLength(piece);
      yield piece;
    }
    sums.set(name, { name, bytes, sha256: hash.digest("hex") });
  }
  function* all(): Generator<ZipPart> {
    for (const name of RUN_PARTS) yield { name, pieces: summed(name, parts[name]) };
    const progress = JSON.stringify({ of: sumOfParts(sums), report });
    yield { name: PROGRESS_PART, pieces: summed(PROGRESS_PART, [progress]) };
    yield { name: "manifest.json", pieces: [manifestText("run", [...sums.values()])] };
  }
  yield* zipFile(all());
}

class Packer {
  readonly #connection: ReadingConnection;
  readonly #runKey: number;
  readonly #runId: RunId;
  readonly #people = new Map<number, PersonId>();
  readonly #devices = new Map<number, DeviceId>();
  readonly #steps = new Map<number, StepId>();
  #orders = new Map<number, number>();

  constructor(connection: ReadingConnection, runKey: number, runId: RunId) {
    this.#connection = connection;
    this.#runKey = runKey;
    this.#runId = runId;
  }

  parts(): PackedParts["parts"] {
    const steps = this.#connection.all(STEPS, this.#runKey);
    const acts = this.#connection.all(ACTS, this.#runKey);
    const versions = this.#connection.all(VERSIONS, this.#runKey);
    const provenance = readProvenance(this.#connection, this.#runKey);
    const people = new Set([...acts, ...versions].map(({ person }) => person));
    const devices = new Set([...acts, ...versions].map(({ device }) => device));
    const itsPeople = this.#connection.all(PEOPLE).filter(({ key }) => people.has(key));
    const itsDevices = this.#connection.all(DEVICES).filter(({ key }) => devices.has(key));
    for (const { key, id } of itsPeople) this.#people.set(key, id);
    for (const { key, id } of itsDevices) this.#devices.set(key, id);
    for (const { key, id } of steps) this.#steps.set(key, id);
    const batches = [
      ...[...provenance.values()].flatMap((sections) => Object.values(sections).map(({ batch }) => batch)),
      ...acts.map(({ batch }) => batch),
      ...versions.map(({ batch }) => batch),
    ].filter((batch) => batch !== null);
    this.#orders = new Map(
      [...new Set(batches)].toSorted((one, two) => one - two).map((batch, index) => [batch, index + 1]),
    );
    return {
      "run.json": [JSON.stringify(this.#head(itsPeople, itsDevices))],
      "steps.jsonl": lines(this.#packedSteps(steps, provenance)),
      "log.jsonl": lines(acts.map((act) => this.#act(act))),
      "versions.jsonl": lines(versions.map((version) => this.#version(version))),
      "snapshots.json": [JSON.stringify(this.#snapshots(versions.map(({ key }) => key)))],
      "verdicts.json": [JSON.stringify(this.#verdicts())],
      "answers.json": [JSON.stringify(this.#answers())],
      "words.json": [
        JSON.stringify(
          this.#connection
            .all(WORDS, this.#runKey)
            .map((row): PackedWords[number] => ({ word: row.word, added: moment(row) })),
        ),
      ],
      "reviews.json": [JSON.stringify(this.#reviews())],
      "bible.json": [JSON.stringify(this.#bible())],
      "guides.json": [JSON.stringify(this.#guides(provenance))],
    };
  }

  #head(people: readonly z.infer<typeof PersonRow>[], devices: readonly z.infer<typeof DeviceRow>[]): PackedRun {
    const head = this.#connection.first(HEAD, this.#runKey);
    if (head === undefined) throw new DamagedRow(`run ${this.#runId} has no row`);
    const { projectId: _projectId, ...details } = readDetails(this.#connection, this.#runKey);
    const { project, project_title: title, project_made: madeAt, project_offset: offset } = head;
    return {
      runId: this.#runId,
      origin: head.origin,
      made: { utcMs: head.made_at, offsetMinutes: head.made_offset },
      changed: { utcMs: head.changed_at, offsetMinutes: head.changed_offset },
      details,
      project:
        project === null || title === null || madeAt === null || offset === null
          ? null
          : { id: project, title, made: { utcMs: madeAt, offsetMinutes: offset } },
      place: readPlace(this.#connection, this.#runKey),
      goal: goalOf(this.#connection, this.#runKey),
      people: people.map(({ id, name }) => ({ id, name })).toSorted(byId),
      devices: devices.map((row) => ({ id: row.id, name: row.name, firstSeen: moment(row) })).toSorted(byId),
    };
  }

  *#packedSteps(
    rows: readonly z.infer<typeof PackedRow>[],
    provenance: ReturnType<typeof readProvenance>,
  ): Generator<PackedStep> {
    const present = rows.filter((row) => row.deleted_at === null).map(({ position }) => position);
    for (const { id, position, deleted_at: deletedAt, content } of rows) {
      const kept = provenance.get(id) ?? {};
      const packed: PackedStep["provenance"] = {};
      for (const section of SECTION_NAMES) {
        const stored = kept[section];
        if (stored !== undefined) packed[section] = this.#provenance(stored);
      }
      const deleted =
        deletedAt === null ? null : { at: deletedAt, after: present.filter((other) => other < position).length };
      yield { id, deleted, content, provenance: packed };
    }
  }

  #provenance({
    batch,
    at,
    offsetMinutes,
    changedAfterNext,
    origins,
    guide,
  }: StoredProvenance): NonNullable<PackedStep["provenance"]["initial"]> {
    return {
      order: this.#order(batch),
      at: at === null ? null : { utcMs: at, offsetMinutes: offsetMinutes ?? 0 },
      changedAfterNext,
      ...origins,
      guide,
    };
  }

  #order(batch: number | null): number | null {
    return batch === null ? null : (this.#orders.get(batch) ?? null);
  }

  #act(row: z.infer<typeof ActRow>): PackedAct {
    return {
      batch: this.#order(row.batch),
      step: this.#steps.get(row.step) ?? null,
      section: row.section === null ? null : (SECTION_NAMES[row.section] ?? null),
      kind: ACT_KINDS[row.kind] ?? "typed",
      person: this.#people.get(row.person) ?? null,
      device: this.#devices.get(row.device) ?? null,
      added: row.added,
      removed: row.removed,
      activeMs: row.active_ms,
      at: moment(row),
    };
  }

  #version(row: z.infer<typeof VersionRow>): PackedVersion {
    const step = this.#steps.get(row.step);
    if (step === undefined) throw new DamagedRow(`version ${String(row.key)} is of a step that is not there`);
    return {
      step,
      part: partOfCode(row.section),
      kind: actOfCode(row.kind),
      standsAlone: row.stands_alone === 1,
      batch: this.#order(row.batch),
      person: row.person === null ? null : (this.#people.get(row.person) ?? null),
      device: row.device === null ? null : (this.#devices.get(row.device) ?? null),
      beganAt: row.began_at,
      changedAt: row.changed_at,
      changedOffset: row.changed_offset,
      words: row.words,
      text: row.is_packed === 1 ? packedText(this.#connection, row.key).text : null,
    };
  }

  #snapshots(versions: readonly number[]): PackedSnapshots {
    return this.#connection.all(SNAPSHOTS, this.#runKey).map((row) => ({
      why: row.why,
      name: row.name,
      versions: versions.filter((key) => key <= row.last_version).length,
      steps: z
        .array(z.int())
        .parse(unpackNumbers(row.step_keys))
        .flatMap((key) => this.#steps.get(key) ?? []),
      words: row.words,
      at: moment(row),
    }));
  }

  #verdicts(): unknown[] {
    return this.#connection.all(VERDICTS, this.#runKey).map((row): Record<keyof PackedVerdicts[number], unknown> => ({
      findingKey: row.finding_key,
      verdict: row.verdict,
      at: moment(row),
    }));
  }

  #answers(): unknown[] {
    return this.#connection.all(ANSWERS, this.#runKey).map((answer): Record<keyof PackedAnswers[number], unknown> => ({
      fingerprints: answer.fingerprints,
      taken: moment(answer),
      remarks: this.#connection.all(REMARKS, answer.key).map(({ remark, is_resolved, is_withdrawn }) => ({
        remark,
        isResolved: is_resolved === 1,
        isWithdrawn: is_withdrawn === 1,
      })),
      judgements: this.#connection.all(JUDGEMENTS, answer.key),
    }));
  }

  #reviews(): PackedReviews {
    const batches = this.#connection.all(BATCHES, this.#runKey).map((batch): PackedReviews["batches"][number] => ({
      id: batch.id,
      steps: batch.steps,
      made: moment(batch),
      states: this.#connection.all(STATES, batch.key).map((row) => ({ state: row.state, at: moment(row) })),
    }));
    return { withdrawals: this.#connection.all(WITHDRAWALS, this.#runKey), batches };
  }

  /** The guides that sections name, and those by whose criteria somebody rated. */
  #guides(provenance: ReturnType<typeof readProvenance>): PackedGuides {
    const named = new Set([...provenance.values()].flatMap((kept) => Object.values(kept).map(({ guide }) => guide)));
    const rated = new Set(this.#connection.all(RATED, this.#runKey).map(({ criterion }) => criterion));
    return this.#connection
      .all(GUIDES)
      .filter(({ guide }) => named.has(guideName(guide)) || guide.criteria.some(({ id }) => rated.has(id)))
      .map(({ guide, ...row }) => ({ guide, kept: moment(row) }));
  }

  #bible(): Record<keyof PackedBible, unknown> {
    const baseline = this.#connection.first(BASELINE, this.#runKey);
    return {
      rev: bibleRev(this.#connection, this.#runKey),
      parts: this.#connection
        .all(BIBLE, this.#runKey)
        .map((row) => ({ part: { part: row.part, value: row.value }, changed: moment(row) })),
      baseline: baseline === undefined ? null : { anchors: baseline.anchors, at: moment(baseline) },
    };
  }
}

function lines(items: Iterable<unknown>): string[] {
  return [...items].map((item) => `${JSON.stringify(item)}\n`);
}

const byId = (one: { readonly id: string }, two: { readonly id: string }): number => (one.id < two.id ? -1 : 1);
