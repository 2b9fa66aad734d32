import { CircleCheck } from "lucide-react";
import { useId, useState } from "react";

import { usePage, useSettings } from "../../app/context.tsx";
import { fileNameOf } from "../../app/export/file-name.ts";
import { WHOLE_BATCH } from "../../../shared/domain/review/judgement.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import type { ExportTarget } from "../../host/host.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Failed } from "../../ui/states.tsx";
import { say } from "../../words/say.ts";
import type { ReviewCopy } from "./review-desk.tsx";
import { isJudged, type Judgements, nextLeft } from "./use-judgements.ts";

/** Writes the answer to the author: one small file with every remark and verdict on this copy. Says what is in it, and what is not. */
export function SendBackDialog({
  copy,
  judgements,
  remarks,
  begun,
  onSent,
  onClose,
}: {
  readonly copy: ReviewCopy;
  readonly judgements: Judgements;
  /** Remarks that were kept, and those that were begun only: these are in no answer. */
  readonly remarks: number;
  readonly begun: number;
  /** Is told the name under which it was written. */
  readonly onSent: (reviewer: string) => void;
  readonly onClose: () => void;
}) {
  const { host, announce } = usePage();
  const [settings, change] = useSettings();
  const [name, setName] = useState(settings.name || copy.reviewer);
  const [sent, setSent] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [working, setWorking] = useState(false);
  const form = useId();

  const writeTo = async (place: ExportTarget): Promise<void> => {
    const reviewer = name.trim();
    const written = await host.call("review.exportAnswer", {
      copyId: copy.copyId,
      reviewer,
      target: place.target,
      overwrite: true,
    });
    if (!written.ok) return setFailure(written.failure);
    onSent(reviewer);
    const handed = await place.finish();
    if (!handed.ok) return setFailure(handed.failure);
    const { file, remarks: count } = written.value;
    const judged = [...judgements.byStep.values()].filter(isJudged).length;
    const text = [say("review.sent", { file, count }), say("remarks.judged", { count: judged })].join(" ");
    setSent(text);
    announce(text);
  };
  const send = async (): Promise<void> => {
    setFailure(null);
    setWorking(true);
    change({ name: name.trim() });
    const place = await host.exportTarget("file", answerName(copy, name.trim()));
    if (!place.ok) setFailure(place.failure);
    else if (place.value !== null) await writeTo(place.value);
    setWorking(false);
  };

  return (
    <Dialog
      title={say("review.sendTitle")}
      onClose={onClose}
      footer={
        <>
          <span className="grow" />
          <Button onClick={onClose}>{say("close")}</Button>
          <Button kind="primary" type="submit" form={form} disabled={name.trim() === "" || working}>
            {say("review.send")}
          </Button>
        </>
      }
    >
      <p className="second">{say("review.sendText")}</p>
      <Contents copy={copy} judgements={judgements} remarks={remarks} begun={begun} />
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== "") void send();
        }}
      >
        <TextField
          label={say("review.sendName")}
          value={name}
          maxLength={200}
          wrong={name.trim() === "" ? say("review.sendNameMissing") : null}
          onText={setName}
        />
      </form>
      {failure !== null && <Failed inline what={say("review.sendFailed")} failure={failure} />}
      {sent !== null && (
        <>
          <p className="strong">
            <Icon of={CircleCheck} className="severity-good" /> {sent}
          </p>
          <p>{say(host.describe().nativeDialogs ? "review.sentThere" : "review.sentDownload")}</p>
        </>
      )}
    </Dialog>
  );
}

/** What goes out, and what is left to do before it does. */
function Contents({
  copy,
  judgements: { counts, byStep, range },
  remarks,
  begun,
}: {
  readonly copy: ReviewCopy;
  readonly judgements: Judgements;
  readonly remarks: number;
  readonly begun: number;
}) {
  const whole = byStep.get(WHOLE_BATCH)?.word ?? null;
  const open = nextLeft({ byStep, range }, range.to);
  return (
    <ul>
      <li>{say("review.readShare", { read: counts.read, all: counts.all })}</li>
      <li>
        {say("review.judgedShare", { judged: counts.judged, all: counts.all, count: counts.all - counts.judged })}
        {open !== null && ` ${say("review.firstLeft", { step: open.step })}`}
      </li>
      <li>{say("review.count", { count: remarks })}</li>
      {begun > 0 && <li className="severity-warning">{say("review.begunLeft", { count: begun })}</li>}
      <li>{say("review.wholeNow", { word: whole === null ? say("review.wholeNone") : say(`review.${whole}`) })}</li>
      {copy.sentAt !== null && <li>{say("review.sentBefore")}</li>}
    </ul>
  );
}

/** The answer's file name: the run, the steps that were asked for, and whose it is. */
function answerName({ title, range }: ReviewCopy, name: string): string {
  const steps = range === null ? "" : `-${range.from}-${range.to}`;
  return fileNameOf(title, `${steps}-${fileNameOf(`review ${name}`, ".runpkg")}`);
}
