import type { Session, WebContents } from "electron";

import { APP_HOST, APP_SCHEME } from "../../shared/contract/desktop.ts";

/*
 * What Electron's list of security points asks of main: no permission, no navigation, no window, no webview, no
 * network. The page is one document of our own and never needs any of them.
 */

/** Schemes that a request of the page may have: its own, and what never leaves the machine. */
const LOCAL = new Set([`${APP_SCHEME}:`, "blob:", "data:"]);
/** The tools of a developer load themselves over this one; packaged, they cannot be opened. */
const DEVTOOLS = "devtools:";

/** True for an address of the page itself: parsed, never compared as text. */
export function isPageAddress(address: string): boolean {
  const url = URL.parse(address);
  return (
    url !== null && url.protocol === `${APP_SCHEME}:` && url.host === APP_HOST && url.username === "" && url.port === ""
  );
}

/** Refuses every permission and every request that would leave the machine. */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  // Chromium's dictionaries come from the network; Runwright checks spelling with its own.
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest((details, answer) => {
    const scheme = URL.parse(details.url)?.protocol ?? "";
    answer({ cancel: !LOCAL.has(scheme) && scheme !== DEVTOOLS });
  });
}

/** Keeps a window on its page: no navigation, no new windows, no webviews. */
export function lockContents(contents: WebContents): void {
  contents.on("will-navigate", (event) => event.preventDefault());
  contents.on("will-redirect", (event) => event.preventDefault());
  contents.on("will-frame-navigate", (event) => event.preventDefault());
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
}
