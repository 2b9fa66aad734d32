import type { Session, WebContents } from "electron";

import { APP_HOST, APP_SCHEME } from "../../shared/contract/desktop.ts";

/*
 * What Electron's list of security points asks of main: no permission, no navigation, no window, no webview, no
 * network. The page is one document of our own and never needs any of them. What is refused is noted by its kind, never
 * by its address.
 */

/** Schemes that a request of the page may have: its own, and what never leaves the machine. */
const LOCAL = new Set([`${APP_SCHEME}:`, "blob:", "data:"]);
/** The tools of a developer load themselves over this one; packaged, they cannot be opened. */
const DEVTOOLS = "devtools:";

/** Hears of what was refused: a word for its kind. */
export type OnDenied = (what: "permission" | "device" | "request" | "navigation" | "window" | "webview") => void;

/** True for an address of the page itself: parsed, never compared as text. */
export function isPageAddress(address: string): boolean {
  const url = URL.parse(address);
  return (
    url !== null && url.protocol === `${APP_SCHEME}:` && url.host === APP_HOST && url.username === "" && url.port === ""
  );
}

/** Refuses every permission and every request that would leave the machine. */
export function lockSession(session: Session, onDenied: OnDenied): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => {
    onDenied("permission");
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => {
    onDenied("device");
    return false;
  });
  // Chromium's dictionaries come from the network; Runwright checks spelling with its own.
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest((details, answer) => {
    const scheme = URL.parse(details.url)?.protocol ?? "";
    const cancel = !LOCAL.has(scheme) && scheme !== DEVTOOLS;
    if (cancel) onDenied("request");
    answer({ cancel });
  });
}

/** Keeps a window on its page: no navigation, no new windows, no webviews. `onLink` hears of links that were pressed. */
export function lockContents(contents: WebContents, onDenied: OnDenied, onLink: (address: string) => void): void {
  contents.on("will-navigate", (event) => {
    event.preventDefault();
    onDenied("navigation");
    if (event.isMainFrame) onLink(event.url);
  });
  contents.on("will-redirect", (event) => event.preventDefault());
  contents.on("will-frame-navigate", (event) => event.preventDefault());
  contents.on("will-attach-webview", (event) => {
    event.preventDefault();
    onDenied("webview");
  });
  contents.setWindowOpenHandler(({ url }) => {
    onDenied("window");
    onLink(url);
    return { action: "deny" };
  });
}
