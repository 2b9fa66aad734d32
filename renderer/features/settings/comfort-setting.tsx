import { useSettings } from "../../app/context.tsx";
import { dictionaryLicence, LANGUAGES } from "../../spelling/languages.ts";
import {
  LEAST_TEXT_SIZE,
  LINE_SPACINGS,
  MOST_TEXT_SIZE,
  nextTextSize,
  TEXT_SCOPES,
  TEXT_WIDTHS,
  TYPEFACES,
} from "../../state/comfort-settings.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { say } from "../../words/say.ts";
import { TickSetting } from "./tick-setting.tsx";

/** How the run's text looks and behaves, and where its spelling is marked. Everything holds at once. */
export function ComfortSettings() {
  return (
    <>
      <LookOfTheText />
      <Spelling />
    </>
  );
}

function LookOfTheText() {
  const [settings, change] = useSettings();
  return (
    <section aria-labelledby="settings-text">
      <h2 id="settings-text">{say("comfort.look")}</h2>
      <div className="stack wide">
        <p className="text-sample">{say("comfort.sample")}</p>
        <div className="choices">
          <Choice
            label={say("comfort.typeface")}
            value={settings.typeface}
            options={TYPEFACES.map((value) => ({ value, title: say(`typeface.${value}`) }))}
            onChoose={(typeface) => change({ typeface })}
          />
          <Choice
            label={say("comfort.width")}
            value={settings.textWidth}
            options={TEXT_WIDTHS.map((value) => ({ value, title: say(`width.${value}`) }))}
            onChoose={(textWidth) => change({ textWidth })}
          />
          <Choice
            label={say("comfort.spacing")}
            value={settings.lineSpacing}
            options={LINE_SPACINGS.map((value) => ({ value, title: say(`spacing.${value}`) }))}
            onChoose={(lineSpacing) => change({ lineSpacing })}
          />
        </div>
        <TextSize size={settings.textSize} onSize={(textSize) => change({ textSize })} />
        <TickSetting
          label={say("comfort.typewriter")}
          hint={say("comfort.typewriterHint")}
          isOn={settings.typewriter}
          onChange={(typewriter) => change({ typewriter })}
        />
        <Choice
          label={say("comfort.smart")}
          value={settings.smartTyping}
          options={TEXT_SCOPES.map((value) => ({ value, title: say(`scope.${value}`) }))}
          onChoose={(smartTyping) => change({ smartTyping })}
        />
        <p className="quiet small">{say("comfort.smartHint")}</p>
      </div>
    </section>
  );
}

function TextSize({ size, onSize }: { readonly size: number; readonly onSize: (size: number) => void }) {
  return (
    <div className="labelled">
      <span className="label" id="settings-size">
        {say("comfort.size")}
      </span>
      <div className="sizes" role="group" aria-labelledby="settings-size">
        <Button low disabled={size <= LEAST_TEXT_SIZE} onClick={() => onSize(nextTextSize(size, -1))}>
          {say("comfort.smaller")}
        </Button>
        <output>{say("comfort.percent", { size })}</output>
        <Button low disabled={size >= MOST_TEXT_SIZE} onClick={() => onSize(nextTextSize(size, 1))}>
          {say("comfort.larger")}
        </Button>
      </div>
      <span className="hint">{say("comfort.sizeHint")}</span>
    </div>
  );
}

function Spelling() {
  const [settings, change] = useSettings();
  return (
    <section aria-labelledby="settings-spelling">
      <h2 id="settings-spelling">{say("comfort.spelling")}</h2>
      <div className="stack wide">
        <div className="choices">
          <Choice
            label={say("spelling.where")}
            value={settings.spelling}
            options={TEXT_SCOPES.map((value) => ({ value, title: say(`scope.${value}`) }))}
            onChoose={(spelling) => change({ spelling })}
          />
          <Choice
            label={say("spelling.language")}
            value={settings.language}
            options={LANGUAGES.map((value) => ({ value, title: say(`language.${value}`) }))}
            onChoose={(language) => change({ language })}
          />
        </div>
        <a
          className="small"
          href={dictionaryLicence(settings.language).href}
          download={`dictionary-licence-${settings.language}.txt`}
        >
          {say("spelling.licence")}
        </a>
      </div>
    </section>
  );
}
