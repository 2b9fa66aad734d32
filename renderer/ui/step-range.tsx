import { useState } from "react";

import { say } from "../words/say.ts";
import { NumberField } from "./field.tsx";

/** Steps by their numbers, both included; 1-based. */
export type StepRange = { readonly from: number; readonly to: number };

/** What the two fields of a range hold; `range` is null while that is none within the run. */
export type ChosenRange = {
  readonly range: StepRange | null;
  readonly from: string;
  readonly to: string;
  readonly setFrom: (text: string) => void;
  readonly setTo: (text: string) => void;
  readonly steps: number;
};

/** A range of the run's steps that the person chooses, beginning with `first`. */
export function useStepRange(first: StepRange, steps: number): ChosenRange {
  const [from, setFrom] = useState(String(first.from));
  const [to, setTo] = useState(String(first.to));
  return { range: rangeOf(Number(from), Number(to), steps), from, to, setFrom, setTo, steps };
}

function rangeOf(from: number, to: number, steps: number): StepRange | null {
  const isRange = Number.isInteger(from) && Number.isInteger(to) && from >= 1 && from <= to && to <= steps;
  return isRange ? { from, to } : null;
}

/** The two fields, side by side. */
export function StepRangeFields({
  chosen: { range, from, to, setFrom, setTo, steps },
}: {
  readonly chosen: ChosenRange;
}) {
  return (
    <div className="row top">
      <NumberField label={say("range.from")} least={1} most={steps} value={from} onText={setFrom} />
      <NumberField
        label={say("range.to")}
        least={1}
        most={steps}
        value={to}
        wrong={range === null ? say("range.wrong", { steps }) : null}
        onText={setTo}
      />
    </div>
  );
}
