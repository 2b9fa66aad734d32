import { Checkbox } from "@base-ui/react/checkbox";
import { Check } from "lucide-react";

import { CHAT_DEFAULTS } from "../../../shared/domain/exchange/chat.ts";
import { Icon } from "../../ui/icon.tsx";
import { TextField } from "../../ui/field.tsx";
import { say } from "../../words/say.ts";
import { ReleaseForm } from "./release-form.tsx";
import {
  type ExportChoice,
  MOST_MEMORY_WORDS,
  MOST_SHARE,
  MOST_TURNS,
  readCount,
  takesContext,
  takesTimes,
} from "./use-export-choice.ts";

/** What the chosen format asks for beside the runs; nothing for most. */
export function FormatOptions({
  choice,
  authors,
}: {
  readonly choice: ExportChoice;
  /** The authors of the runs: a dataset needs a pen name for each. */
  readonly authors: readonly string[];
}) {
  const { format } = choice;
  return (
    <>
      {format === "dataset" && <ReleaseForm choice={choice} authors={authors} />}
      {takesContext(format) && (
        <div className="pair">
          <TextField
            label={say("export.contextTurns")}
            inputMode="numeric"
            value={choice.contextTurns}
            placeholder={String(CHAT_DEFAULTS.contextTurns)}
            wrong={wrong(choice.contextTurns, MOST_TURNS)}
            onText={choice.setContextTurns}
          />
          <TextField
            label={say("export.memoryWords")}
            inputMode="numeric"
            value={choice.memoryWords}
            placeholder={String(CHAT_DEFAULTS.memoryWords)}
            wrong={wrong(choice.memoryWords, MOST_MEMORY_WORDS)}
            onText={choice.setMemoryWords}
          />
        </div>
      )}
      {format === "dataset" && (
        <div className="pair">
          <TextField
            label={say("export.validation")}
            hint={say("export.splitHint")}
            inputMode="numeric"
            value={choice.validation}
            placeholder="0"
            wrong={wrong(choice.validation, MOST_SHARE)}
            onText={choice.setValidation}
          />
          <TextField
            label={say("export.test")}
            inputMode="numeric"
            value={choice.test}
            placeholder="0"
            wrong={wrong(choice.test, MOST_SHARE)}
            onText={choice.setTest}
          />
        </div>
      )}
      {takesTimes(format) && (
        <label className="check-row">
          <Checkbox.Root className="check" checked={choice.times} onCheckedChange={choice.setTimes}>
            <Checkbox.Indicator>
              <Icon of={Check} />
            </Checkbox.Indicator>
          </Checkbox.Root>
          <span>{say("export.times")}</span>
        </label>
      )}
    </>
  );
}

function wrong(text: string, most: number): string | null {
  return readCount(text, most) === null ? say("export.wrongNumber", { most }) : null;
}
