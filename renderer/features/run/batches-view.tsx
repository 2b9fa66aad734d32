import { usePage } from "../../app/context.tsx";
import type { PlaceInRun } from "../../app/place.ts";
import { BATCH_STATES, type ReviewBatch } from "../../../shared/contract/review-round-methods.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { Empty, Failed, Loading } from "../../ui/states.tsx";
import { StepNumbers } from "../../ui/step-numbers.tsx";
import { when } from "../../words/format.ts";
import { say } from "../../words/say.ts";
import type { Review } from "./use-review.ts";

const MS_A_DAY = 86_400_000;

/** The batches that went to review, each with its state, the dates of all states and the turn-around; and who read what. */
export function BatchesView({
  review,
  mayWrite,
  onGoTo,
  onGuide,
}: {
  readonly review: Review;
  readonly mayWrite: boolean;
  readonly onGoTo: (to: PlaceInRun) => void;
  readonly onGuide: () => void;
}) {
  const { status } = review;
  if (status.state === "loading") return <Loading what={say("toDo.loading")} />;
  if (status.state === "failed")
    return <Failed inline what={say("toDo.failed")} failure={status.failure} onAgain={review.again} />;
  const { batches, reviewers, whole, steps } = status.value;
  const changed = steps.filter(({ judgements }) => judgements.some(({ isChangedSince }) => isChangedSince));
  const names = new Map(reviewers.map(({ key, name }) => [key, name]));
  return (
    <>
      <p className="panel-note row">
        <span className="grow" />
        <Button low onClick={onGuide}>
          {say("guide.open")}
        </Button>
      </p>
      {batches.length === 0 && (
        <Empty inline title={say("batch.none")}>
          <p>{say("batch.noneText")}</p>
        </Empty>
      )}
      {batches.toReversed().map((batch) => (
        <Batch
          key={batch.batchId}
          batch={batch}
          changed={changed.flatMap(({ step }) => (isIn(batch, step) ? [step] : []))}
          review={review}
          mayWrite={mayWrite}
          onGoTo={onGoTo}
        />
      ))}
      {reviewers.length > 0 && (
        <section className="panel" aria-label={say("batch.reviewers")}>
          <h3>{say("batch.reviewers")}</h3>
          <ul className="plain-list">
            {reviewers.map(({ key, name, read, readBefore }) => (
              <li key={key}>
                <b>{name}</b> {say("batch.read", { count: read })}
                {readBefore > 0 && `, ${say("batch.readBefore", { count: readBefore })}`}
              </li>
            ))}
            {whole.map(({ reviewer, word, reason }) => (
              <li key={`whole ${reviewer}`}>
                <b>{names.get(reviewer) ?? ""}</b> {word === null ? "" : say(`batch.said.${word}`)} {reason}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function isIn({ range }: ReviewBatch, step: number): boolean {
  return range !== null && step >= range.from && step <= range.to;
}

function Batch({
  batch,
  changed,
  review,
  mayWrite,
  onGoTo,
}: {
  readonly batch: ReviewBatch;
  /** Steps that were edited since a reviewer said something of them. */
  readonly changed: readonly number[];
  readonly review: Review;
  readonly mayWrite: boolean;
  readonly onGoTo: (to: PlaceInRun) => void;
}) {
  const { clock } = usePage();
  const { range, number, state, events, turnaroundMs, batchId } = batch;
  const title =
    range === null ? say("batch.gone", { number }) : say("batch.title", { number, from: range.from, to: range.to });
  return (
    <section className="panel" aria-label={title}>
      <div className="panel-head">
        <h3>{title}</h3>
        <span className="grow" />
        {range !== null && (
          <button type="button" className="link small" onClick={() => onGoTo(range.from)}>
            {say("batch.go")}
          </button>
        )}
      </div>
      {mayWrite ? (
        <Choice
          label={say("batch.state")}
          value={state}
          options={BATCH_STATES.map((value) => ({ value, title: say(`batch.state.${value}`) }))}
          onChoose={(value) => void review.putBatch(batchId, value)}
          low
        />
      ) : (
        <p>{say(`batch.state.${state}`)}</p>
      )}
      <ol className="plain-list small second">
        {events.map((event) => (
          <li key={`${event.state} ${event.at}`}>
            {say(`batch.state.${event.state}`)} {when(event.at, clock(), say("today"))}
          </li>
        ))}
      </ol>
      {changed.length > 0 && (
        <div className="small">
          <span className="second">{say("batch.changed")}</span>
          <StepNumbers name={say("batch.changed")} steps={changed} onGo={onGoTo} />
        </div>
      )}
      {turnaroundMs !== null && (
        <p className="small second">{say("batch.turnaround", { count: Math.ceil(turnaroundMs / MS_A_DAY) })}</p>
      )}
    </section>
  );
}
