import { newThoughtId } from "../ids.ts";
import {
  type Bullet,
  MAX_SECTION_THOUGHTS,
  MAX_SECTION_UNITS,
  type Thought,
  THOUGHT_TYPES,
  type ThoughtType,
} from "../section.ts";
import { ABSENT_THOUGHTS, type ThoughtsPart, VOID_THOUGHTS } from "./file-step.ts";
import {
  expectKind,
  type Form,
  type Place,
  readMembers,
  refuseCharacters,
  report,
  requireKeys,
  within,
} from "./form.ts";
import { UNKNOWN_WORD, wordTable } from "./json-reader.ts";
import { grouped } from "./place.ts";
import { cutApart, isPlaceholder, PLACEHOLDER_FAULT } from "./vtw-damage.ts";

const THOUGHT_KEYS = wordTable(["type", "longterm", "text"]);
const ALL_THOUGHT_KEYS = 0b111;
const TYPE_WORDS = wordTable(THOUGHT_TYPES);

/** Counts of one section, against its limits. */
type Size = { thoughts: number; usable: number; units: number };

/** Reads a list of bullets, the reader being at its value. What breaks a limit is reported and not kept. */
export function readThoughts(form: Form, section: Place): ThoughtsPart {
  const { reader } = form;
  if (!expectKind(form, "array", () => section)) return VOID_THOUGHTS;
  const bullets: Bullet[] = [];
  const size: Size = { thoughts: 0, usable: 0, units: 0 };
  let elements = 0;
  reader.beginArray();
  for (; reader.nextElement(); elements += 1) {
    const bullet = readBullet(form, section, elements, size);
    if (bullet.length > 0) bullets.push(bullet);
  }
  if (reader.ended) return ABSENT_THOUGHTS;
  if (elements === 0) {
    report(form, section, {
      rule: "empty",
      message: `${section.words}: the list is empty.`,
      repair: `Leave the empty list out.`,
    });
  }
  if (size.thoughts > MAX_SECTION_THOUGHTS) {
    report(form, section, {
      rule: "limit",
      message: `${section.words}: ${grouped(size.thoughts)} thoughts are more than the ${grouped(MAX_SECTION_THOUGHTS)} a section may hold.`,
    });
  }
  if (size.units > MAX_SECTION_UNITS) {
    report(form, section, {
      rule: "limit",
      message: `${section.words}: the thoughts together are longer than ${grouped(MAX_SECTION_UNITS)} characters.`,
    });
  }
  return size.usable === 0 ? VOID_THOUGHTS : { presence: "written", bullets };
}

function readBullet(form: Form, section: Place, index: number, size: Size): Bullet {
  const { reader } = form;
  const place = (): Place => within(section, index, `bullet ${index + 1}`);
  if (!expectKind(form, "array", place)) return [];
  const thoughts: Thought[] = [];
  let elements = 0;
  let before: Thought | null = null;
  reader.beginArray();
  for (; reader.nextElement(); elements += 1) {
    const thought = readThought(form, section, index, elements);
    size.thoughts += 1;
    if (thought !== null) {
      size.usable += 1;
      size.units += thought.text.length;
      if (size.thoughts <= MAX_SECTION_THOUGHTS && size.units <= MAX_SECTION_UNITS) thoughts.push(thought);
      const cut = before === null ? null : cutApart(before, thought);
      if (cut !== null) {
        const at = thoughtPlace(section, index, elements);
        form.problems.collect("cutThought", {
          ...cut,
          pointer: at.pointer,
          step: at.step,
          message: `${at.words}: ${cut.message}`,
        });
      }
    }
    before = thought;
  }
  if (elements === 0) {
    const at = place();
    report(form, at, {
      rule: "empty",
      message: `${at.words}: the bullet holds no thought.`,
      repair: "Leave the empty bullet out.",
    });
  }
  return thoughts;
}

function thoughtPlace(section: Place, bullet: number, thought: number): Place {
  return within(within(section, bullet, `bullet ${bullet + 1}`), thought, `thought ${thought + 1}`);
}

/** The thought that begins here, or null when nothing of it can be used. */
function readThought(form: Form, section: Place, bullet: number, index: number): Thought | null {
  const { reader } = form;
  const place = (): Place => thoughtPlace(section, bullet, index);
  if (!expectKind(form, "object", place)) return null;
  let type: ThoughtType = "watsonian";
  let longterm = false;
  let text = "";
  const { seen, isBare } = readMembers(form, THOUGHT_KEYS, place, (key) => {
    if (key === 0) type = readType(form, place);
    else if (key === 1) {
      if (expectKind(form, "boolean", () => within(place(), "longterm", "long-term flag"))) longterm = reader.boolean();
    } else text = readThoughtText(form, place);
  });
  if (isBare) {
    const at = place();
    report(form, at, {
      rule: "empty",
      message: `${at.words}: nothing stands between the braces.`,
      repair: "Leave the empty thought out.",
    });
  } else {
    requireKeys(form, THOUGHT_KEYS, seen, ALL_THOUGHT_KEYS, place, (missing) =>
      missing.length === 1 && missing[0] === "longterm"
        ? 'Add "longterm": false, or true if it must be remembered for hundreds of steps.'
        : null,
    );
  }
  return text === "" || reader.ended ? null : { id: newThoughtId(), type, longterm, text };
}

function readType(form: Form, place: () => Place): ThoughtType {
  const { reader } = form;
  const typePlace = (): Place => within(place(), "type", "type");
  if (!expectKind(form, "string", typePlace)) return "watsonian";
  const word = reader.word(TYPE_WORDS);
  if (word !== UNKNOWN_WORD) return THOUGHT_TYPES[word] ?? "watsonian";
  const at = typePlace();
  const found = reader.unknownWord;
  const meant = THOUGHT_TYPES.find((type) => type === found?.trim().toLowerCase());
  report(form, at, {
    rule: "type",
    message: `${at.words}: ${found === null ? "a very long text" : JSON.stringify(found)} is no type of thought; the types are ${THOUGHT_TYPES.join(", ")}.`,
    repair: meant === undefined ? null : `Write "${meant}".`,
  });
  return "watsonian";
}

function readThoughtText(form: Form, place: () => Place): string {
  const { reader } = form;
  const textPlace = (): Place => within(place(), "text", "text");
  if (!expectKind(form, "string", textPlace)) return "";
  const text = reader.string();
  if (text === "") {
    const at = textPlace();
    report(form, at, {
      rule: "empty",
      message: `${at.words}: the text is empty.`,
      repair: "Leave the empty thought out.",
    });
  } else if (isPlaceholder(text)) {
    const at = textPlace();
    report(form, at, { ...PLACEHOLDER_FAULT, message: `${at.words}: ${PLACEHOLDER_FAULT.message}` });
  }
  if (reader.escaped && text.length <= MAX_SECTION_UNITS) refuseCharacters(form, text, textPlace);
  return text;
}
