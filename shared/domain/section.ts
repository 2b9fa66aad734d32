import { z } from "zod";

import { ThoughtId } from "./ids.ts";

/** The six sections of a step in reading order (bounty format, section 1); these machine names are used everywhere outside bounty files. */
export const SECTION_NAMES = ["initial", "prompt", "postPrompt", "action", "postAction", "outcome"] as const;
/** Sections of bullets of thoughts, all written by the dungeon master. */
export const THOUGHT_SECTION_NAMES = ["initial", "postPrompt", "postAction"] as const;
/** Sections of plain story text. */
export const STORY_SECTION_NAMES = ["prompt", "action", "outcome"] as const;
/** Story sections that may carry the tag "yo be real". */
export const TAGGABLE_SECTION_NAMES = ["action", "outcome"] as const;

export const SectionName = z.enum(SECTION_NAMES);
export type SectionName = z.infer<typeof SectionName>;
export type ThoughtSectionName = (typeof THOUGHT_SECTION_NAMES)[number];
export type StorySectionName = (typeof STORY_SECTION_NAMES)[number];
export type TaggableSectionName = (typeof TAGGABLE_SECTION_NAMES)[number];

/** True for the three sections that hold bullets of thoughts. */
export function isThoughtSection(name: SectionName): name is ThoughtSectionName {
  return name === "initial" || name === "postPrompt" || name === "postAction";
}

/** True for the two sections that may carry the tag. */
export function isTaggable(name: SectionName): name is TaggableSectionName {
  return name === "action" || name === "outcome";
}

/**
 * The four types of thought (bounty format, section 1): watsonian reasons inside the world, doylist as an author, meta
 * about the game, player or project; a comment is a note to the readers of the data.
 */
export const THOUGHT_TYPES = ["watsonian", "doylist", "meta", "comment"] as const;
export const ThoughtType = z.enum(THOUGHT_TYPES);
export type ThoughtType = z.infer<typeof ThoughtType>;

/** The most UTF-16 units of text a section may hold to be valid (bounty format, limits). */
export const MAX_SECTION_UNITS = 1_000_000;
/** The most thoughts a section may hold to be valid (bounty format, limits). */
export const MAX_SECTION_THOUGHTS = 10_000;

/*
 * What is stored may be wrong by the format's rules (holes, a text over the limit, a lone surrogate that a keyboard
 * sent half of): nothing typed is refused. The stored limits below only keep a hostile message from filling memory.
 */
const STORED_FACTOR = 4;
const StoredText = z.string().max(MAX_SECTION_UNITS * STORED_FACTOR);

/** One thought. `text` is plain; `\n` is a line break inside the thought; it may be empty while stored. */
export const Thought = z.strictObject({
  id: ThoughtId,
  type: ThoughtType,
  /** Marks what must be remembered for hundreds of steps. */
  longterm: z.boolean(),
  text: StoredText,
});
export type Thought = z.infer<typeof Thought>;

/** A bullet: one thought or several that belong together; never without a thought, as in the document. */
export const Bullet = z
  .array(Thought)
  .min(1)
  .max(MAX_SECTION_THOUGHTS * STORED_FACTOR);
export type Bullet = z.infer<typeof Bullet>;

/**
 * A section of thoughts as stored. It always holds a bullet, as the document does: an untouched section is one bullet
 * of one empty thought. `closed` means that the author went past it with Mod+Enter; typing never clears it.
 */
export const ThoughtSection = z.strictObject({
  closed: z.boolean(),
  bullets: z
    .array(Bullet)
    .min(1)
    .max(MAX_SECTION_THOUGHTS * STORED_FACTOR),
});
export type ThoughtSection = z.infer<typeof ThoughtSection>;

/** A section of story text: paragraphs joined by `\n` (n line feeds are n + 1 paragraphs; empty ones are allowed). */
export const StorySection = z.strictObject({ closed: z.boolean(), text: StoredText });
export type StorySection = z.infer<typeof StorySection>;

/** Action or outcome: story text that may carry the tag. The tag is not part of `text`. */
export const TaggableSection = z.strictObject({ closed: z.boolean(), tagged: z.boolean(), text: StoredText });
export type TaggableSection = z.infer<typeof TaggableSection>;

/** The text of a thought section has no single string: this says whether any thought holds one (document model, section 2). */
export function hasThoughtText(section: ThoughtSection): boolean {
  return section.bullets.some((bullet) => bullet.some((thought) => thought.text !== ""));
}

/** All thoughts of a section in reading order, the bullets flattened; empty thoughts included. */
export function thoughtsOf(section: ThoughtSection): Thought[] {
  return section.bullets.flat();
}
