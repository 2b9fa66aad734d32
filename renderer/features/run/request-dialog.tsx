import { CircleCheck } from "lucide-react";
import { useId, useState } from "react";

import { usePage } from "../../app/context.tsx";
import { fileNameOf } from "../../app/export/file-name.ts";
import { useCall } from "../../app/use-call.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import type { RunId } from "../../../shared/domain/ids.ts";
import type { ReviewStatus } from "../../state/review-to-do.ts";
import { Button } from "../../ui/button.tsx";
import { CheckRow } from "../../ui/check-row.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Failed, Loading } from "../../ui/states.tsx";
import { type StepRange, StepRangeFields, useStepRange } from "../../ui/step-range.tsx";
import { say } from "../../words/say.ts";

/** Sends steps to be reviewed: one file with the run, what is to be read, the guide, and what was said so far. */
export function RequestDialog(props: {
  readonly runId: RunId;
  readonly title: string;
  /** How many steps the run has. */
  readonly steps: number;
  /** Sees to it that what is typed is in the library. */
  readonly flush: () => Promise<unknown>;
  /** The batch is submitted. */
  readonly onSent: () => void;
  readonly onClose: () => void;
}) {
  const [status] = useCall("review.status", { runId: props.runId });
  if (status.state === "failed")
    return (
      <Dialog title={say("request.title")} onClose={props.onClose}>
        <Failed inline what={say("toDo.failed")} failure={status.failure} />
      </Dialog>
    );
  if (status.state === "loading")
    return (
      <Dialog title={say("request.title")} onClose={props.onClose}>
        <Loading what={say("toDo.loading")} />
      </Dialog>
    );
  return <RequestForm {...props} status={status.value} />;
}

/** The steps after those of the last batch; where there are none, the last batch once more. */
function firstChoice({ batches }: ReviewStatus, steps: number): StepRange {
  const last = batches.findLast(({ range }) => range !== null)?.range ?? null;
  if (last === null) return { from: 1, to: steps };
  return last.to < steps ? { from: last.to + 1, to: steps } : last;
}

function RequestForm({
  runId,
  title,
  steps,
  flush,
  onSent,
  onClose,
  status,
}: Parameters<typeof RequestDialog>[0] & { readonly status: ReviewStatus }) {
  const { host, announce } = usePage();
  const first = firstChoice(status, steps);
  const chosen = useStepRange(first, steps);
  const [withRemarks, setWithRemarks] = useState(true);
  const [sent, setSent] = useState<readonly string[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [working, setWorking] = useState(false);
  const form = useId();
  const { range } = chosen;

  const write = async (asked: StepRange): Promise<void> => {
    const place = await host.exportTarget("file", fileNameOf(title, `-${asked.from}-${asked.to}.runpkg`));
    if (!place.ok) return setFailure(place.failure);
    if (place.value === null) return;
    await flush();
    const { target } = place.value;
    const written = await host.call("review.exportRequest", {
      runId,
      range: asked,
      withRemarks,
      target,
      overwrite: true,
    });
    if (!written.ok) return setFailure(written.failure);
    const handed = await place.value.finish();
    onSent();
    if (!handed.ok) return setFailure(handed.failure);
    const where = say(host.describe().nativeDialogs ? "request.whereChosen" : "request.inDownloads");
    const sentences = [say("request.sent", { file: written.value.file, where }), say("request.holds", asked)];
    setSent(sentences);
    announce(sentences.join(" "));
  };
  const send = async (): Promise<void> => {
    if (range === null) return;
    setFailure(null);
    setWorking(true);
    await write(range);
    setWorking(false);
  };
  return (
    <Dialog
      title={say("request.title")}
      onClose={onClose}
      footer={
        <>
          <span className="grow" />
          <Button onClick={onClose}>{say("close")}</Button>
          <Button kind="primary" type="submit" form={form} disabled={range === null || working}>
            {say("review.send")}
          </Button>
        </>
      }
    >
      <p className="second">{say("request.text")}</p>
      <form
        id={form}
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <StepRangeFields chosen={chosen} />
        <CheckRow label={say("request.withRemarks")} isOn={withRemarks} onChange={setWithRemarks} />
        <p className="small quiet">{say("request.alone")}</p>
      </form>
      {failure !== null && <Failed inline what={say("review.sendFailed")} failure={failure} />}
      {sent.map((sentence, at) => (
        <p key={sentence} className={at === 0 ? "strong" : undefined}>
          {at === 0 && <Icon of={CircleCheck} className="severity-good" />} {sentence}
        </p>
      ))}
    </Dialog>
  );
}
