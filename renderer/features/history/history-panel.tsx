import { Tabs } from "@base-ui/react/tabs";
import { Maximize2 } from "lucide-react";
import { useState } from "react";

import type { RunHistory } from "../../app/run-history.ts";
import { Tool } from "../../ui/button.tsx";
import { PanelBar } from "../../ui/panel.tsx";
import { TroubleDialog } from "../../ui/trouble-dialog.tsx";
import { say } from "../../words/say.ts";
import { HistoryView } from "./history-view.tsx";
import { RunBin } from "./run-bin.tsx";
import { Snapshots } from "./snapshots.tsx";
import { useBrowser } from "./use-browser.ts";
import { useRestore } from "./use-restore.ts";
import { VersionBrowser } from "./version-browser.tsx";
import { VersionPane } from "./version-pane.tsx";

const KINDS = [
  { kind: "versions", title: "history.versions" },
  { kind: "snapshots", title: "snapshots.title" },
  { kind: "bin", title: "bin.title" },
] as const;

/** What was, beside the text: versions of the step with their differences, snapshots of the run, deleted steps. */
export function HistoryPanel({ history }: { readonly history: RunHistory }) {
  const browser = useBrowser(history);
  const restoring = useRestore(history);
  const [large, setLarge] = useState(false);
  return (
    <>
      <PanelBar title={say("history.title")} onClose={history.onClose}>
        <Tool low name={say("history.large")} icon={Maximize2} onClick={() => setLarge(true)} />
      </PanelBar>
      <Tabs.Root defaultValue="versions" className="history-tabs">
        <Tabs.List className="panel-tabs tabs" aria-label={say("history.parts")}>
          {KINDS.map(({ kind, title }) => (
            <Tabs.Tab key={kind} value={kind}>
              <span data-label={say(title)}>{say(title)}</span>
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="versions" className="history-versions" tabIndex={-1}>
          <VersionBrowser browser={browser} caret={history.caret} />
          {browser.chosen !== null && !large && (
            <VersionPane row={browser.chosen} browser={browser} history={history} restoring={restoring} large={false} />
          )}
        </Tabs.Panel>
        <Tabs.Panel value="snapshots" className="history-scrolls" tabIndex={-1}>
          <Snapshots history={history} restoring={restoring} />
        </Tabs.Panel>
        <Tabs.Panel value="bin" className="history-scrolls" tabIndex={-1}>
          <RunBin history={history} restoring={restoring} />
        </Tabs.Panel>
      </Tabs.Root>
      {large && (
        <HistoryView history={history} browser={browser} restoring={restoring} onClose={() => setLarge(false)} />
      )}
      {restoring.trouble !== null && <TroubleDialog trouble={restoring.trouble} onClose={restoring.dismiss} />}
    </>
  );
}
