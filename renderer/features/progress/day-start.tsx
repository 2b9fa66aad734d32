import { useSettings } from "../../app/context.tsx";
import { Choice } from "../../ui/choice.tsx";
import { say } from "../../words/say.ts";

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** At which hour a day of writing begins, for everything that is counted by days. */
export function DayStartChoice() {
  const [settings, change] = useSettings();
  return (
    <div className="day-start">
      <Choice
        label={say("dayStart.label")}
        value={String(settings.dayStartsAt)}
        options={HOURS.map((hour) => ({ value: String(hour), title: `${String(hour).padStart(2, "0")}:00` }))}
        onChoose={(hour) => change({ dayStartsAt: Number(hour) })}
      />
    </div>
  );
}
