import { useId, useRef, useState } from "react";

import type { RemarkAnchor } from "../../shared/domain/review/anchor.ts";
import { MAX_REMARK_UNITS, MAX_SUGGESTION_UNITS, type Remark } from "../../shared/domain/review/remark.ts";
import { firstWords } from "../state/run-outline.ts";
import { say } from "../words/say.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { TextArea } from "./field.tsx";

/** A remark that is being written: a new one, a reply, or one that is changed. */
export type RemarkDraft = {
  readonly anchor: RemarkAnchor;
  readonly before: Remark | null;
  readonly replyTo: Remark | null;
};

/** What a remark says. `suggestion`: what would stand for the quote; null for none. */
export type RemarkText = Pick<Remark, "text" | "suggestion">;

/** As much of the quoted text as the dialog repeats, in UTF-16 units. */
const QUOTE_UNITS = 200;

/** Where a remark is written: what it is about stands above it. Mod+Enter keeps it. */
export function RemarkDialog({
  draft,
  onKeep,
  onClose,
}: {
  readonly draft: RemarkDraft;
  readonly onKeep: (text: RemarkText) => void;
  readonly onClose: () => void;
}) {
  const { anchor, replyTo, before } = draft;
  const [text, setText] = useState(before?.text ?? "");
  const [instead, setInstead] = useState(before?.suggestion ?? anchor.quote);
  const field = useRef<HTMLTextAreaElement>(null);
  const form = useId();
  const maySuggest = anchor.quote !== "" && replyTo === null && (before === null || before.replyTo === null);
  const suggestion = maySuggest && instead !== anchor.quote ? instead.slice(0, MAX_SUGGESTION_UNITS) : null;
  const isEmpty = text.trim() === "" && suggestion === null;
  const keep = (): void => {
    if (!isEmpty) onKeep({ text: text.trim().slice(0, MAX_REMARK_UNITS), suggestion });
  };
  const keepOnEnter = (event: React.KeyboardEvent): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) keep();
  };
  return (
    <Dialog
      title={
        replyTo === null
          ? say("review.addHere", { step: anchor.step })
          : say("review.replyTo", { reviewer: replyTo.reviewer })
      }
      onClose={onClose}
      initialFocus={field}
      footer={
        <>
          <span className="grow" />
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button kind="primary" type="submit" form={form} disabled={isEmpty}>
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
        {replyTo !== null ? (
          <q className="quoted">
            {firstWords(replyTo.text === "" ? (replyTo.suggestion ?? "") : replyTo.text, QUOTE_UNITS)}
          </q>
        ) : anchor.quote === "" ? (
          <p className="quiet">{say("review.addWhole")}</p>
        ) : (
          <q className="quoted">{firstWords(anchor.quote, QUOTE_UNITS)}</q>
        )}
        <TextArea
          label={say(replyTo === null ? "review.text" : "review.reply")}
          ref={field}
          value={text}
          rows={5}
          onText={setText}
          onKeyDown={keepOnEnter}
        />
        {maySuggest && (
          <TextArea
            label={say("review.suggestion")}
            hint={say("review.suggestionHint")}
            value={instead}
            rows={3}
            onText={setInstead}
            onKeyDown={keepOnEnter}
          />
        )}
      </form>
    </Dialog>
  );
}
