import { useId, useState } from "react";

import type { Criterion, Guide } from "../../../shared/domain/review/guide.ts";
import { rangeOf } from "../../../shared/domain/review/guide.ts";
import { type Judgement, WHOLE_BATCH } from "../../../shared/domain/review/judgement.ts";
import { MAX_REMARK_UNITS } from "../../../shared/domain/review/remark.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextArea } from "../../ui/field.tsx";
import { say } from "../../words/say.ts";
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
  const keep = (): void => onKeep({ ratings, reason: reason.trim().slice(0, MAX_REMARK_UNITS), word });
  const rate = (criterion: string, value: number | null): void => {
    const others = ratings.filter((rating) => rating.criterion !== criterion);
    setRatings(value === null ? others : [...others, { criterion, value }]);
  };
  return (
    <Dialog
      title={step === WHOLE_BATCH ? say("review.rateWhole") : say("review.rateStep", { step })}
      onClose={onClose}
      footer={
        <>
          <span className="grow" />
          <Button onClick={onClose}>{say("cancel")}</Button>
          <Button kind="primary" type="submit" form={form}>
            {say("review.keep")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          keep();
        }}
      >
        {step === WHOLE_BATCH && (
          <Values
            name={say("review.verdict")}
            values={(["accept", "needsWork"] as const).map((value) => ({ value, title: say(`review.${value}`) }))}
            chosen={word}
            onChoose={setWord}
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
            />
          ))
        )}
        <TextArea
          label={say("review.reason")}
          value={reason}
          rows={3}
          onText={setReason}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) keep();
          }}
        />
      </form>
    </Dialog>
  );
}

function CriterionRow({
  criterion,
  value,
  onRate,
}: {
  readonly criterion: Criterion;
  readonly value: number | null;
  readonly onRate: (value: number | null) => void;
}) {
  const { least, most } = rangeOf(criterion.scale);
  const all = Array.from({ length: most - least + 1 }, (_, index) => least + index);
  const values = criterion.scale === "yesNo" ? all.toReversed() : all;
  return (
    <div className="criterion">
      <Values
        name={criterion.name}
        values={values.map((each) => ({ value: each, title: ratingName(criterion, each) }))}
        chosen={value}
        onChoose={onRate}
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

/** A value as it is read: "yes", "4". */
export function ratingName({ scale }: Pick<Criterion, "scale">, value: number): string {
  if (scale !== "yesNo") return String(value);
  return value === 1 ? say("guide.yes") : say("guide.no");
}

/** A few values of which one is chosen, or none: choosing it again takes it back. */
function Values<Value extends string | number>({
  name,
  values,
  chosen,
  onChoose,
}: {
  readonly name: string;
  readonly values: readonly { readonly value: Value; readonly title: string }[];
  readonly chosen: Value | null;
  readonly onChoose: (value: Value | null) => void;
}) {
  return (
    <fieldset className="values">
      <legend className="label">{name}</legend>
      <div className="row">
        {values.map(({ value, title }) => (
          <button
            key={value}
            type="button"
            className="tool"
            aria-pressed={value === chosen}
            onClick={() => onChoose(value === chosen ? null : value)}
          >
            {title}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
