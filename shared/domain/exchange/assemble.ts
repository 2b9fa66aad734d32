import { type FoundConvention, unknownConventions } from "../conventions.ts";
import { SECTION_NAMES, isThoughtSection, type SectionName, type ThoughtSection } from "../section.ts";
import { blankStep, type Step } from "../step.ts";
import { splitTag, TAG } from "../tag.ts";
import { bareConventions, isBracketed, marked, thoughtsIn } from "./document-thoughts.ts";
import { beginsStep, type Block, type ImportMapping, sectionNamed } from "./mapping.ts";
import { speakerOf, turnsOf } from "./turns.ts";

/*
 * Steps out of a document of headings, bullets and paragraphs.
 *
 * Where headings name the sections they are believed. Where nothing does, the order of a step says what a block is: bullets
 * are thoughts, a player's line is an action, any other paragraph is the dungeon master's, and each goes to the next section
 * that takes its kind. What can only be guessed is said to be unclear, with its place, and nothing that holds words is left
 * out in silence.
 */

/** Something to be said about a place of the document. */
export type ImportNote = { readonly place: string; readonly what: string };

/** What a document gave. */
export type Assembled = {
  readonly title: string | null;
  readonly steps: readonly Step[];
  readonly unclear: readonly ImportNote[];
  readonly leftOut: readonly ImportNote[];
  /** Brackets that look as if they meant something and that the mapping does not know, each with a guess. */
  readonly found: readonly FoundConvention[];
};

/** So many notes are kept of each kind. */
export const MOST_NOTES = 200;

/** Puts the blocks of a document together as steps. */
export function assemble(blocks: readonly Block[], mapping: ImportMapping): Assembled {
  const hasStepHeadings = blocks.some(({ kind, text }) => kind === "heading" && beginsStep(mapping, text));
  const assembly = new Assembly(mapping, hasStepHeadings);
  let number = 0;
  for (const block of blocks) {
    number += 1;
    assembly.take(block, `Block ${number}`);
  }
  const prose = blocks.filter(({ kind }) => kind !== "heading").map(({ text }) => text);
  const labelled = unknownConventions(prose, mapping.conventions);
  return { ...assembly.end(), found: [...bareConventions(prose, mapping.conventions), ...labelled] };
}

class Assembly {
  readonly #mapping: ImportMapping;
  readonly #steps: Step[] = [];
  readonly #unclear: ImportNote[] = [];
  readonly #leftOut: ImportNote[] = [];
  /** True: what stands before the first of them (names, a word to the reader) is no step. */
  readonly #hasStepHeadings: boolean;
  #title: string | null = null;
  /** The chapter that begins with the next step. */
  #chapter: string | null = null;
  #hasChapters = false;
  /** A scene break has ended the last step. */
  #isBroken = false;
  /** The section that a heading named; null where the order decides. */
  #named: SectionName | null = null;
  /** The section that was written last in the last step. */
  #last: SectionName | null = null;
  /** True when the last step was begun by a heading and holds nothing yet. */
  #isFresh = false;
  #lastKind: Block["kind"] | null = null;
  #hasHeadings = false;

  constructor(mapping: ImportMapping, hasStepHeadings: boolean) {
    this.#mapping = mapping;
    this.#hasStepHeadings = hasStepHeadings;
  }

  take(block: Block, place: string): void {
    const isWhole = block.kind === "heading" || block.kind === "quote" || this.#named !== null;
    for (const turn of isWhole ? [block] : turnsOf(this.#mapping, block)) this.#turn(turn, place);
  }

  #turn(block: Block, place: string): void {
    const text = cleaned(block.text);
    if (text.trim() === "") return;
    const isHeading = block.kind === "heading";
    // Where real headings name the sections, a short line is text.
    const mayName = isHeading || (!this.#hasHeadings && isShortLine(block, text));
    const isNaming = mayName && this.#heading(text);
    if (!isNaming && !isHeading && this.#hasStepHeadings && this.#steps.length === 0) {
      this.#note(this.#leftOut, place, "text before the first step", text);
      return;
    }
    if (isNaming && isHeading) this.#hasHeadings = true;
    if (!isNaming && isHeading) this.#name(block, text, place);
    else if (!isNaming && this.#named === null && SCENE_BREAK.test(text)) this.#sceneBreak(text, place);
    else if (!isNaming) this.#content(block, text, place);
    this.#lastKind = isNaming ? "heading" : block.kind;
  }

  end(): Omit<Assembled, "found"> {
    this.#steps.forEach((step, index) => {
      // As a reader of a bounty file does: a tagged action without outcome before another step was left so on purpose.
      const isLast = index === this.#steps.length - 1;
      if (!isLast && step.action.tagged && step.outcome.text === "") step.outcome.closed = true;
    });
    this.#leaveChapterOut("The end");
    return { title: this.#title, steps: this.#steps, unclear: this.#unclear, leftOut: this.#leftOut };
  }

  /** Takes a line that begins a step or names a section; false for any other. */
  #heading(text: string): boolean {
    if (beginsStep(this.#mapping, text)) {
      this.#begin();
      this.#isFresh = true;
      return true;
    }
    const named = sectionNamed(this.#mapping, text);
    if (named === null) return false;
    const step = this.#steps.at(-1);
    const isLater = this.#last === null || order(named) > order(this.#last);
    if (step === undefined || (!isLater && !this.#isFresh)) this.#begin();
    this.#named = named;
    this.#last = named;
    return true;
  }

  /** Takes a heading that is neither: the title, else the name of a chapter. */
  #name(block: Block, text: string, place: string): void {
    const line = text.replaceAll("\n", " ").slice(0, MOST_NAME_UNITS);
    if (this.#title === null && this.#steps.length === 0 && block.level === 1) {
      this.#title = text.replaceAll("\n", " ");
      return;
    }
    this.#leaveChapterOut(place);
    const preface = this.#preface();
    if (preface === null) this.#chapter = line;
    else {
      preface.chapter = line;
      this.#note(
        this.#unclear,
        place,
        "text before the first chapter, taken into its first prompt",
        preface.prompt.text,
      );
    }
    this.#hasChapters = true;
    this.#named = null;
    this.#last = preface === null ? "outcome" : null;
  }

  /** The step that holds no more than what stands before the first chapter; null when that is a story already. */
  #preface(): Step | null {
    const isPrompt = this.#steps.length === 1 && this.#last === "prompt" && this.#named === null;
    const [first] = this.#steps;
    if (!isPrompt || first === undefined || this.#hasChapters || this.#hasStepHeadings) return null;
    return isBlank(first.initial) ? first : null;
  }

  /** Says of a chapter that has no step of its own that it is not in the run. */
  #leaveChapterOut(place: string): void {
    if (this.#chapter !== null) this.#note(this.#leftOut, place, "a heading with no text below it", this.#chapter);
    this.#chapter = null;
  }

  /** A break between steps is a sign and no words; it tells an outcome from the prompt that follows. */
  #sceneBreak(text: string, place: string): void {
    this.#note(this.#leftOut, place, "a scene break", text);
    this.#isBroken = this.#last === "outcome";
  }

  #begin(): Step {
    const step = { ...blankStep(), chapter: this.#chapter };
    this.#chapter = null;
    this.#steps.push(step);
    this.#named = null;
    this.#last = null;
    this.#isFresh = false;
    this.#isBroken = false;
    return step;
  }

  #content(block: Block, text: string, place: string): void {
    const named = this.#named;
    if (named !== null) {
      if (isThoughtSection(named)) this.#addThoughts(named, text, block);
      else this.#addStory(named, text);
      return;
    }
    const action = block.kind === "quote" ? text : marked(this.#mapping.playerMarks, text);
    if (block.kind !== "bullet" && action !== null) this.#addAction(action, place);
    else if (block.kind === "bullet" || isBracketed(this.#mapping, text))
      this.#addThoughts(this.#thoughtPlace(), text, block);
    else this.#addStory(this.#storyPlace(text, place), marked(this.#mapping.dmMarks, text) ?? text);
  }

  /** The section of thoughts that comes next in the order of a step. */
  #thoughtPlace(): "initial" | "postPrompt" | "postAction" {
    const last = this.#last;
    if (this.#steps.length === 0 || last === "outcome") this.#begin();
    if (last === "prompt" || last === "postPrompt") return "postPrompt";
    if (last === "action" || last === "postAction") return "postAction";
    return "initial";
  }

  #storyPlace(text: string, place: string): "prompt" | "outcome" {
    const last = this.#last;
    const isChapter = this.#chapter !== null && !this.#hasStepHeadings;
    if (this.#steps.length === 0 || (last === "outcome" && (isChapter || this.#isBroken))) {
      this.#begin();
      return "prompt";
    }
    if (last === "action" || last === "postAction" || last === "outcome") {
      if (last === "outcome" && this.#mapping.afterOutcome === undefined)
        this.#note(this.#unclear, place, "outcome, or already the prompt of the next step", text);
      return "outcome";
    }
    if (last === "postPrompt")
      this.#note(this.#unclear, place, "text after the post-prompt thoughts, taken as prompt", text);
    return "prompt";
  }

  #addAction(text: string, place: string): void {
    const last = this.#last;
    const goesOn = last === "action" && (this.#lastKind === "quote" || this.#lastKind === "paragraph");
    const isPast = last === "postAction" || last === "outcome" || (last === "action" && !goesOn);
    const isSpoken = text.split("\n").some((line) => speakerOf(this.#mapping, line) !== null);
    if (isSpoken) this.#note(this.#unclear, place, "an action that holds marked lines", text);
    if (this.#steps.length === 0 || isPast) {
      const prompt = last === "outcome" ? this.#cutPrompt() : "";
      this.#begin();
      if (prompt !== "") this.#addStory("prompt", prompt);
    }
    this.#addStory("action", text);
  }

  /** Takes the last paragraph off the last outcome where the mapping says that it is the next prompt; "" for nothing. */
  #cutPrompt(): string {
    const outcome = this.#steps.at(-1)?.outcome;
    const isEnded = this.#chapter !== null || this.#isBroken;
    if (this.#mapping.afterOutcome !== "prompt" || outcome === undefined || isEnded) return "";
    const at = outcome.text.lastIndexOf("\n");
    if (at < 1) return "";
    const prompt = outcome.text.slice(at + 1);
    outcome.text = outcome.text.slice(0, at);
    return prompt;
  }

  #addStory(section: "prompt" | "action" | "outcome", text: string): void {
    const step = this.#step();
    const part = step[section];
    if (part.text === "" && section !== "prompt") {
      const { tagged, text: rest } = splitTag(text);
      step[section].tagged = tagged && rest !== "";
      part.text = tagged && rest === "" ? text : rest;
    } else part.text = part.text === "" ? text : `${part.text}\n${text}`;
    this.#wrote(section);
  }

  #addThoughts(section: "initial" | "postPrompt" | "postAction", text: string, block: Block): void {
    const part = this.#step()[section];
    const thoughts = thoughtsIn(this.#mapping, text);
    const before = part.bullets.at(-1);
    // A bullet inside a bullet goes on with its thoughts.
    if (block.kind === "bullet" && block.level > 0 && !isBlank(part) && before !== undefined) before.push(...thoughts);
    else if (isBlank(part)) part.bullets = [thoughts];
    else part.bullets.push(thoughts);
    this.#wrote(section);
  }

  #step(): Step {
    return this.#steps.at(-1) ?? this.#begin();
  }

  #wrote(section: SectionName): void {
    this.#last = section;
    this.#isFresh = false;
  }

  #note(notes: ImportNote[], place: string, what: string, text: string): void {
    if (notes.length < MOST_NOTES) notes.push({ place, what: `${what}: “${text.slice(0, 80).toWellFormed()}”` });
  }
}

const MOST_NAME_UNITS = 1_000;
/** `* * *`, `---`, `⁂`: what stands between two scenes. */
const SCENE_BREAK = /^\s*(?:([-*#~=_•·–—])(?:[ \t]*\1){2,}|[⁂❦])\s*$/u;

/** Whether a new step's thoughts are as they were made. */
function isBlank({ bullets }: ThoughtSection): boolean {
  const [first] = bullets;
  return bullets.length === 1 && first?.length === 1 && first[0]?.text === "";
}
const order = (name: SectionName): number => SECTION_NAMES.indexOf(name);

/** A line of its own that may be a heading that nobody made one: short, and a paragraph. */
const SHORT_LINE_UNITS = 60;
const isShortLine = ({ kind }: Block, text: string): boolean => kind === "paragraph" && text.length <= SHORT_LINE_UNITS;

/** Text as a run may hold it: line feeds alone, no NUL, whole characters. */
function cleaned(text: string): string {
  return text.replace(/\r\n?/gu, "\n").replaceAll("\0", "").toWellFormed();
}

/** Text in which a copy's way of showing the tag is the tag again. */
export function withTag(shown: string): string {
  return TAG + shown;
}
