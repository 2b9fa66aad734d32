import { useId, useRef, useState } from "react";

import { type RemarkAnchor, WHOLE_RUN } from "../../shared/domain/review/anchor.ts";
import type { BegunRemark } from "../../shared/domain/review/begun.ts";
import { MAX_REMARK_UNITS, MAX_SUGGESTION_UNITS, type Remark } from "../../shared/domain/review/remark.ts";
import type { About, Abouts } from "../state/remark-abouts.ts";
import { firstWords } from "../state/run-outline.ts";
import { say } from "../words/say.ts";
import { Button } from "./button.tsx";
import { Choice } from "./choice.tsx";
import { Dialog } from "./dialog.tsx";
import { TextArea } from "./field.tsx";
import { KeyCaps } from "./key-caps.tsx";

/** A remark that is being written: a new one, a reply, or one that is changed. */
export type RemarkDraft = {
  readonly abouts: Abouts;
  readonly before: Remark | null;
  readonly replyTo: Remark | null;
  /** What was written of it before and not kept. */
  readonly begun?: Pick<BegunRemark, "text" | "suggestion"> | null;
  /** True when more was selected than a remark can be about. */
  readonly isCut?: boolean;
};

/** What a remark says, and of what. `suggestion`: what would stand for the quote; null for none. */
export type RemarkText = Pick<Remark, "anchor" | "text" | "suggestion">;

/** As much of the quoted text as the dialog repeats, in UTF-16 units. */
const QUOTE_UNITS = 200;

/**
 * Where a remark is written: what it is about stands above it. Mod+Enter keeps it. It stands at the window's side, so that
 * the text can be read while it is written.
 */
export function RemarkDialog({
  draft,
  onKeep,
  onWrite,
  onGiveUp,
  onClose,
}: {
  readonly draft: RemarkDraft;
  readonly onKeep: (text: RemarkText) => void;
  /** Told at every change, where what is begun is kept; what is written then outlasts closing, and goes only by `onGiveUp`. */
  readonly onWrite?: (text: RemarkText) => void;
  readonly onGiveUp?: () => void;
  readonly onClose: () => void;
}) {
  const { abouts, replyTo, before } = draft;
  const [about, setAbout] = useState(abouts.first);
  const { anchor } = about;
  const [text, setText] = useState(draft.begun?.text ?? before?.text ?? "");
  /** Null while the quote is as it was. */
  const [instead, setInstead] = useState((draft.begun ?? before)?.suggestion ?? null);
  const field = useRef<HTMLTextAreaElement>(null);
  const form = useId();
  const maySuggest = anchor.quote !== "" && replyTo === null && (before === null || before.replyTo === null);
  const written = instead ?? anchor.quote;
  const suggestionOf = (typed: string | null): string | null =>
    maySuggest && typed !== null && typed !== anchor.quote ? typed.slice(0, MAX_SUGGESTION_UNITS) : null;
  const suggestion = suggestionOf(instead);
  const isEmpty = text.trim() === "" && suggestion === null;
  const isKept = onWrite !== undefined && onGiveUp !== undefined;
  const tell = (part: Partial<RemarkText>): void =>
    onWrite?.({ anchor, text: text.slice(0, MAX_REMARK_UNITS), suggestion, ...part });
  const keep = (): void => {
    if (!isEmpty) onKeep({ anchor, text: text.trim().slice(0, MAX_REMARK_UNITS), suggestion });
  };
  const keepOnEnter = (event: React.KeyboardEvent): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) keep();
  };
  const choose = (kind: About["kind"]): void => {
    const next = abouts.all.find((one) => one.kind === kind) ?? abouts.first;
    setAbout(next);
    setInstead(null);
    if (!isEmpty) tell({ anchor: next.anchor, suggestion: null });
  };
  return (
    <Dialog
      title={titleOf(draft, anchor)}
      place="side"
      onClose={onClose}
      initialFocus={field}
      footer={
        <>
          <span className="grow small quiet">{isKept && !isEmpty && say("review.begunNote")}</span>
          <Button onClick={isKept && !isEmpty ? onGiveUp : onClose}>
            {say(isKept && !isEmpty ? "review.giveUp" : "cancel")}
          </Button>
          <Button kind="primary" type="submit" form={form} disabled={isEmpty}>
            {say("review.keep")}
            <KeyCaps keys="Mod+Enter" />
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
        {draft.isCut === true && about === abouts.first && <p className="small">{say("review.cut")}</p>}
        <TextArea
          label={say(replyTo === null ? "review.text" : "review.reply")}
          ref={field}
          value={text}
          rows={5}
          onText={(typed) => {
            setText(typed);
            tell({ text: typed.slice(0, MAX_REMARK_UNITS) });
          }}
          onKeyDown={keepOnEnter}
        />
        {maySuggest && (
          <TextArea
            label={say("review.suggestion")}
            hint={say("review.suggestionHint")}
            value={written}
            rows={3}
            onText={(typed) => {
              setInstead(typed);
              tell({ suggestion: suggestionOf(typed) });
            }}
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
