import { CircleCheck } from "lucide-react";
import { useId, useState } from "react";

import { usePage, useSettings } from "../../app/context.tsx";
import { fileNameOf } from "../../app/export/file-name.ts";
import type { Failure } from "../../../shared/contract/failure.ts";
import type { ExportTarget } from "../../host/host.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Failed } from "../../ui/states.tsx";
import { say } from "../../words/say.ts";
import type { ReviewCopy } from "./review-desk.tsx";

/** Writes the answer to the author: one small file with every remark on this copy. */
export function SendBackDialog({
  copy,
  count,
  onSent,
  onClose,
}: {
  readonly copy: ReviewCopy;
  readonly count: number;
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
    const text = say("review.sent", { file: written.value.file, count: written.value.remarks });
    setSent(text);
    announce(text);
  };
  const send = async (): Promise<void> => {
    setFailure(null);
    setWorking(true);
    change({ name: name.trim() });
    const place = await host.exportTarget("file", fileNameOf(copy.title, "-review.runpkg"));
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
          <span className="grow small quiet">{say("review.count", { count })}</span>
          <Button onClick={onClose}>{say("close")}</Button>
          <Button kind="primary" type="submit" form={form} disabled={name.trim() === "" || working}>
            {say("review.send")}
          </Button>
        </>
      }
    >
      <p className="second">{say("review.sendText")}</p>
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
        <p className="strong">
          <Icon of={CircleCheck} className="severity-good" /> {sent}
        </p>
      )}
    </Dialog>
  );
}
