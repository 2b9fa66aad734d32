import { clipboard, dialog, shell, type BaseWindow } from "electron";

import { SYSTEM_WORDS } from "../../shared/contract/system-words.ts";
import { judgeLink, type ShownLink } from "./link.ts";

/*
 * A link is shown before it is opened: where it leads is read from the address itself, never from the words on it. Only
 * web and mail addresses are opened at all, by the system's own programs and after the person has said so.
 */

/** Places of the buttons. */
const OPEN = 0;
const COPY = 1;
const CANCEL = 2;

/** Asks about links of a window one at a time, so that a page cannot bury the person in questions. */
export function linkQuestions(): (window: BaseWindow, address: string) => Promise<void> {
  let isAsking = false;
  return async (window, address) => {
    const link = judgeLink(address);
    if (isAsking || link === null) return;
    isAsking = true;
    try {
      await ask(window, link);
    } finally {
      isAsking = false;
    }
  };
}

async function ask(window: BaseWindow, link: ShownLink): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: link.isForeignScript ? "warning" : "question",
    message: SYSTEM_WORDS["system.openLink"].replace("{host}", () => link.host),
    detail: link.isForeignScript ? `${link.address}\n\n${SYSTEM_WORDS["system.foreignScript"]}` : link.address,
    buttons: [SYSTEM_WORDS["system.openInBrowser"], SYSTEM_WORDS["system.copyAddress"], SYSTEM_WORDS["system.cancel"]],
    defaultId: link.isForeignScript ? CANCEL : OPEN,
    cancelId: CANCEL,
    noLink: true,
  });
  if (response === OPEN) await shell.openExternal(link.address);
  if (response === COPY) await clipboard.writeText(link.address);
}
