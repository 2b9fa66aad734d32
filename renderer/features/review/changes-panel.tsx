import { useMemo, useState } from "react";

import { usePage } from "../../app/context.tsx";
import type { PlaceInRun } from "../../app/place.ts";
import { useCall } from "../../app/use-call.ts";
import type { EarlierCopy } from "../../../shared/contract/review-methods.ts";
import { contentOf, type Step } from "../../../shared/domain/step.ts";
import { firstWords } from "../../state/run-outline.ts";
import { stepDifference } from "../../state/step-difference.ts";
import { Choice } from "../../ui/choice.tsx";
import { PartView } from "../../ui/part-view.tsx";
import { Empty, Failed, Loading } from "../../ui/states.tsx";
import { StepNumbers } from "../../ui/step-numbers.tsx";
import { when } from "../../words/format.ts";
import { say } from "../../words/say.ts";
import type { ReviewCopy } from "./review-desk.tsx";

/** Two versions of one run side by side, step by step: what the step at the caret was, and which others have changed. */
export function ChangesPanel({
  copy,
  step,
  onGo,
}: {
  readonly copy: ReviewCopy;
  readonly step: number;
  readonly onGo: (to: PlaceInRun) => void;
}) {
  const page = usePage();
  const [chosen, setChosen] = useState(copy.earlier[0]?.copyId ?? null);
  const earlier = copy.earlier.find(({ copyId }) => copyId === chosen);
  if (earlier === undefined) {
    return (
      <Empty inline title={say("changes.none")}>
        <p>{say("changes.noneText")}</p>
      </Empty>
    );
  }
  return (
    <>
      <div className="panel-note">
        <Choice
          label={say("changes.with")}
          value={earlier.copyId}
          options={copy.earlier.map(({ copyId, title, openedAt }) => ({
            value: copyId,
            title: `${title}, ${when(openedAt, page.clock(), say("today"))}`,
          }))}
          onChoose={setChosen}
        />
      </div>
      <Compared key={earlier.copyId} copy={copy} earlier={earlier} step={step} onGo={onGo} />
    </>
  );
}

function Compared({
  copy,
  earlier,
  step,
  onGo,
}: {
  readonly copy: ReviewCopy;
  readonly earlier: EarlierCopy;
  readonly step: number;
  readonly onGo: (to: PlaceInRun) => void;
}) {
  const [compared] = useCall("review.compare", { copyId: copy.copyId, with: earlier.copyId });
  const [before] = useCall("review.copy", { copyId: earlier.copyId });
  if (compared.state === "failed") return <Failed inline what={say("changes.failed")} failure={compared.failure} />;
  if (before.state === "failed") return <Failed inline what={say("changes.failed")} failure={before.failure} />;
  if (compared.state === "loading" || before.state === "loading") return <Loading what={say("changes.loading")} />;
  const { steps, gone } = compared.value;
  const changed = steps.flatMap(({ isSame }, index) => (isSame ? [] : [index + 1]));
  const was = steps[step - 1]?.was ?? null;
  const said = before.value.judgements.find((judgement) => judgement.step === was);
  return (
    <>
      <p className="panel-note small second">{say("changes.count", { count: changed.length })}</p>
      {gone.length > 0 && (
        <details className="panel-note small">
          <summary>{say("changes.gone", { count: gone.length })}</summary>
          <ol className="plain-list">
            {gone.slice(0, MAX_GONE).map((number) => (
              <li key={number}>
                <span className="num">{number}</span>{" "}
                {firstWords(before.value.steps[number - 1]?.prompt.text ?? "", GONE_UNITS)}
              </li>
            ))}
          </ol>
        </details>
      )}
      <div className="panel-note">
        <StepNumbers name={say("changes.steps")} steps={changed} current={step} onGo={onGo} />
      </div>
      {said !== undefined && (said.word !== null || said.reason !== "") && (
        <p className="panel-note small">
          {say("changes.saidThen", { word: said.word === null ? "" : say(`review.${said.word}`) })} {said.reason}
        </p>
      )}
      <StepCompared
        now={copy.steps[step - 1] ?? null}
        then={was === null ? null : (before.value.steps[was - 1] ?? null)}
        isSame={steps[step - 1]?.isSame ?? false}
        step={step}
        was={was}
      />
    </>
  );
}

/** As much of a step that is gone as its line repeats, in UTF-16 units. */
const GONE_UNITS = 60;

/** As many of the steps that are gone as are listed. */
const MAX_GONE = 200;

function StepCompared({
  now,
  then,
  isSame,
  step,
  was,
}: {
  readonly now: Step | null;
  readonly then: Step | null;
  readonly isSame: boolean;
  readonly step: number;
  readonly was: number | null;
}) {
  const parts = useMemo(
    () => (now === null || then === null || isSame ? [] : stepDifference(contentOf(then), contentOf(now))),
    [now, then, isSame],
  );
  if (then === null) return <Empty inline title={say("changes.newStep", { step })} />;
  if (isSame) return <Empty inline title={say("changes.same", { step })} />;
  return (
    <section className="compared was" aria-label={say("changes.step", { step })}>
      {was !== null && was !== step && <p className="panel-note small quiet">{say("changes.was", { step: was })}</p>}
      {parts
        .filter((part) => !part.isSame)
        .map((difference) => (
          <PartView key={difference.part} difference={difference} onlyChanges isOwn={false} onThought={null} />
        ))}
    </section>
  );
}
