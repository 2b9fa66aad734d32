import type { ReplyOf, RequestOf } from "../../../shared/contract/contract.ts";
import type { RunId } from "../../../shared/domain/ids.ts";
import { splitTag } from "../../../shared/domain/tag.ts";
import { type PlayersAction, playersView } from "../../../shared/domain/turn.ts";
import { countWords } from "../../../shared/domain/words.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import { type Misfit, NO_SUCH_RUN, type RunFailure } from "../runs/failures.ts";
import { loadRun } from "../runs/load.ts";
import { visibleRun } from "../runs/run-row.ts";
import { saveBatch } from "../runs/save.ts";
import type { WritingLibrary } from "../storage/library.ts";
import { endSeat } from "./seat.ts";

/** The run does not wait for this action: it has one, or has gone another way. */
export type NotAwaited = { readonly kind: "notAwaited" };

// Any line end is a line feed; NUL and lone surrogates never enter a run (bounty format, section 3).
function cleaned({ text, tagged }: PlayersAction): PlayersAction {
  const lines = text.replaceAll("\r\n", "\n").replaceAll("\r", "\n").replaceAll("\0", "").toWellFormed().trim();
  const split = splitTag(lines);
  return { text: split.text, tagged: tagged || split.tagged };
}

/** Puts the player's action into the step that waits for it, as one save. It is no change that undo takes back. */
export function landAction(
  library: WritingLibrary,
  request: RequestOf<"turn.land">,
): Outcome<ReplyOf<"turn.land">, RunFailure | Misfit | NotAwaited> {
  const run = loadRun(library, request.runId);
  if (!run.ok) return run;
  const steps = run.value.steps.map(({ id, content }) => ({ id, ...content }));
  const step = run.value.steps[request.step - 1];
  const action = cleaned(request.action);
  if (playersView(steps).awaits !== request.step || step === undefined || action.text === "")
    return failed({ kind: "notAwaited" });
  const { runId, batchId, personId, deviceId, came } = request;
  return library.write<ReplyOf<"turn.land">, RunFailure | Misfit | NotAwaited>((connection) => {
    const row = visibleRun(connection, runId);
    if (row === undefined) return failed(NO_SUCH_RUN);
    const content = { ...step.content, action: { ...step.content.action, ...action } };
    const added = countWords(action.text);
    const saved = saveBatch(
      connection,
      {
        runId,
        batchId,
        personId,
        deviceId,
        orderRev: row.orderRev,
        steps: [{ id: step.id, baseRev: step.rev, content }],
        acts: [{ stepId: step.id, section: "action", kind: came, added, removed: 0, activeMs: 0 }],
      },
      library.clock(),
      { standsAlone: true },
    );
    if (!saved.ok) return saved;
    if (saved.value.state === "stale") return failed({ kind: "notAwaited" });
    // An answer that came another way leaves what somebody began to write here alone.
    if (came === "typed") endSeat(connection, row.key);
    const { orderRev, savedAt, steps: revs } = saved.value;
    return success({ runId, orderRev, savedAt, steps: revs });
  });
}

/** A run as its player sees it. */
export function storyOf(
  library: WritingLibrary | Parameters<typeof loadRun>[0],
  runId: RunId,
): Outcome<ReturnType<typeof playersView>, RunFailure> {
  const run = loadRun(library, runId);
  if (!run.ok) return run;
  return success(playersView(run.value.steps.map(({ id, content }) => ({ id, ...content }))));
}
