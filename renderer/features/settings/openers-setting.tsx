import { Checkbox } from "@base-ui/react/checkbox";
import { Check } from "lucide-react";
import { useId } from "react";

import { useSettings } from "../../app/context.tsx";
import { Icon } from "../../ui/icon.tsx";
import { say } from "../../words/say.ts";

/** Whether "d: " at a thought's start makes it doylist, and the like. */
export function OpenersSetting() {
  const [settings, change] = useSettings();
  const hint = useId();
  return (
    <div className="openers-setting">
      <label className="check-row">
        <Checkbox.Root
          className="check"
          checked={settings.openers}
          aria-describedby={hint}
          onCheckedChange={(openers) => change({ openers })}
        >
          <Checkbox.Indicator>
            <Icon of={Check} />
          </Checkbox.Indicator>
        </Checkbox.Root>
        <span className="grow">{say("settings.openers")}</span>
      </label>
      <span className="hint" id={hint}>
        {say("settings.openersHint")}
      </span>
    </div>
  );
}
