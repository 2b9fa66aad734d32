import { plainFailure, type Failure } from "../../../shared/contract/failure.ts";
import type { ReplyOf, RequestOf } from "../../../shared/contract/contract.ts";
import type { turnMethods } from "../../../shared/contract/turn-methods.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import type { CallerId } from "../backend-shape.ts";
import { fromStorage, readingLibrary, writingLibrary, type BackendContext, type Handlers } from "../context.ts";
import { writeOneFile } from "../exchange/write-files.ts";
import type { LentPath } from "../handles.ts";
import { loadDetails } from "../runs/details.ts";
import type { WritingLibrary } from "../storage/library.ts";
import { fromLanding, fromTurns } from "./failures.ts";
import { landAction, storyOf } from "./land.ts";
import { keepSeat, readSeat } from "./seat.ts";
import { keepAction, keepTurn, readTurn } from "./sent-turns.ts";
import { turnIn, writeTurn } from "./turn-file.ts";

/** Turns between dungeon master and player. */
export function turnHandlers(context: BackendContext): Handlers<keyof typeof turnMethods> {
  const write = (caller: CallerId, place: LentPath, bytes: Uint8Array, overwrite: boolean) =>
    context.jobs.run(caller, undefined, (job) =>
      writeOneFile(place, { name: place.name, chunks: [bytes] }, overwrite, job),
    );
  return {
    "turn.story": ({ runId }) => {
      const library = readingLibrary(context);
      if (!library.ok) return library;
      const details = fromStorage(loadDetails(library.value, runId));
      if (!details.ok) return details;
      const view = fromStorage(storyOf(library.value, runId));
      if (!view.ok) return view;
      const draft = fromStorage(readSeat(library.value, runId));
      if (!draft.ok) return draft;
      const { title } = details.value.details;
      return success({ title, ...view.value, story: [...view.value.story], draft: draft.value });
    },
    "turn.keepSeat": ({ runId, action }) => {
      const library = writingLibrary(context);
      return library.ok ? fromStorage(keepSeat(library.value, runId, action)) : library;
    },
    "turn.land": (request, caller) => {
      const library = writingLibrary(context);
      return library.ok ? land(context, library.value, request, caller) : library;
    },
    "turn.export": async ({ runId, target, overwrite }, caller) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      const place = context.lent.find(caller, target);
      if (!place.ok) return place;
      const details = fromStorage(loadDetails(library.value, runId));
      if (!details.ok) return details;
      const view = fromStorage(storyOf(library.value, runId));
      if (!view.ok) return view;
      const { story, awaits } = view.value;
      if (awaits === null) return failed(NOT_THEIR_TURN);
      const { title } = details.value.details;
      const bytes = writeTurn({ version: 1, title, story: [...story], step: awaits, action: null });
      const written = await write(caller, place.value, bytes, overwrite);
      return written.ok ? success(fileOf(written.value)) : written;
    },
    "turn.import": ({ file, runId, ...by }, caller) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      const lent = context.lent.find(caller, file);
      if (!lent.ok) return lent;
      const read = turnIn(lent.value);
      if (!read.ok) return read;
      const view = fromStorage(storyOf(library.value, runId));
      if (!view.ok) return view;
      const { story, step, action } = read.value.turn;
      if (action === null || action.text.trim() === "")
        return failed(plainFailure("otherRun", "The player has not written an action in this turn yet."));
      // What stands before the action is the dungeon master's: a file that says otherwise is not taken at all.
      if (JSON.stringify(story) !== JSON.stringify(view.value.story.slice(0, story.length))) {
        const message =
          "This turn says something else than the run does: more than the action was changed, the run was edited since, or it is another run’s. Nothing was changed.";
        return failed(plainFailure("otherRun", message));
      }
      return land(context, library.value, { runId, step, action, came: "imported", ...by }, caller);
    },
    "turn.open": ({ file }, caller) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      const lent = context.lent.find(caller, file);
      if (!lent.ok) return lent;
      const read = turnIn(lent.value);
      if (!read.ok) return read;
      const kept = fromStorage(keepTurn(library.value, read.value.turn, read.value.bytes));
      return kept.ok ? success({ turnId: kept.value }) : kept;
    },
    "turn.read": ({ turnId }) => {
      const library = readingLibrary(context);
      if (!library.ok) return library;
      const kept = fromTurns(readTurn(library.value, turnId));
      if (!kept.ok) return kept;
      const { title, story, step } = kept.value.turn;
      return success({ title, story, step, action: kept.value.action });
    },
    "turn.keep": ({ turnId, action }) => {
      const library = writingLibrary(context);
      return library.ok ? fromTurns(keepAction(library.value, turnId, action)) : library;
    },
    "turn.answer": async ({ turnId, target, overwrite }, caller) => {
      const library = writingLibrary(context);
      if (!library.ok) return library;
      const place = context.lent.find(caller, target);
      if (!place.ok) return place;
      const kept = fromTurns(readTurn(library.value, turnId));
      if (!kept.ok) return kept;
      const { turn, action } = kept.value;
      if (action.text.trim() === "")
        return failed(plainFailure("nothingToExport", "Write what you do first; there is nothing to send back yet."));
      const written = await write(caller, place.value, writeTurn({ ...turn, action }), overwrite);
      return written.ok ? success(fileOf(written.value)) : written;
    },
  };
}

const NOT_THEIR_TURN = plainFailure(
  "nothingToExport",
  "The run does not wait for the player: write on until the next prompt.",
);

function fileOf({ name, bytes, sha256 }: { name: string; bytes: number; sha256: string }): ReplyOf<"turn.answer"> {
  return { file: name, bytes, sha256 };
}

function land(
  context: BackendContext,
  library: WritingLibrary,
  request: RequestOf<"turn.land">,
  caller: CallerId,
): Outcome<ReplyOf<"turn.land">, Failure> {
  const landed = fromLanding(landAction(library, request), request.step);
  if (!landed.ok) return landed;
  const { runId, steps } = landed.value;
  context.tellReaders(runId, caller, "run.changed", { runId, steps });
  context.tellAll(caller, "library.changed", {});
  return landed;
}
