import { Checkbox } from "@base-ui/react/checkbox";
import { Check } from "lucide-react";

import { Icon } from "./icon.tsx";

/** A choice that is on or off, in one line. */
export function CheckRow({
  label,
  isOn,
  onChange,
}: {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}) {
  return (
    <label className="check-row">
      <Checkbox.Root className="check" checked={isOn} onCheckedChange={onChange}>
        <Checkbox.Indicator>
          <Icon of={Check} />
        </Checkbox.Indicator>
      </Checkbox.Root>
      <span className="grow">{label}</span>
    </label>
  );
}
