import { type JsonReader, NO_MORE_KEYS, UNKNOWN_WORD, type ValueKind, type WordTable } from "./json-reader.ts";
import { pointerPart } from "./place.ts";
import type { ProblemDraft, ProblemList } from "./problem-list.ts";

/*
 * What every part of the file has in common: values of the wrong kind, unknown, repeated and missing keys, the order of
 * keys, characters that no text may hold. The grammar itself is in the other `read-` files.
 */

/** A reading under way: where values come from and where problems go. */
export type Form = { readonly reader: JsonReader; readonly problems: ProblemList };

/** A place in the file, for pointers and people. */
export type Place = {
  readonly pointer: string;
  /** "Step 40, prompt": begins a sentence. */
  readonly words: string;
  /** Position of the step from 1, or null. */
  readonly step: number | null;
};

/** The place of a member or element of `place`. */
export function within(place: Place, part: string | number, words: string): Place {
  return { pointer: `${place.pointer}/${part}`, words: `${place.words}, ${words}`, step: place.step };
}

/** Adds a problem, unless the file has already turned out not to be JSON: what follows from that is no problem of its own. */
export function report(form: Form, place: Place, draft: Omit<ProblemDraft, "pointer" | "step">): void {
  if (form.reader.ended) return;
  form.problems.add({ ...draft, pointer: place.pointer, step: place.step });
  if (form.problems.full) form.reader.stop();
}

const KIND_WORDS: Readonly<Record<ValueKind, string>> = {
  object: "an object { }",
  array: "a list [ ]",
  string: "a text",
  number: "a number",
  boolean: "true or false",
  null: "null",
  nothing: "nothing",
};

/** True when a value of this kind begins here; else reports and passes the value. */
export function expectKind(form: Form, kind: ValueKind, place: () => Place): boolean {
  const found = form.reader.kind();
  if (found === kind) return true;
  if (found !== "nothing") {
    const at = place();
    report(form, at, {
      rule: "shape",
      message: `${at.words}: ${KIND_WORDS[kind]} was expected, but ${KIND_WORDS[found]} stands there.`,
    });
    form.reader.skip();
  }
  return false;
}

/**
 * Reads the object that begins here: calls `member` with the position in `names` of each known key, with the reader at
 * its value, which `member` must pass. Of a key that stands twice only the first is read. Gives the set of positions
 * seen (bit n for position n) and whether there was any key at all.
 */
export function readMembers(
  form: Form,
  names: WordTable,
  place: () => Place,
  member: (index: number) => void,
): { seen: number; isBare: boolean } {
  const { reader } = form;
  let seen = 0;
  let last = -1;
  let isBare = true;
  reader.beginObject();
  for (let index = reader.nextKey(names); index !== NO_MORE_KEYS; index = reader.nextKey(names)) {
    isBare = false;
    if (index === UNKNOWN_WORD) {
      refuseUnknownKey(form, names, place());
      reader.skip();
      continue;
    }
    const bit = 1 << index;
    if ((seen & bit) !== 0) {
      const at = place();
      const word = names[index]?.word ?? "";
      report(
        form,
        { ...at, pointer: `${at.pointer}/${word}` },
        { rule: "key", message: `${at.words}: the key "${word}" stands there twice.` },
      );
      reader.skip();
      continue;
    }
    if (index < last && !form.problems.hasNoted("keyOrder")) {
      const at = place();
      form.problems.note("keyOrder", {
        rule: "key",
        pointer: at.pointer,
        step: at.step,
        message: `${at.words}: the keys stand in another order than ${names.map(({ word }) => word).join(", ")}. They are written in that order.`,
      });
    }
    last = index;
    seen |= bit;
    member(index);
  }
  return { seen, isBare };
}

function refuseUnknownKey(form: Form, names: WordTable, at: Place): void {
  const key = form.reader.unknownWord;
  const known = names.map(({ word }) => word);
  const meant =
    key === null ? undefined : known.find((word) => word.toLowerCase() === key.toLowerCase().replace(/[^a-z]/gu, ""));
  report(form, key === null ? at : { ...at, pointer: `${at.pointer}/${pointerPart(key)}` }, {
    rule: "key",
    message: `${at.words}: ${key === null ? "a very long key" : `the key ${JSON.stringify(key)}`} is unknown; known are ${known.join(", ")}.`,
    repair: meant === undefined ? null : `Spell the key "${meant}".`,
  });
}

/** Reports the keys of `required` (a set of bits) that were not seen, as one problem at the object. */
export function requireKeys(
  form: Form,
  names: WordTable,
  seen: number,
  required: number,
  place: () => Place,
  repair: (missing: string[]) => string | null = () => null,
): void {
  const missing = names.filter((_, index) => (required & ~seen & (1 << index)) !== 0).map(({ word }) => word);
  if (missing.length === 0) return;
  const at = place();
  report(form, at, {
    rule: "shape",
    message: `${at.words}: ${missing.map((word) => `"${word}"`).join(" and ")} ${missing.length === 1 ? "is" : "are"} missing.`,
    repair: repair(missing),
  });
}

/** What may stand in no text of a run (bounty format, section 3), with the repair that loses nothing. */
const FORBIDDEN: readonly {
  readonly isIn: (text: string) => boolean;
  readonly words: string;
  readonly repair: string | null;
}[] = [
  {
    isIn: (text) => text.includes("\0"),
    words: "a NUL character, which is no text",
    repair: "Take the NUL characters out.",
  },
  {
    isIn: (text) => text.includes("\r"),
    words: "a carriage return; paragraphs end with a line feed alone",
    repair: "Write a line feed in place of each carriage return (one in place of a carriage return and line feed).",
  },
  { isIn: (text) => !text.isWellFormed(), words: "half of a character (a lone surrogate)", repair: null },
];

/** The faults of a text's characters, one of each kind. */
export function characterFaults(text: string): { message: string; repair: string | null }[] {
  return FORBIDDEN.filter(({ isIn }) => isIn(text)).map(({ words, repair }) => ({
    message: `the text holds ${words}.`,
    repair,
  }));
}

/** Reports the characters of `text` that no text may hold. */
export function refuseCharacters(form: Form, text: string, place: () => Place): void {
  for (const { message, repair } of characterFaults(text)) {
    const at = place();
    report(form, at, { rule: "character", message: `${at.words}: ${message}`, repair });
  }
}
