import { useCallback, useState } from "react";

import { PasteSettings } from "../../app/paste/paste-settings.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { say } from "../../words/say.ts";
import { PasteMappingDialog } from "./paste-mapping-dialog.tsx";
import { type PasteDesk, usePasteCommands } from "./paste-desk.ts";
import type { RunSession } from "./run-session.ts";

/** The dialogs of copy and paste in an opened run, and their commands. */
export function PasteDialogs({ session, desk }: { readonly session: RunSession | null; readonly desk: PasteDesk }) {
  const [isSet, setSet] = useState(false);
  const openSettings = useCallback(() => setSet(true), []);
  usePasteCommands(session, openSettings);
  if (desk.question !== null) return <PasteMappingDialog question={desk.question} onAnswer={desk.answer} />;
  return isSet ? (
    <Dialog title={say("paste.settings")} size="wide" onClose={() => setSet(false)}>
      <PasteSettings heading="h3" />
    </Dialog>
  ) : null;
}
