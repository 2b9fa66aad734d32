import { type KeyboardEvent, useId, useRef, useState } from "react";

import type { Criterion, Guide } from "../../../shared/domain/review/guide.ts";
import { rangeOf } from "../../../shared/domain/review/guide.ts";
import { type Judgement, WHOLE_BATCH } from "../../../shared/domain/review/judgement.ts";
import { MAX_REMARK_UNITS } from "../../../shared/domain/review/remark.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextArea } from "../../ui/field.tsx";
import { KeyCaps } from "../../ui/key-caps.tsx";
import { ratingName } from "../../words/rating.ts";
import { say } from "../../words/say.ts";
import { Values } from "./rated-values.tsx";
import type { JudgementPart } from "./use-judgements.ts";

/** Where a reviewer rates a step, or all that was sent, by the guide's criteria, and says why. Mod+Enter keeps it. */
export function RateDialog({
  step,
  guide,
  before,
  onKeep,
  onClose,
}: {
  /** `WHOLE_BATCH` for everything that was to be read. */
  readonly step: number;
  readonly guide: Guide | null;
  readonly before: Judgement | undefined;
  readonly onKeep: (part: JudgementPart) => void;
  readonly onClose: () => void;
}) {
  const [ratings, setRatings] = useState<Judgement["ratings"]>(before?.ratings ?? []);
  const [reason, setReason] = useState(before?.reason ?? "");
  const [word, setWord] = useState(before?.word ?? null);
  const form = useId();
  const first = useRef<HTMLElement>(null);
  const hasValues = (guide?.criteria.length ?? 0) > 0;
  const keep = (): void => onKeep({ ratings, reason: reason.trim().slice(0, MAX_REMARK_UNITS), word });
  const keepOnEnter = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    keep();
  };
  const rate = (criterion: string, value: number | null): void => {
    const others = ratings.filter((rating) => rating.criterion !== criterion);
    setRatings(value === null ? others : [...others, { criterion, value }]);
  };
  return (
    <Dialog
      title={step === WHOLE_BATCH ? say("review.rateWhole") : say("review.rateStep", { step })}
      onClose={onClose}
      initialFocus={first}
      footer={
        <>
          <span className="grow small quiet">{hasValues && say("review.rateKeys")}</span>
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button kind="primary" type="submit" form={form}>
            {say("review.keep")}
            <KeyCaps keys="Mod+Enter" />
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="stack"
        ref={(rows) => {
          first.current = rows?.querySelector<HTMLElement>("[tabindex='0'], textarea") ?? null;
        }}
        onSubmit={(event) => {
          event.preventDefault();
          keep();
        }}
      >
        {step === WHOLE_BATCH && <p className="second">{say("review.rateWholeText")}</p>}
        {step === WHOLE_BATCH && (
          <Values
            name={say("review.verdict")}
            values={(["accept", "needsWork"] as const).map((value) => ({ value, title: say(`review.${value}`) }))}
            chosen={word}
            onChoose={setWord}
            onKeyDown={keepOnEnter}
          />
        )}
        {guide === null || guide.criteria.length === 0 ? (
          <p className="quiet">{say("review.noCriteria")}</p>
        ) : (
          guide.criteria.map((criterion) => (
            <CriterionRow
              key={criterion.id}
              criterion={criterion}
              value={ratings.find((rating) => rating.criterion === criterion.id)?.value ?? null}
              onRate={(value) => rate(criterion.id, value)}
              onKeyDown={keepOnEnter}
            />
          ))
        )}
        <TextArea label={say("review.reason")} value={reason} rows={3} onText={setReason} onKeyDown={keepOnEnter} />
      </form>
    </Dialog>
  );
}

function CriterionRow({
  criterion,
  value,
  onRate,
  onKeyDown,
}: {
  readonly criterion: Criterion;
  readonly value: number | null;
  readonly onRate: (value: number | null) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}) {
  const { least, most } = rangeOf(criterion.scale);
  const all = Array.from({ length: most - least + 1 }, (_, index) => least + index);
  const values = criterion.scale === "yesNo" ? all.toReversed() : all;
  return (
    <div className="criterion">
      <Values
        name={criterion.name}
        values={values.map((each) => ({ value: each, title: ratingName(criterion.scale, each) }))}
        chosen={value}
        onChoose={onRate}
        onKeyDown={onKeyDown}
      />
      {criterion.description !== "" && <p className="small second">{criterion.description}</p>}
      {criterion.examples !== "" && (
        <details className="small">
          <summary>{say("guide.examples")}</summary>
          <p className="second">{criterion.examples}</p>
        </details>
      )}
    </div>
  );
}
