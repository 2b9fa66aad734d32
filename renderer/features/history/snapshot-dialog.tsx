import { useId, useRef, useState } from "react";

import type { SnapshotRow } from "../../../shared/contract/history-methods.ts";
import { MAX_TITLE_UNITS } from "../../../shared/domain/run.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { number } from "../../words/format.ts";
import { say } from "../../words/say.ts";

/** Says what bringing a snapshot back does, and that it can be taken back; for a copy it asks for the new run's title. */
export function SnapshotDialog({
  snapshot,
  as,
  when,
  runTitle,
  onRestore,
  onClose,
}: {
  readonly snapshot: SnapshotRow;
  readonly as: "place" | "copy";
  readonly when: string;
  readonly runTitle: string;
  readonly onRestore: (title: string) => void;
  readonly onClose: () => void;
}) {
  const form = useId();
  const field = useRef<HTMLInputElement>(null);
  const [title, setTitle] = useState(() => say("snapshots.copyDefault", { title: runTitle, when }));
  const isCopy = as === "copy";
  const isReady = !isCopy || title.trim() !== "";
  return (
    <Dialog
      title={isCopy ? say("snapshots.copyTitle") : say("snapshots.restoreTitle", { when })}
      size="small"
      onClose={onClose}
      {...(isCopy && { initialFocus: field })}
      footer={
        <>
          <span className="grow" />
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button kind="primary" type="submit" form={form} disabled={!isReady}>
            {say(isCopy ? "snapshots.copyNow" : "snapshots.restoreNow")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="stack wide"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) onRestore(title.trim());
        }}
      >
        <p>{isCopy ? say("snapshots.copyText") : say("snapshots.restoreText", { steps: number(snapshot.steps) })}</p>
        {isCopy && (
          <TextField
            label={say("snapshots.copyName")}
            ref={field}
            value={title}
            maxLength={MAX_TITLE_UNITS}
            onText={setTitle}
          />
        )}
      </form>
    </Dialog>
  );
}
