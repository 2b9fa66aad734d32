import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { Readable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";

import { Zip, ZipDeflate } from "fflate";

import type { Backend, CallerId } from "../../backend/backend-shape.ts";
import { hostMethods, type TargetKind } from "../../../shared/contract/host-methods.ts";
import { success } from "../../../shared/lib/outcome.ts";
import { ownMethod, type OwnMethods } from "../own-methods.ts";
import type { Spool } from "./spool.ts";

/*
 * How exports leave a host without a save dialog: the backend writes to a target in the spool, and the page then
 * fetches it under the target's handle. A folder goes as a zip whose bytes depend on its files alone: entries in the
 * order of their names, one fixed date, deflate by a locked library (house, section 5, promise 6).
 */

/** What is given for a download: the name to save it under, its bytes, and how many where that is known beforehand. */
export type Download = {
  readonly name: string;
  readonly type: string;
  readonly body: Readable;
  readonly bytes: number | null;
};

export type Downloads = {
  /** The methods by which a page opens a download. */
  methodsFor(backend: Backend, caller: CallerId): OwnMethods;
  /** What lies at a target, or null when there is no such download or nothing was written to it. */
  read(target: string): Promise<Download | null>;
  /** The page has gone. */
  release(caller: CallerId): void;
};

type Waiting = { readonly caller: CallerId; readonly kind: TargetKind; readonly path: string };

/** Opens the downloads of a door over its spool. */
export function openDownloads(spool: Spool): Downloads {
  const waiting = new Map<string, Waiting>();
  return {
    methodsFor: (backend, caller) => ({
      "host.openDownload": ownMethod(hostMethods["host.openDownload"], async ({ kind, name }) => {
        const path = spool.place(caller, name);
        if (!path.ok) return path;
        const target = backend.lendTarget(caller, path.value);
        waiting.set(target, { caller, kind, path: path.value });
        return success({ target });
      }),
    }),
    async read(target) {
      const found = waiting.get(target);
      if (found === undefined) return null;
      const there = await stat(found.path).catch(nullWhenMissing);
      if (there === null) return null;
      const name = basename(found.path);
      if (there.isDirectory()) {
        return { name: `${name}.zip`, type: "application/zip", body: Readable.from(zipOf(found.path)), bytes: null };
      }
      return { name, type: "application/octet-stream", body: createReadStream(found.path), bytes: there.size };
    },
    release(caller) {
      for (const [target, download] of waiting) if (download.caller === caller) waiting.delete(target);
    },
  };
}

/** The date of every entry: the first that a zip can hold, in the clock of whoever reads it. */
const ENTRY_DATE = new Date(1980, 0, 1);
/** Level of deflate: the usual middle; higher ones win a few per cent for twice the time. */
const DEFLATE_LEVEL = 6;

async function* zipOf(folder: string): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error;
    ready.push(chunk);
  });
  for (const name of await filesUnder(folder)) {
    const entry = new ZipDeflate(name, { level: DEFLATE_LEVEL });
    entry.mtime = ENTRY_DATE;
    zip.add(entry);
    for await (const chunk of createReadStream(join(folder, name))) {
      if (!(chunk instanceof Uint8Array)) throw new TypeError("A file without an encoding is read as bytes.");
      entry.push(chunk);
      // Deflating is work on the thread that also saves: each piece lets waiting calls through.
      await nextTurn();
      yield* ready.splice(0);
    }
    entry.push(new Uint8Array(0), true);
    yield* ready.splice(0);
  }
  zip.end();
  yield* ready.splice(0);
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split("\\")
        .join("/"),
    )
    .toSorted((left, right) => (left < right ? -1 : 1));
}

function nullWhenMissing(error: unknown): null {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
  throw error;
}
