import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { X } from "lucide-react";
import { useState } from "react";

import { useSettings } from "../context.tsx";
import { type Convention, MAX_CONVENTION_SIGNS, withConventions } from "../../../shared/domain/conventions.ts";
import { Button, Tool } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { say } from "../../words/say.ts";
import { PasteConventionAs, signOf } from "./convention-as.tsx";

const EMPHASIS = ["drop", "stars"] as const;

/** How pasted text is taken, under headings of the given rank. Everything holds at once, for every run. */
export function PasteSettings({ heading: Heading }: { readonly heading: "h2" | "h3" }) {
  const [{ pasteEmphasis, pasteConventions }, change] = useSettings();
  const put = (convention: Convention): void =>
    change({ pasteConventions: withConventions(pasteConventions, [convention]) });
  return (
    <>
      <section aria-labelledby="paste-emphasis">
        <Heading id="paste-emphasis">{say("paste.settingsEmphasis")}</Heading>
        <RadioGroup
          aria-labelledby="paste-emphasis"
          value={pasteEmphasis}
          onValueChange={(value) => {
            const chosen = EMPHASIS.find((one) => one === value);
            if (chosen !== undefined) change({ pasteEmphasis: chosen });
          }}
        >
          {EMPHASIS.map((one) => (
            <Radio.Root
              key={one}
              value={one}
              className="choice"
              nativeButton
              render={<button type="button" aria-label={say(`paste.emphasis.${one}`)} />}
            >
              <span className="dot" />
              <span>{say(`paste.emphasis.${one}`)}</span>
            </Radio.Root>
          ))}
        </RadioGroup>
      </section>
      <section aria-labelledby="paste-conventions">
        <Heading id="paste-conventions">{say("paste.conventions")}</Heading>
        {pasteConventions.length === 0 && <p className="quiet">{say("paste.noConventions")}</p>}
        <ul className="paste-conventions">
          {pasteConventions.map((convention) => (
            <li key={signOf(convention)} className="settable">
              <span>{convention.open}</span>
              <span>{convention.close}</span>
              <PasteConventionAs convention={convention} onChange={put} />
              <Tool
                low
                name={say("paste.remove", { sign: signOf(convention) })}
                icon={X}
                onClick={() => change({ pasteConventions: pasteConventions.filter((one) => one !== convention) })}
              />
            </li>
          ))}
        </ul>
        <NewConvention onAdd={put} />
      </section>
    </>
  );
}

const BLANK: Convention = { open: "", close: "", as: "meta", longterm: false };

function NewConvention({ onAdd }: { readonly onAdd: (convention: Convention) => void }) {
  const [convention, setConvention] = useState(BLANK);
  const isWhole = convention.open.trim() !== "" && convention.close.trim() !== "";
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isWhole) return;
        onAdd({ ...convention, open: convention.open.trim(), close: convention.close.trim() });
        setConvention(BLANK);
      }}
    >
      <div className="pair">
        <TextField
          label={say("paste.open")}
          value={convention.open}
          maxLength={MAX_CONVENTION_SIGNS}
          onText={(open) => setConvention({ ...convention, open })}
        />
        <TextField
          label={say("paste.close")}
          value={convention.close}
          maxLength={MAX_CONVENTION_SIGNS}
          onText={(close) => setConvention({ ...convention, close })}
        />
      </div>
      <div className="row">
        <PasteConventionAs convention={convention} onChange={setConvention} />
        <Button low type="submit" disabled={!isWhole}>
          {say("paste.add")}
        </Button>
      </div>
    </form>
  );
}
