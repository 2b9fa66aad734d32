import { X } from "lucide-react";
import { useState } from "react";

import { DayText, dayOfText } from "../../../../shared/domain/progress/calendar.ts";
import type { Goal } from "../../../../shared/domain/progress/goal.ts";
import { Button, Tool } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { TextField } from "../../../ui/field.tsx";
import { dateOf, number } from "../../../words/format.ts";
import { say } from "../../../words/say.ts";
import { readWhole } from "../targets.tsx";

const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6] as const;
const NO_GOAL: Goal = { unit: "words", perDay: null, by: null, weekdaysOff: [], daysOff: [] };
const MOST_A_DAY = 1_000_000;

/** A goal that asks for nothing is none. */
function orNull(goal: Goal): Goal | null {
  return goal.perDay === null && goal.by === null ? null : goal;
}

/** Where the author says what a day is to bring. Each part holds as soon as it says something; nothing at all is no goal. */
export function GoalForm({
  goal,
  readOnly,
  onGoal,
}: {
  readonly goal: Goal | null;
  readonly readOnly: boolean;
  readonly onGoal: (goal: Goal | null) => void;
}) {
  const [draft, setDraft] = useState(goal ?? NO_GOAL);
  const [perDay, setPerDay] = useState(draft.perDay === null ? "" : number(draft.perDay));
  const [freeDay, setFreeDay] = useState("");
  const wrong = perDay.trim() !== "" && perDay.trim() !== "0" && !isAmount(perDay);
  const change = (part: Partial<Goal>): void => {
    const next = { ...draft, ...part };
    setDraft(next);
    onGoal(orNull(next));
  };
  return (
    <fieldset className="goal-form" disabled={readOnly}>
      <legend>{say("goal.title")}</legend>
      <div className="row">
        <TextField
          narrow
          label={say("goal.perDay")}
          inputMode="numeric"
          value={perDay}
          wrong={wrong ? say("targets.wrong") : null}
          onText={(text) => {
            setPerDay(text);
            if (isAmount(text)) change({ perDay: readWhole(text) });
            else if (text.trim() === "" || text.trim() === "0") change({ perDay: null });
          }}
        />
        <Choice
          label={say("goal.unit")}
          value={draft.unit}
          options={[
            { value: "words", title: say("goal.words") },
            { value: "steps", title: say("goal.steps") },
          ]}
          onChoose={(unit) => change({ unit })}
        />
        <TextField
          label={say("goal.by")}
          type="date"
          value={draft.by ?? ""}
          onText={(text) => {
            if (text === "") change({ by: null });
            else if (DayText.safeParse(text).success) change({ by: text });
          }}
        />
        <div className="labelled weekdays" role="group" aria-label={say("goal.weekdaysOff")}>
          <span className="label" aria-hidden>
            {say("goal.weekdaysOff")}
          </span>
          <span className="row">
            {WEEKDAYS.map((weekday) => {
              const isOff = draft.weekdaysOff.includes(weekday);
              return (
                <Tool
                  key={weekday}
                  low
                  name={say(`weekday.${weekday}`)}
                  pressed={isOff}
                  onClick={() =>
                    change({
                      weekdaysOff: isOff
                        ? draft.weekdaysOff.filter((each) => each !== weekday)
                        : [...draft.weekdaysOff, weekday].toSorted((left, right) => left - right),
                    })
                  }
                >
                  {say(`weekday.short.${weekday}`)}
                </Tool>
              );
            })}
          </span>
        </div>
        <TextField label={say("goal.freeDay")} type="date" value={freeDay} onText={setFreeDay} />
        <Button
          disabled={!DayText.safeParse(freeDay).success}
          onClick={() => {
            change({ daysOff: [...new Set([...draft.daysOff, freeDay])].toSorted() });
            setFreeDay("");
          }}
        >
          {say("goal.addFreeDay")}
        </Button>
      </div>
      {draft.daysOff.length > 0 && (
        <ul className="free-days" aria-label={say("goal.freeDays")}>
          {draft.daysOff.map((text) => (
            <li key={text}>
              {dateOf(dayOfText(text))}
              <Tool
                low
                icon={X}
                name={say("goal.removeFreeDay", { day: dateOf(dayOfText(text)) })}
                onClick={() => change({ daysOff: draft.daysOff.filter((each) => each !== text) })}
              />
            </li>
          ))}
        </ul>
      )}
      <p className="small quiet">{say("goal.hint")}</p>
    </fieldset>
  );
}

function isAmount(text: string): boolean {
  const whole = readWhole(text);
  return whole !== null && whole <= MOST_A_DAY;
}
