import type { ByteSource } from "./byte-window.ts";
import { isThoughtSection, SECTION_NAMES, type Thought } from "../section.ts";
import type { Step } from "../step.ts";
import { TAG } from "../tag.ts";
import { cutApart } from "./vtw-damage.ts";

/*
 * Mending what Visible Thoughts Writer did to a file, when the person asks for it: thoughts that it cut at a full stop are
 * joined, and a tag that it doubled stands once. Nothing else is touched, and no word is added or taken away.
 */

/** A step whose cut thoughts are joined, and how many were. The first half keeps its id. */
export function joinCutThoughts(step: Step): { readonly step: Step; readonly joined: number } {
  let joined = 0;
  const mended = { ...step };
  for (const name of SECTION_NAMES) {
    if (!isThoughtSection(name)) continue;
    const bullets = step[name].bullets.map((bullet) => {
      const kept: Thought[] = [];
      for (const thought of bullet) {
        const last = kept.at(-1);
        if (last === undefined || cutApart(last, thought) === null) kept.push({ ...thought });
        else {
          // VTW leaves the blank at one side or the other, or takes it: before a capital there was one.
          const isNumber = /\d\. ?$/u.test(last.text) && /^\d/u.test(thought.text);
          const needsBlank = !isNumber && !last.text.endsWith(" ") && !thought.text.startsWith(" ");
          last.text = isNumber
            ? last.text.trimEnd() + thought.text
            : last.text + (needsBlank ? " " : "") + thought.text;
          joined += 1;
        }
      }
      return kept;
    });
    mended[name] = { ...step[name], bullets };
  }
  return { step: mended, joined };
}

const QUOTED_TAG = `"${TAG}`;
const DOUBLED = `${QUOTED_TAG}${TAG}`;

/** The bytes of a file in which a tag that stands twice at the start of a text stands once; `mended` is called for each. */
export function withSingleTags(source: ByteSource, mended: () => void): ByteSource {
  // Latin letters and signs only, so bytes and characters of the pattern are the same.
  const pattern = new TextEncoder().encode(DOUBLED);
  const single = new TextEncoder().encode(QUOTED_TAG);
  let held = new Uint8Array(0);
  let isEnded = false;
  const next = (): Uint8Array | null => {
    if (isEnded) return null;
    const chunk = source.next();
    isEnded = chunk === null;
    const all = joinedBytes([held, chunk ?? new Uint8Array(0)]);
    const parts: Uint8Array[] = [];
    let from = 0;
    for (let at = all.indexOf(pattern[0] ?? 0); at !== -1; at = all.indexOf(pattern[0] ?? 0, at + 1)) {
      if (at < from || !startsWith(all, pattern, at)) continue;
      parts.push(all.subarray(from, at), single);
      from = at + pattern.length;
      mended();
    }
    // What may be the beginning of the pattern waits for the next chunk.
    const end = isEnded ? all.length : Math.max(from, all.length - pattern.length + 1);
    parts.push(all.subarray(from, end));
    held = all.slice(end);
    return joinedBytes(parts);
  };
  return { next };
}

function startsWith(bytes: Uint8Array, pattern: Uint8Array, at: number): boolean {
  for (let index = 0; index < pattern.length; index += 1) if (bytes[at + index] !== pattern[index]) return false;
  return true;
}

function joinedBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
