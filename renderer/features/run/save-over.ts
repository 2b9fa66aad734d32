import { plainFailure, type Failure } from "../../../shared/contract/failure.ts";
import { newBatchId } from "../../../shared/domain/ids.ts";
import { failed, success, type Outcome } from "../../../shared/lib/outcome.ts";
import type { Host } from "../../host/host.ts";
import { type Changes, mergeOrders, requestOf } from "../../state/outbox-batch.ts";
import { say } from "../../words/say.ts";
import type { RunBeginning } from "./run-screen.tsx";

/**
 * Saves what an earlier page left over what the run has become since: the person has seen that it is stale and said so.
 * Steps that only the present run has stay; the text that is written over stays in the library's history.
 */
export async function saveOver(
  host: Pick<Host, "call">,
  { opened, library }: RunBeginning,
  changes: Changes,
): Promise<Outcome<null, Failure>> {
  const { deviceId, libraryId, personId } = library;
  if (deviceId === null) return failed(plainFailure("readOnly", say("run.readOnlyLibrary")));
  const known = { steps: new Map(opened.steps.map(({ id, rev }) => [id, rev])), orderRev: opened.orderRev };
  const present = opened.steps.map((step) => step.id);
  const deleted = new Set(changes.steps.filter((step) => "deleted" in step).map((step) => step.id));
  const order = changes.order === undefined ? undefined : mergeOrders(changes.order, present, deleted);
  const batch = { ...changes, ...(order !== undefined && { order }), batchId: newBatchId() };
  const saved = await host.call(
    "run.save",
    requestOf({ runId: opened.runId, libraryId, deviceId, personId }, batch, known),
  );
  if (!saved.ok) return saved;
  return saved.value.state === "saved" ? success(null) : failed(plainFailure("io", say("recovery.stale")));
}
