import { useState } from "react";

import { useSettings } from "../../app/context.tsx";
import { TextField } from "../../ui/field.tsx";
import { number } from "../../words/format.ts";
import { say } from "../../words/say.ts";
import { DayStartChoice } from "./day-start.tsx";

/** A whole number as people write it (121,430 or 121 430), or null. */
export function readWhole(text: string): number | null {
  const digits = text.replace(/[\s,.\u202f]/gu, "");
  return /^\d{1,10}$/u.test(digits) && Number(digits) > 0 ? Number(digits) : null;
}

/** A run that is idle for ten years is stuck by any measure. */
const LONGEST_WAIT_DAYS = 3_650;

/** What the lead wants: words of a run, runs, and words of all. They hold as soon as they are numbers. */
export function Targets() {
  const [settings, change] = useSettings();
  return (
    <fieldset className="targets">
      <legend className="hidden-visually">{say("targets.title")}</legend>
      <WholeField
        label={say("targets.runWords")}
        value={settings.runWords}
        onValue={(runWords) => change({ runWords })}
      />
      <WholeField
        narrow
        label={say("targets.runs")}
        value={settings.runCount}
        onValue={(runCount) => change({ runCount })}
      />
      <WholeField
        label={say("targets.allWords")}
        value={settings.allWords}
        onValue={(allWords) => change({ allWords })}
      />
      <WholeField
        narrow
        label={say("targets.stuckAfter")}
        value={settings.stuckAfterDays}
        onValue={(days) => change({ stuckAfterDays: Math.min(days, LONGEST_WAIT_DAYS) })}
      />
      <DayStartChoice />
    </fieldset>
  );
}

function WholeField({
  label,
  value,
  onValue,
  narrow = false,
}: {
  readonly label: string;
  readonly value: number;
  readonly onValue: (value: number) => void;
  readonly narrow?: boolean;
}) {
  const [text, setText] = useState(number(value));
  const wrong = readWhole(text) === null;
  return (
    <TextField
      label={label}
      narrow={narrow}
      inputMode="numeric"
      value={text}
      wrong={wrong ? say("targets.wrong") : null}
      onText={(next) => {
        setText(next);
        const whole = readWhole(next);
        if (whole !== null) onValue(whole);
      }}
      onBlur={() => setText(number(value))}
    />
  );
}
