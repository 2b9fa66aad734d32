import { ArrowRight, Check, Eye, PencilLine, Star } from "lucide-react";

import { Button, Tool } from "../../ui/button.tsx";
import { KeyCaps } from "../../ui/key-caps.tsx";
import { say } from "../../words/say.ts";
import { isInRange, nextLeft, type Judgements } from "./use-judgements.ts";

/** What the reviewer says of the step at the caret, under the text: accept, needs work, rate, read, on to what is left to do. */
export function VerdictBar({
  step,
  judgements,
  onWord,
  onRate,
  onTurnRead,
  onNext,
}: {
  readonly step: number;
  readonly judgements: Judgements;
  readonly onWord: (word: "accept" | "needsWork") => void;
  readonly onRate: () => void;
  readonly onTurnRead: () => void;
  readonly onNext: () => void;
}) {
  const judgement = judgements.byStep.get(step);
  const next = nextLeft(judgements, step);
  return (
    <div className="verdict" role="toolbar" aria-label={say("review.verdictOn", { step })}>
      <span className="strong num">
        {say("place.step", { step })}
        {!isInRange(judgements.range, step) && (
          <span className="not-asked small quiet"> {say("review.notAskedShort")}</span>
        )}
      </span>
      <Word word="accept" pressed={judgement?.word === "accept"} onWord={onWord} />
      <Word word="needsWork" pressed={judgement?.word === "needsWork"} onWord={onWord} />
      <Button icon={Star} onClick={onRate}>
        {say("review.rate")}
        {judgement !== undefined && judgement.ratings.length > 0 && (
          <span className="quiet num">{say("review.rated", { count: judgement.ratings.length })}</span>
        )}
        {judgement?.ratings.length === 0 && judgement.reason !== "" && (
          <span className="quiet">{say("review.withReason")}</span>
        )}
        <KeyCaps keys="R" />
      </Button>
      <Tool
        name={say("review.turnRead")}
        icon={Eye}
        keys="U"
        pressed={judgement?.isRead === true}
        keepsFocus
        onClick={onTurnRead}
      />
      <span className="grow" />
      {next === null ? (
        <span className="small quiet">{say("review.allJudged")}</span>
      ) : (
        <Button icon={ArrowRight} data-to="unread" onClick={onNext}>
          <span className="quiet what">
            {say(next.what === "unread" ? "review.nextUnreadIs" : "review.noVerdictIs")}
          </span>{" "}
          <span className="num">{next.step}</span>
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
