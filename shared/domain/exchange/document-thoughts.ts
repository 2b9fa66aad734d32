import { type Convention, type ConventionPart, conventionParts, type FoundConvention } from "../conventions.ts";
import { type Thought, THOUGHT_TYPES } from "../section.ts";
import { newThought } from "../step.ts";
import type { ImportMapping } from "./mapping.ts";

/*
 * The thoughts of a bullet of a document. Our own copies label each (`[doylist, long-term]`); in other documents the
 * mapping's brackets and marks say what they are. Half of the bullets of real runs hold two or three: "[It is dark.] {Slow
 * start.}" is two thoughts.
 */

/** The text after one of the marks at its start; null when none stands there. */
export function marked(marks: readonly string[], text: string): string | null {
  const start = text.trimStart();
  for (const mark of marks) {
    if (start.slice(0, mark.length).toLowerCase() === mark.toLowerCase()) return start.slice(mark.length).trimStart();
  }
  return null;
}

/** Whether a paragraph is nothing but thoughts in brackets. */
export function isBracketed({ conventions }: ImportMapping, text: string): boolean {
  const parts = bracketParts(conventions, text);
  return parts !== null && isWhole(parts);
}

/** `[doylist, long-term] ` at the start of a thought, as our own copies label it. */
const LABEL = new RegExp(String.raw`^\s*\[(${THOUGHT_TYPES.join("|")})(, long-term)?\] ?`, "u");

/** The thoughts of one bullet: our labels at the start of a line begin a new one; else brackets and marks say what it is. */
export function thoughtsIn(mapping: ImportMapping, text: string): Thought[] {
  if (!LABEL.test(text)) return markedThoughts(mapping, text);
  const thoughts: Thought[] = [];
  for (const line of text.split("\n")) {
    const label = LABEL.exec(line);
    const type = THOUGHT_TYPES.find((each) => each === label?.[1]);
    const last = thoughts.at(-1);
    if (label !== null && type !== undefined) {
      thoughts.push(newThought(type, line.slice(label[0].length), label[2] !== undefined));
    } else if (last !== undefined) last.text += `\n${line}`;
  }
  return thoughts.filter((thought) => thought.text !== "");
}

function markedThoughts(mapping: ImportMapping, text: string): Thought[] {
  const { conventions, longtermMarks, plainThoughts } = mapping;
  const unmarked = marked(longtermMarks, text);
  const rest = unmarked ?? text;
  const parts = bracketParts(conventions, rest);
  if (parts === null) return [newThought(plainThoughts, rest, unmarked !== null)];
  const thoughts: Thought[] = [];
  for (const part of parts) {
    const last = thoughts.at(-1);
    // A full stop after a bracket belongs to what stands in it.
    if (part.convention === null && last !== undefined && saysNothing(part)) last.text += part.text.trimEnd();
    else if (part.text.trim() !== "") {
      const own = marked(longtermMarks, part.text);
      const as = part.convention?.as ?? "text";
      const isLongterm = unmarked !== null || own !== null || part.convention?.longterm === true;
      thoughts.push(newThought(as === "text" ? plainThoughts : as, (own ?? part.text).trim(), isLongterm));
    }
  }
  return thoughts.length === 0 ? [newThought(plainThoughts, rest, unmarked !== null)] : thoughts;
}

const saysNothing = ({ text }: ConventionPart): boolean => !/[\p{L}\p{N}]/u.test(text);
const isWhole = (parts: readonly ConventionPart[]): boolean =>
  parts.every((part) => part.convention !== null || saysNothing(part));
const hasLabel = ({ open }: Convention): boolean => /[\p{L}\p{N}]/u.test(open);

/** A text cut at its brackets; null when there are none that mean anything. A bare bracket amid words is text. */
function bracketParts(conventions: readonly Convention[], text: string): readonly ConventionPart[] | null {
  const parts = conventionParts(text, conventions);
  if (parts.every(({ convention }) => convention === null)) return null;
  if (isWhole(parts)) return parts;
  const labelled = conventions.filter(hasLabel);
  return labelled.length === conventions.length ? parts : bracketParts(labelled, text);
}

/** Brackets that documents put around a whole thought without a label. */
const BARE = [
  ["(", ")"],
  ["<", ">"],
  ["[", "]"],
  ["{", "}"],
] as const;
/** What says by a word what it is, `(OOC: …)`, is a convention of its own. */
const LABELLED = /^.\s?\p{L}{1,12}!?\s?:/u;
const SAMPLE_UNITS = 80;

/** Bare brackets around whole texts that the mapping does not know; what they mean cannot be guessed. */
export function bareConventions(texts: readonly string[], conventions: readonly Convention[]): FoundConvention[] {
  return BARE.flatMap(([open, close]) => {
    if (conventions.some((known) => known.open === open && known.close === close)) return [];
    const inside = texts
      .map((text) => text.trim())
      .filter((text) => text.startsWith(open) && text.endsWith(close) && !LABELLED.test(text));
    const [first] = inside;
    if (first === undefined) return [];
    const convention: Convention = { open, close, as: "text", longterm: false };
    return [{ convention, count: inside.length, sample: first.slice(0, SAMPLE_UNITS).toWellFormed() }];
  });
}
