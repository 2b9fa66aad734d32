import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";

import { EXPORT_FORMATS, ExportFormat } from "../../../shared/domain/exchange/formats.ts";
import { say } from "../../words/say.ts";

/** The formats, each with a sentence on what it is for; the arrows go from one to the next. */
export function FormatChoice({
  format,
  onChoose,
}: {
  readonly format: ExportFormat;
  readonly onChoose: (format: ExportFormat) => void;
}) {
  return (
    <RadioGroup
      aria-label={say("export.formats")}
      value={format}
      onValueChange={(value) => {
        const chosen = ExportFormat.safeParse(value);
        if (chosen.success) onChoose(chosen.data);
      }}
    >
      {EXPORT_FORMATS.map((one) => (
        <Radio.Root
          key={one}
          value={one}
          className="choice"
          nativeButton
          render={<button type="button" aria-label={say(`format.${one}`)} />}
        >
          <span className="dot" />
          <span>
            {say(`format.${one}`)}
            <span className="hint">{say(`formatIs.${one}`)}</span>
          </span>
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
