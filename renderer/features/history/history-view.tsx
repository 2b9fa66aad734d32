import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useRef } from "react";

import type { RunHistory } from "../../app/run-history.ts";
import { Tool } from "../../ui/button.tsx";
import { say } from "../../words/say.ts";
import type { Browser } from "./use-browser.ts";
import type { useRestore } from "./use-restore.ts";
import { VersionBrowser } from "./version-browser.tsx";
import { VersionPane } from "./version-pane.tsx";

/** The history over the whole screen: versions at the left, the step as it was with its differences in the middle. */
export function HistoryView({
  history,
  browser,
  restoring,
  onClose,
}: {
  readonly history: RunHistory;
  readonly browser: Browser;
  readonly restoring: ReturnType<typeof useRestore>;
  readonly onClose: () => void;
}) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Viewport className="view-place">
          <Dialog.Popup
            className="full-view"
            ref={popup}
            data-modal
            initialFocus={() => popup.current?.querySelector<HTMLElement>('[role="listbox"]') ?? popup.current}
          >
            <div className="bar">
              <Dialog.Title className="title">{say("history.name", { title: history.title })}</Dialog.Title>
              <span className="grow" />
              <Tool name={say("close")} icon={X} onClick={onClose} />
            </div>
            <div className="history-columns">
              <div className="side left">
                <VersionBrowser browser={browser} caret={history.caret} />
              </div>
              {browser.chosen === null ? (
                <p className="version-pane quiet panel-note">{say("version.choose")}</p>
              ) : (
                <VersionPane row={browser.chosen} browser={browser} history={history} restoring={restoring} large />
              )}
            </div>
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
