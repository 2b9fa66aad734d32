import { Select } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import { useId } from "react";

import { Icon } from "./icon.tsx";

/** A choice of one from a few, in a list that opens. Typing a letter goes to the next option that begins with it. */
export function Choice<Value extends string>({
  label,
  value,
  options,
  onChoose,
  hidden = false,
  low = false,
}: {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly title: string }[];
  readonly onChoose: (value: Value) => void;
  /** The label is for assistive technology only. */
  readonly hidden?: boolean;
  readonly low?: boolean;
}) {
  const id = useId();
  const select = (
    <Select.Root<Value>
      value={value}
      items={options.map((option) => ({ value: option.value, label: option.title }))}
      onValueChange={(chosen) => {
        if (chosen !== null) onChoose(chosen);
      }}
    >
      <Select.Trigger
        className={low ? "field choice-field low" : "field choice-field"}
        aria-label={hidden ? label : undefined}
        aria-labelledby={hidden ? undefined : `${id}-label ${id}-value`}
      >
        <span id={`${id}-value`} className="grow clip">
          <Select.Value />
        </span>
        <Icon of={ChevronDown} small />
      </Select.Trigger>
      <Select.Portal>
        <Select.Positioner className="menu-place" sideOffset={4} alignItemWithTrigger={false}>
          <Select.Popup className="float menu options">
            {options.map((option) => (
              <Select.Item key={option.value} value={option.value}>
                <span className="tick">
                  <Select.ItemIndicator>
                    <Icon of={Check} />
                  </Select.ItemIndicator>
                </span>
                <Select.ItemText>{option.title}</Select.ItemText>
              </Select.Item>
            ))}
          </Select.Popup>
        </Select.Positioner>
      </Select.Portal>
    </Select.Root>
  );
  return hidden ? (
    select
  ) : (
    <div className="labelled">
      <span className="label" id={`${id}-label`}>
        {label}
      </span>
      {select}
    </div>
  );
}
