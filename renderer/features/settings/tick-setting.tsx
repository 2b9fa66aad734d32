import { Checkbox } from "@base-ui/react/checkbox";
import { Check } from "lucide-react";
import { useId } from "react";

import { Icon } from "../../ui/icon.tsx";

/** A setting that is on or off, with what it does under it. */
export function TickSetting({
  label,
  hint,
  isOn,
  onChange,
}: {
  readonly label: string;
  readonly hint: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}) {
  const id = useId();
  return (
    <div className="openers-setting">
      <label className="check-row">
        <Checkbox.Root className="check" checked={isOn} aria-describedby={id} onCheckedChange={onChange}>
          <Checkbox.Indicator>
            <Icon of={Check} />
          </Checkbox.Indicator>
        </Checkbox.Root>
        <span className="grow">{label}</span>
      </label>
      <span className="hint" id={id}>
        {hint}
      </span>
    </div>
  );
}
