import { useState } from "react";

import { centsOfText, moneyText, type PayTerms } from "../../../../shared/domain/progress/pay.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { TextField } from "../../../ui/field.tsx";
import { say } from "../../../words/say.ts";
import type { PayRun } from "./pay-rows.ts";

const CURRENCY = /^[A-Z]{3}$/u;

/** Where the lead says what is paid for a run, and to whom. */
export function TermsDialog({
  run,
  onClose,
  onTerms,
}: {
  readonly run: PayRun;
  readonly onClose: () => void;
  readonly onTerms: (terms: PayTerms) => void;
}) {
  const [payee, setPayee] = useState(run.terms?.payee ?? run.authors[0] ?? "");
  const [rate, setRate] = useState(centsText(run.terms?.centsPerStep ?? null));
  const [currency, setCurrency] = useState(run.terms?.currency ?? "USD");
  const [sample, setSample] = useState(centsText(run.terms?.sampleCents ?? null));
  const cents = centsOfText(rate);
  const sampleCents = sample.trim() === "" ? null : centsOfText(sample);
  const isSampleWrong = sample.trim() !== "" && sampleCents === null;
  const isWhole = payee.trim() !== "" && cents !== null && !isSampleWrong && CURRENCY.test(currency);
  return (
    <Dialog
      title={say("pay.termsOf", { title: run.title })}
      size="small"
      onClose={onClose}
      footer={
        <Button
          kind="primary"
          disabled={!isWhole}
          onClick={() => {
            if (cents !== null) onTerms({ payee: payee.trim(), centsPerStep: cents, sampleCents, currency });
          }}
        >
          {say("pay.keepTerms")}
        </Button>
      }
    >
      <TextField label={say("pay.payee")} value={payee} maxLength={200} onText={setPayee} />
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

function centsText(cents: number | null): string {
  return cents === null ? "" : moneyText(cents);
}
