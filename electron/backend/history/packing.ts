import { deflateSync, inflateSync } from "node:zlib";

/*
 * Versions of a section are alike: a burst changes a sentence of it. So a version is deflated with the version before it
 * (its base) as the dictionary, and what they share costs a few bytes; the first of a chain is deflated against a fixed
 * text, the skeleton of every section. Chains are short, so that reading stays cheap and a damaged row takes few along.
 * zlib's own checksums of text and dictionary tell a damaged or misplaced row.
 */

/** The dictionary of the first in a chain. Part of the format of every library: it never changes. */
const SKELETON = Buffer.from(
  '"chapter":null,"bookmark":null}{"closed":true,"tagged":true,"text":"{"closed":false,"tagged":false,"text":"' +
    '"type":"comment","longterm":true,"text":""type":"meta","longterm":false,"text":""type":"doylist","longterm":false,"text":"' +
    " because would could their there about which where before after through you are your have with that this from the and " +
    '{"closed":true,"bullets":[[{"id":"{"closed":false,"bullets":[[{"id":"01","type":"watsonian","longterm":false,"text":""}],[{"id":"',
);

/** A version is kept against its base when that takes at most this share of what it takes alone; else a chain begins. */
const WORTH_A_BASE = 0.9;

/** A text packed: against its base, or (`base` false) alone. */
export type Packed = { readonly bytes: Uint8Array; readonly onBase: boolean };

/** Packs a text, against `base` where that is worth it. */
export function pack(text: string, base: string | null): Packed {
  const bytes = Buffer.from(text, "utf8");
  const alone = deflateSync(bytes, { level: 9, dictionary: SKELETON });
  if (base === null || base === "") return { bytes: alone, onBase: false };
  const leaning = deflateSync(bytes, { level: 9, dictionary: Buffer.from(base, "utf8") });
  return leaning.length <= alone.length * WORTH_A_BASE
    ? { bytes: leaning, onBase: true }
    : { bytes: alone, onBase: false };
}

/** The text again; throws zlib's errors when the bytes or the base are not what they were. */
export function unpack(bytes: Uint8Array, base: string | null): string {
  return inflateSync(bytes, { dictionary: base === null ? SKELETON : Buffer.from(base, "utf8") }).toString("utf8");
}

/** A list of numbers packed; for the steps of a snapshot. */
export function packNumbers(numbers: readonly number[]): Uint8Array {
  return deflateSync(Buffer.from(JSON.stringify(numbers)), { level: 9 });
}

/** The JSON of a list of numbers again. */
export function unpackNumbers(bytes: Uint8Array): unknown {
  return JSON.parse(inflateSync(bytes).toString("utf8"));
}
