import { useId, useRef, useState } from "react";

import { MAX_TITLE_UNITS } from "../../../shared/domain/run.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { say } from "../../words/say.ts";

/** Asks for a title: all else of a run can be told later. */
export function NewRunDialog({
  onClose,
  onBegin,
}: {
  readonly onClose: () => void;
  readonly onBegin: (title: string) => void;
}) {
  const [title, setTitle] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const form = useId();
  return (
    <Dialog
      title={say("newRun.name")}
      size="small"
      onClose={onClose}
      initialFocus={field}
      footer={
        <>
          <span className="grow" />
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button kind="primary" type="submit" form={form} disabled={title.trim() === ""}>
            {say("newRun.begin")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          if (title.trim() !== "") onBegin(title.trim());
        }}
      >
        <TextField
          label={say("newRun.title")}
          ref={field}
          value={title}
          maxLength={MAX_TITLE_UNITS}
          onText={setTitle}
        />
      </form>
    </Dialog>
  );
}
