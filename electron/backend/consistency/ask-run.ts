import { randomUUID } from "node:crypto";

import { z } from "zod";

import { plainFailure, type Failure } from "../../../shared/contract/failure.ts";
import { Anchor, Verdict } from "../../../shared/domain/consistency/verdict.ts";
import { type RunId, StepId } from "../../../shared/domain/ids.ts";
import { RunStatus } from "../../../shared/domain/run.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import { bibleRev, keptBible } from "../bible/parts.ts";
import { fromStorage, readingLibrary, type BackendContext } from "../context.ts";
import type { RunAnswer, RunNews, RunQuestion } from "../reading/kept-engines.ts";
import { NO_SUCH_RUN, type RunFailure } from "../runs/failures.ts";
import { JsonColumn } from "../runs/json-column.ts";
import { visibleRun } from "../runs/run-row.ts";
import { STEP_BY_ID, stepOfRow, STEPS_IN_ORDER } from "../runs/step-row.ts";
import type { Query, ReadingConnection } from "../storage/connection.ts";
import type { ReadingLibrary } from "../storage/library.ts";

/*
 * Asks the engine of a run. What the engine has seen is remembered by the revs of the steps and of the bible, so that after an edit one
 * row is read and one step is sent. The engine may have gone meanwhile: then everything is sent, once.
 */

type Seen = {
  readonly token: string;
  readonly revs: ReadonlyMap<StepId, number>;
  readonly order: readonly StepId[];
  readonly bibleRev: number;
  readonly isFinished: boolean;
};

const REVS: Query<{ id: StepId; rev: number }> = {
  sql: "SELECT id, rev FROM steps WHERE run = ? AND deleted_at IS NULL ORDER BY position",
  row: z.object({ id: StepId, rev: z.int() }),
};
const STATUS: Query<{ status: RunStatus }> = {
  sql: "SELECT status FROM runs WHERE key = ?",
  row: z.object({ status: RunStatus }),
};
const VERDICTS: Query<{ verdict: Verdict }> = {
  sql: "SELECT verdict FROM verdicts WHERE run = ? ORDER BY key",
  row: z.object({ verdict: JsonColumn.pipe(Verdict) }),
};
const BASELINE: Query<{ anchors: Anchor[] }> = {
  sql: "SELECT anchors FROM baselines WHERE run = ?",
  row: z.object({ anchors: JsonColumn.pipe(z.array(Anchor)) }),
};

/** Runs remembered as seen; more than the engines that are kept would only be sent again. */
const MOST_SEEN = 8;

/** The library's side of the engines that the reading crew keeps. */
export class RunAsker {
  readonly #context: BackendContext;
  readonly #seen = new Map<RunId, Seen>();
  #library: ReadingLibrary | null = null;

  constructor(context: BackendContext) {
    this.#context = context;
  }

  /** Answers a question about a run as the library has it now. */
  async ask<Kind extends RunQuestion["kind"]>(
    runId: RunId,
    question: RunQuestion & { readonly kind: Kind },
  ): Promise<Outcome<Extract<RunAnswer, { kind: Kind }>, Failure>> {
    const first = await this.#askOnce(runId, question, this.#seen.get(runId) ?? null);
    if (!first.ok) return first;
    const answer = first.value.kind === "behind" ? await this.#askOnce(runId, question, null) : first;
    if (!answer.ok) return answer;
    return isOfKind(answer.value, question.kind)
      ? success(answer.value)
      : failed(plainFailure("internal", "The reading part answered something else than it was asked."));
  }

  async #askOnce(runId: RunId, question: RunQuestion, since: Seen | null): Promise<Outcome<RunAnswer, Failure>> {
    const library = readingLibrary(this.#context);
    if (!library.ok) return library;
    // A restore has put another library in place: what was seen was seen in the old one.
    const known = library.value === this.#library ? since : null;
    this.#library = library.value;
    const told = fromStorage(
      library.value.read<{ news: RunNews; seen: Seen }, RunFailure>((connection) => newsOf(connection, runId, known)),
    );
    if (!told.ok) return told;
    const { news, seen } = told.value;
    this.#seen.delete(runId);
    const answer = await this.#context.crew.askRun({ kind: "askRun", news, question });
    if (answer.ok && answer.value.kind !== "behind") {
      this.#seen.set(runId, seen);
      for (const other of this.#seen.keys()) if (this.#seen.size > MOST_SEEN) this.#seen.delete(other);
    }
    return answer;
  }
}

function isOfKind<Kind extends RunAnswer["kind"]>(
  answer: RunAnswer,
  kind: Kind,
): answer is Extract<RunAnswer, { kind: Kind }> {
  return answer.kind === kind;
}

/** What has changed in a run since it was seen, or all of it where it never was; and what is then seen. */
export function newsOf(
  connection: ReadingConnection,
  runId: RunId,
  since: Seen | null,
): Outcome<{ news: RunNews; seen: Seen }, RunFailure> {
  const run = visibleRun(connection, runId);
  if (run === undefined) return failed(NO_SUCH_RUN);
  const places = connection.all(REVS, run.key);
  const revs = new Map(places.map(({ id, rev }) => [id, rev]));
  const order = places.map(({ id }) => id);
  const status = connection.first(STATUS, run.key)?.status;
  const isFinished = status === "finished" || status === "submitted";
  const rev = bibleRev(connection, run.key);
  const changed = since === null ? null : order.filter((id) => since.revs.get(id) !== revs.get(id));
  const steps =
    changed === null
      ? connection.all(STEPS_IN_ORDER, run.key).map(stepOfRow)
      : changed.flatMap((id) => {
          const row = connection.first(STEP_BY_ID, id);
          return row === undefined ? [] : [stepOfRow(row)];
        });
  const isSameOrder =
    since !== null && since.order.length === order.length && since.order.every((id, at) => id === order[at]);
  const isSameBible = since !== null && since.bibleRev === rev && since.isFinished === isFinished;
  const token = randomUUID();
  const news: RunNews = {
    runId,
    since: since?.token ?? null,
    token,
    steps,
    order: isSameOrder ? null : order,
    bible: isSameBible ? null : keptBible(connection, run.key).bible,
    isFinished,
    verdicts: connection.all(VERDICTS, run.key).map(({ verdict }) => verdict),
    baseline: connection.first(BASELINE, run.key)?.anchors ?? [],
  };
  return success({ news, seen: { token, revs, order, bibleRev: rev, isFinished } });
}
