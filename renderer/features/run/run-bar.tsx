import {
  Anchor,
  BookMarked,
  BookOpen,
  CircleAlert,
  Ellipsis,
  FilePen,
  History,
  Library,
  ListChecks,
  MessageSquare,
  PanelRight,
  Search,
  Upload,
} from "lucide-react";
import { Menu } from "@base-ui/react/menu";
import { Eye } from "lucide-react";

import { usePage } from "../../app/context.tsx";
import { LIBRARY } from "../../app/place.ts";
import { useStore, useStorePart } from "../../state/use-store.ts";
import { useAriaKeys } from "../../ui/bound-chord.ts";
import { Tool } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { KeyCaps } from "../../ui/key-caps.tsx";
import { MenuButton } from "../../ui/menu.tsx";
import { say } from "../../words/say.ts";
import type { Shared } from "./run-parts.ts";
import { READINGS, readingOf } from "../../state/readings.ts";
import type { RunSession } from "./run-session.ts";
import { SaveStatus } from "./save-status.tsx";
import { StructureMenu } from "./structure-menu.tsx";
import { TypeToggles } from "./type-toggles.tsx";

/** The bar of a run: where one is, where the words are, the type of the thought, what is shown, and the run's acts. */
export function RunBar({ session, desk, checks, remarks, details }: Shared & { readonly session: RunSession }) {
  const page = usePage();
  const goToKeys = useAriaKeys("Mod+J");
  const save = useStore(session.save);
  const findings = checks.check.results?.findings.length ?? null;
  const left = remarks.remarks.filter(({ remark, resolved }) => !resolved && remark.replyTo === null).length;
  return (
    <>
      <Tool name={say("library.open")} icon={Library} onClick={() => page.go(LIBRARY)} />
      <h1 className="title">{details.details.title}</h1>
      <Tool name={say("details.name")} icon={FilePen} onClick={() => desk.open("details")} />
      <SaveStatus state={save} />
      <span className="grow" />
      <TypeToggles session={session} />
      <span className="grow" />
      <StructureMenu session={session} />
      <ReadingMenu session={session} />
      <Tool name={say("check.name")} icon={ListChecks} onClick={() => void page.commands.run("run.check")} />
      <Tool
        name={say("bible.open")}
        icon={BookMarked}
        pressed={desk.panel === "bible"}
        onClick={() => desk.toggle("bible")}
      />
      <Tool
        name={findings === null ? say("findings.title") : say("findings.count", { count: findings })}
        icon={CircleAlert}
        pressed={desk.panel === "findings"}
        onClick={() => desk.toggle("findings")}
      >
        <span className="small num count">{findings}</span>
      </Tool>
      <Tool
        name={say("remarks.count", { count: left })}
        icon={MessageSquare}
        pressed={desk.panel === "remarks"}
        onClick={() => desk.toggle("remarks")}
      >
        <span className="small num count">{left}</span>
      </Tool>
      <Tool name={say("export.name")} icon={Upload} onClick={() => desk.open("export")} />
      <button type="button" className="field go-to" aria-keyshortcuts={goToKeys} onClick={() => desk.open("goTo")}>
        <Icon of={Search} />
        <span className="grow clip">{say("goTo.name")}</span>
        <KeyCaps keys="Mod+J" />
      </button>
      <MenuButton
        name={say("run.more")}
        icon={Ellipsis}
        entries={[
          { id: "map", title: say("map.toggle"), icon: BookOpen, run: desk.toggleMap },
          { id: "context", title: say("context.toggle"), icon: PanelRight, run: () => desk.toggle("context") },
          { id: "history", title: say("history.open"), icon: History, run: () => desk.show("history") },
          "line",
          {
            id: "step",
            title: session.editor.acts.find((act) => act.id === "insertStep")?.title ?? "",
            run: () => void page.commands.run("act.insertStep"),
          },
          {
            id: "delete",
            title: session.editor.acts.find((act) => act.id === "deleteStep")?.title ?? "",
            run: () => void page.commands.run("act.deleteStep"),
          },
          "line",
          { id: "find", title: say("find.name"), keys: "Mod+F", run: () => void page.commands.run("run.find") },
          { id: "save", title: say("save.now"), keys: "Mod+S", run: () => void page.commands.run("run.save") },
          {
            id: "palette",
            title: say("palette.open"),
            keys: "Mod+Shift+P",
            run: () => void page.commands.run("page.palette"),
          },
          { id: "keys", title: say("keys.open"), keys: "Shift+F1", run: () => void page.commands.run("page.keys") },
          { id: "help", title: say("help.open"), keys: "F1", run: () => void page.commands.run("page.help") },
          { id: "settings", title: say("settings.open"), keys: "Mod+,", run: () => page.go({ name: "settings" }) },
        ]}
      />
    </>
  );
}

/** What of the run is shown, as a choice of one; F9 goes through them. */
function ReadingMenu({ session }: { readonly session: RunSession }) {
  const reading = useStorePart(session.snapshot, (snapshot) => snapshot.reading);
  const keys = useAriaKeys("F9");
  return (
    <Menu.Root>
      <Menu.Trigger
        className="tool wide"
        aria-label={say("reading.now", { reading: say(`reading.${reading}`) })}
        aria-keyshortcuts={keys}
      >
        <Icon of={Eye} />
        <span className="small">{say(`reading.${reading}`)}</span>
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="menu-place" sideOffset={4} align="end">
          <Menu.Popup className="float menu">
            <Menu.RadioGroup
              value={reading}
              onValueChange={(value: unknown) => session.setReading(readingOf(String(value)))}
            >
              {READINGS.map((one) => (
                <Menu.RadioItem key={one} value={one} closeOnClick>
                  <span className="tick">
                    <Menu.RadioItemIndicator>
                      <Icon of={one === "longterm" ? Anchor : Eye} />
                    </Menu.RadioItemIndicator>
                  </span>
                  <span className="grow">{say(`reading.${one}`)}</span>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
