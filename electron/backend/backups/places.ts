import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import { z } from "zod";

import { syncFile, syncFolder } from "../storage/replace.ts";

/*
 * Where backups go: a folder beside the library, and a second place that the person is asked for once. The choice is kept
 * in a file beside the library, for the person alone, and not in the library: a restore must not change it, and it must
 * be readable when the library is not.
 */

/** What was chosen; unknown keys are kept for a later release. */
const Places = z.looseObject({
  second: z.discriminatedUnion("state", [
    z.object({ state: z.literal("unasked") }),
    z.object({ state: z.literal("declined") }),
    z.object({ state: z.literal("chosen"), folder: z.string().min(1) }),
  ]),
});
export type Places = z.infer<typeof Places>;

const placesFile = (libraryPath: string): string => `${libraryPath}.places.json`;

/** The folder of backups beside a library. */
export const shelfBeside = (libraryPath: string): string => `${libraryPath}.backups`;

/** The folder of backups in the second place; null when there is none. */
export function secondShelf(libraryPath: string, places: Places): string | null {
  return places.second.state === "chosen" ? join(places.second.folder, `${basename(libraryPath)}.backups`) : null;
}

/** What was chosen for a library; "unasked" where nothing was or the file cannot be understood. Throws what the disk answers. */
export function readPlaces(libraryPath: string): Places {
  const file = placesFile(libraryPath);
  const unasked: Places = { second: { state: "unasked" } };
  if (!existsSync(file)) return unasked;
  try {
    return Places.safeParse(JSON.parse(readFileSync(file, "utf8"))).data ?? unasked;
  } catch (error) {
    if (error instanceof SyntaxError) return unasked;
    throw error;
  }
}

/** Keeps what was chosen, at once or not at all, readable by the person alone. */
export function writePlaces(libraryPath: string, places: Places): void {
  const file = placesFile(libraryPath);
  const draft = `${file}.part`;
  writeFileSync(draft, `${JSON.stringify(places)}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  syncFile(draft);
  renameSync(draft, file);
  syncFolder(dirname(file));
}
