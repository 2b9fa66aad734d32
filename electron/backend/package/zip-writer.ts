import { Zip, ZipDeflate } from "fflate";

/** One part of a zip: its name and its content in pieces, made while it is written. */
export type ZipPart = { readonly name: string; readonly pieces: Iterable<string | Uint8Array> };

// Zip keeps local dates from 1980 on; this one is the same moment of the calendar everywhere.
const FIXED_DATE = new Date(1980, 0, 1, 0, 0, 0);
const LEVEL = 6;

/** How much text is gathered before it is packed: one call a line would cost more than the packing. */
const PACK_AT_UNITS = 128 * 1024;

/**
 * A zip as its bytes in pieces: parts in the order given, all with the same date, packed by a locked JavaScript library, so
 * that equal parts give equal bytes. Nothing but a few windows of text is held.
 */
export function* zipFile(parts: Iterable<ZipPart>): Generator<Uint8Array> {
  let made: Uint8Array[] = [];
  const zip = new Zip((error, bytes) => {
    if (error !== null) throw error;
    made.push(bytes);
  });
  function* taken(): Generator<Uint8Array> {
    const bytes = made;
    made = [];
    yield* bytes;
  }
  for (const { name, pieces } of parts) {
    const part = new ZipDeflate(name, { level: LEVEL });
    part.mtime = FIXED_DATE;
    zip.add(part);
    for (const block of blocks(pieces)) {
      part.push(block);
      yield* taken();
    }
    part.push(new Uint8Array(0), true);
    yield* taken();
  }
  zip.end();
  yield* taken();
}

function* blocks(pieces: Iterable<string | Uint8Array>): Generator<Uint8Array> {
  let gathered = "";
  for (const piece of pieces) {
    if (typeof piece !== "string") {
      if (gathered !== "") yield Buffer.from(gathered, "utf8");
      gathered = "";
      yield piece;
      continue;
    }
    gathered += piece;
    if (gathered.length < PACK_AT_UNITS) continue;
    yield Buffer.from(gathered, "utf8");
    gathered = "";
  }
  if (gathered !== "") yield Buffer.from(gathered, "utf8");
}
