import type { ReplyOf } from "../../../../shared/contract/contract.ts";
import { moneyText } from "../../../../shared/domain/progress/pay.ts";
import type { CsvValue } from "../../../../shared/lib/csv.ts";

/** A run and its pay. */
export type PayRun = ReplyOf<"progress.pay">["runs"][number];
/** A batch and what it comes to. */
export type PayBatch = PayRun["batches"][number];

/** Sums over runs of one currency. */
export type PaySums = {
  readonly currency: string;
  readonly runs: readonly PayRun[];
  /** Steps. */
  readonly written: number;
  readonly accepted: number;
  /** What all written steps come to once they are accepted. */
  readonly worthCents: number;
  readonly earnedCents: number;
  readonly paidCents: number;
  readonly dueCents: number;
};

/** What one author gets in one currency. */
export type Statement = PaySums & { readonly payee: string };

const byName = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** A statement for every author and currency, by name; runs without a rate are in none. */
export function statementsOf(runs: readonly PayRun[]): Statement[] {
  const groups = Map.groupBy(
    runs.filter(({ terms }) => terms !== null),
    ({ terms }) => `${terms?.payee ?? ""}\n${terms?.currency ?? ""}`,
  );
  return [...groups.values()]
    .map((own) => ({ payee: own[0]?.terms?.payee ?? "", ...sumsOf(own) }))
    .toSorted(
      (left, right) => byName.compare(left.payee, right.payee) || byName.compare(left.currency, right.currency),
    );
}

/** What everybody gets together, currency by currency. */
export function sumsByCurrency(statements: readonly Statement[]): PaySums[] {
  return [...Map.groupBy(statements, ({ currency }) => currency).values()]
    .map((own) => sumsOf(own.flatMap(({ runs }) => runs)))
    .toSorted((left, right) => byName.compare(left.currency, right.currency));
}

function sumsOf(runs: readonly PayRun[]): PaySums {
  const sum = (amount: (run: PayRun) => number | null): number =>
    runs.reduce((before, run) => before + (amount(run) ?? 0), 0);
  return {
    currency: runs[0]?.terms?.currency ?? "",
    runs,
    written: sum((run) => run.written),
    accepted: sum((run) => run.accepted),
    worthCents: sum((run) => run.worthCents),
    earnedCents: sum((run) => run.earnedCents),
    paidCents: sum((run) => run.paidCents),
    dueCents: sum((run) => run.dueCents),
  };
}

/** The date by UTC, so that two people's files of one statement are the same. */
function day(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString().slice(0, 10);
}

function money(cents: number | null): string | null {
  return cents === null ? null : moneyText(cents, false);
}

/** What a step of a batch is paid, `fixed` for a sample that is paid as a whole; null while nothing is. */
export function rateOf({ centsPerStep, cents }: PayBatch, grouped: boolean, fixed: string): string | null {
  if (cents === null) return null;
  return centsPerStep === null ? fixed : moneyText(centsPerStep, grouped);
}

/** Steps of a run that are in no batch yet. */
export function unbatchedOf({ written, batches }: PayRun): number {
  return Math.max(0, written - batches.reduce((sum, { steps }) => sum + steps, 0));
}

/**
 * A statement as rows of a file: a line for each batch and one for what is written and in none, then the sums. Amounts are
 * exact, with a point and two digits.
 */
export function statementRows({ payee, currency, runs, accepted, earnedCents, paidCents, dueCents }: Statement): {
  readonly head: readonly string[];
  readonly rows: readonly (readonly CsvValue[])[];
} {
  return {
    head: [
      "payee",
      "run",
      "batch",
      "steps",
      "state",
      "submitted",
      "accepted",
      "rate",
      "amount",
      "paid",
      "due",
      "currency",
    ],
    rows: [
      ...runs.flatMap((run) => [
        ...run.batches.map((batch) => [
          payee,
          run.title,
          batch.number,
          batch.steps,
          batch.state,
          day(batch.submittedAt),
          day(batch.acceptedAt),
          rateOf(batch, false, "fixed"),
          money(batch.cents),
          money(batch.cents === null ? null : batch.state === "paid" ? batch.cents : 0),
          money(batch.cents === null ? null : batch.state === "paid" ? 0 : batch.cents),
          currency,
        ]),
        ...(unbatchedOf(run) === 0
          ? []
          : [[payee, run.title, null, unbatchedOf(run), "written", null, null, null, null, null, null, currency]]),
      ]),
      [
        payee,
        "total",
        null,
        accepted,
        null,
        null,
        null,
        null,
        money(earnedCents),
        money(paidCents),
        money(dueCents),
        currency,
      ],
    ],
  };
}
