import { Checkbox } from "@base-ui/react/checkbox";
import { Check } from "lucide-react";

import type { Convention } from "../../../shared/domain/conventions.ts";
import { THOUGHT_TYPES } from "../../../shared/domain/section.ts";
import { Choice } from "../../ui/choice.tsx";
import { Icon } from "../../ui/icon.tsx";
import { say } from "../../words/say.ts";

const KINDS = [
  ...THOUGHT_TYPES.map((value) => ({ value, title: say(`type.${value}`) })),
  { value: "text" as const, title: say("paste.asText") },
];

/** The signs of a convention as people write them: "[w: …]". */
export function signOf({ open, close }: Pick<Convention, "open" | "close">): string {
  return `${open} … ${close}`;
}

/** What a convention becomes: its type, and whether it is long-term. */
export function PasteConventionAs({
  convention,
  onChange,
}: {
  readonly convention: Convention;
  readonly onChange: (convention: Convention) => void;
}) {
  const sign = signOf(convention);
  return (
    <>
      <Choice
        hidden
        label={say("paste.becomes", { sign })}
        value={convention.as}
        options={KINDS}
        onChoose={(as: Convention["as"]) => onChange({ ...convention, as })}
      />
      <span className="check-row">
        <Checkbox.Root
          className="check"
          aria-label={say("paste.longtermOf", { sign })}
          checked={convention.longterm}
          disabled={convention.as === "text"}
          onCheckedChange={(longterm) => onChange({ ...convention, longterm })}
        >
          <Checkbox.Indicator>
            <Icon of={Check} />
          </Checkbox.Indicator>
        </Checkbox.Root>
        <span aria-hidden>{say("paste.longterm")}</span>
      </span>
    </>
  );
}
