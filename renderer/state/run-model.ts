import type { StepId } from "../../shared/domain/ids.ts";
import type { Step, StepContent } from "../../shared/domain/step.ts";
import type { Changes } from "./outbox-batch.ts";

/**
 * The run as the panels see it: the steps as plain values. It follows the text by the same changes that go into the outbox,
 * so nobody ever reads the whole run again; a step that has not changed stays the same object.
 */
export function withChanges(steps: readonly Step[], changes: Pick<Changes, "steps" | "order">): readonly Step[] {
  const changed = new Map<StepId, Step | null>();
  for (const change of changes.steps)
    changed.set(change.id, "deleted" in change ? null : { id: change.id, ...change.content });
  if (changes.order === undefined) return steps.map((step) => changed.get(step.id) ?? step);
  const known = new Map(steps.map((step) => [step.id, step]));
  return changes.order.flatMap((id) => {
    const step = changed.get(id) ?? known.get(id);
    return step === undefined ? [] : [step];
  });
}

/** The run after what another page has saved. Steps that the order does not name are gone. */
export function withReceived(
  steps: readonly Step[],
  received: {
    readonly steps: readonly { readonly id: StepId; readonly content: StepContent }[];
    readonly order: readonly StepId[];
  },
): readonly Step[] {
  return withChanges(steps, received);
}
