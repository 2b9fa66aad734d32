import { z } from "zod";

import type { StoredStep } from "../../../shared/contract/run-methods.ts";
import { StepId } from "../../../shared/domain/ids.ts";
import { type Step, StepContent } from "../../../shared/domain/step.ts";
import type { Query } from "../storage/connection.ts";
import { JsonColumn } from "./json-column.ts";

/** The text of the `content` column, checked and taken apart. */
export const ContentColumn = JsonColumn.pipe(StepContent);

/** The text for the `content` column. Escapes keep lone surrogates, which SQLite's UTF-8 could not. */
export function contentColumn(content: StepContent): string {
  return JSON.stringify(content);
}

/** A row of `steps`. */
export const StepRow = z.object({
  key: z.int(),
  id: StepId,
  run: z.int(),
  position: z.int(),
  rev: z.int(),
  deleted_at: z.int().nullable(),
  content: ContentColumn,
});
export type StepRow = z.infer<typeof StepRow>;

const COLUMNS = "SELECT key, id, run, position, rev, deleted_at, content FROM steps";
const stepQuery = (where: string): Query<StepRow> => ({ sql: `${COLUMNS} ${where}`, row: StepRow });

/** A step by its id, also one in the bin. */
export const STEP_BY_ID = stepQuery("WHERE id = ?");
/** The step before a position: run, position. */
export const STEP_BEFORE = stepQuery(
  "WHERE run = ? AND position < ? AND deleted_at IS NULL ORDER BY position DESC LIMIT 1",
);
/** The step after a position: run, position. */
export const STEP_AFTER = stepQuery("WHERE run = ? AND position > ? AND deleted_at IS NULL ORDER BY position LIMIT 1");
/** The step at a position: run, position. */
export const STEP_AT = stepQuery("WHERE run = ? AND position = ? AND deleted_at IS NULL");
/** All steps of a run in reading order. */
export const STEPS_IN_ORDER = stepQuery("WHERE run = ? AND deleted_at IS NULL ORDER BY position");

/** Where a step stands, without its content. */
export const StepPlace = z.object({ key: z.int(), id: StepId, position: z.int() });
export type StepPlace = z.infer<typeof StepPlace>;
/** The order of a run. */
export const PLACES_IN_ORDER: Query<StepPlace> = {
  sql: "SELECT key, id, position FROM steps WHERE run = ? AND deleted_at IS NULL ORDER BY position",
  row: StepPlace,
};

/** The step as the domain has it. */
export function stepOfRow(row: StepRow): Step {
  return { id: row.id, ...row.content };
}

/** The step as the contract has it. */
export function storedStepOfRow(row: StepRow): StoredStep {
  return { id: row.id, rev: row.rev, content: row.content };
}
