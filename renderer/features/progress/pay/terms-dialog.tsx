import { useState } from "react";

import type { RequestOf } from "../../../../shared/contract/contract.ts";
import { centsOfText, moneyText, type PayTerms } from "../../../../shared/domain/progress/pay.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { TextField } from "../../../ui/field.tsx";
import { say } from "../../../words/say.ts";
import type { PayRun } from "./pay-rows.ts";

const CURRENCY = /^[A-Z]{3}$/u;

type RunTerms = RequestOf<"progress.keepPay">["runs"];

/**
 * Where the lead says what is paid for a run, or for several at once, and to whom; what was said last is offered. Of several
 * runs each one's first author is paid where nobody is named.
 */
export function TermsDialog({
  runs,
  latest,
  onClose,
  onTerms,
}: {
  readonly runs: readonly PayRun[];
  readonly latest: PayTerms | null;
  readonly onClose: () => void;
  readonly onTerms: (terms: RunTerms) => void;
}) {
  const [first] = runs;
  const isOne = runs.length === 1;
  const held = (isOne ? first?.terms : null) ?? latest;
  const [payee, setPayee] = useState(isOne ? (first?.terms?.payee ?? first?.authors[0] ?? "") : "");
  const [rate, setRate] = useState(centsText(held?.centsPerStep ?? null));
  const [currency, setCurrency] = useState(held?.currency ?? "USD");
  const [sample, setSample] = useState(centsText(held?.sampleCents ?? null));
  const payees = runs.map(({ runId, authors }) => ({
    runId,
    payee: payee.trim() || (isOne ? "" : (authors[0]?.trim() ?? "")),
  }));
  const nameless = payees.filter((one) => one.payee === "").length;
  const cents = centsOfText(rate);
  const sampleCents = sample.trim() === "" ? null : centsOfText(sample);
  const isSampleWrong = sample.trim() !== "" && sampleCents === null;
  const isWhole = nameless === 0 && cents !== null && !isSampleWrong && CURRENCY.test(currency);
  return (
    <Dialog
      title={isOne ? say("pay.termsOf", { title: first?.title ?? "" }) : say("pay.termsOfAll", { count: runs.length })}
      size="small"
      onClose={onClose}
      footer={
        <Button
          kind="primary"
          disabled={!isWhole}
          onClick={() => {
            if (cents === null) return;
            const paid = { centsPerStep: cents, sampleCents, currency };
            onTerms(payees.map(({ runId, payee: to }) => ({ runId, terms: { payee: to, ...paid } })));
          }}
        >
          {say("pay.keepTerms")}
        </Button>
      }
    >
      <TextField
        label={say("pay.payee")}
        hint={isOne ? authorsHint(first) : say("pay.payeesHint")}
        wrong={!isOne && nameless > 0 ? say("pay.nameless", { count: nameless }) : null}
        value={payee}
        maxLength={200}
        onText={setPayee}
      />
      <TextField
        label={say("pay.rate")}
        inputMode="decimal"
        value={rate}
        wrong={rate !== "" && cents === null ? say("pay.wrongRate") : null}
        onText={setRate}
      />
      <TextField
        label={say("pay.sample")}
        hint={say("pay.sampleHint")}
        inputMode="decimal"
        value={sample}
        wrong={isSampleWrong ? say("pay.wrongRate") : null}
        onText={setSample}
      />
      <TextField
        label={say("pay.currency")}
        value={currency}
        maxLength={3}
        wrong={CURRENCY.test(currency) ? null : say("pay.wrongCurrency")}
        onText={(text) => setCurrency(text.toUpperCase())}
      />
      <p className="small quiet">{say("pay.termsHint")}</p>
    </Dialog>
  );
}

/** The authors of a run of several: one of them may not be the one to be paid. */
function authorsHint(run: PayRun | undefined): string | undefined {
  return run === undefined || run.authors.length < 2
    ? undefined
    : say("pay.authorsHint", { authors: run.authors.join(", ") });
}

function centsText(cents: number | null): string {
  return cents === null ? "" : moneyText(cents);
}
