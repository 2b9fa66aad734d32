import { expect, it } from "vitest";

import { putBatch, batchOf } from "../../../electron/backend/review/batches.ts";
import { keepTerms, readPay } from "../../../electron/backend/progress/pay.ts";
import { statementRows, statementsOf } from "../../../renderer/features/progress/pay/pay-rows.ts";
import { amountOf, centsOfText, moneyText, payBalance, type TermsFrom } from "../../../shared/domain/progress/pay.ts";
import { csvText } from "../../../shared/lib/csv.ts";
import { success } from "../../../shared/lib/outcome.ts";
import { generateRun } from "../../support/generate-run.ts";
import { bringIn, openWriting, temporaryFolder, valueOf } from "../../support/library.ts";
import { setClock, stepsOf } from "../../support/typing.ts";

const terms = (centsPerStep: number, at: number): TermsFrom => ({
  terms: { payee: "Ann", centsPerStep, currency: "USD" },
  at,
});

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
  expect([50, 100, 199, 200, 900].map((at) => amountOf(batch(at), held)?.cents)).toEqual([
    20_000, 20_000, 20_000, 10_000, 10_000,
  ]);
  expect(amountOf(batch(150), [])).toBeNull();
  expect(amountOf({ steps: 5, state: "needsWork", acceptedAt: 50 }, held)).toBeNull();
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

it("[PR12] a statement is what a person reckons by hand", () => {
  const time = setClock();
  const library = openWriting(`${temporaryFolder()}/library`, { clock: time.clock });
  const runId = bringIn(library, generateRun({ seed: 5, steps: 20 }));
  const order = stepsOf(library, runId).map(({ id }) => id);
  valueOf(keepTerms(library, runId, { payee: "Ann Example", centsPerStep: 2_000, currency: "USD" }));
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
    if (from === 7) valueOf(keepTerms(library, runId, { payee: "Ann Example", centsPerStep: 1_050, currency: "USD" }));
  }
  const { runs } = valueOf(readPay(library));
  const [statement] = statementsOf(runs);
  if (statement === undefined) throw new Error("No statement");
  const { head, rows } = statementRows(statement);
  const title = `"${runs[0]?.title ?? ""}"`;
  // By hand: 6 steps and 5 steps at 20.00 are 120.00 and 100.00; 220.00 earned, 120.00 paid, 100.00 due.
  expect(csvText(head, rows)).toBe(
    [
      "payee,run,batch,steps,state,submitted,accepted,rate,amount,paid,due,currency",
      `Ann Example,${title},1,6,paid,2026-03-02,2026-03-03,20.00,120.00,120.00,0.00,USD`,
      `Ann Example,${title},2,5,accepted,2026-03-07,2026-03-08,20.00,100.00,0.00,100.00,USD`,
      `Ann Example,${title},3,4,submitted,2026-03-09,,,,,,USD`,
      "Ann Example,total,,11,,,,,220.00,120.00,100.00,USD",
      "",
    ].join("\r\n"),
  );
  expect(runs[0]).toMatchObject({ written: 20, submitted: 15, accepted: 11, dueCents: 10_000 });
});
