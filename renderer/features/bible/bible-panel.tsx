import { Tabs } from "@base-ui/react/tabs";
import { BarChart3, Download, Ellipsis, Undo2, Upload } from "lucide-react";
import { useState } from "react";

import { usePage } from "../../app/context.tsx";
import { BIBLE_TABS, type BibleTab, type RunBible } from "../../app/run-bible.ts";
import { Button, Tool } from "../../ui/button.tsx";
import { MenuButton } from "../../ui/menu.tsx";
import { PanelBar } from "../../ui/panel.tsx";
import { Failed, Loading } from "../../ui/states.tsx";
import { TroubleDialog } from "../../ui/trouble-dialog.tsx";
import { say } from "../../words/say.ts";
import { EntitiesTab } from "./entities-tab.tsx";
import type { OpenEntity } from "./open-entity.ts";
import { exportBible, importBible } from "./exchange.ts";
import { NamesTab } from "./names-tab.tsx";
import { ReachTab } from "./reach-tab.tsx";
import { RulesTab } from "./rules-tab.tsx";
import { RunPicture } from "./run-picture.tsx";
import { StepTab } from "./step-tab.tsx";
import { ThreadsTab } from "./threads-tab.tsx";
import { type BibleDesk, useBible } from "./use-bible.ts";

/** What is confirmed of the run's world, beside its text: entities, offered names, the step's tags, threads, reach. */
export function BiblePanel({ run }: { readonly run: RunBible }) {
  const state = useBible(run);
  if (state.state === "ready") return <OpenBible key={run.asked.turn} run={run} desk={state.desk} />;
  return (
    <>
      <PanelBar title={say("bible.title")} onClose={run.onClose} />
      {state.state === "loading" ? (
        <Loading what={say("bible.loading")} />
      ) : (
        <Failed inline what={say("bible.failed")} failure={state.failure} onAgain={state.again} />
      )}
    </>
  );
}

function OpenBible({ run, desk }: { readonly run: RunBible; readonly desk: BibleDesk }) {
  const { host, announce } = usePage();
  const [tab, setTab] = useState<BibleTab>(run.asked.tab);
  const [picture, setPicture] = useState(run.asked.picture);
  const [open, setOpen] = useState<OpenEntity>(() => openOf(run, desk));
  const [renames, setRenames] = useState(run.asked.renames && run.isWriting);
  const show = (next: OpenEntity): void => {
    setOpen(next);
    setTab("entities");
  };
  const files = { host, announce, run, desk };
  const offered = desk.survey.state === "ready" ? desk.survey.value.offers.length : null;
  const about: Readonly<Record<BibleTab, number | null>> = {
    entities: desk.bible.entities.length,
    names: offered,
    step: null,
    threads: desk.bible.threads.filter(({ state }) => state === "open").length,
    rules: null,
    reach: null,
  };
  return (
    <>
      <PanelBar title={say("bible.title")} onClose={run.onClose}>
        {desk.undo !== null && (
          <Button low kind="plain" icon={Undo2} onClick={desk.undo}>
            {say("bible.undo")}
          </Button>
        )}
        <Tool low name={say("bible.picture")} icon={BarChart3} onClick={() => setPicture(true)} />
        <MenuButton
          low
          name={say("bible.more")}
          icon={Ellipsis}
          entries={[
            ...(run.isWriting
              ? [{ id: "import", title: say("bible.import"), icon: Download, run: () => void importBible(files) }]
              : []),
            { id: "export", title: say("bible.export"), icon: Upload, run: () => void exportBible(files) },
          ]}
        />
      </PanelBar>
      <Tabs.Root value={tab} onValueChange={(value: unknown) => setTab(tabOf(value))}>
        <Tabs.List className="panel-tabs tabs" aria-label={say("bible.parts")}>
          {BIBLE_TABS.map((each) => (
            <Tabs.Tab key={each} value={each}>
              <span data-label={say(`bible.tab.${each}`)}>{say(`bible.tab.${each}`)}</span>
              {about[each] !== null && <span className="quiet num">{about[each]}</span>}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="entities" tabIndex={-1}>
          <EntitiesTab
            run={run}
            desk={desk}
            open={open}
            renames={renames}
            onOpen={(next) => {
              // Whoever goes back to the list has changed their mind.
              if (next === null) setRenames(false);
              setOpen(next);
            }}
          />
        </Tabs.Panel>
        <Tabs.Panel value="names" tabIndex={-1}>
          <NamesTab run={run} desk={desk} />
        </Tabs.Panel>
        <Tabs.Panel value="step" tabIndex={-1}>
          <StepTab run={run} desk={desk} onOpen={(id) => show({ id })} />
        </Tabs.Panel>
        <Tabs.Panel value="threads" tabIndex={-1}>
          <ThreadsTab run={run} desk={desk} />
        </Tabs.Panel>
        <Tabs.Panel value="rules" tabIndex={-1}>
          <RulesTab run={run} desk={desk} />
        </Tabs.Panel>
        <Tabs.Panel value="reach" tabIndex={-1}>
          <ReachTab run={run} desk={desk} />
        </Tabs.Panel>
      </Tabs.Root>
      {picture && <RunPicture run={run} desk={desk} onClose={() => setPicture(false)} />}
      {desk.failure !== null && <TroubleDialog trouble={desk.failure} onClose={() => desk.fail(null)} />}
    </>
  );
}

function tabOf(value: unknown): BibleTab {
  return BIBLE_TABS.find((tab) => tab === value) ?? "entities";
}

/** The entity of the name that the panel was asked for, a new one of that name, or none. */
function openOf({ asked: { name, renames }, isWriting }: RunBible, { bible }: BibleDesk): OpenEntity {
  if (name === null) return null;
  const wanted = name.toLowerCase();
  const known =
    bible.entities.find((entity) =>
      [entity.name, ...entity.aliases.map(({ text }) => text)].some((each) => each.toLowerCase() === wanted),
    ) ?? bible.entities.find((entity) => entity.name.toLowerCase().split(" ").includes(wanted));
  if (known !== undefined) return { id: known.id };
  return isWriting && !renames ? { name } : null;
}
