import type { BibleId, Entity } from "../../../bible/bible.ts";
import type { StepId } from "../../../ids.ts";
import { ledgerKeys } from "../../bible/keys.ts";
import { confirmedPlace } from "../../bible/places.ts";
import type { Draft, Rule, RuleMeta } from "../../rule.ts";
import type { RunIndex } from "../../run-index.ts";
import type { FindingSeverity } from "../../results.ts";

/*
 * The ledger compares what the author has confirmed with itself; it guesses nothing, so what it finds is an error. A
 * finding stands on two steps, and a verdict on it lasts as long as the confirmed things stay what they are, whatever becomes of the sentences there.
 */

/** A step at which something was confirmed, and of whom. */
export type LedgerPlace = { readonly step: StepId; readonly entity: BibleId | null; readonly quote?: string };

/** What a ledger rule found: the two steps in the order in which they are shown. */
export type LedgerFinding = {
  readonly claim: string;
  readonly entity: BibleId | null;
  /** All that is confirmed and makes it a fault: when any of it changes, a verdict lapses. */
  readonly subject: readonly (string | number)[];
  readonly places: readonly [LedgerPlace] | readonly [LedgerPlace, LedgerPlace];
};

/** A rule over one entity at a time. `lacks` says what is missing for it, as half a sentence, or null. */
export function ledgerRule(rule: {
  readonly id: string;
  readonly meta: RuleMeta;
  readonly find: (entity: Entity, index: RunIndex) => readonly LedgerFinding[];
  readonly lacks: (index: RunIndex) => string | null;
}): Rule {
  return {
    id: rule.id,
    version: 1,
    meta: rule.meta,
    followsOrder: true,
    keysFor: ledgerKeys,
    run: (index, key) => {
      const entity = index.bible.entity(key);
      return entity === undefined ? [] : draftsOf(rule.find(entity, index), index, "error");
    },
    unchecked: (index) =>
      index.bible.bible.entities.length === 0 ? "no bible: nothing is confirmed" : rule.lacks(index),
  };
}

/** The findings as drafts; one whose steps are not all in the run is left out. */
export function draftsOf(findings: readonly LedgerFinding[], index: RunIndex, severity: FindingSeverity): Draft[] {
  return findings.flatMap(({ claim, entity, subject, places }) => {
    const drafts = places.map(({ step, entity: shown, quote }) => confirmedPlace(index, step, shown, quote));
    const [first, second] = drafts;
    if (first === undefined || drafts.includes(null) || first === null) return [];
    // Twice the same place says nothing more than once.
    const isOne =
      second === undefined || second === null || (second.id === first.id && second.focus.start === first.focus.start);
    return [{ claim, entity, subject: subject.join("|"), severity, evidence: isOne ? [first] : [first, second] }];
  });
}
