import "./jitless.ts";

import { contextBridge, ipcRenderer, webUtils } from "electron";

import { CONNECT_CHANNEL, LINE_CHANNEL } from "../../shared/contract/desktop.ts";
import { isLinePort, openBridge } from "./open-bridge.ts";

/* The one thing that the page gets of Electron: `window.host`. */

const { bridge, adopt, lose } = openBridge((file: File) => webUtils.getPathForFile(file));

ipcRenderer.on(LINE_CHANNEL, (event) => {
  const port: unknown = event.ports[0];
  // Without a port it says that the backend is gone; another one comes when it is up again.
  if (isLinePort(port)) adopt(port);
  else lose();
});
contextBridge.exposeInMainWorld("host", bridge);
ipcRenderer.send(CONNECT_CHANNEL);
