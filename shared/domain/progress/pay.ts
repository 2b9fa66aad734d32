import { z } from "zod";

import { SAMPLE_STEPS } from "./measures.ts";

/*
 * What is paid for a run. The batches of a review say what was submitted, accepted and paid, and when; here stand the rate and
 * the arithmetic. Amounts are whole cents (the smallest unit of the currency), so that nothing is ever rounded.
 */

/** What is paid for a run from a moment on, and to whom. */
export const PayTerms = z.strictObject({
  payee: z.string().min(1).max(200),
  centsPerStep: z.int().min(0).max(100_000_000),
  /** What the sample, the run's first batch, is paid as a whole; null: by the step like the others. Absent in older terms. */
  sampleCents: z.int().min(0).max(100_000_000).nullable().default(null),
  /** ISO 4217: USD. */
  currency: z.string().regex(/^[A-Z]{3}$/u),
});
export type PayTerms = z.infer<typeof PayTerms>;

/** Terms and the moment from which they hold, in UTC ms. */
export type TermsFrom = { readonly terms: PayTerms; readonly at: number };

/** A batch as far as pay goes. Times are UTC ms. */
export type PaidBatch = {
  readonly steps: number;
  readonly state: "draft" | "submitted" | "needsWork" | "accepted" | "paid";
  /** When it was first accepted. */
  readonly acceptedAt: number | null;
};

/** What a batch comes to. `centsPerStep` is null for a sample that is paid as a whole. */
export type Amount = { readonly centsPerStep: number | null; readonly cents: number };

/** What a batch comes to; null while it is not accepted, or where no rate is set. `isSample`: it is the run's first. */
export function amountOf(
  { steps, state, acceptedAt }: PaidBatch,
  terms: readonly TermsFrom[],
  isSample: boolean,
): Amount | null {
  if (state !== "accepted" && state !== "paid") return null;
  // What was accepted before any rate was set is paid by the first.
  const held = terms.findLast(({ at }) => acceptedAt !== null && at <= acceptedAt) ?? terms[0];
  if (held === undefined) return null;
  const { centsPerStep, sampleCents } = held.terms;
  if (isSample && sampleCents !== null) return { centsPerStep: null, cents: sampleCents };
  return { centsPerStep, cents: steps * centsPerStep };
}

/** Where the pay of a run stands. */
export type PayBalance = {
  /** Steps that were handed in, accepted ones included, and steps that were accepted. */
  readonly submitted: number;
  readonly accepted: number;
  readonly earnedCents: number;
  readonly paidCents: number;
  /** Accepted and not yet paid. */
  readonly dueCents: number;
};

/** Sums up the batches of a run, the first one first. */
export function payBalance(batches: readonly PaidBatch[], terms: readonly TermsFrom[]): PayBalance {
  const balance = { submitted: 0, accepted: 0, earnedCents: 0, paidCents: 0 };
  for (const [index, batch] of batches.entries()) {
    if (batch.state !== "draft") balance.submitted += batch.steps;
    if (batch.state === "accepted" || batch.state === "paid") balance.accepted += batch.steps;
    const cents = amountOf(batch, terms, index === 0)?.cents ?? 0;
    balance.earnedCents += cents;
    if (batch.state === "paid") balance.paidCents += cents;
  }
  return { ...balance, dueCents: balance.earnedCents - balance.paidCents };
}

/**
 * What all written steps come to once they are accepted: accepted ones at the rate of their day, the others at the last one;
 * null while no rate is set. A sample that is paid as a whole is the first batch, and where none was made the first steps.
 */
export function worthOf(written: number, batches: readonly PaidBatch[], terms: readonly TermsFrom[]): number | null {
  const last = terms.at(-1);
  if (last === undefined) return null;
  const { centsPerStep, sampleCents } = last.terms;
  let [cents, left] = [0, written];
  for (const [index, batch] of batches.entries()) {
    left -= batch.steps;
    const own = amountOf(batch, terms, index === 0)?.cents;
    cents += own ?? (index === 0 && sampleCents !== null ? sampleCents : batch.steps * centsPerStep);
  }
  if (batches.length === 0 && sampleCents !== null && left > 0) {
    cents += sampleCents;
    left -= SAMPLE_STEPS;
  }
  return cents + Math.max(0, left) * centsPerStep;
}

/** An amount as people write it, exact: 123456 cents are "1,234.56"; ungrouped, for files, "1234.56". */
export function moneyText(cents: number, grouped = true): string {
  const whole = String(Math.floor(cents / 100));
  const shown = grouped ? whole.replace(/\B(?=(?:\d{3})+$)/gu, ",") : whole;
  return `${shown}.${String(cents % 100).padStart(2, "0")}`;
}

/** Reads an amount such as "1,234.5" or "20" into cents; null where it is none, or has parts of a cent. */
export function centsOfText(text: string): number | null {
  const plain = text.trim().replace(/(?<=\d),(?=\d{3}(?:\D|$))/gu, "");
  const match = /^(\d{1,6})(?:\.(\d{1,2}))?$/u.exec(plain);
  return match === null ? null : Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
}
