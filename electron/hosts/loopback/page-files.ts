import { readdirSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, sep } from "node:path";

import { mediaTypeOf } from "../../../shared/lib/media-type.ts";

/** One file of the built page: its bytes and what they are. */
export type PageFile = { readonly bytes: Buffer; readonly type: string; readonly lasting: boolean };

/** The built page. Only names that were there when it was opened are ever served, so no request can lead out of it. */
export type PageFiles = {
  /** The file at a path of an address (`/`, `/assets/x.js`), or null when the page has none. */
  read(pathname: string): Promise<PageFile | null>;
};

/** The page itself, served at `/`. */
export const PAGE_ENTRY = "index.html";

/** Lists a built page, or answers null when the folder holds none. Throws when it cannot be read. */
export function openPageFiles(folder: string): PageFiles | null {
  if (statSync(join(folder, PAGE_ENTRY), { throwIfNoEntry: false })?.isFile() !== true) return null;
  const names = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    names.set(`/${path.slice(join(folder, sep).length).split(sep).join("/")}`, path);
  }
  return {
    async read(pathname) {
      const path = names.get(pathname === "/" ? `/${PAGE_ENTRY}` : pathname);
      if (path === undefined) return null;
      return {
        bytes: await readFile(path),
        type: mediaTypeOf(path),
        // The build puts a hash of the content into the names under assets.
        lasting: pathname.startsWith("/assets/"),
      };
    },
  };
}
