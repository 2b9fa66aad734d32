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
  const [rate, setRate] = useState(run.terms === null ? "" : moneyText(run.terms.centsPerStep));
  const [currency, setCurrency] = useState(run.terms?.currency ?? "USD");
  const cents = centsOfText(rate);
  const isWhole = payee.trim() !== "" && cents !== null && CURRENCY.test(currency);
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
            if (cents !== null) onTerms({ payee: payee.trim(), centsPerStep: cents, currency });
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
