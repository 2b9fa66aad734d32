import { newRunId, type ThoughtId } from "../../shared/domain/ids.ts";
import type { AuthorRole, Run, RunAuthor } from "../../shared/domain/run.ts";
import type {
  Bullet,
  StorySection,
  TaggableSection,
  Thought,
  ThoughtSection,
  ThoughtType,
} from "../../shared/domain/section.ts";
import { blankStep, blankThoughtSection, newThought, type Step } from "../../shared/domain/step.ts";

/*
 * Builders that read as the document they make:
 *
 *   run("The Lantern Ferry", by("Ann"),
 *     step(initial(bullet(w("A knock."), d("Who?", LONGTERM))), prompt("You hear a knock."), postPrompt(CLOSED),
 *          action("I fly.", TAGGED), outcome(CLOSED)),
 *     step(prompt("Still here.")))
 *
 * What is left out is blank: not closed, not tagged, one empty thought in a section of thoughts.
 */

/** Marks a thought long-term. */
export const LONGTERM: unique symbol = Symbol("long-term");
/** Marks a section as one that the author went past with Mod+Enter. */
export const CLOSED: unique symbol = Symbol("closed");
/** Sets the tag "yo be real" on an action or outcome. */
export const TAGGED: unique symbol = Symbol("tagged");

type ThoughtPart = typeof LONGTERM | { readonly id: ThoughtId };

function thought(type: ThoughtType, text: string, parts: readonly ThoughtPart[]): Thought {
  const made = newThought(type, text, parts.includes(LONGTERM));
  return parts.reduce<Thought>((one, part) => (part === LONGTERM ? one : { ...one, id: part.id }), made);
}

/** A watsonian thought. */
export const w = (text: string, ...parts: ThoughtPart[]): Thought => thought("watsonian", text, parts);
/** A doylist thought. */
export const d = (text: string, ...parts: ThoughtPart[]): Thought => thought("doylist", text, parts);
/** A meta thought. */
export const m = (text: string, ...parts: ThoughtPart[]): Thought => thought("meta", text, parts);
/** A comment. */
export const c = (text: string, ...parts: ThoughtPart[]): Thought => thought("comment", text, parts);

/** A bullet of thoughts; a bare text is a watsonian one. Without any it holds one empty thought. */
export function bullet(...thoughts: (Thought | string)[]): Bullet {
  return thoughts.length === 0 ? [w("")] : thoughts.map((one) => (typeof one === "string" ? w(one) : one));
}

/** A bullet, or a thought or text that is a bullet of its own. */
type BulletPart = Bullet | Thought | string | typeof CLOSED;

function thoughtSection(parts: readonly BulletPart[]): ThoughtSection {
  const bullets = parts.filter((part) => part !== CLOSED).map((part) => (Array.isArray(part) ? part : bullet(part)));
  return { ...blankThoughtSection(), ...(bullets.length > 0 && { bullets }), closed: parts.includes(CLOSED) };
}

/** Initial thoughts. */
export const initial = (...parts: BulletPart[]): { initial: ThoughtSection } => ({ initial: thoughtSection(parts) });
/** Post-prompt thoughts. */
export const postPrompt = (...parts: BulletPart[]): { postPrompt: ThoughtSection } => ({
  postPrompt: thoughtSection(parts),
});
/** Post-action thoughts. */
export const postAction = (...parts: BulletPart[]): { postAction: ThoughtSection } => ({
  postAction: thoughtSection(parts),
});

type StoryPart = string | typeof CLOSED | typeof TAGGED;

function taggableSection(parts: readonly StoryPart[]): TaggableSection {
  const text = parts.filter((part) => typeof part === "string").join("\n");
  return { closed: parts.includes(CLOSED), tagged: parts.includes(TAGGED), text };
}

/** The prompt; several texts are its paragraphs. */
export function prompt(...parts: (string | typeof CLOSED)[]): { prompt: StorySection } {
  const { closed, text } = taggableSection(parts);
  return { prompt: { closed, text } };
}
/** The action; several texts are its paragraphs. */
export const action = (...parts: StoryPart[]): { action: TaggableSection } => ({ action: taggableSection(parts) });
/** The outcome; several texts are its paragraphs. */
export const outcome = (...parts: StoryPart[]): { outcome: TaggableSection } => ({ outcome: taggableSection(parts) });

/** A chapter that begins with the step. */
export const chapter = (name: string): { chapter: string } => ({ chapter: name });
/** The author's bookmark on the step. */
export const bookmark = (name: string): { bookmark: string } => ({ bookmark: name });
/** A step; what is not given is blank and its ids are fresh. A test that needs to know the id gives it: `step({ id }, ...)`. */
export function step(...parts: Partial<Step>[]): Step {
  return parts.reduce<Step>((made, part) => ({ ...made, ...part }), blankStep());
}

/** A step in which every section is written, told from others by its label. */
export function fullStep(label: string, ...parts: Partial<Step>[]): Step {
  return step(
    initial(bullet(w(`${label} initial`))),
    prompt(`${label} prompt`),
    postPrompt(bullet(d(`${label} post-prompt`))),
    action(`${label} action`),
    postAction(bullet(m(`${label} post-action`))),
    outcome(`${label} outcome`),
    ...parts,
  );
}

/** The authors of a run, in this order; a bare name is a dungeon master's. */
export function by(...authors: (string | readonly [name: string, role: AuthorRole])[]): { authors: RunAuthor[] } {
  return {
    authors: authors.map((one) =>
      typeof one === "string" ? { name: one, role: "dm" } : { name: one[0], role: one[1] },
    ),
  };
}

/** A run of the steps given, in this order. Without `by()` it has no authors. */
export function run(title: string, ...parts: (Step | { authors: RunAuthor[] })[]): Run {
  const made: Run = { id: newRunId(), title, authors: [], steps: [] };
  for (const part of parts) {
    if ("authors" in part) made.authors = part.authors;
    else made.steps.push(part);
  }
  return made;
}
