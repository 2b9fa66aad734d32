import { useCallback, useEffect, useMemo, useState } from "react";

import type { RunSession } from "./run-session.ts";

/** What stands at the right of the text. */
export const RIGHT_PANELS = ["context", "findings", "remarks", "bible", "history", "none"] as const;
export type RightPanel = (typeof RIGHT_PANELS)[number];
/** Dialogs of the run; one at a time. */
export type RunDialog = "goTo" | "export" | "print" | "details" | "request" | "guide";

/** Which panels and dialogs are open. Panels never open by themselves. */
export type DeskState = {
  readonly map: boolean;
  readonly panel: RightPanel;
  readonly dialog: RunDialog | null;
  /** The key of the finding that is open in its panel. */
  readonly finding: string | null;
  /** The id of the remark that is open in its panel. */
  readonly remark: string | null;
  readonly toggleMap: () => void;
  /** Shows a panel; the one that is shown already is closed. */
  readonly toggle: (panel: RightPanel) => void;
  readonly show: (panel: RightPanel) => void;
  readonly open: (dialog: RunDialog) => void;
  readonly close: () => void;
  readonly setFinding: (key: string | null) => void;
  readonly setRemark: (id: string | null) => void;
};

/** A closed map among the kept panels. */
const NO_MAP = "no map";

/** The desk as it was left, by the kept panels' names; a run opened for the first time has map and context. */
export function useDesk(kept: readonly string[], session: RunSession | null, first: RunDialog | null): DeskState {
  const [map, setMap] = useState(!kept.includes(NO_MAP));
  const [panel, setPanel] = useState<RightPanel>(() => RIGHT_PANELS.find((one) => kept.includes(one)) ?? "context");
  const [dialog, setDialog] = useState(first);
  const [finding, setFinding] = useState<string | null>(null);
  const [remark, setRemark] = useState<string | null>(null);
  useEffect(() => session?.setPanels(map ? [panel] : [panel, NO_MAP]), [session, map, panel]);
  const toggleMap = useCallback(() => setMap((open) => !open), []);
  const toggle = useCallback((next: RightPanel) => setPanel((now) => (now === next ? "none" : next)), []);
  const close = useCallback(() => setDialog(null), []);
  return useMemo(
    () => ({
      map,
      panel,
      dialog,
      finding,
      remark,
      toggleMap,
      toggle,
      show: setPanel,
      open: setDialog,
      close,
      setFinding,
      setRemark,
    }),
    [map, panel, dialog, finding, remark, toggleMap, toggle, close],
  );
}
