import type { EventKind } from "../../../bible/bible.ts";
import { stretchAt, stretchesOf } from "../../bible/bible-index.ts";
import type { RuleMeta, Rule } from "../../rule.ts";
import { type LedgerFinding, ledgerRule } from "./ledger-rule.ts";

/** Someone in the cast of a step who cannot be there; steps flagged as flashback, dream or parallel are left alone. */
function castRule(
  id: string,
  begins: EventKind,
  ends: EventKind,
  says: (name: string) => string,
  meta: RuleMeta,
): Rule {
  return ledgerRule({
    id,
    meta,
    lacks: ({ bible }) => {
      if (!bible.bible.entities.some(({ events }) => events.some(({ kind }) => kind === begins)))
        return `no event “${begins}” is confirmed`;
      return bible.bible.steps.some(({ cast }) => cast.length > 0) ? null : "no step has a cast";
    },
    find: (entity, index) => {
      const stretches = stretchesOf(entity, [begins], [ends], (step) => index.position(step));
      if (stretches.length === 0) return [];
      return index.bible.castSteps(entity.id).flatMap((step): LedgerFinding[] => {
        const position = index.position(step);
        const stretch = stretchAt(stretches, position);
        if (stretch === null || position < 0 || index.bible.isAside(step)) return [];
        return [
          {
            claim: says(entity.name),
            entity: entity.id,
            subject: [entity.id, begins, stretch.event.step, step],
            places: [
              { step: stretch.event.step, entity: entity.id, quote: stretch.event.quote },
              { step, entity: entity.id },
            ],
          },
        ];
      });
    },
  });
}

/** The dead in the cast (consistency, section 3). */
export const deadInCast = castRule(
  "ledger/dead-in-cast",
  "dies",
  "revives",
  (name) => `${name} is in the cast here, and died in the other step.`,
  {
    title: "The dead in the cast",
    why: "Who has died is not there, unless the step is flagged as a flashback or dream.",
    example: "Mira dies in step 340 and is in the cast of step 900.",
    needs: "a death, and a cast",
  },
);

/** The absent in the cast (consistency, section 3). */
export const absentInCast = castRule(
  "ledger/absent-in-cast",
  "leaves",
  "returns",
  (name) => `${name} is in the cast here, and left in the other step.`,
  {
    title: "The absent in the cast",
    why: "Who has left must return before being there.",
    example: "Tom leaves in step 50 and is in the cast of step 60.",
    needs: "a leaving, and a cast",
  },
);

/** The unconscious in the cast (consistency, section 3). */
export const unconsciousInCast = castRule(
  "ledger/unconscious-in-cast",
  "unconscious",
  "wakes",
  (name) => `${name} is in the cast here, and lies unconscious since the other step.`,
  {
    title: "The unconscious in the cast",
    why: "Who lies unconscious takes no part until waking.",
    example: "Tom falls unconscious in step 50 and is in the cast of step 52.",
    needs: "a loss of consciousness, and a cast",
  },
);
