import { useMemo, useState } from "react";

import type { Convention } from "../../../shared/domain/conventions.ts";
import type { PasteQuestion } from "../../editor/paste/transfer.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { say } from "../../words/say.ts";
import { PasteConventionAs, signOf } from "../../app/paste/convention-as.tsx";

/** So many thoughts of what would be pasted are shown. */
const PREVIEWED = 8;

/** Asks once what brackets mean, shows what would come of it, and pastes. */
export function PasteMappingDialog({
  question,
  onAnswer,
}: {
  readonly question: PasteQuestion;
  /** What was decided; null when nothing is to be pasted. */
  readonly onAnswer: (decided: readonly Convention[] | null) => void;
}) {
  const [decided, setDecided] = useState(() => question.found.map(({ convention }) => convention));
  const decide = (index: number, convention: Convention): void => setDecided(decided.with(index, convention));
  return (
    <Dialog
      title={say("paste.question")}
      onClose={() => onAnswer(null)}
      footer={
        <>
          <span className="grow" />
          <Button onClick={() => onAnswer(null)}>{say("cancel")}</Button>
          <Button kind="primary" onClick={() => onAnswer(decided)}>
            {say("paste.do")}
          </Button>
        </>
      }
    >
      <p>{say("paste.questionText")}</p>
      <ul className="paste-conventions">
        {question.found.map(({ convention, count, sample }, index) => (
          <li key={signOf(convention)}>
            <span className="sample">
              {sample} <span className="quiet small">{say("paste.found", { count })}</span>
            </span>
            <PasteConventionAs
              convention={decided[index] ?? convention}
              onChange={(changed) => decide(index, changed)}
            />
          </li>
        ))}
      </ul>
      <Preview question={question} decided={decided} />
    </Dialog>
  );
}

function Preview({ question, decided }: { readonly question: PasteQuestion; readonly decided: readonly Convention[] }) {
  const blocks = useMemo(
    () => question.preview(decided).blocks.filter(({ text }) => text.trim() !== ""),
    [question, decided],
  );
  const more = blocks.length - PREVIEWED;
  return (
    <section className="paste-preview" aria-label={say("paste.preview")}>
      <h3 className="small quiet">{say("paste.preview")}</h3>
      <ul>
        {blocks.slice(0, PREVIEWED).map(({ text, joins, thought }, index) => (
          <li
            // Blocks may be alike, and they only change together.
            key={index}
            className={[joins ? "joins" : "", thought?.longterm === true ? "longterm" : ""].filter(Boolean).join(" ")}
            data-type={thought?.type}
          >
            <span className="letter">{thought === null ? "" : say(`letter.${thought.type}`)}</span>
            <span className="words">{text}</span>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="small quiet">{say("paste.previewMore", { count: more })}</p>}
    </section>
  );
}
