import { ArrowRight, Check, PencilLine, Star } from "lucide-react";

import { Button } from "../../ui/button.tsx";
import { KeyCaps } from "../../ui/key-caps.tsx";
import { say } from "../../words/say.ts";
import { nextUnread, type Judgements } from "./use-judgements.ts";

/** What the reviewer says of the step at the caret, under the text: accept, needs work, rate, on to what is not read yet. */
export function VerdictBar({
  step,
  judgements,
  onWord,
  onRate,
  onNext,
}: {
  readonly step: number;
  readonly judgements: Judgements;
  readonly onWord: (word: "accept" | "needsWork") => void;
  readonly onRate: () => void;
  readonly onNext: () => void;
}) {
  const judgement = judgements.byStep.get(step);
  const next = nextUnread(judgements, step);
  return (
    <div className="verdict" role="toolbar" aria-label={say("review.verdictOn", { step })}>
      <span className="strong num">{say("place.step", { step })}</span>
      <Word word="accept" pressed={judgement?.word === "accept"} onWord={onWord} />
      <Word word="needsWork" pressed={judgement?.word === "needsWork"} onWord={onWord} />
      <Button icon={Star} onClick={onRate}>
        {say("review.rate")}
        {judgement !== undefined && judgement.ratings.length + judgement.reason.length > 0 && (
          <span className="quiet num">{say("review.rated", { count: judgement.ratings.length })}</span>
        )}
        <KeyCaps keys="R" />
      </Button>
      <span className="grow" />
      {next === null ? (
        <span className="small quiet">{say("review.allRead")}</span>
      ) : (
        <Button icon={ArrowRight} data-to="unread" onClick={onNext}>
          <span className="quiet what">{say("review.nextUnreadIs")}</span> <span className="num">{next}</span>
          <KeyCaps keys="N" />
        </Button>
      )}
    </div>
  );
}

const WORDS = { accept: { icon: Check, keys: "A" }, needsWork: { icon: PencilLine, keys: "W" } } as const;

function Word({
  word,
  pressed,
  onWord,
}: {
  readonly word: "accept" | "needsWork";
  readonly pressed: boolean;
  readonly onWord: (word: "accept" | "needsWork") => void;
}) {
  const { icon, keys } = WORDS[word];
  return (
    <Button icon={icon} aria-pressed={pressed} data-word={word} onClick={() => onWord(word)}>
      {say(`review.${word}`)}
      <KeyCaps keys={keys} />
    </Button>
  );
}
