import { expect, it } from "vitest";

import { putBatch, batchOf } from "../../../electron/backend/review/batches.ts";
import { keepTerms, readPay } from "../../../electron/backend/progress/pay.ts";
import { statementRows, statementsOf, sumsByCurrency } from "../../../renderer/features/progress/pay/pay-rows.ts";
import {
  amountOf,
  centsOfText,
  moneyText,
  payBalance,
  PayTerms,
  type TermsFrom,
  worthOf,
} from "../../../shared/domain/progress/pay.ts";
import { newRunId } from "../../../shared/domain/ids.ts";
import { csvText } from "../../../shared/lib/csv.ts";
import { success } from "../../../shared/lib/outcome.ts";
import { generateRun } from "../../support/generate-run.ts";
import { bringIn, openWriting, temporaryFolder, valueOf } from "../../support/library.ts";
import { deleteStep, setClock, stepsOf } from "../../support/typing.ts";

const terms = (centsPerStep: number, at: number): TermsFrom => ({
  terms: { payee: "Ann", centsPerStep, sampleCents: null, currency: "USD" },
  at,
});

const TERMS = { payee: "Ann Example", sampleCents: 10_000, currency: "USD" };

it("[PR12] an amount is whole cents, written and read exactly", () => {
  expect([0, 5, 100, 123_456, 100_000_000_01].map((cents) => moneyText(cents))).toEqual([
    "0.00",
    "0.05",
    "1.00",
    "1,234.56",
    "100,000,000.01",
  ]);
  expect(moneyText(123_456, false)).toBe("1234.56");
  expect(["20", "1,234.5", " 0.07 ", "12.34"].map(centsOfText)).toEqual([2_000, 123_450, 7, 1_234]);
  expect(["", "-1", "1.234", "1,23", "1e3", "9999999"].map(centsOfText)).toEqual([null, null, null, null, null, null]);
});

it("[PR12] what was accepted keeps the rate of its day; what was accepted before any rate has the first", () => {
  const held = [terms(2_000, 100), terms(1_000, 200)];
  const batch = (acceptedAt: number, state: "accepted" | "paid" = "accepted") => ({ steps: 10, state, acceptedAt });
  expect([50, 100, 199, 200, 900].map((at) => amountOf(batch(at), held, false)?.cents)).toEqual([
    20_000, 20_000, 20_000, 10_000, 10_000,
  ]);
  expect(amountOf(batch(150), [], false)).toBeNull();
  expect(amountOf({ steps: 5, state: "needsWork", acceptedAt: 50 }, held, false)).toBeNull();
  expect(payBalance([batch(50, "paid"), batch(250), { steps: 4, state: "submitted", acceptedAt: null }], held)).toEqual(
    {
      submitted: 24,
      accepted: 20,
      earnedCents: 30_000,
      paidCents: 20_000,
      dueCents: 10_000,
    },
  );
});

it("[PR12] a sample that is paid as a whole is no matter of steps; terms of before say nothing of it", () => {
  const held = [{ ...terms(2_000, 100), terms: { ...terms(2_000, 100).terms, sampleCents: 10_000 } }];
  const sample = { steps: 7, state: "paid", acceptedAt: 150 } as const;
  expect(amountOf(sample, held, true)).toEqual({ centsPerStep: null, cents: 10_000 });
  expect(amountOf(sample, held, false)).toEqual({ centsPerStep: 2_000, cents: 14_000 });
  expect(amountOf({ ...sample, state: "submitted" }, held, true)).toBeNull();
  expect(payBalance([sample, { steps: 5, state: "accepted", acceptedAt: 160 }], held)).toMatchObject({
    earnedCents: 20_000,
    paidCents: 10_000,
    dueCents: 10_000,
  });
  expect(PayTerms.parse({ payee: "Ann", centsPerStep: 5, currency: "USD" }).sampleCents).toBeNull();
});

it("[PR12] what was accepted is paid whatever becomes of its steps; what went before is not", () => {
  const time = setClock();
  const library = openWriting(`${temporaryFolder()}/library`, { clock: time.clock });
  const runId = bringIn(library, generateRun({ seed: 5, steps: 8 }));
  const order = stepsOf(library, runId).map(({ id }) => id);
  const [first, second] = order;
  if (first === undefined || second === undefined) throw new Error("No steps");
  const put = (state: "submitted" | "accepted"): void => {
    time.pass(1_000);
    valueOf(
      library.write((connection) => {
        const batchId = batchOf(connection, 1, order, { from: 1, to: 8 }, time.clock());
        return success(putBatch(connection, 1, batchId, state, time.clock()));
      }),
    );
  };
  const accepted = (): unknown => valueOf(readPay(library)).runs[0]?.accepted;
  put("submitted");
  deleteStep(library, runId, first);
  put("accepted");
  expect(accepted()).toBe(7);
  time.pass(1_000);
  deleteStep(library, runId, second);
  expect(accepted()).toBe(7);
});

it("[PR20] what is written comes to what it would be paid if all of it were accepted", () => {
  const held = [terms(2_000, 100), terms(1_000, 200)];
  const old = { steps: 10, state: "paid", acceptedAt: 150 } as const;
  const open = { steps: 5, state: "submitted", acceptedAt: null } as const;
  // 10 steps at their own rate, 15 at the last one.
  expect(worthOf(25, [old, open], held)).toBe(10 * 2_000 + 15 * 1_000);
  expect(worthOf(25, [old, open], [])).toBeNull();
  // Accepted steps that were deleted since are paid all the same, and take nothing from the others.
  expect(worthOf(4, [old], held)).toBe(10 * 2_000);
  const fixed = [{ ...terms(2_000, 100), terms: { ...terms(2_000, 100).terms, sampleCents: 9_000 } }];
  expect([0, 4, 6, 7].map((written) => worthOf(written, [], fixed))).toEqual([0, 9_000, 9_000, 11_000]);
  expect(worthOf(7, [open], fixed)).toBe(9_000 + 2 * 2_000);
});

it("[PR20] one rate is set for many runs or for none of them, and is offered for the next", () => {
  const library = openWriting(`${temporaryFolder()}/library`);
  const ids = [1, 2].map((seed) => bringIn(library, generateRun({ seed, steps: 3 })));
  const common = { payee: "Ann", centsPerStep: 2_000, sampleCents: null };
  const all = ids.map((runId, index) => ({ runId, terms: { ...common, currency: index === 0 ? "EUR" : "USD" } }));
  const missing = { runId: newRunId(), terms: { ...common, currency: "USD" } };
  expect(keepTerms(library, [...all, missing]).ok).toBe(false);
  expect(valueOf(readPay(library)).latest).toBeNull();
  valueOf(keepTerms(library, all));
  const { runs, latest } = valueOf(readPay(library));
  expect(latest).toEqual(all[1]?.terms);
  const statements = statementsOf(runs);
  expect(statements.map(({ payee, currency, worthCents }) => [payee, currency, worthCents])).toEqual([
    ["Ann", "EUR", 6_000],
    ["Ann", "USD", 6_000],
  ]);
  expect(sumsByCurrency([...statements, ...statements]).map(({ currency, written }) => [currency, written])).toEqual([
    ["EUR", 6],
    ["USD", 6],
  ]);
});

it("[PR12] a statement is what a person reckons by hand", () => {
  const time = setClock();
  const library = openWriting(`${temporaryFolder()}/library`, { clock: time.clock });
  const runId = bringIn(library, generateRun({ seed: 5, steps: 20 }));
  const order = stepsOf(library, runId).map(({ id }) => id);
  valueOf(keepTerms(library, [{ runId, terms: { ...TERMS, centsPerStep: 2_000 } }]));
  const states = [
    { from: 1, to: 6, states: ["submitted", "accepted", "paid"] },
    { from: 7, to: 11, states: ["submitted", "needsWork", "submitted", "accepted"] },
    { from: 12, to: 15, states: ["submitted"] },
  ] as const;
  for (const { from, to, states: own } of states) {
    for (const state of own) {
      time.pass(86_400_000);
      valueOf(
        library.write((connection) => {
          const batchId = batchOf(connection, 1, order, { from, to }, time.clock());
          return success(putBatch(connection, 1, batchId, state, time.clock()));
        }),
      );
    }
    // From the third batch on half as much is paid; what was accepted before is not touched.
    time.pass(1_000);
    if (from === 7) valueOf(keepTerms(library, [{ runId, terms: { ...TERMS, centsPerStep: 1_050 } }]));
  }
  const { runs } = valueOf(readPay(library));
  const [statement] = statementsOf(runs);
  if (statement === undefined) throw new Error("No statement");
  const { head, rows } = statementRows(statement);
  const title = `"${runs[0]?.title ?? ""}"`;
  // By hand: the sample is 100.00, and 5 steps at 20.00 are 100.00: 200.00 earned, 100.00 paid, 100.00 due. Of 20 steps
  // 6 + 5 + 4 are in batches, 5 in none.
  expect(csvText(head, rows)).toBe(
    [
      "payee,run,batch,steps,state,submitted,accepted,rate,amount,paid,due,currency",
      `Ann Example,${title},1,6,paid,2026-03-02,2026-03-03,fixed,100.00,100.00,0.00,USD`,
      `Ann Example,${title},2,5,accepted,2026-03-07,2026-03-08,20.00,100.00,0.00,100.00,USD`,
      `Ann Example,${title},3,4,submitted,2026-03-09,,,,,,USD`,
      `Ann Example,${title},,5,written,,,,,,,USD`,
      "Ann Example,total,,11,,,,,200.00,100.00,100.00,USD",
      "",
    ].join("\r\n"),
  );
  expect(runs[0]).toMatchObject({ written: 20, submitted: 15, accepted: 11, dueCents: 10_000 });
});
