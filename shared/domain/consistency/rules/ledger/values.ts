import type { Entity, Fact } from "../../../bible/bible.ts";
import { foldValue } from "../../bible/bible-index.ts";
import type { RunIndex } from "../../run-index.ts";
import { type LedgerFinding, ledgerRule } from "./ledger-rule.ts";

type Placed = { readonly fact: Fact; readonly from: number; readonly until: number };

/** A fact's range as positions; an end on a step that is gone is taken as open, a beginning there as no fact. */
function placedFacts(entity: Entity, index: RunIndex): Placed[] {
  return entity.facts
    .map((fact) => {
      const until = fact.until === null ? Infinity : index.position(fact.until);
      return { fact, from: index.position(fact.from), until: until < 0 ? Infinity : until };
    })
    .filter(({ from }) => from >= 0)
    .toSorted((left, right) => left.from - right.from);
}

/** Two open values of one fact (consistency, section 3). */
export const twoValues = ledgerRule({
  id: "ledger/two-values",
  meta: {
    title: "Two values of one fact",
    why: "Only one of them can be true in the same step.",
    example: "Mira’s eyes are green from step 1 and brown from step 200, and the first never ends.",
    needs: "facts",
  },
  lacks: ({ bible }) => (bible.bible.entities.some(({ facts }) => facts.length > 0) ? null : "no fact is confirmed"),
  find: (entity, index) => {
    const findings: LedgerFinding[] = [];
    for (const facts of Map.groupBy(placedFacts(entity, index), ({ fact }) => foldValue(fact.attribute)).values()) {
      let longest = facts[0];
      for (const one of facts.slice(1)) {
        if (
          longest !== undefined &&
          one.from <= longest.until &&
          foldValue(one.fact.value) !== foldValue(longest.fact.value)
        ) {
          const { attribute, value } = longest.fact;
          findings.push({
            claim: `${entity.name}: ${attribute} is “${value}” and “${one.fact.value}” at the same time.`,
            entity: entity.id,
            subject: [
              entity.id,
              foldValue(attribute),
              foldValue(value),
              longest.fact.from,
              foldValue(one.fact.value),
              one.fact.from,
            ],
            places: [
              { step: longest.fact.from, entity: entity.id, quote: longest.fact.quote },
              { step: one.fact.from, entity: entity.id, quote: one.fact.quote },
            ],
          });
        }
        if (longest === undefined || one.until > longest.until) longest = one;
      }
    }
    return findings;
  },
});

const DAYS_A_YEAR = 365.25;

/** Ages against the story's clock (consistency, section 3). */
export const ages = ledgerRule({
  id: "ledger/ages",
  meta: {
    title: "Ages against the clock",
    why: "Nobody grows younger, or five years older in a week.",
    example: "Mira is 30 in step 10 and 35 in step 90, and the clock says that nine days have passed.",
    needs: "facts “age” as numbers, and a clock",
  },
  lacks: ({ bible }) =>
    bible.bible.entities.some(({ facts }) => facts.some(isAge)) ? null : "no age is confirmed as a number",
  find: (entity, index) => {
    const placed = placedFacts(entity, index).filter(({ fact }) => isAge(fact));
    return placed.slice(1).flatMap((later, at): LedgerFinding[] => {
      const earlier = placed[at];
      if (earlier === undefined) return [];
      const grown = Number(later.fact.value) - Number(earlier.fact.value);
      const passed = daysBetween(index, earlier.from, later.from);
      const isWrong = grown < 0 || (passed !== null && Math.abs(grown - passed / DAYS_A_YEAR) > 1);
      if (!isWrong) return [];
      const days = passed === null ? "" : ` while ${Math.round(passed)} days pass`;
      return [
        {
          claim: `${entity.name} is ${earlier.fact.value} and later ${later.fact.value}${days}.`,
          entity: entity.id,
          subject: [
            entity.id,
            "age",
            earlier.fact.value,
            earlier.fact.from,
            later.fact.value,
            later.fact.from,
            passed ?? "",
          ],
          places: [
            { step: earlier.fact.from, entity: entity.id, quote: earlier.fact.quote },
            { step: later.fact.from, entity: entity.id, quote: later.fact.quote },
          ],
        },
      ];
    });
  },
});

function isAge({ attribute, value }: Fact): boolean {
  return foldValue(attribute) === "age" && /^\d{1,6}$/u.test(value.trim());
}

/** Days by the clock from the last clocked step at or before one position to that of another; null where no clock is set. */
function daysBetween(index: RunIndex, from: number, to: number): number | null {
  const day = (position: number): number | null => {
    for (let at = position; at >= 0; at -= 1) {
      const id = index.order[at];
      const tags = id === undefined ? undefined : index.bible.tags(id);
      if (tags !== undefined && tags.clock !== null && tags.clock.flags.length === 0) return tags.clock.day;
    }
    return null;
  };
  const [first, last] = [day(from), day(to)];
  return first === null || last === null ? null : last - first;
}

/** Counts against what was gained and lost (consistency, section 3). */
export const counts = ledgerRule({
  id: "ledger/counts",
  meta: {
    title: "Counts against the ledger",
    why: "A number that was confirmed must be what gains and losses leave.",
    example: "“number of arrows: 12” in step 40, after 10 were gained and 3 lost.",
    needs: "facts “number of …” as numbers, and gains and losses of that item",
  },
  lacks: ({ bible }) =>
    bible.bible.entities.some(({ facts }) => facts.some((fact) => countedThing(fact) !== null))
      ? null
      : "no “number of …” is confirmed",
  find: (entity, index) =>
    placedFacts(entity, index).flatMap(({ fact, from }): LedgerFinding[] => {
      const thing = countedThing(fact);
      if (thing === null || !/^\d{1,9}$/u.test(fact.value.trim())) return [];
      const item = index.bible.bible.entities.find(
        (each) =>
          each.kind === "item" &&
          [each.name, ...each.aliases.map(({ text }) => text)].some((name) => isSameThing(name, thing)),
      );
      const mine = (item?.events ?? []).flatMap((event) => {
        const position = index.position(event.step);
        if (position < 0 || position > from) return [];
        const amount = event.amount ?? 1;
        if (event.kind === "gained" && event.by === entity.id) return [{ event, change: amount }];
        if (event.kind === "given" && event.to === entity.id) return [{ event, change: amount }];
        return (event.kind === "lost" || event.kind === "given") && event.by === entity.id
          ? [{ event, change: -amount }]
          : [];
      });
      const last = mine.at(-1);
      const left = mine.reduce((sum, { change }) => sum + change, 0);
      if (last === undefined || left === Number(fact.value)) return [];
      return [
        {
          claim: `${entity.name}: ${fact.attribute} is ${fact.value}, and gains and losses up to there leave ${left}.`,
          entity: entity.id,
          subject: [entity.id, foldValue(fact.attribute), fact.value, fact.from, left],
          places: [
            { step: last.event.step, entity: item?.id ?? null, quote: last.event.quote },
            { step: fact.from, entity: entity.id, quote: fact.quote },
          ],
        },
      ];
    }),
});

function countedThing({ attribute }: Fact): string | null {
  const name = foldValue(attribute);
  return name.startsWith("number of ") ? name.slice("number of ".length) : null;
}

function isSameThing(name: string, thing: string): boolean {
  const bare = foldValue(name).replace(/^the /u, "");
  return bare === thing || `${bare}s` === thing || bare === `${thing}s`;
}
