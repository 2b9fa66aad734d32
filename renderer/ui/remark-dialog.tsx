import { useId, useRef, useState } from "react";

import { type RemarkAnchor, WHOLE_RUN } from "../../shared/domain/review/anchor.ts";
import { MAX_REMARK_UNITS, MAX_SUGGESTION_UNITS, type Remark } from "../../shared/domain/review/remark.ts";
import type { About, Abouts } from "../state/remark-abouts.ts";
import { firstWords } from "../state/run-outline.ts";
import { say } from "../words/say.ts";
import { Button } from "./button.tsx";
import { Choice } from "./choice.tsx";
import { Dialog } from "./dialog.tsx";
import { TextArea } from "./field.tsx";

/** A remark that is being written: a new one, a reply, or one that is changed. */
export type RemarkDraft = {
  readonly abouts: Abouts;
  readonly before: Remark | null;
  readonly replyTo: Remark | null;
};

/** What a remark says, and of what. `suggestion`: what would stand for the quote; null for none. */
export type RemarkText = Pick<Remark, "anchor" | "text" | "suggestion">;

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
  const { abouts, replyTo, before } = draft;
  const [about, setAbout] = useState(abouts.first);
  const { anchor } = about;
  const [text, setText] = useState(before?.text ?? "");
  /** Null while the quote is as it was. */
  const [instead, setInstead] = useState(before?.suggestion ?? null);
  const field = useRef<HTMLTextAreaElement>(null);
  const form = useId();
  const maySuggest = anchor.quote !== "" && replyTo === null && (before === null || before.replyTo === null);
  const written = instead ?? anchor.quote;
  const suggestion = maySuggest && written !== anchor.quote ? written.slice(0, MAX_SUGGESTION_UNITS) : null;
  const isEmpty = text.trim() === "" && suggestion === null;
  const keep = (): void => {
    if (!isEmpty) onKeep({ anchor, text: text.trim().slice(0, MAX_REMARK_UNITS), suggestion });
  };
  const keepOnEnter = (event: React.KeyboardEvent): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) keep();
  };
  const choose = (kind: About["kind"]): void => {
    setAbout(abouts.all.find((one) => one.kind === kind) ?? abouts.first);
    setInstead(null);
  };
  return (
    <Dialog
      title={titleOf(draft, anchor)}
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
        {abouts.all.length > 1 && (
          <Choice
            label={say("review.about")}
            value={about.kind}
            options={abouts.all.map(({ kind }) => ({ value: kind, title: say(`review.about.${kind}`) }))}
            onChoose={choose}
          />
        )}
        <RemarkedOn about={about} replyTo={replyTo} />
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
            value={written}
            rows={3}
            onText={setInstead}
            onKeyDown={keepOnEnter}
          />
        )}
      </form>
    </Dialog>
  );
}

function titleOf({ replyTo }: RemarkDraft, { step }: RemarkAnchor): string {
  if (replyTo !== null) return say("review.replyTo", { reviewer: replyTo.reviewer });
  return step === WHOLE_RUN ? say("review.addToRun") : say("review.addHere", { step });
}

/** What is remarked on: the words themselves, else its name. */
function RemarkedOn({ about, replyTo }: { readonly about: About; readonly replyTo: Remark | null }) {
  if (replyTo !== null) {
    const answered = replyTo.text === "" ? (replyTo.suggestion ?? "") : replyTo.text;
    return <q className="quoted">{firstWords(answered, QUOTE_UNITS)}</q>;
  }
  const { quote, section, step } = about.anchor;
  if (quote !== "") return <q className="quoted">{firstWords(quote, QUOTE_UNITS)}</q>;
  if (section !== null)
    return (
      <p className="quiet">
        {say("review.addSection", { place: say("place.section", { step, section: say(`section.${section}`) }) })}
      </p>
    );
  return <p className="quiet">{say(about.kind === "run" ? "review.addRun" : "review.addWhole")}</p>;
}
