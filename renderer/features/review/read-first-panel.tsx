import { useMemo, useState } from "react";

import type { PlaceInRun } from "../../app/place.ts";
import type { Finding } from "../../../shared/domain/consistency/results.ts";
import { outliers, readFirst, sampleOf } from "../../../shared/domain/review/read-first.ts";
import type { Step } from "../../../shared/domain/step.ts";
import { firstWords } from "../../state/run-outline.ts";
import { Button } from "../../ui/button.tsx";
import { NumberField } from "../../ui/field.tsx";
import { Empty } from "../../ui/states.tsx";
import { StepSignIcon } from "../../ui/step-sign.tsx";
import { say } from "../../words/say.ts";
import type { ReviewCopy } from "./review-desk.tsx";
import type { Judgements } from "./use-judgements.ts";

const SAMPLE_STEPS = 10;
const MAX_SAMPLE = 1_000;
/** Whoever is told the number of a draw draws the same steps. */
const MAX_SEED = 999_999;
const OPENING_UNITS = 60;

function seedOf(typed: string): number {
  return Math.min(MAX_SEED, Math.max(1, Number.parseInt(typed, 10) || 1));
}

/** The first words of a step's story, wherever they stand in it. */
function openingOf(step: Step | undefined): string {
  if (step === undefined) return "";
  return firstWords(
    [step.prompt, step.action, step.outcome].find(({ text }) => text !== "")?.text ?? "",
    OPENING_UNITS,
  );
}

/** What to read first: findings, steps unlike the others, what changed since the last round, and a sample that nobody chose. */
export function ReadFirstPanel({
  copy,
  findings,
  judgements,
  onGo,
}: {
  readonly copy: ReviewCopy;
  readonly findings: readonly Finding[];
  readonly judgements: Judgements;
  readonly onGo: (to: PlaceInRun) => void;
}) {
  const [count, setCount] = useState(String(SAMPLE_STEPS));
  const [seed, setSeed] = useState("1");
  const { from, to } = judgements.range;
  const far = useMemo(() => outliers(copy.steps), [copy.steps]);
  const sample = useMemo(() => {
    const wanted = Math.min(MAX_SAMPLE, Math.max(0, Number.parseInt(count, 10) || 0));
    const steps = Array.from({ length: to - from + 1 }, (_, index) => from + index);
    return sampleOf(steps, wanted, seedOf(seed));
  }, [from, to, count, seed]);
  const changed = useMemo(() => copy.earlier[0]?.changed ?? [], [copy.earlier]);
  const rows = useMemo(
    () => readFirst({ from, to }, { findings, changed, outliers: far, sample }),
    [from, to, findings, changed, far, sample],
  );
  return (
    <>
      <div className="panel-note row bottom">
        <NumberField label={say("first.sample")} least={0} most={MAX_SAMPLE} value={count} onText={setCount} />
        <NumberField label={say("first.seed")} least={1} most={MAX_SEED} value={seed} onText={setSeed} />
        <Button low onClick={() => setSeed(String(seedOf(seed) + 1))}>
          {say("first.again")}
        </Button>
      </div>
      <p className="panel-note small second">{say("first.about")}</p>
      {rows.length === 0 ? (
        <Empty inline title={say("first.none")} />
      ) : (
        <ol className="first-list" aria-label={say("first.title")}>
          {rows.map(({ step, reasons }) => {
            const judgement = judgements.byStep.get(step);
            return (
              <li key={step}>
                <button type="button" className="first-row" onClick={() => onGo(step)}>
                  <span className="num strong">{step}</span>
                  <span className="grow clip">
                    {openingOf(copy.steps[step - 1]) || <span className="quiet">{say("first.noWords")}</span>}
                  </span>
                  {judgement?.isRead === true && <StepSignIcon sign={judgement.word ?? "read"} />}
                  <span className="quiet small">{reasons.map((reason) => say(`first.why.${reason}`)).join(", ")}</span>
                </button>
              </li>
            );
          })}
        </ol>
      )}
    </>
  );
}
