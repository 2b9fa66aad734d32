import type { Finding } from "../../../shared/domain/consistency/results.ts";
import { KINDS, type Kind, type Tier, TIERS } from "./case.ts";
import type { Planted } from "./plant.ts";

/** The rules that are to find each kind. */
const RULES: Readonly<Record<Kind, readonly string[]>> = {
  attribute: ["text/attribute"],
  dead: ["text/dead-acts", "ledger/dead-in-cast"],
  "item-lost": ["text/item-use"],
  holder: ["text/item-use"],
  clock: ["ledger/clock-backward", "ledger/durations"],
  travel: ["ledger/too-fast"],
  name: ["text/name-variant", "text/bible-name-variant", "text/one-off-speaker"],
  thread: ["threads/past-due", "threads/paid-before-planted"],
};

/** Found of planted, by kind and tier; look-alikes that were flagged; and what else was found. */
export type Score = {
  readonly kinds: ReadonlyMap<
    Kind,
    {
      readonly tiers: ReadonlyMap<Tier, readonly [found: number, planted: number]>;
      readonly flagged: readonly [number, number];
    }
  >;
  readonly missed: readonly Planted[];
  readonly flagged: readonly Planted[];
  readonly others: readonly Finding[];
};

/** Holds the findings against what was planted. */
export function scoreOf(planted: readonly Planted[], findings: readonly Finding[]): Score {
  const spent = new Set<Finding>();
  const hit = (one: Planted): boolean => {
    const found = findings.filter((finding) => isAbout(one, finding));
    for (const finding of found) spent.add(finding);
    return found.length > 0;
  };
  const hits = new Map(planted.map((one) => [one, hit(one)]));
  const kinds = new Map(
    KINDS.map((kind) => {
      const own = planted.filter((one) => one.case.kind === kind);
      const tiers = new Map(
        TIERS.flatMap((tier) => {
          const faults = own.filter((one) => one.case.isFault && one.case.tier === tier);
          const found = faults.filter((one) => hits.get(one) === true).length;
          return faults.length === 0 ? [] : [[tier, [found, faults.length] as const] as const];
        }),
      );
      const alikes = own.filter((one) => !one.case.isFault);
      const flagged = alikes.filter((one) => hits.get(one) === true).length;
      return [kind, { tiers, flagged: [flagged, alikes.length] as const }] as const;
    }),
  );
  return {
    kinds,
    missed: planted.filter((one) => one.case.isFault && hits.get(one) !== true),
    flagged: planted.filter((one) => !one.case.isFault && hits.get(one) === true),
    others: findings.filter((finding) => !spent.has(finding) && !finding.rule.startsWith("form/")),
  };
}

function isAbout({ case: { kind }, step, ids, slip }: Planted, { rule, evidence, entity, claim }: Finding): boolean {
  if (!RULES[kind].includes(rule)) return false;
  if (kind === "name")
    return evidence[0]?.step === step && (claim.includes(`“${slip}”`) || evidence[0].quote.includes(slip));
  if (kind === "thread") return evidence[0]?.step === step;
  if (kind === "clock") return evidence.at(-1)?.step === step + 1;
  if (kind === "travel") return evidence.at(-1)?.step === step + 1;
  return evidence.at(-1)?.step === step && ids.some((id) => id === entity);
}
