import type { ChatRow } from "./chat.ts";
import { ORIGINS } from "./provenance.ts";
import type { StepRow } from "./row.ts";

/*
 * The columns of our rows as data, from which follow the schema of a Parquet file and the features in a dataset's card. A
 * test holds them against rows that were written.
 */

/** The type of a column or of a part of it. */
export type ColumnType =
  | { readonly kind: "text" | "int" | "bool"; readonly isNullable: boolean }
  | { readonly kind: "struct"; readonly fields: readonly Column[] }
  | { readonly kind: "list"; readonly of: ColumnType };
/** A named column, or a field of one. */
export type Column = { readonly name: string; readonly type: ColumnType };

const TEXT: ColumnType = { kind: "text", isNullable: false };
const MAYBE_TEXT: ColumnType = { kind: "text", isNullable: true };
const INT: ColumnType = { kind: "int", isNullable: false };
const MAYBE_INT: ColumnType = { kind: "int", isNullable: true };
const BOOL: ColumnType = { kind: "bool", isNullable: false };
const MAYBE_BOOL: ColumnType = { kind: "bool", isNullable: true };

const struct = (fields: Readonly<Record<string, ColumnType>>): ColumnType => ({
  kind: "struct",
  fields: Object.entries(fields).map(([name, type]) => ({ name, type })),
});
const list = (of: ColumnType): ColumnType => ({ kind: "list", of });

const provenance = struct({
  order: MAYBE_INT,
  beforeNext: MAYBE_BOOL,
  changedAfterNext: MAYBE_BOOL,
  ...Object.fromEntries(ORIGINS.map((origin) => [origin, MAYBE_INT])),
  guide: MAYBE_TEXT,
  firstWrittenAt: MAYBE_TEXT,
});
const thought = struct({ id: TEXT, type: TEXT, longterm: BOOL, text: TEXT });
const thoughts = struct({ state: TEXT, bullets: list(list(thought)), words: INT, provenance });
const story = struct({ state: TEXT, text: MAYBE_TEXT, words: INT, provenance });
const taggable = struct({ state: TEXT, tagged: BOOL, text: MAYBE_TEXT, words: INT, provenance });

const STEP: Readonly<Record<keyof StepRow, ColumnType>> = {
  schema: TEXT,
  runId: TEXT,
  title: TEXT,
  authors: list(struct({ name: TEXT, role: TEXT })),
  licence: MAYBE_TEXT,
  steps: INT,
  stepId: TEXT,
  step: INT,
  chapter: MAYBE_TEXT,
  storyWords: INT,
  thoughtWords: INT,
  initial: thoughts,
  prompt: story,
  postPrompt: thoughts,
  action: taggable,
  postAction: thoughts,
  outcome: taggable,
};
const CHAT: Readonly<Record<keyof ChatRow, ColumnType>> = {
  schema: TEXT,
  id: TEXT,
  runId: TEXT,
  title: TEXT,
  step: INT,
  messages: list(struct({ role: TEXT, content: TEXT })),
};

const columns = (types: Readonly<Record<string, ColumnType>>): readonly Column[] =>
  Object.entries(types).map(([name, type]) => ({ name, type }));

/** The columns of a step row, in their order. */
export const STEP_COLUMNS = columns(STEP);
/** The columns of a chat row, in their order. */
export const CHAT_COLUMNS = columns(CHAT);
