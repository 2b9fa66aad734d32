import { MAX_SECTION_UNITS, type StorySectionName } from "../section.ts";
import { splitTag } from "../tag.ts";
import {
  ABSENT_TEXT,
  ABSENT_THOUGHTS,
  BARE_STEP,
  type ContainerPresence,
  type FileStep,
  type TextPart,
  type ThoughtsPart,
  UNKNOWN_STEP,
  UNKNOWN_TEXT,
} from "./file-step.ts";
import { expectKind, type Form, type Place, readMembers, refuseCharacters, report } from "./form.ts";
import { wordTable } from "./json-reader.ts";
import { grouped, placeWords, sectionPointer, SECTION_WORDS, stepPointer } from "./place.ts";
import { readThoughts } from "./read-thoughts.ts";
import { tagFault } from "./tag-fault.ts";
import { isPlaceholder, PLACEHOLDER_FAULT } from "./vtw-damage.ts";

const STEP_KEYS = wordTable(["thoughts", "prompt", "action"]);
const PROMPT_KEYS = wordTable(["text", "thoughts"]);
const ACTION_KEYS = wordTable(["text", "thoughts", "outcome"]);

/** Reads the step that begins here; `index` is its 0-based position. Reports its faults of form and rule T, which need no other step. */
export function readStep(form: Form, index: number): FileStep {
  const step: Place = { pointer: stepPointer(index), words: `Step ${index + 1}`, step: index + 1 };
  if (!expectKind(form, "object", () => step)) return UNKNOWN_STEP;
  let initial = ABSENT_THOUGHTS;
  let prompt: PromptPart = { container: "absent", text: ABSENT_TEXT, thoughts: ABSENT_THOUGHTS };
  let action: ActionPart = { ...prompt, outcome: ABSENT_TEXT };
  const { isBare } = readMembers(
    form,
    STEP_KEYS,
    () => step,
    (key) => {
      if (key === 0) initial = readThoughts(form, sectionPlace(index, "initial"));
      else if (key === 1) prompt = readPrompt(form, index);
      else action = readAction(form, index);
    },
  );
  if (isBare) return BARE_STEP;
  return {
    kind: "object",
    initial,
    promptContainer: prompt.container,
    prompt: prompt.text,
    postPrompt: prompt.thoughts,
    actionContainer: action.container,
    action: action.text,
    postAction: action.thoughts,
    outcome: action.outcome,
  };
}

type PromptPart = { readonly container: ContainerPresence; readonly text: TextPart; readonly thoughts: ThoughtsPart };
type ActionPart = PromptPart & { readonly outcome: TextPart };

function sectionPlace(index: number, section: Parameters<typeof sectionPointer>[1]): Place {
  return { pointer: sectionPointer(index, section), words: placeWords(index, section), step: index + 1 };
}

function containerPlace(index: number, name: "prompt" | "action"): Place {
  return {
    pointer: `${stepPointer(index)}/${name}`,
    words: `Step ${index + 1}, ${SECTION_WORDS[name]}`,
    step: index + 1,
  };
}

function readPrompt(form: Form, index: number): PromptPart {
  const place = containerPlace(index, "prompt");
  let text = ABSENT_TEXT;
  let thoughts = ABSENT_THOUGHTS;
  const container = readContainer(form, PROMPT_KEYS, place, (key) => {
    if (key === 0) text = readText(form, index, "prompt");
    else thoughts = readThoughts(form, sectionPlace(index, "postPrompt"));
  });
  return { container, text, thoughts };
}

function readAction(form: Form, index: number): ActionPart {
  const place = containerPlace(index, "action");
  let text = ABSENT_TEXT;
  let thoughts = ABSENT_THOUGHTS;
  let outcome = ABSENT_TEXT;
  const container = readContainer(form, ACTION_KEYS, place, (key) => {
    if (key === 0) text = readText(form, index, "action");
    else if (key === 1) thoughts = readThoughts(form, sectionPlace(index, "postAction"));
    else outcome = readText(form, index, "outcome");
  });
  return { container, text, thoughts, outcome };
}

function readContainer(
  form: Form,
  names: typeof PROMPT_KEYS,
  place: Place,
  member: (key: number) => void,
): ContainerPresence {
  if (!expectKind(form, "object", () => place)) return "unknown";
  const { isBare } = readMembers(form, names, () => place, member);
  if (!isBare) return "usable";
  report(form, place, {
    rule: "empty",
    message: `${place.words}: nothing stands between the braces.`,
    repair: "Leave the empty { } out.",
  });
  return "unknown";
}

/** Reads a story text and takes its tag off where the section may carry one (Reading 1, 2 and 8). */
function readText(form: Form, index: number, section: StorySectionName): TextPart {
  const { reader } = form;
  const place = (): Place => sectionPlace(index, section);
  if (!expectKind(form, "string", place)) return UNKNOWN_TEXT;
  const whole = reader.string();
  if (reader.ended) return ABSENT_TEXT;
  if (whole === "") {
    const at = place();
    report(form, at, {
      rule: "empty",
      message: `${at.words}: the text is empty.`,
      repair: "Leave the empty text out.",
    });
    return { presence: "void", tagged: false, text: "" };
  }
  const { tagged, text } = section === "prompt" ? { tagged: false, text: whole } : splitTag(whole);
  if (section !== "prompt") refuseTag(form, { tagged, text }, place);
  if (isPlaceholder(text)) {
    const at = place();
    report(form, at, { ...PLACEHOLDER_FAULT, message: `${at.words}: ${PLACEHOLDER_FAULT.message}` });
  }
  if (text.length > MAX_SECTION_UNITS) {
    const at = place();
    report(form, at, {
      rule: "limit",
      message: `${at.words}: the text is longer than ${grouped(MAX_SECTION_UNITS)} characters.`,
    });
    return { presence: "written", tagged, text: text.slice(0, MAX_SECTION_UNITS) };
  }
  if (reader.escaped) refuseCharacters(form, text, place);
  return { presence: text === "" ? "void" : "written", tagged, text };
}

function refuseTag(form: Form, section: { tagged: boolean; text: string }, place: () => Place): void {
  const fault = tagFault(section);
  if (fault === null) return;
  const at = place();
  report(form, at, { rule: "T", message: `${at.words}: ${fault.message}`, repair: fault.repair });
}
