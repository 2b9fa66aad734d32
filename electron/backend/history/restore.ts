import { z } from "zod";

import type { ReplyOf, RequestOf } from "../../../shared/contract/contract.ts";
import type { VersionedPart } from "../../../shared/contract/history-methods.ts";
import { SaveReply, type Act, type SaveRequest } from "../../../shared/contract/save.ts";
import { newStepId, newThoughtId, type RunId, type StepId, type ThoughtId } from "../../../shared/domain/ids.ts";
import { isThoughtSection, SECTION_NAMES, type Thought, type ThoughtSection } from "../../../shared/domain/section.ts";
import { blankStep, contentOf, type Step, type StepContent } from "../../../shared/domain/step.ts";
import { stepTexts } from "../search/rows.ts";
import { failed, type Outcome, success } from "../../../shared/lib/outcome.ts";
import { beginArrival } from "../runs/arrive.ts";
import { loadDetails, updateDetails } from "../runs/details.ts";
import { type Misfit, NO_SUCH_RUN, type RunFailure } from "../runs/failures.ts";
import { visibleRun } from "../runs/run-row.ts";
import { saveBatch } from "../runs/save.ts";
import { presentPlaces } from "../runs/sequence.ts";
import { StepRow } from "../runs/step-row.ts";
import type { Query, ReadingConnection, WritingConnection } from "../storage/connection.ts";
import type { WritingLibrary } from "../storage/library.ts";
import { findVersion, NO_SUCH_VERSION, type FoundVersion, type NoSuchVersion } from "./list.ts";
import { type PlannedStep, withOwnThoughts } from "./own-thoughts.ts";
import { PARTS } from "./parts.ts";
import { insertSnapshot, readSnapshot } from "./snapshots.ts";
import { stepAsOf, versionText, withKept } from "./texts.ts";
import { wordChange } from "./word-change.ts";

/*
 * A restore is a save like any other: it goes through the same gate, gets new revs, and what it replaces stays in the
 * history, so that it can be taken back by another restore. Before a step or a whole run is brought back a snapshot is
 * taken in the same transaction. Nothing is ever destroyed: what is not in the snapshot of a run goes to the bin.
 */

type RestoreRequest = RequestOf<"history.restore">;
type RestoreReply = ReplyOf<"history.restore">;
type RestoreFailure = RunFailure | NoSuchVersion | Misfit;

/** Brings back what was, in its place or as a copy. */
export function restore(library: WritingLibrary, request: RestoreRequest): Outcome<RestoreReply, RestoreFailure> {
  const { what } = request;
  if (what.kind === "run" && request.as === "copy") return copyRun(library, request, what.snapshot);
  return library.write<RestoreReply, RestoreFailure>((connection) => {
    const run = visibleRun(connection, request.runId);
    if (run === undefined) return failed(NO_SUCH_RUN);
    const seen = answeredBefore(connection, request);
    if (seen !== null) return seen;
    const now = library.clock();
    if (what.kind === "run") {
      const taken = stepsOfSnapshot(connection, run.key, what.snapshot);
      if (taken === undefined) return failed(NO_SUCH_VERSION);
      insertSnapshot(connection, run.key, { why: "restore", name: "" }, now);
      return commitPlan(connection, request, run, planRun(connection, run.key, taken), now);
    }
    const found = findVersion(connection, run.key, what.version);
    if (found === undefined) return failed(NO_SUCH_VERSION);
    const then = stepThen(connection, found, what);
    if (then === null) return failed(NO_SUCH_VERSION);
    if (what.kind === "step") insertSnapshot(connection, run.key, { why: "restore", name: "" }, now);
    const plan =
      request.as === "copy"
        ? planCopy(connection, run.key, found, what, then)
        : planInPlace(connection, run.key, found.row.stepId, then);
    return commitPlan(connection, request, run, plan, now);
  });
}

/** Brings steps of the bin back to where they were. */
export function restoreSteps(
  library: WritingLibrary,
  request: RequestOf<"bin.restoreSteps">,
): Outcome<RestoreReply, RestoreFailure | { readonly kind: "noSuchStep" }> {
  return library.write<RestoreReply, RestoreFailure | { readonly kind: "noSuchStep" }>((connection) => {
    const run = visibleRun(connection, request.runId);
    if (run === undefined) return failed(NO_SUCH_RUN);
    const seen = answeredBefore(connection, request);
    if (seen !== null) return seen;
    const rows = new Map(connection.all(ALL_STEPS, run.key).map((row) => [row.id, row]));
    const wanted = request.steps.map((id) => rows.get(id));
    if (wanted.some((row) => row === undefined)) return failed({ kind: "noSuchStep" });
    const coming = wanted.flatMap((row) => (row === undefined || row.deleted_at === null ? [] : [row]));
    const order = withReturning(presentPlaces(connection, run.key), coming);
    const steps = coming.map(({ id, content }) => ({ id, content }));
    return commitPlan(connection, request, run, { steps, order }, library.clock());
  });
}

/** What a restore or a recovery makes of a run: steps as they shall be (null: to the bin), and the order where it changes. */
export type Plan = {
  readonly steps: readonly PlannedStep[];
  readonly order: readonly StepId[] | null;
};

const ANSWER: Query<{ answer: string }> = {
  sql: "SELECT answer FROM batches WHERE id = ?",
  row: z.object({ answer: z.string() }),
};

/** The answer to a restore that was done and whose reply was lost; null for a new one. */
function answeredBefore(
  connection: ReadingConnection,
  { batchId, runId }: { readonly batchId: string; readonly runId: RunId },
): Outcome<RestoreReply, never> | null {
  const row = connection.first(ANSWER, batchId);
  if (row === undefined) return null;
  const { state, ...answer } = SaveReply.parse(JSON.parse(row.answer));
  if (state !== "saved" || !("savedAt" in answer)) throw new Error("A stale answer was kept");
  return success({ runId, ...answer });
}

/**
 * Saves a plan as one batch, against the revs that stand; every part that changes becomes a version of its own. `logs` says
 * which acts go into the writing log: a recovery brings its own.
 */
export function commitPlan(
  connection: WritingConnection,
  request: Pick<RestoreRequest, "runId" | "batchId" | "personId" | "deviceId">,
  run: { readonly key: number; readonly orderRev: number },
  plan: Plan,
  now: ReturnType<WritingLibrary["clock"]>,
  logs: (act: Act) => boolean = () => true,
): Outcome<RestoreReply, RunFailure | Misfit> {
  const rows = new Map(connection.all(ALL_STEPS, run.key).map((row) => [row.id, row]));
  const steps: SaveRequest["steps"] = [];
  const acts: Act[] = [];
  for (const { id, content } of withOwnThoughts(plan.steps, rows.values())) {
    const row = rows.get(id);
    const baseRev = row?.rev ?? 0;
    steps.push(content === null ? { id, baseRev, deleted: true } : { id, baseRev, content });
    const before = row === undefined || row.deleted_at !== null ? null : row.content;
    acts.push(...actsBetween(id, before, content).filter(logs));
  }
  const saved = saveBatch(
    connection,
    {
      runId: request.runId,
      batchId: request.batchId,
      personId: request.personId,
      deviceId: request.deviceId,
      orderRev: run.orderRev,
      steps,
      ...(plan.order !== null && { order: [...plan.order] }),
      acts,
    },
    now,
    { standsAlone: true },
  );
  if (!saved.ok) return saved;
  if (saved.value.state === "stale") throw new Error("A restore read the revs it wrote against and was stale");
  const { orderRev, savedAt, steps: revs } = saved.value;
  return success({ runId: request.runId, orderRev, savedAt, steps: revs });
}

function actsBetween(stepId: StepId, before: StepContent | null, after: StepContent | null): Act[] {
  const was = textsOf(before);
  const is = textsOf(after);
  return SECTION_NAMES.flatMap((section) => {
    const { added, removed } = wordChange(was[section], is[section]);
    if (added === 0 && removed === 0) return [];
    const kind = after === null ? ("deleted" as const) : ("restored" as const);
    return [{ stepId, section, kind, added, removed, activeMs: 0 }];
  });
}

function textsOf(content: StepContent | null): Record<(typeof SECTION_NAMES)[number], string> {
  const texts = { initial: "", prompt: "", postPrompt: "", action: "", postAction: "", outcome: "" };
  // A word never reaches over two thoughts.
  if (content !== null) for (const { section, text } of stepTexts(content)) texts[section] += `${text}\n`;
  return texts;
}

const ALL_STEPS: Query<StepRow> = {
  sql: "SELECT key, id, run, position, rev, deleted_at, content FROM steps WHERE run = ?",
  row: StepRow,
};

/** The step with what is asked for as it was then; null when the version has no such thought. */
function stepThen(
  connection: ReadingConnection,
  { row, stepKey, present }: FoundVersion,
  what: Exclude<RestoreRequest["what"], { kind: "run" }>,
): StepContent | null {
  if (what.kind === "step") return stepAsOf(connection, stepKey, present, row.version, PARTS);
  const then = withKept(present, row.part, versionText(connection, row.version, row.part, present));
  return what.kind === "section" ? then : withThought(present, then, row.part, what.thoughtId);
}

/** The present step with one thought as it was: in its place where it still stands, else as a bullet at the end. */
function withThought(
  present: StepContent,
  then: StepContent,
  part: VersionedPart,
  thoughtId: ThoughtId,
): StepContent | null {
  if (part === "names" || !isThoughtSection(part)) return null;
  const thought = findThought(then[part], thoughtId);
  if (thought === null) return null;
  const section = present[part];
  const isThere = findThought(section, thoughtId) !== null;
  const bullets = isThere
    ? section.bullets.map((bullet) => bullet.map((one) => (one.id === thoughtId ? thought : one)))
    : [...section.bullets, [thought]];
  return { ...present, [part]: { ...section, bullets } };
}

function findThought(section: ThoughtSection, id: ThoughtId): Thought | null {
  return section.bullets.flat().find((thought) => thought.id === id) ?? null;
}

type Placed = { readonly id: StepId; readonly position: number };

/** The order with steps back at the positions that they had. */
function withReturning(present: readonly Placed[], coming: readonly Placed[]): StepId[] {
  return [...present, ...coming].toSorted((one, other) => one.position - other.position).map(({ id }) => id);
}

const PLACE: Query<{ id: string; position: number; deleted_at: number | null }> = {
  sql: "SELECT id, position, deleted_at FROM steps WHERE id = ?",
  row: z.object({ id: z.string(), position: z.int(), deleted_at: z.int().nullable() }),
};

function planInPlace(connection: ReadingConnection, runKey: number, id: StepId, content: StepContent): Plan {
  const place = connection.first(PLACE, id);
  if (place === undefined || place.deleted_at === null) return { steps: [{ id, content }], order: null };
  const order = withReturning(presentPlaces(connection, runKey), [{ id, position: place.position }]);
  return { steps: [{ id, content }], order };
}

/** A copy: of a thought as a bullet after it, of a section or a step as a step after it. */
function planCopy(
  connection: ReadingConnection,
  runKey: number,
  { row, present, isBinned }: FoundVersion,
  what: Exclude<RestoreRequest["what"], { kind: "run" }>,
  then: StepContent,
): Plan {
  if (what.kind === "thought" && row.part !== "names" && isThoughtSection(row.part) && !isBinned) {
    const thought = findThought(then[row.part], what.thoughtId);
    const section = present[row.part];
    if (thought === null) throw new Error("A thought was found and is not there");
    const at = section.bullets.findIndex((bullet) => bullet.some((one) => one.id === what.thoughtId));
    const bullets = section.bullets.toSpliced(at === -1 ? section.bullets.length : at + 1, 0, [
      { ...thought, id: newThoughtId() },
    ]);
    return { steps: [{ id: row.stepId, content: { ...present, [row.part]: { ...section, bullets } } }], order: null };
  }
  const { id, ...blank } = blankStep();
  const source = what.kind === "step" || row.part === "names" ? then : { ...blank, [row.part]: then[row.part] };
  const order = presentPlaces(connection, runKey).map((place) => place.id);
  const at = order.indexOf(row.stepId);
  const content = withFreshThoughts(source);
  return { steps: [{ id, content }], order: order.toSpliced(at === -1 ? order.length : at + 1, 0, id) };
}

/** The same content with new ids of thoughts: a copy is nothing that verdicts and comments were about. */
function withFreshThoughts(content: StepContent): StepContent {
  return {
    ...content,
    initial: freshThoughts(content.initial),
    postPrompt: freshThoughts(content.postPrompt),
    postAction: freshThoughts(content.postAction),
  };
}

function freshThoughts(section: ThoughtSection): ThoughtSection {
  const bullets = section.bullets.map((bullet) => bullet.map((thought) => ({ ...thought, id: newThoughtId() })));
  return { ...section, bullets };
}

/** The steps of a snapshot in its order, as they stood; undefined when the run has no such snapshot. */
function stepsOfSnapshot(connection: ReadingConnection, runKey: number, snapshot: number): Step[] | undefined {
  const taken = readSnapshot(connection, runKey, snapshot);
  if (taken === undefined) return undefined;
  const rows = new Map(connection.all(ALL_STEPS, runKey).map((row) => [row.key, row]));
  return taken.stepKeys.flatMap((key) => {
    const row = rows.get(key);
    return row === undefined
      ? []
      : [{ id: row.id, ...stepAsOf(connection, key, row.content, taken.lastVersion, PARTS) }];
  });
}

/** Only what differs is written; steps that were not there then go to the bin. */
function planRun(connection: ReadingConnection, runKey: number, then: readonly Step[]): Plan {
  const rows = new Map(connection.all(ALL_STEPS, runKey).map((row) => [row.id, row]));
  const staying = new Set(then.map(({ id }) => id));
  const changed = then.flatMap((step) => {
    const row = rows.get(step.id);
    const content = contentOf(step);
    const isSame =
      row !== undefined && row.deleted_at === null && JSON.stringify(row.content) === JSON.stringify(content);
    return isSame ? [] : [{ id: step.id, content }];
  });
  const going = [...rows.values()]
    .filter((row) => row.deleted_at === null && !staying.has(row.id))
    .map(({ id }) => ({ id, content: null }));
  return { steps: [...changed, ...going], order: then.map(({ id }) => id) };
}

/** Steps handed over at once: a short transaction each. */
const STEPS_AT_ONCE = 250;

function copyRun(
  library: WritingLibrary,
  request: RestoreRequest,
  snapshot: number,
): Outcome<RestoreReply, RestoreFailure> {
  const steps = library.read<Step[], RestoreFailure>((connection) => {
    const run = visibleRun(connection, request.runId);
    if (run === undefined) return failed(NO_SUCH_RUN);
    const taken = stepsOfSnapshot(connection, run.key, snapshot);
    return taken === undefined ? failed(NO_SUCH_VERSION) : success(taken);
  });
  if (!steps.ok) return steps;
  const known = loadDetails(library, request.runId);
  if (!known.ok) return known;
  const details = { ...known.value.details, title: request.title ?? known.value.details.title };
  const arrival = beginArrival(library);
  const runId = arrival.startRun({ title: details.title, authors: details.authors });
  if (!runId.ok) return runId;
  for (let index = 0; index < steps.value.length; index += STEPS_AT_ONCE) {
    const part = steps.value.slice(index, index + STEPS_AT_ONCE);
    const copies = part.map((step) => ({ id: newStepId(), ...withFreshThoughts(contentOf(step)) }));
    const appended = arrival.append(runId.value, copies);
    if (appended.ok) continue;
    const abandoned = arrival.abandon();
    // What could not be taken away now is swept at the next start; why it failed matters more.
    return abandoned.ok ? appended : failed(appended.failure);
  }
  const finished = arrival.finish();
  if (!finished.ok) return finished;
  const updated = updateDetails(library, runId.value, 1, details);
  if (!updated.ok) return updated;
  return success({ runId: runId.value, orderRev: 1, savedAt: library.clock().utcMs, steps: [] });
}
