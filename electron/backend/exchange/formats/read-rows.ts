import type { Problem } from "../../../../shared/domain/bounty/problem.ts";
import { ProblemList } from "../../../../shared/domain/bounty/problem-list.ts";
import { keptFrom, type StoredProvenance } from "../../../../shared/domain/exchange/provenance.ts";
import {
  provenanceOfRow,
  ROW_SCHEMA,
  rowContradictions,
  StepRow,
  stepOfRow,
} from "../../../../shared/domain/exchange/row.ts";
import type { RunId, StepId } from "../../../../shared/domain/ids.ts";
import { SECTION_NAMES, type SectionName } from "../../../../shared/domain/section.ts";
import { MAX_STEPS, type Step } from "../../../../shared/domain/step.ts";
import { visibleStep } from "../../../../shared/domain/visible.ts";
import { AT_A_TIME, hand, type TakePiece, Unreadable } from "./incoming.ts";

/*
 * Our rows on their way in, from JSON Lines or Parquet: the rows of a run follow on each other, in the order of its steps,
 * as we write them. A row must be a row of our schema to the last key, and say of itself what its own texts bear out: a state
 * that does not follow would be lost in silence. The first faults are told; a file with any is refused.
 */

/** A row as it was found, and the words for its place ("Line 12"). */
export type FoundRow = { readonly place: string; readonly value: unknown };

/** More faults than this help nobody. */
const MOST_FAULTS = 200;

/** Reads rows one by one and hands their runs on. */
export class RowReader {
  readonly #problems = new ProblemList();
  readonly #take: TakePiece;
  readonly #runs = new Set<RunId>();
  readonly #stepIds = new Set<StepId>();
  #run: StepRow | null = null;
  #before: Step | null = null;
  #steps: Step[] = [];
  #provenance = new Map<StepId, Partial<Record<SectionName, StoredProvenance>>>();
  #faults = 0;
  /** Rows of the present run. */
  #counted = 0;

  constructor(take: TakePiece) {
    this.#take = take;
  }

  /** Reads one row; false when there are so many faults that reading ends. */
  read({ place, value }: FoundRow): boolean {
    const schema = schemaOf(value);
    if (schema !== null && schema !== ROW_SCHEMA && schema.startsWith("runwright-step/")) {
      throw new Unreadable(
        "shape",
        `${place}: these rows (${schema}) are of a newer release of Runwright. Update it to read them.`,
      );
    }
    const parsed = StepRow.safeParse(value);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const path = issue?.path.map(String).join(".") ?? "";
      return this.#fault(`${place}${path === "" ? "" : `, ${path}`}: ${issue?.message ?? "this is no row of ours"}.`);
    }
    return this.#takeRow(place, parsed.data);
  }

  /** Hands the last steps on; answers the problems. */
  end(): Problem[] {
    this.#endRun("At the end");
    if (this.#runs.size === 0 && this.#faults === 0) this.#fault("There is no row in this file.");
    return this.#problems.all();
  }

  #takeRow(place: string, row: StepRow): boolean {
    if (this.#run?.runId !== row.runId) {
      this.#endRun(place);
      if (this.#runs.has(row.runId))
        return this.#fault(`${place}: the rows of run ${row.runId} do not follow on each other.`);
      this.#runs.add(row.runId);
      this.#run = row;
      this.#before = null;
      const { runId, title, authors, licence } = row;
      hand(this.#take, { kind: "run", run: { id: runId, title, authors, licence, packed: null } });
    }
    const expected = this.#counted + 1;
    if (row.step !== expected) return this.#fault(`${place}: step ${row.step} stands where step ${expected} belongs.`);
    if (row.step > MAX_STEPS) return this.#fault(`${place}: a run has at most ${MAX_STEPS} steps.`);
    if (this.#stepIds.has(row.stepId)) return this.#fault(`${place}: the step id ${row.stepId} stands twice.`);
    this.#stepIds.add(row.stepId);
    const step = stepOfRow(row);
    const { states } = visibleStep(step, this.#before, row.step);
    const wrong = SECTION_NAMES.filter((name) => states[name] !== row[name].state);
    for (const said of rowContradictions(row)) this.#fault(`${place}: ${said}`);
    for (const name of wrong) {
      this.#fault(`${place}: ${name} is said to be “${row[name].state}” and is “${states[name]}” by the texts.`);
    }
    this.#before = step;
    this.#counted = row.step;
    this.#steps.push(step);
    this.#provenance.set(step.id, keptFrom(provenanceOfRow(row)));
    if (this.#steps.length >= AT_A_TIME) this.#hand();
    return this.#faults < MOST_FAULTS;
  }

  #endRun(place: string): void {
    if (this.#run === null) return;
    this.#hand();
    if (this.#counted !== this.#run.steps) {
      this.#fault(
        `${place}: the run has ${this.#run.steps} steps, and ${this.#counted} are here. Part of the file is missing.`,
      );
    }
    this.#run = null;
    this.#counted = 0;
  }

  #hand(): void {
    if (this.#steps.length > 0) hand(this.#take, { kind: "steps", steps: this.#steps, provenance: this.#provenance });
    this.#steps = [];
    this.#provenance = new Map();
  }

  #fault(message: string): boolean {
    this.#faults += 1;
    this.#problems.add({ rule: "shape", pointer: "", message });
    return this.#faults < MOST_FAULTS;
  }
}

function schemaOf(value: unknown): string | null {
  return typeof value === "object" && value !== null && "schema" in value && typeof value.schema === "string"
    ? value.schema
    : null;
}
