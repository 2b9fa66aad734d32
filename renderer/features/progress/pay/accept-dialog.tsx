import { useState } from "react";

import { useCall } from "../../../app/use-call.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { NumberField } from "../../../ui/field.tsx";
import { Failed, Loading } from "../../../ui/states.tsx";
import { say } from "../../../words/say.ts";
import type { PayRun } from "./pay-rows.ts";

/**
 * Accepts the steps up to one, from the first that comes after all batches: for who has read them elsewhere and sends no
 * review. They become a batch, so that it is known later what was accepted, and when.
 */
export function AcceptDialog({
  run,
  onClose,
  onAccept,
}: {
  readonly run: PayRun;
  readonly onClose: () => void;
  readonly onAccept: (from: number, to: number) => void;
}) {
  const [review, again] = useCall("review.status", { runId: run.runId });
  const [text, setText] = useState(String(run.written));
  const batches = review.state === "ready" ? review.value.batches : [];
  const from = 1 + Math.max(0, ...batches.map(({ range }) => range?.to ?? 0));
  const to = /^\d{1,6}$/u.test(text) ? Number(text) : 0;
  const isThere = to >= from && to <= run.written;
  return (
    <Dialog
      title={say("pay.acceptStepsOf", { title: run.title })}
      size="small"
      onClose={onClose}
      footer={
        <Button kind="primary" disabled={review.state !== "ready" || !isThere} onClick={() => onAccept(from, to)}>
          {isThere ? say("pay.acceptFromTo", { from, to }) : say("pay.acceptSteps")}
        </Button>
      }
    >
      {review.state === "loading" && <Loading inline what={say("progress.loading")} />}
      {review.state === "failed" && <Failed inline what={say("pay.failed")} failure={review.failure} onAgain={again} />}
      {review.state === "ready" && (
        <NumberField
          label={say("pay.upToStep")}
          value={text}
          least={from}
          most={run.written}
          wrong={isThere ? null : say("pay.wrongStep", { from, to: run.written })}
          onText={setText}
        />
      )}
      <p className="small quiet">{say("pay.acceptHint")}</p>
    </Dialog>
  );
}
