import { TAG } from "../../shared/domain/tag.ts";
import { utf8 } from "./bounty-file.ts";
import type { Rng } from "./rng.ts";

/*
 * Ways to damage a bounty file, each from the numbers of a generator: what transfers, editors and scripts do to bytes,
 * and what a hand does to JSON. Most results are no JSON; the damage to tokens, keys and members keeps many that are.
 */

type Mutation = (bytes: Uint8Array, rng: Rng) => Uint8Array;

const KEYS = [
  "title",
  "authors",
  "steps",
  "thoughts",
  "prompt",
  "action",
  "text",
  "outcome",
  "type",
  "longterm",
  "Text",
  "note",
];
const VALUES = [
  '""',
  "[]",
  "{}",
  "null",
  "0",
  "-1.5e3",
  "true",
  '"x"',
  '"meta"',
  '"\\u0000"',
  '"\\r"',
  '"\\ud800"',
  `"${TAG}"`,
  `"${TAG}${TAG}x"`,
  "[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]",
];
const NOISE = ["\ufeff", "\n", "\r\n", "\t", " ", ",", ":", '"', "\\", "/", "é", "\u2028", "NaN", "//"];

const join = (...parts: Uint8Array[]): Uint8Array => {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
};

/** Replaces one match of `pattern`, chosen at random, in the text of the file. */
function replaceOne(bytes: Uint8Array, rng: Rng, pattern: RegExp, replacement: (found: string) => string): Uint8Array {
  const text = new TextDecoder().decode(bytes);
  const matches = [...text.matchAll(pattern)];
  if (matches.length === 0) return bytes;
  const match = rng.pick(matches);
  const end = match.index + match[0].length;
  return utf8(text.slice(0, match.index) + replacement(match[0]) + text.slice(end));
}

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  flipByte: (bytes, rng) => {
    const copy = bytes.slice();
    if (copy.length > 0) copy[rng.below(copy.length)] = rng.below(256);
    return copy;
  },
  cutEnd: (bytes, rng) => bytes.slice(0, rng.below(bytes.length + 1)),
  cutPiece: (bytes, rng) => {
    const from = rng.below(bytes.length + 1);
    return join(bytes.subarray(0, from), bytes.subarray(from + rng.below(40)));
  },
  doublePiece: (bytes, rng) => {
    const from = rng.below(bytes.length + 1);
    const end = Math.min(bytes.length, from + rng.below(60));
    return join(bytes.subarray(0, end), bytes.subarray(from));
  },
  addNoise: (bytes, rng) => {
    const at = rng.below(bytes.length + 1);
    return join(bytes.subarray(0, at), utf8(rng.pick(NOISE)), bytes.subarray(at));
  },
  renameKey: (bytes, rng) => replaceOne(bytes, rng, /"[a-z]+"(?=: )/gu, () => `"${rng.pick(KEYS)}"`),
  replaceValue: (bytes, rng) =>
    replaceOne(bytes, rng, /(?<=: )("[^"\\]*"|true|false|\[\]|\{\})/gu, () => rng.pick(VALUES)),
  swapTokens: (bytes, rng) => replaceOne(bytes, rng, /[{}[\],:]/gu, () => rng.pick(["{", "}", "[", "]", ",", ":"])),
  // A whole line of canonical JSON is a member, an element or a bracket.
  dropLine: (bytes, rng) => replaceOne(bytes, rng, /\n[^\n]*/gu, () => ""),
  dropMember: (bytes, rng) =>
    replaceOne(bytes, rng, /"(text|outcome|longterm|type)": ("[^"\\]*"|true|false),\s*/gu, () => ""),
  dropLastMember: (bytes, rng) => replaceOne(bytes, rng, /,\s*"(text|outcome)": "[^"\\]*"(?=\s*\})/gu, () => ""),
  dropList: (bytes, rng) => replaceOne(bytes, rng, /"thoughts": \[[^\]]*\]\s*\],?\s*/gu, () => ""),
  addTag: (bytes, rng) => replaceOne(bytes, rng, /"(text|outcome)": "/gu, (found) => found + TAG),
  dropTag: (bytes, rng) => replaceOne(bytes, rng, /<yo be real> /gu, () => ""),
  emptyStep: (bytes, rng) => replaceOne(bytes, rng, /\n {4}\{(?=\n)/gu, (found) => `\n    {},${found}`),
};

const NAMES = Object.keys(MUTATIONS);

/** The bytes after one, two or three kinds of damage, and their names in order. */
export function damaged(bytes: Uint8Array, rng: Rng): { readonly bytes: Uint8Array; readonly how: readonly string[] } {
  const how: string[] = [];
  let result = bytes;
  for (let count = rng.pick([1, 1, 1, 2, 3]); count > 0; count -= 1) {
    const name = rng.pick(NAMES);
    how.push(name);
    result = MUTATIONS[name]?.(result, rng) ?? result;
  }
  return { bytes: result, how };
}
