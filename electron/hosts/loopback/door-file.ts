import { randomBytes } from "node:crypto";
import { chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";

import { z } from "zod";

/*
 * What a library's loopback door keeps beside it, so that an open page lives through a restart of its host (document
 * model, section 7): the key that signs its cookie, and the port. Mode 0600 from the first byte; on Windows the folder's
 * own rights hold.
 */

/** Bytes of the key: as many as the hash gives. */
const KEY_BYTES = 32;
/** Readable and writable by the person alone. */
const PRIVATE_MODE = 0o600;

const DoorFile = z.strictObject({
  /** Hexadecimal. */
  key: z.string().regex(/^[0-9a-f]{64}$/u),
  /** The port that the library was last served at; null before the first time. */
  port: z.int().min(1).max(65_535).nullable(),
});

/** The key as bytes and the remembered port. */
export type Door = { readonly key: Buffer; readonly port: number | null };

/** Where a library's door file lies. */
export function doorFileOf(libraryPath: string): string {
  return `${libraryPath}.door`;
}

/**
 * Reads the library's door, or makes a new one when there is none or it is broken: then open pages must be opened
 * anew by the printed address, and nothing else is lost. Throws when the disk refuses.
 */
export function readDoor(libraryPath: string): Door {
  const kept = readKept(doorFileOf(libraryPath));
  if (kept !== null) return kept;
  const door: Door = { key: randomBytes(KEY_BYTES), port: null };
  keepDoor(libraryPath, door);
  return door;
}

/** Keeps the door for the next time. Throws when the disk refuses. */
export function keepDoor(libraryPath: string, door: Door): void {
  const path = doorFileOf(libraryPath);
  const beside = `${path}.${String(process.pid)}`;
  rmSync(beside, { force: true });
  const text = JSON.stringify({ key: door.key.toString("hex"), port: door.port });
  writeFileSync(beside, text, { mode: PRIVATE_MODE, flag: "wx" });
  renameSync(beside, path);
}

function readKept(path: string): Door | null {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
  // A copy restored by a program that widens rights must not stay readable by others.
  chmodSync(path, PRIVATE_MODE);
  const read = DoorFile.safeParse(parseOrNull(text));
  return read.success ? { key: Buffer.from(read.data.key, "hex"), port: read.data.port } : null;
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
