import { z } from "zod";

/*
 * A bounty file as plain data, and what a reader of it can count without any code of the app: the walk edits such a file
 * beside the app and compares bytes.
 */

const Thought = z.object({ type: z.string(), longterm: z.boolean(), text: z.string() });
const Thoughts = z.array(z.array(Thought));
const FileStep = z.object({
  thoughts: Thoughts.optional(),
  prompt: z.object({ text: z.string().optional(), thoughts: Thoughts.optional() }).optional(),
  action: z
    .object({ text: z.string().optional(), thoughts: Thoughts.optional(), outcome: z.string().optional() })
    .optional(),
});
const BountyFile = z.object({ title: z.string(), authors: z.array(z.string()), steps: z.array(FileStep) });

export type FileStep = z.infer<typeof FileStep>;
export type BountyFile = z.infer<typeof BountyFile>;

/** A file's text as data; keys in canonical order. */
export function readFile(text: string): BountyFile {
  return BountyFile.parse(JSON.parse(text));
}

/** The canonical bytes (bounty format, section 3). */
export function writeFile(file: BountyFile): Buffer {
  return Buffer.from(JSON.stringify(file, null, 2), "utf8");
}

/** A step of which all six sections stand in the file, and none of which is tagged. */
export type FullStep = {
  thoughts: z.infer<typeof Thoughts>;
  prompt: { text: string; thoughts: z.infer<typeof Thoughts> };
  action: { text: string; thoughts: z.infer<typeof Thoughts>; outcome: string };
};

/** The step of this number, or a complaint where a section is missing. */
export function fullStep(file: BountyFile, number: number): FullStep {
  const FullStep = z.object({
    thoughts: Thoughts,
    prompt: z.object({ text: z.string(), thoughts: Thoughts }),
    action: z.object({ text: z.string(), thoughts: Thoughts, outcome: z.string() }),
  });
  return FullStep.parse(file.steps[number - 1]);
}

/** True when the step and the one after it have all sections and the step carries no tag: any act can be tried there. */
export function isPlain(file: BountyFile, number: number): boolean {
  const [step, next] = [file.steps[number - 1], file.steps[number]];
  const hasAll =
    step?.thoughts !== undefined &&
    step.prompt?.thoughts !== undefined &&
    step.prompt.text !== undefined &&
    step.action?.thoughts !== undefined &&
    step.action.text !== undefined &&
    step.action.outcome !== undefined;
  const isTagged = step?.action?.text?.startsWith(TAG) === true || step?.action?.outcome?.startsWith(TAG) === true;
  return hasAll && !isTagged && next?.thoughts !== undefined && next.prompt?.text !== undefined;
}

/** The tag, as a file spells it. */
export const TAG = "<yo be real> ";

/** Words as a reader sees them: runs between white space with a letter or digit; the tag is no text. */
export function words(text: string): number {
  const shown = text.startsWith(TAG) ? text.slice(TAG.length) : text;
  return shown.split(/\s+/u).filter((part) => /[\p{L}\p{N}]/u.test(part)).length;
}

/** Words of a step or a run, story and thoughts apart. */
export type FileWords = { readonly story: number; readonly thoughts: number };

/** The words of one step. */
export function stepWords(step: FileStep): FileWords {
  const story = [step.prompt?.text, step.action?.text, step.action?.outcome];
  const thoughts = [step.thoughts, step.prompt?.thoughts, step.action?.thoughts]
    .flatMap((section) => section ?? [])
    .flat();
  return {
    story: story.reduce((sum, text) => sum + words(text ?? ""), 0),
    thoughts: thoughts.reduce((sum, thought) => sum + words(thought.text), 0),
  };
}

/** The words of a whole file. */
export function fileWords(file: BountyFile): FileWords {
  return file.steps
    .map(stepWords)
    .reduce((sum, step) => ({ story: sum.story + step.story, thoughts: sum.thoughts + step.thoughts }), {
      story: 0,
      thoughts: 0,
    });
}
