import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, sep } from "node:path";

import type { Protocol } from "electron";

import { PAGE_HEADERS } from "../../shared/contract/content-policy.ts";
import { APP_HOST, APP_SCHEME } from "../../shared/contract/desktop.ts";
import { mediaTypeOf } from "../../shared/lib/media-type.ts";

/*
 * `app://runwright/…`: the built page under an origin of its own. Files of the page are looked up by name in a list that
 * is made once, so no address leads anywhere else, however it is written.
 */

/** Tells Electron of the scheme; must run before the app is ready. */
export function registerAppScheme(protocol: Pick<Protocol, "registerSchemesAsPrivileged">): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves a built page. Throws when its folder cannot be read. */
export function serveAppProtocol(protocol: Pick<Protocol, "handle">, pageFolder: string): void {
  const files = filesUnder(pageFolder);
  protocol.handle(APP_SCHEME, async (request) => {
    const path = request.method === "GET" || request.method === "HEAD" ? pathFor(request.url, files) : null;
    if (path === null)
      return new Response("Runwright has nothing at this address.", { status: 404, headers: PAGE_HEADERS });
    return new Response(await readFile(path), { headers: { ...PAGE_HEADERS, "Content-Type": mediaTypeOf(path) } });
  });
}

function pathFor(address: string, files: ReadonlyMap<string, string>): string | null {
  const url = URL.parse(address);
  if (url === null || url.protocol !== `${APP_SCHEME}:` || url.host !== APP_HOST) return null;
  return files.get(url.pathname === "/" ? "/index.html" : url.pathname) ?? null;
}

/** The files of a folder by their path in an address. */
function filesUnder(folder: string): ReadonlyMap<string, string> {
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [`/${path.slice(join(folder, sep).length).split(sep).join("/")}`, path]),
  );
}
