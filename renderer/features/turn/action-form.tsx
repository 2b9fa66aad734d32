import { type RefObject, useId } from "react";

import type { PlayersAction } from "../../../shared/domain/turn.ts";
import { Button } from "../../ui/button.tsx";
import { CheckRow } from "../../ui/check-row.tsx";
import { TextArea } from "../../ui/field.tsx";
import { say } from "../../words/say.ts";

/** Where the player says what their character does. Mod+Enter hands it over. */
export function ActionForm({
  action,
  onChange,
  done,
  onDone,
  field,
}: {
  readonly action: PlayersAction;
  readonly onChange: (action: PlayersAction) => void;
  /** What handing it over is called. */
  readonly done: string;
  readonly onDone: () => void;
  readonly field?: RefObject<HTMLTextAreaElement | null>;
}) {
  const form = useId();
  const isEmpty = action.text.trim() === "";
  return (
    <form
      id={form}
      className="stack action-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isEmpty) onDone();
      }}
    >
      <TextArea
        label={say("turn.action")}
        value={action.text}
        rows={5}
        {...(field !== undefined && { ref: field })}
        onText={(text) => onChange({ ...action, text })}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !isEmpty) {
            event.preventDefault();
            onDone();
          }
        }}
      />
      <div className="row">
        <CheckRow label={say("run.tag")} isOn={action.tagged} onChange={(tagged) => onChange({ ...action, tagged })} />
        <Button kind="primary" type="submit" disabled={isEmpty}>
          {done}
        </Button>
      </div>
    </form>
  );
}
