import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { ArrowLeft, Library } from "lucide-react";
import type { ReactNode } from "react";

import { type Page, usePage, useSettings } from "../../app/context.tsx";
import { Frame } from "../../app/frame.tsx";
import { PasteSettings } from "../../app/paste/paste-settings.tsx";
import { LIBRARY } from "../../app/place.ts";
import { type Settings, THEMES } from "../../state/settings.ts";
import { Button, Tool } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { say } from "../../words/say.ts";
import { ComfortSettings } from "./comfort-setting.tsx";
import { OpenersSetting } from "./openers-setting.tsx";
import { UnnamedRuns } from "./unnamed-runs.tsx";

function isTheme(value: unknown): value is Settings["theme"] {
  return THEMES.some((theme) => theme === value);
}

/** Back to the screen that the settings were opened from; where they were the first, to the library. */
function goBack(page: Page): void {
  if (history.length > 1) page.commands.run("page.back");
  else page.go(LIBRARY);
}

/** What a person sets for this page: how it looks, the name they go by, and backups. Everything holds at once. */
export function SettingsScreen({ backups }: { readonly backups: ReactNode }) {
  const page = usePage();
  const [settings, change] = useSettings();
  return (
    <Frame
      bar={
        <>
          <Tool name={say("library.open")} icon={Library} onClick={() => page.go(LIBRARY)} />
          <h1 className="title">{say("settings.title")}</h1>
          <span className="grow" />
          <Button low icon={ArrowLeft} onClick={() => goBack(page)}>
            {say("back")}
          </Button>
        </>
      }
      status={<span>{say("settings.kept")}</span>}
    >
      <main id="main" tabIndex={-1} className="middle scrolls">
        <div className="sheet narrow">
          <div className="settings">
            <section aria-labelledby="settings-theme">
              <h2 id="settings-theme">{say("settings.theme")}</h2>
              <RadioGroup
                aria-labelledby="settings-theme"
                value={settings.theme}
                onValueChange={(value) => {
                  if (isTheme(value)) change({ theme: value });
                }}
              >
                {THEMES.map((theme) => (
                  <Radio.Root
                    key={theme}
                    value={theme}
                    className="choice"
                    nativeButton
                    render={<button type="button" aria-label={say(`theme.${theme}`)} />}
                  >
                    <span className="dot" />
                    <span>{say(`theme.${theme}`)}</span>
                  </Radio.Root>
                ))}
              </RadioGroup>
            </section>
            <section aria-labelledby="settings-writing">
              <h2 id="settings-writing">{say("settings.writing")}</h2>
              <OpenersSetting />
            </section>
            <ComfortSettings />
            <PasteSettings heading="h2" />
            <section aria-labelledby="settings-name">
              <h2 id="settings-name">{say("settings.name")}</h2>
              <div className="stack">
                <TextField
                  label={say("settings.yourName")}
                  hint={say("settings.nameHint")}
                  value={settings.name}
                  maxLength={200}
                  autoComplete="name"
                  onText={(name) => change({ name })}
                />
                <UnnamedRuns name={settings.name.trim()} />
              </div>
            </section>
            {backups}
          </div>
        </div>
      </main>
    </Frame>
  );
}
