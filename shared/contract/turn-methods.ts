import { z } from "zod";

import { BatchId, DeviceId, PersonId, RunId, StepId, TurnId } from "../domain/ids.ts";
import { PlayersAction, StoryPart } from "../domain/turn.ts";
import { FileHandle, TargetHandle } from "./handles.ts";
import { FILE_TROUBLE, LIBRARY_TROUBLE, method } from "./method.ts";

const By = { batchId: BatchId, personId: PersonId, deviceId: DeviceId } as const;
const WRITING = ["notWriting", ...LIBRARY_TROUBLE] as const;
const TARGET_TROUBLE = ["exists", "missing", "folder", "notAFolder", "noPermission", "noSuchFile"] as const;

/** What landing an action changed, as a save is answered; the steps are fetched with `run.steps`. */
const Landed = z.strictObject({
  runId: RunId,
  orderRev: z.int().min(1),
  savedAt: z.int(),
  steps: z.array(z.strictObject({ id: StepId, rev: z.int().min(1) })),
});

/** Turns between dungeon master and player. No thought ever leaves through one of these. */
export const turnMethods = {
  /**
   * The run as its player sees it. `fresh`: from which part on it is new; `awaits`: the step that waits for an action;
   * `draft`: what a player in the hot seat has written so far and not handed over.
   */
  "turn.story": method({
    request: z.strictObject({ runId: RunId }),
    reply: z.strictObject({
      title: z.string(),
      story: z.array(StoryPart),
      fresh: z.int().min(0),
      awaits: z.int().min(1).nullable(),
      draft: PlayersAction,
    }),
    errors: ["noSuchRun", ...LIBRARY_TROUBLE],
  }),
  /** Keeps what a player in the hot seat writes, as it is written; handing it over ends it. */
  "turn.keepSeat": method({
    request: z.strictObject({ runId: RunId, action: PlayersAction }),
    reply: z.strictObject({}),
    errors: ["noSuchRun", ...WRITING],
  }),
  /** Puts the player's action where the run waits for it. Refused (`exists`) when it does not wait for one any more. */
  "turn.land": method({
    request: z.strictObject({
      runId: RunId,
      step: z.int().min(1),
      action: PlayersAction,
      /** How the words came. */
      came: z.enum(["typed", "pasted", "imported"]),
      ...By,
    }),
    reply: Landed,
    errors: ["noSuchRun", "noSuchStep", "exists", ...WRITING],
  }),
  /** Writes the turn for the player: a package of `kind: turn`. */
  "turn.export": method({
    request: z.strictObject({ runId: RunId, target: TargetHandle, overwrite: z.boolean() }),
    reply: z.strictObject({ file: z.string(), bytes: z.int().min(1), sha256: z.string() }),
    errors: ["noSuchRun", "nothingToExport", ...TARGET_TROUBLE, ...WRITING],
  }),
  /** Takes the player's answer in: only the action may differ from what the run says; anything else is refused. */
  "turn.import": method({
    request: z.strictObject({ file: FileHandle, runId: RunId, ...By }),
    reply: Landed,
    errors: ["refused", "otherRun", "noSuchRun", "noSuchStep", "exists", ...FILE_TROUBLE, ...WRITING],
  }),
  /** Opens a turn that was sent; the same file opens the same turn again, with the action as far as it is written. */
  "turn.open": method({
    request: z.strictObject({ file: FileHandle }),
    reply: z.strictObject({ turnId: TurnId }),
    errors: ["refused", ...FILE_TROUBLE, ...WRITING],
  }),
  "turn.read": method({
    request: z.strictObject({ turnId: TurnId }),
    reply: z.strictObject({
      title: z.string(),
      story: z.array(StoryPart),
      step: z.int().min(1),
      action: PlayersAction,
    }),
    errors: ["noSuchFile", ...LIBRARY_TROUBLE],
  }),
  /** Keeps the action of a turn that was sent. */
  "turn.keep": method({
    request: z.strictObject({ turnId: TurnId, action: PlayersAction }),
    reply: z.strictObject({}),
    errors: ["noSuchFile", ...WRITING],
  }),
  /** Writes the answer: the turn as it came, with the action. */
  "turn.answer": method({
    request: z.strictObject({ turnId: TurnId, target: TargetHandle, overwrite: z.boolean() }),
    reply: z.strictObject({ file: z.string(), bytes: z.int().min(1), sha256: z.string() }),
    errors: ["nothingToExport", ...TARGET_TROUBLE, ...WRITING],
  }),
};
