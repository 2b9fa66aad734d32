import { useId, useRef, useState } from "react";

import { MAX_REMARK_UNITS } from "../../../shared/domain/review/remark.ts";
import { firstWords } from "../../state/run-outline.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextArea } from "../../ui/field.tsx";
import { say } from "../../words/say.ts";
import type { RemarkDraft } from "./use-copy-remarks.ts";

/** As much of the quoted text as the dialog repeats, in UTF-16 units. */
const QUOTE_UNITS = 200;

/** Where a reviewer writes a remark: what it is about stands above it. Mod+Enter keeps it. */
export function RemarkDialog({
  draft,
  onKeep,
  onClose,
}: {
  readonly draft: RemarkDraft;
  readonly onKeep: (text: string) => void;
  readonly onClose: () => void;
}) {
  const [text, setText] = useState(draft.before?.text ?? "");
  const field = useRef<HTMLTextAreaElement>(null);
  const form = useId();
  const { anchor } = draft;
  const keep = (): void => {
    if (text.trim() !== "") onKeep(text.trim().slice(0, MAX_REMARK_UNITS));
  };
  return (
    <Dialog
      title={say("review.addHere", { step: anchor.step })}
      onClose={onClose}
      initialFocus={field}
      footer={
        <>
          <span className="grow" />
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button kind="primary" type="submit" form={form} disabled={text.trim() === ""}>
            {say("review.keep")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="remark-form stack"
        onSubmit={(event) => {
          event.preventDefault();
          keep();
        }}
      >
        {anchor.quote === "" ? (
          <p className="quiet">{say("review.addWhole")}</p>
        ) : (
          <q className="quoted">{firstWords(anchor.quote, QUOTE_UNITS)}</q>
        )}
        <TextArea
          label={say("review.text")}
          ref={field}
          value={text}
          rows={5}
          onText={setText}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) keep();
          }}
        />
      </form>
    </Dialog>
  );
}
