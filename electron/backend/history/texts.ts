import { z } from "zod";

import type { VersionedPart } from "../../../shared/contract/history-methods.ts";
import type { StepContent } from "../../../shared/domain/step.ts";
import type { Query, ReadingConnection } from "../storage/connection.ts";
import { DamagedRow } from "../storage/failures.ts";
import { unpack } from "./packing.ts";
import { partCode, partText, withoutPart, withPart } from "./parts.ts";

/* The text of versions: unpacked, or that of the step where the version is what stands. */

const Bytes = z.instanceof(Uint8Array);

const PACKED: Query<{ base: number | null; content: Uint8Array }> = {
  sql: "SELECT base, content FROM versions WHERE key = ? AND content IS NOT NULL",
  row: z.object({ base: z.int().nullable(), content: Bytes }),
};

/** How many versions lean on each other at most: so many inflations read the last of them. */
export const LONGEST_CHAIN = 16;

/** The text of a version that is packed, and how many others it leans on, itself included. Throws `DamagedRow`. */
export function packedText(connection: ReadingConnection, key: number): { text: string; chain: number } {
  const links: { readonly key: number; readonly content: Uint8Array }[] = [];
  for (let next: number | null = key; next !== null;) {
    const row: { base: number | null; content: Uint8Array } | undefined = connection.first(PACKED, next);
    if (row === undefined) throw new DamagedRow(`version ${String(next)} is not there, and others lean on it`);
    if (links.length > LONGEST_CHAIN) throw new DamagedRow(`version ${String(key)} leans on itself`);
    links.push({ key: next, content: row.content });
    next = row.base;
  }
  const text = links.reduceRight<string | null>((base, link) => unpacked(link.key, link.content, base), null);
  return { text: text ?? "", chain: links.length };
}

const IS_PACKED: Query<{ isPacked: number }> = {
  sql: "SELECT content IS NOT NULL AS isPacked FROM versions WHERE key = ?",
  row: z.object({ isPacked: z.int() }),
};

/** The text (`partText`) of a version; `present` is the step as it is. Throws `DamagedRow`. */
export function versionText(
  connection: ReadingConnection,
  key: number,
  part: VersionedPart,
  present: StepContent,
): string {
  const row = connection.first(IS_PACKED, key);
  if (row === undefined) throw new DamagedRow(`version ${String(key)} is not there`);
  return row.isPacked === 1 ? packedText(connection, key).text : partText(present, part);
}

function unpacked(key: number, content: Uint8Array, base: string | null): string {
  try {
    return unpack(content, base);
  } catch (error) {
    // Only zlib's own complaint means damage.
    if (error instanceof Error && "code" in error) {
      throw new DamagedRow(`version ${String(key)} cannot be unpacked: ${error.message}`);
    }
    throw error;
  }
}

const AS_OF: Query<{ key: number }> = {
  sql: "SELECT key FROM versions WHERE step = ? AND section = ? AND key <= ? ORDER BY key DESC LIMIT 1",
  row: z.object({ key: z.int() }),
};
const FIRST: Query<{ key: number; kind: number | null }> = {
  sql: "SELECT key, kind FROM versions WHERE step = ? AND section = ? ORDER BY key LIMIT 1",
  row: z.object({ key: z.int(), kind: z.int().nullable() }),
};

/**
 * A step as it stood when `version` was the library's last. A part without versions has never changed; one whose history
 * begins later stood as its beginning says, or was not there.
 */
export function stepAsOf(
  connection: ReadingConnection,
  stepKey: number,
  present: StepContent,
  version: number,
  parts: readonly VersionedPart[],
): StepContent {
  return parts.reduce<StepContent>((step, part) => {
    const code = partCode(part);
    const key = connection.first(AS_OF, stepKey, code, version)?.key;
    if (key !== undefined) return withKept(step, part, versionText(connection, key, part, present));
    const first = connection.first(FIRST, stepKey, code);
    if (first === undefined) return step;
    if (first.kind !== null) return withoutPart(step, part);
    return withKept(step, part, versionText(connection, first.key, part, present));
  }, present);
}

/** As `withPart`, for a text that comes from the library. Throws `DamagedRow`. */
export function withKept(content: StepContent, part: VersionedPart, text: string): StepContent {
  try {
    return withPart(content, part, text);
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError) {
      throw new DamagedRow(`a version of ${part} does not hold one: ${error.message}`);
    }
    throw error;
  }
}
