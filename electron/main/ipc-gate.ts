import type { IpcMain, IpcMainEvent, WebContents } from "electron";

import { CONNECT_CHANNEL } from "../../shared/contract/desktop.ts";
import { isPageAddress } from "./security.ts";

/**
 * The only thing that main hears from pages: "this document wants its line". Answered for the main frame of a window
 * of ours on the page's own address, and for nobody else.
 */
export function openIpcGate(
  ipcMain: Pick<IpcMain, "on">,
  isOurs: (contents: WebContents) => boolean,
  connect: (contents: WebContents) => void,
): void {
  ipcMain.on(CONNECT_CHANNEL, (event) => {
    if (isOurs(event.sender) && isMainFrameOfPage(event)) connect(event.sender);
  });
}

function isMainFrameOfPage({ sender, senderFrame }: IpcMainEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isPageAddress(senderFrame.url);
}
