import { type Entity, plainEvent } from "../../../shared/domain/bible/bible.ts";
import type { Followed } from "../../../shared/domain/consistency/rule.ts";
import type { RunId, StepId } from "../../../shared/domain/ids.ts";
import type { Outcome } from "../../../shared/lib/outcome.ts";
import type { RunFailure } from "../runs/failures.ts";
import { loadSteps } from "../runs/load.ts";
import type { WritingLibrary } from "../storage/library.ts";
import { changeBible, type KeptBible, loadBible, type TooMuch } from "./parts.ts";

/** Lets the bible say what the text says from a step on: the fact that held there ends before it, and the new one begins (a progression). */
export function followText(
  library: WritingLibrary,
  runId: RunId,
  followed: Followed & { readonly step: StepId },
): Outcome<KeptBible, RunFailure | TooMuch> {
  const kept = loadBible(library, runId);
  if (!kept.ok) return kept;
  const run = loadSteps(library, runId, []);
  if (!run.ok) return run;
  const entity = kept.value.bible.entities.find(({ id }) => id === followed.entity);
  if (entity === undefined) return kept;
  const value = changedEntity(entity, followed, run.value.order);
  return changeBible(library, runId, { put: [{ part: "entity", value }], remove: [] });
}

function changedEntity(
  entity: Entity,
  { what, step }: Followed & { readonly step: StepId },
  order: readonly StepId[],
): Entity {
  if (what.kind === "event") return { ...entity, events: [...entity.events, plainEvent(what.event, step)] };
  const { attribute, value } = what;
  const position = order.indexOf(step);
  const before = order[position - 1];
  const facts = entity.facts.flatMap((fact) => {
    const until = fact.until === null ? Infinity : order.indexOf(fact.until);
    const holds = fact.attribute === attribute && order.indexOf(fact.from) <= position && position <= until;
    if (!holds) return [fact];
    return fact.from === step || before === undefined ? [] : [{ ...fact, until: before }];
  });
  return { ...entity, facts: [...facts, { attribute, value, from: step, until: null, quote: "" }] };
}
