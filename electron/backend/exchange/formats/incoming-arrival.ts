import { plainFailure, type Failure } from "../../../../shared/contract/failure.ts";
import type { StoredProvenance } from "../../../../shared/domain/exchange/provenance.ts";
import { newStepId, newThoughtId, type RunId, type StepId, type ThoughtId } from "../../../../shared/domain/ids.ts";
import { isThoughtSection, SECTION_NAMES, type SectionName } from "../../../../shared/domain/section.ts";
import type { Step } from "../../../../shared/domain/step.ts";
import { assertNever } from "../../../../shared/lib/assert-never.ts";
import type { Outcome } from "../../../../shared/lib/outcome.ts";
import { storageFailure } from "../../context.ts";
import { PackedKeeper } from "../../package/keep-packed.ts";
import type { Arrival } from "../../runs/arrive.ts";
import type { WritingConnection } from "../../storage/connection.ts";
import type { LibraryFailure } from "../../storage/failures.ts";
import type { Coming } from "./arriving.ts";
import type { IncomingPiece, IncomingRun } from "./incoming.ts";

/** The id of anything, as ids are spelled. */
const ANY_ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu;

/** A run of an import that stands in the library, or stood there before. */
export type ArrivedRun = { readonly id: RunId; readonly coming: Coming };

/**
 * Puts pieces into an arrival: each run as it was found out to come (`comings`, in the order of the runs). The first failure
 * ends it and stays in `failure`.
 */
export class IncomingArrival {
  readonly runs: ArrivedRun[] = [];
  failure: Failure | null = null;
  readonly #arrival: Arrival;
  readonly #comings: readonly Coming[];
  #index = -1;
  #runId: RunId | null = null;
  #keeper: PackedKeeper | null = null;
  #ids: Map<StepId, StepId> | null = null;
  #thoughtIds = new Map<string, ThoughtId>();

  constructor(arrival: Arrival, comings: readonly Coming[]) {
    this.#arrival = arrival;
    this.#comings = comings;
  }

  /** Writes one piece; false when it could not, or when the file is not what it was a moment ago. */
  take(piece: IncomingPiece): boolean {
    if (piece.kind === "run") return this.#begin(piece.run);
    const runId = this.#runId;
    // A run that is here already: nothing of it is written.
    if (runId === null) return true;
    switch (piece.kind) {
      case "steps": {
        const provenance = new Map<StepId, Partial<Readonly<Record<SectionName, StoredProvenance>>>>();
        const steps = piece.steps.map((step) => {
          const own = this.#own(step);
          const kept = piece.provenance.get(step.id);
          if (kept !== undefined) provenance.set(own.id, kept);
          return own;
        });
        return this.#done(this.#arrival.append(runId, steps, provenance));
      }
      case "bin":
        return this.#add(runId, (keeper, connection, runKey) => keeper.bin(connection, runKey, piece.steps));
      case "acts":
        return this.#add(runId, (keeper, connection, runKey) => keeper.acts(connection, runKey, piece.acts));
      case "versions":
        return this.#add(runId, (keeper, connection, runKey) => keeper.versions(connection, runKey, piece.versions));
      case "snapshots":
        return this.#add(runId, (keeper, connection, runKey) => keeper.snapshots(connection, runKey, piece.snapshots));
      case "verdicts":
        return this.#add(runId, (keeper, connection, runKey) => keeper.verdicts(connection, runKey, piece.verdicts));
      case "answers":
        return this.#add(runId, (keeper, connection, runKey) => keeper.answers(connection, runKey, piece.answers));
      case "words":
        return this.#add(runId, (keeper, connection, runKey) => keeper.words(connection, runKey, piece.words));
      case "reviews":
        return this.#add(runId, (keeper, connection, runKey) => keeper.reviews(connection, runKey, piece.reviews));
      case "bible":
        return this.#add(runId, (keeper, connection, runKey) => keeper.bible(connection, runKey, piece.bible));
      case "guides":
        return this.#add(runId, (keeper, connection) => keeper.guides(connection, piece.guides));
      default:
        return assertNever(piece);
    }
  }

  #begin(run: IncomingRun): boolean {
    this.#index += 1;
    const coming = this.#comings[this.#index];
    if (coming === undefined) {
      this.failure = plainFailure(
        "io",
        `“${run.title}” was not in the file a moment ago. Nothing was changed; try again.`,
      );
      return false;
    }
    this.#runId = null;
    if (coming.here !== null) {
      this.runs.push({ id: coming.here, coming });
      return true;
    }
    const keepsIds = coming.arriving === "new" && run.id !== null;
    this.#ids = coming.arriving === "copy" ? new Map() : null;
    this.#thoughtIds = new Map();
    const started = this.#arrival.startRun(
      { title: run.title, authors: run.authors },
      { id: keepsIds ? (run.id ?? undefined) : undefined, hasHistory: run.packed !== null },
    );
    if (!started.ok) return this.#done(started);
    this.#runId = started.value;
    this.runs.push({ id: started.value, coming });
    const { packed, licence } = run;
    this.#keeper =
      packed === null ? null : new PackedKeeper({ step: (id) => this.#idOf(id), text: (json) => this.#renamed(json) });
    return this.#done(
      this.#arrival.add(started.value, (connection, runKey) => {
        if (packed !== null) this.#keeper?.run(connection, runKey, packed);
        else if (licence !== null) {
          connection.run("UPDATE runs SET licence = ? WHERE key = ?", licence.toWellFormed(), runKey);
        }
      }),
    );
  }

  #add(runId: RunId, write: (keeper: PackedKeeper, connection: WritingConnection, runKey: number) => void): boolean {
    const keeper = this.#keeper;
    if (keeper === null) throw new Error("Only a package brings more than steps");
    return this.#done(this.#arrival.add(runId, (connection, runKey) => write(keeper, connection, runKey)));
  }

  #done(outcome: Outcome<unknown, LibraryFailure>): boolean {
    if (!outcome.ok) this.failure = storageFailure(outcome.failure);
    return outcome.ok;
  }

  /** The id that a step of the file has here; in a copy every id is new. */
  #idOf(id: StepId): StepId {
    if (this.#ids === null) return id;
    const known = this.#ids.get(id) ?? newStepId();
    this.#ids.set(id, known);
    return known;
  }

  /** JSON in which steps and thoughts have the ids that they have here. */
  #renamed(json: string): string {
    const ids: ReadonlyMap<string, string> | null = this.#ids;
    if (ids === null) return json;
    const thoughts = this.#thoughtIds;
    return json.replaceAll(ANY_ID, (id) => ids.get(id) ?? thoughts.get(id) ?? id);
  }

  #newThoughtId(packed: ThoughtId): ThoughtId {
    const id = newThoughtId();
    this.#thoughtIds.set(packed, id);
    return id;
  }

  #own(step: Step): Step {
    if (this.#ids === null) return step;
    const own = { ...step, id: this.#idOf(step.id) };
    for (const name of SECTION_NAMES) {
      if (!isThoughtSection(name)) continue;
      const bullets = step[name].bullets.map((bullet) =>
        bullet.map((thought) => ({ ...thought, id: this.#newThoughtId(thought.id) })),
      );
      own[name] = { ...step[name], bullets };
    }
    return own;
  }
}
